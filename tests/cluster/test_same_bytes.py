"""The whole review of the bundled corpus on two nodes of a cluster, against one machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.virtual import PROJECT, asked, end_of, start, virtual_cluster
from tests.laws.small_reviews import digests

from coprod_review.io.workflow_files import copy_workflow


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    with virtual_cluster():
        yield


def copied(folder: Path) -> Path:
    """The bundled review without results."""
    folder.mkdir()
    for part in ("corpus", "config"):
        shutil.copytree(PROJECT / part, folder / part)
    copy_workflow(PROJECT, folder)
    return folder


def results_of(review: Path) -> dict[str, str]:
    """The digests of all results. Logs tell of seconds; no other file may differ."""
    found = digests(review / "results")
    return {path: digest for path, digest in found.items() if not path.startswith("logs/")}


def test_two_nodes_make_the_bytes_that_one_machine_makes(cluster: None, tmp_path: Path) -> None:
    here, there = copied(tmp_path / "here"), copied(tmp_path / "on a cluster")
    runs = {there: start(there), here: start(here, profile=None)}
    for review, run in runs.items():
        end = end_of(run, review)
        assert end.code == 0, end.told
    assert results_of(there) == results_of(here)
    assert "SHA256SUMS" in results_of(here)
    queue = asked("squeue", "--noheader", "--states=all", "--format=%N|%Z")
    assert {line.split("|")[0] for line in queue.splitlines() if line.endswith(f"|{there}")} == {"n1", "n2"}
