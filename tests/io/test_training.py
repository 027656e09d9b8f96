"""The answers of learners on the disk: behind one another, standing once the settled answer was looked up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.codebook import read_codebook
from coprod_review.io.codings import codings_files
from coprod_review.io.results import digests_below
from coprod_review.io.training import (
    append_trial,
    look_up,
    read_training,
    training_files,
    training_path,
    withdraw_trial,
)
from coprod_review.model.learning import Trial
from coprod_review.tasks.crate import _inputs_below
from coprod_review.workflow.inputs import supplied

PROJECT = Path(__file__).resolve().parents[2]

ANSWER = Trial(
    report_id="p1",
    dimension="framing",
    round=1,
    codes=("protective",),
    settled=(),
    codebook="0.2",
    date="2026-01-02",
    quotes=("kept from harm", "by staff; mostly"),
    note="not sure, really",
    confidence="low",
    seconds=41,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return training_path(tmp_path, "AB")


def test_an_answer_is_read_as_it_was_given(path: Path, tmp_path: Path) -> None:
    assert append_trial(path, ANSWER, corpus=tmp_path) == 1
    assert read_training(path) == [ANSWER]


def test_the_latest_answer_counts_and_the_same_again_makes_no_row(path: Path, tmp_path: Path) -> None:
    append_trial(path, ANSWER, corpus=tmp_path)
    before = path.read_bytes()
    assert append_trial(path, ANSWER, corpus=tmp_path) == 1
    assert path.read_bytes() == before
    assert append_trial(path, replace(ANSWER, codes=("none",)), corpus=tmp_path) == 2
    assert path.read_bytes().startswith(before)
    assert [t.codes for t in read_training(path)] == [("none",)]


def test_an_answer_that_is_taken_back_is_none(path: Path, tmp_path: Path) -> None:
    append_trial(path, ANSWER, corpus=tmp_path)
    assert withdraw_trial(path, ANSWER, corpus=tmp_path) == 2
    assert read_training(path) == []
    append_trial(path, ANSWER, corpus=tmp_path)
    assert read_training(path) == [replace(ANSWER, revision=3)]


def test_an_answer_stands_once_the_settled_one_was_looked_up(path: Path, tmp_path: Path) -> None:
    append_trial(path, ANSWER, corpus=tmp_path)
    (told,) = look_up(path, read_training(path), {"framing": ("partnership",)}, corpus=tmp_path)
    assert (told.codes, told.settled, told.is_right) == (("protective",), ("partnership",), False)
    content = path.read_bytes()
    look_up(path, [ANSWER], {"framing": ("none",)}, corpus=tmp_path)
    with pytest.raises(ReviewError, match="has been looked up") as refused:
        append_trial(path, replace(ANSWER, codes=("partnership",)), corpus=tmp_path)
    assert "what was wrong comes again" in refused.value.remedy
    with pytest.raises(ReviewError, match="has been looked up"):
        withdraw_trial(path, ANSWER, corpus=tmp_path)
    assert path.read_bytes() == content


def test_a_further_round_is_another_question(path: Path, tmp_path: Path) -> None:
    append_trial(path, ANSWER, corpus=tmp_path)
    look_up(path, [ANSWER], {"framing": ("none",)}, corpus=tmp_path)
    append_trial(path, replace(ANSWER, round=2, codes=("none",)), corpus=tmp_path)
    assert [(t.round, t.codes, t.is_told) for t in read_training(path)] == [
        (1, ("protective",), True),
        (2, ("none",), False),
    ]


def test_exercises_are_never_read_as_codings(path: Path, tmp_path: Path) -> None:
    append_trial(path, ANSWER, corpus=tmp_path)
    assert training_files(tmp_path) == [path]
    assert codings_files(tmp_path / "codings") == []


def test_codes_that_the_codebook_does_not_have_are_named_with_their_line(path: Path, tmp_path: Path) -> None:
    append_trial(path, replace(ANSWER, codes=("guarded",)), corpus=tmp_path)
    codebook = read_codebook(PROJECT / "config" / "codebook.yaml")
    with pytest.raises(ReviewError, match="'guarded' is not a code of framing") as refused:
        read_training(path, codebook=replace(codebook, version="0.2"))
    assert "line 2" in str(refused.value) and "use one of: " in str(refused.value)


def test_exercises_are_no_input_of_a_run_and_are_not_published(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append_trial(path, ANSWER, corpus=tmp_path)
    (tmp_path / "coders.yaml").write_text("coders: []\n", encoding="utf-8")
    assert list(digests_below([tmp_path])) == [(tmp_path / "coders.yaml").as_posix()]
    assert [name for name, _ in _inputs_below({"corpus": tmp_path})] == ["corpus/coders.yaml"]
    monkeypatch.chdir(tmp_path.parent)
    assert supplied(tmp_path.name) == [f"{tmp_path.name}/coders.yaml"]
