"""`make review` runs the review, on the cores or by the profile that were asked for."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture
def review(project: Path, tmp_path: Path) -> Path:
    """A folder with blanks in its name, and an environment whose command only notes how it was called."""
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    folder = tmp_path / "a review"
    (folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(project / "Makefile", folder)
    command = folder / ".venv" / "bin" / "coprod-review"
    command.write_text('#!/bin/sh\necho "$@" > called\ntest ! -e fail || exit 2\n')
    command.chmod(0o755)
    for name in ("requirements.lock", "pyproject.toml", ".venv/.ready"):
        (folder / name).touch()
    return folder


def make(folder: Path) -> tuple[int, str]:
    """The exit code of `make review`, and how it called the command."""
    code = subprocess.run(["make", "review"], cwd=folder, capture_output=True, check=False).returncode
    return code, (folder / "called").read_text().strip()


def test_a_review_runs_on_two_cores_where_nothing_else_is_asked_for(review: Path):
    assert make(review) == (0, "run --cores 2")


def test_faults_stop_the_review(review: Path):
    (review / "fail").touch()
    assert make(review)[0] == 2


def test_a_run_that_fails_is_told_with_a_command_for_the_same_place(review: Path):
    command = review / ".venv" / "bin" / "coprod-review"
    command.write_text("#!/bin/sh\nexit 1\n")
    for words, place in ((["PROFILE=slurm"], "--profile profiles/slurm"), (["CORES=3"], "--cores 3")):
        run = subprocess.run(
            ["make", "review", *words], cwd=review, capture_output=True, text=True, check=False
        )
        assert run.returncode == 2
        assert f"-m snakemake {place} --show-failed-logs" in run.stdout


def test_cores_and_profile_reach_the_run_as_they_were_given(review: Path):
    command = review / ".venv" / "bin" / "coprod-review"
    command.write_text('#!/bin/sh\necho "$@" >&2\nexit 2\n')
    for words, place in (
        (["CORES=abc"], "--cores abc"),
        (["PROFILE=nosuch"], "--profile profiles/nosuch"),
    ):
        run = subprocess.run(
            ["make", "review", *words], cwd=review, capture_output=True, text=True, check=False
        )
        assert run.returncode == 2
        assert place in run.stderr and "The review stopped" not in run.stdout


def test_a_review_without_tests_says_that_it_has_none(review: Path):
    for target in ("test", "pythons"):
        run = subprocess.run(["make", target], cwd=review, capture_output=True, text=True, check=False)
        assert run.returncode == 2
        assert "This review has no tests" in run.stdout
