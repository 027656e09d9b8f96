"""The whole review of the bundled corpus on two nodes of a cluster, against one machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.virtual import asked, end_of, start, virtual_cluster
from tests.workflow.bundled_review import bytes_of, bytes_of_finished_review, copied


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    with virtual_cluster():
        yield


def test_two_nodes_make_the_bytes_that_one_machine_makes(
    cluster: None, project: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    there = copied(project, tmp_path / "on a cluster")
    end = end_of(start(there), there)
    assert end.code == 0, end.told
    here = bytes_of_finished_review(project, tmp_path_factory)
    assert bytes_of(there) == here
    assert "SHA256SUMS" in here
    queue = asked("squeue", "--noheader", "--states=all", "--format=%N|%Z")
    assert {line.split("|")[0] for line in queue.splitlines() if line.endswith(f"|{there}")} == {"n1", "n2"}
