"""A run checks what people supplied where it was edited since the last check, and only there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from coprod_review.tasks.run import checked

AFTER = 2_000_000_000
"""A time later than any stamp that a test makes, in seconds."""


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with blanks in its name, and a command that finds a fault where a file `fault` is."""
    folder = tmp_path / "a review"
    for name in ("config", "corpus", ".snakemake"):
        (folder / name).mkdir(parents=True)
    (folder / "config" / "two words.yaml").write_text("a: 1\n")
    command = tmp_path / "python"
    command.write_text('#!/bin/sh\necho "$@" >> calls\ntest ! -e fault || exit 2\n')
    command.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(command))
    monkeypatch.delenv(checked.CHECKING, raising=False)
    monkeypatch.chdir(folder)
    return folder


def is_checked(review: Path) -> bool:
    """Whether what a run begins with checks the review; raises SystemExit as that does."""
    calls = review / "calls"
    calls.unlink(missing_ok=True)
    os.environ.update(checked.begin_check(stamp_of(review)))
    checked.end_check()
    return calls.exists() and calls.read_text() == "-m coprod_review check\n"


def stamp_of(review: Path) -> Path:
    return review / ".snakemake" / "checked"


def test_what_is_unchanged_since_a_check_is_not_checked_again(review: Path):
    assert [is_checked(review), is_checked(review)] == [True, False]


def test_an_edited_file_with_blanks_in_its_name_is_checked_again(review: Path):
    is_checked(review)
    os.utime(review / "config" / "two words.yaml", (AFTER, AFTER))
    assert is_checked(review)


def test_a_file_that_was_taken_away_is_a_change(review: Path):
    (review / "corpus" / "codings of A.csv").touch()
    is_checked(review)
    (review / "corpus" / "codings of A.csv").unlink()
    os.utime(review / "corpus", (AFTER, AFTER))
    assert is_checked(review)


def test_edited_code_of_the_package_checks_again(review: Path, tmp_path: Path, monkeypatch):
    package = tmp_path / "package"
    package.mkdir()
    for name in ("__init__.py", "check.py"):
        (package / name).touch()
    monkeypatch.setattr(checked.coprod_review, "__file__", str(package / "__init__.py"))
    is_checked(review)
    os.utime(package / "check.py", (AFTER, AFTER))
    assert is_checked(review)


def test_faults_end_the_run_and_are_told_until_they_are_mended(review: Path):
    (review / "fault").touch()
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            is_checked(review)
        assert ended.value.code == 2
    (review / "fault").unlink()
    assert [is_checked(review), is_checked(review)] == [True, False]


def test_after_the_clock_was_set_back_what_people_supplied_is_checked_again(review: Path):
    is_checked(review)
    os.utime(stamp_of(review), (AFTER, AFTER))
    assert [is_checked(review), is_checked(review)] == [True, False]


def test_an_edit_during_the_check_is_checked_by_the_next_run(review: Path):
    os.environ.update(checked.begin_check(stamp_of(review)))
    (review / "config" / "two words.yaml").write_text("a: 2\n")
    checked.end_check()
    assert is_checked(review)
