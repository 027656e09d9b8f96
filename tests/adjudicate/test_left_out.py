"""Settled codes without one coder, or without answers of low confidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.adjudicate.left_out import settled_with_confidence, settled_without, settling_coders
from coprod_review.io.codebook import read_codebook
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Coder


@pytest.fixture(scope="module")
def codebook(project: Path) -> Codebook:
    return read_codebook(project / "config" / "codebook.yaml")


def coder(name: str, kind: str = "language_model", role: str = "reader") -> Coder:
    return Coder(name=name, kind=kind, role=role, how="", codebook="0", blind=True)


CODERS = {
    "one": coder("one"),
    "two": coder("two"),
    "ann": coder("ann", "person"),
    "gatherer": coder("gatherer", role="collector"),
}


def given(name: str, code: str, dimension: str = "framing", word: str = "") -> Coding:
    codes = (code,) if code else ()
    return Coding(report_id="r1", dimension=dimension, codes=codes, coder=name, confidence_word=word)


def record(code: str, *coders: str, status: str = "agreed", dimension: str = "framing") -> CodeOfRecord:
    codes = (code,) if code else ()
    return CodeOfRecord(report_id="r1", dimension=dimension, codes=codes, status=status, coders=coders)


def test_the_answer_of_the_other_reader_stands_where_readers_differed(codebook: Codebook) -> None:
    codings = [given("one", "protective"), given("two", "consultative")]
    waiting = record("", "one", "two", status="waiting")
    (found,) = settled_without([waiting], codings, "one", CODERS, codebook)
    assert (found.codes, found.status, found.coders) == (("consultative",), "agreed", ("two",))


def test_without_the_only_person_readers_are_not_put_in_their_place(codebook: Codebook) -> None:
    entry = record("protective", "ann", status="person")
    assert settled_without([entry], [given("ann", "protective")], "ann", CODERS, codebook) == []


def test_a_person_goes_before_readers_when_a_reader_is_left_out(codebook: Codebook) -> None:
    codings = [given("ann", "protective"), given("one", "consultative"), given("two", "none")]
    entry = record("protective", "ann", status="person")
    assert settled_without([entry], codings, "one", CODERS, codebook) == [entry]


def test_an_adjudication_stands_whoever_is_left_out(codebook: Codebook) -> None:
    entry = record("protective", "judge", status="adjudicated")
    assert settled_without([entry], [given("one", "none")], "one", CODERS, codebook) == [entry]


def test_a_coder_who_gave_no_answer_leaves_the_code_waiting(codebook: Codebook) -> None:
    codings = [given("one", "protective"), given("two", "")]
    (found,) = settled_without([record("", "one", "two", status="waiting")], codings, "one", CODERS, codebook)
    assert (found.codes, found.status) == ((), "waiting")


def test_codes_that_then_break_the_codebook_wait_together(codebook: Codebook) -> None:
    codings = [
        given("one", "protective"),
        given("two", "none"),
        given("one", "technical", "issue_character"),
        given("two", "technical", "issue_character"),
    ]
    settled = [
        record("", "one", "two", status="waiting"),
        record("technical", "one", "two", dimension="issue_character"),
    ]
    found = settled_without(settled, codings, "one", CODERS, codebook)
    assert [(r.codes, r.status) for r in found] == [((), "waiting"), ((), "waiting")]


def test_a_code_waits_where_one_of_its_coders_was_unsure() -> None:
    codings = [given("one", "protective", word="high"), given("two", "protective", word="low")]
    (found,) = settled_with_confidence([record("protective", "one", "two")], codings)
    assert (found.codes, found.status) == ((), "waiting")
    sure = [given("one", "protective", word="high"), given("gatherer", "protective", word="low")]
    (kept,) = settled_with_confidence([record("protective", "one", "two")], sure)
    assert kept.codes == ("protective",)


def test_collectors_and_who_only_adjudicated_are_not_among_those_who_settle() -> None:
    settled = [
        record("none", "one", "two"),
        record("", "gatherer", status="waiting"),
        record("protective", "ann", status="adjudicated", dimension="tradition"),
        record("", "ann", status="waiting", dimension="phase"),
    ]
    codings = [given("one", "none"), given("two", "none"), given("gatherer", "protective")]
    assert settling_coders(settled, codings, CODERS) == ["one", "two"]
    coded = [*codings, given("ann", "protective", "phase")]
    assert settling_coders(settled, coded, CODERS) == ["ann", "one", "two"]
