"""One run at a time in a folder, and what a killed one leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.living import has_ended

from coprod_review.errors import ReviewError
from coprod_review.io.files import write_text
from coprod_review.io.run_locks import (
    hold_run,
    remove_stale_locks,
    share_stages,
    stages_are_at_work,
    stale_locks,
    unfinished_files,
)

FORKING = """
import os, time
from coprod_review.tasks.run.at_work import begin_stage
begin_stage("read")
child = os.fork()
if not child:
    time.sleep(600)
print(child, flush=True)
time.sleep(600)
"""

needs_flock = pytest.mark.skipif(sys.platform == "win32", reason="locks of this system are of another kind")


@needs_flock
def test_a_second_run_is_refused_until_the_first_gives_its_lock_back(tmp_path: Path) -> None:
    first = hold_run(tmp_path)
    with pytest.raises(ReviewError, match=rf"another run is at work in this folder .process {os.getpid()}."):
        hold_run(tmp_path)
    os.close(first)
    os.close(hold_run(tmp_path))


@needs_flock
def test_stages_share_their_lock_and_are_seen_as_long_as_one_is_at_work(tmp_path: Path) -> None:
    stages = [share_stages(tmp_path), share_stages(tmp_path)]
    assert stages_are_at_work(tmp_path)
    for stage in stages:
        assert stage is not None
        assert stages_are_at_work(tmp_path)
        os.close(stage)
    assert not stages_are_at_work(tmp_path)


def test_locks_of_a_killed_snakemake_are_found_and_removed(tmp_path: Path) -> None:
    lock = tmp_path / ".snakemake" / "locks" / "0.input.lock"
    write_text(lock, "results/x\n")
    assert stale_locks(tmp_path) == [lock]
    remove_stale_locks(tmp_path)
    assert stale_locks(tmp_path) == []


def test_half_written_files_are_told_from_those_of_the_run(tmp_path: Path) -> None:
    for name in ("records.parquet", ".records.parquet.a1b2c3d4", ".gitkeep", ".hidden.parquet"):
        write_text(tmp_path / "read" / name, "x")
    assert [path.name for path in unfinished_files(tmp_path)] == [".records.parquet.a1b2c3d4"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_process_that_a_stage_forks_ends_when_the_stage_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", FORKING], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as stage:
        assert stage.stdout is not None
        child = int(stage.stdout.readline())
        os.kill(stage.pid, signal.SIGKILL)
    assert has_ended(child)
    assert not stages_are_at_work(tmp_path)
