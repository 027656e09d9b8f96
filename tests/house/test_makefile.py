"""`make review` checks what people supplied where it has changed since the last check, and only there."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

AFTER = 2_000_000_000
"""A time later than any stamp that a test makes, in seconds."""


@pytest.fixture
def review(project: Path, tmp_path: Path) -> Path:
    """A folder with blanks in its name, and an environment whose command only notes how it was called."""
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    folder = tmp_path / "a review"
    for name in ("config", "corpus", "src", ".venv/bin"):
        (folder / name).mkdir(parents=True)
    shutil.copy(project / "Makefile", folder)
    (folder / "config" / "two words.yaml").write_text("a: 1\n")
    command = folder / ".venv" / "bin" / "coprod-review"
    command.write_text('#!/bin/sh\necho "$1" >> calls\ntest ! -e fail || test "$1" != check\n')
    command.chmod(0o755)
    for name in ("requirements.lock", "pyproject.toml", ".venv/.ready"):
        (folder / name).touch()
    return folder


def make(folder: Path) -> tuple[int, list[str]]:
    """The exit code of `make review`, and the commands that it called."""
    (folder / "calls").unlink(missing_ok=True)
    code = subprocess.run(["make", "review"], cwd=folder, capture_output=True, check=False).returncode
    return code, (folder / "calls").read_text().split()


def test_what_is_unchanged_since_a_check_is_not_checked_again(review: Path):
    assert make(review) == (0, ["check", "run"])
    assert make(review) == (0, ["run"])


def test_an_edited_file_with_blanks_in_its_name_is_checked_again(review: Path):
    make(review)
    os.utime(review / "config" / "two words.yaml", (AFTER, AFTER))
    assert make(review) == (0, ["check", "run"])


def test_a_file_that_was_taken_away_is_a_change(review: Path):
    (review / "corpus" / "codings of A.csv").touch()
    make(review)
    (review / "corpus" / "codings of A.csv").unlink()
    os.utime(review / "corpus", (AFTER, AFTER))
    assert make(review) == (0, ["check", "run"])


def test_edited_code_of_the_package_checks_again(review: Path):
    make(review)
    (review / "src" / "check.py").touch()
    os.utime(review / "src" / "check.py", (AFTER, AFTER))
    assert make(review) == (0, ["check", "run"])


def test_faults_stop_the_review_and_are_told_until_they_are_mended(review: Path):
    (review / "fail").touch()
    assert make(review) == (2, ["check"])
    assert make(review) == (2, ["check"])
    (review / "fail").unlink()
    assert make(review) == (0, ["check", "run"])


def test_a_run_that_fails_is_told_with_a_command_for_the_same_place(review: Path):
    command = review / ".venv" / "bin" / "coprod-review"
    command.write_text('#!/bin/sh\ntest "$1" = check\n')
    for words, place in ((["PROFILE=slurm"], "--profile profiles/slurm"), (["CORES=3"], "--cores 3")):
        run = subprocess.run(
            ["make", "review", *words], cwd=review, capture_output=True, text=True, check=False
        )
        assert run.returncode == 2
        assert f"-m snakemake {place} --show-failed-logs" in run.stdout


def test_cores_and_profile_reach_the_run_as_they_were_given(review: Path):
    command = review / ".venv" / "bin" / "coprod-review"
    command.write_text('#!/bin/sh\ntest "$1" = check || { echo "$@" >&2; exit 2; }\n')
    for words, place in (
        (["CORES=abc"], "run --cores abc"),
        (["PROFILE=nosuch"], "run --profile profiles/nosuch"),
    ):
        run = subprocess.run(
            ["make", "review", *words], cwd=review, capture_output=True, text=True, check=False
        )
        assert run.returncode == 2
        assert place in run.stderr and "The review stopped" not in run.stdout


def test_after_the_clock_was_set_back_what_people_supplied_is_checked_again(review: Path):
    make(review)
    os.utime(review / ".snakemake" / "checked", (AFTER, AFTER))
    assert make(review) == (0, ["check", "run"])
    assert make(review) == (0, ["run"])
