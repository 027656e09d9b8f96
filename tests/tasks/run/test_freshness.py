"""Inputs that change while a run is at work: known by what the run noted when it began."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io import supplied
from coprod_review.io.files import write_text
from coprod_review.io.results import digests_below
from coprod_review.tasks.run.freshness import refuse_changed

FOLDERS = (Path("corpus"), Path("config"))


@pytest.fixture(autouse=True)
def begun_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that has begun with two inputs."""
    monkeypatch.chdir(tmp_path)
    write_text(Path("config/owls.yaml"), "a: 1\n")
    write_text(Path("corpus/coders.yaml"), "b: 1\n")
    supplied._digest_of.cache_clear()
    for name, value in supplied.note_inputs(FOLDERS).items():
        monkeypatch.setenv(name, value)


def test_inputs_that_are_as_they_were_pass_whatever_their_times() -> None:
    os.utime("config/owls.yaml", (1, 1))
    refuse_changed(digests_below(FOLDERS))


def test_what_was_edited_added_and_removed_meanwhile_is_named() -> None:
    write_text(Path("config/owls.yaml"), "a: 2\n")
    write_text(Path("corpus/exports/owls.ris"), "TY  - JOUR\n")
    Path("corpus/coders.yaml").unlink()
    with pytest.raises(ReviewError) as caught:
        refuse_changed(digests_below(FOLDERS))
    assert caught.value.where == "config/owls.yaml, corpus/coders.yaml, corpus/exports/owls.ris"
    assert "run `make review` again" in caught.value.remedy


def test_what_learners_answer_meanwhile_counts_not() -> None:
    write_text(Path("corpus/training/exercises.csv"), "report\n")
    refuse_changed(digests_below(FOLDERS))


def test_outside_of_a_run_nothing_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(supplied.BEGUN)
    write_text(Path("config/owls.yaml"), "a: 2\n")
    refuse_changed(digests_below(FOLDERS))
