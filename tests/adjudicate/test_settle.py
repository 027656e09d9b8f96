"""What settles a code, what waits, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.adjudicate.disagreements import disagreement_table
from coprod_review.adjudicate.overruled import overruled_by_codebook
from coprod_review.adjudicate.resolve import ABSENT, UNKNOWN, resolve_adjudications, resolve_codings
from coprod_review.adjudicate.seen import rests_on_seen, seen_answers
from coprod_review.adjudicate.settle import settle
from coprod_review.model.codebook import Codebook, Constraint
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Adjudication, Coder
from coprod_review.model.report import Report
from coprod_review.tasks.settle.told import tell_overruled_by_codebook

Coders = dict[str, Coder]
NAMES = {"r1": "r1", "r2": "r2", "former": "r1"}


def coding(coder: str, code: str, *, report: str = "r1", dimension: str = "wind") -> Coding:
    codes = tuple(sorted(code.split())) if code else ()
    return Coding(report_id=report, dimension=dimension, codes=codes, coder=coder)


def ruling(
    code: str, *, report: str = "r1", dimension: str = "wind", date: str = "2026-01-01"
) -> Adjudication:
    return Adjudication(
        report_id=report,
        dimension=dimension,
        codes=tuple(code.split()),
        coder="ada",
        date=date,
        reason="the flags stood still",
    )


def settled(
    codings: list[Coding], coders: Coders, codebook: Codebook, *rulings: Adjudication
) -> dict[str, CodeOfRecord]:
    """The codes of record of r1 by dimension."""
    found = settle(resolve_codings(codings, NAMES), resolve_adjudications(rulings, NAMES), coders, codebook)
    return {record.dimension: record for record in found if record.report_id == "r1"}


def test_two_blind_readers_who_agree_settle_a_code(codebook: Codebook, coders: Coders) -> None:
    record = settled([coding("one", "light"), coding("two", "light")], coders, codebook)["wind"]
    assert (record.status, record.codes, record.coders) == ("agreed", ("light",), ("one", "two"))
    assert record.reason == "one and two agree"


def test_readers_who_differ_leave_the_code_waiting(codebook: Codebook, coders: Coders) -> None:
    record = settled([coding("one", "light"), coding("two", "strong")], coders, codebook)["wind"]
    assert (record.status, record.codes, record.reason) == ("waiting", (), "one and two differ")


def test_two_of_three_readers_are_not_enough_where_the_third_differs(
    codebook: Codebook, coders: Coders
) -> None:
    codings = [coding("one", "light"), coding("two", "light"), coding("seer", "strong")]
    assert settled(codings, coders, codebook)["wind"].status == "waiting"


def test_a_single_reader_does_not_settle(codebook: Codebook, coders: Coders) -> None:
    record = settled([coding("one", "light")], coders, codebook)["wind"]
    assert (record.status, record.codes) == ("waiting", ())
    assert record.reason == "one alone has coded this; it takes two who agree"


def test_a_reader_who_saw_the_other_does_not_count_as_a_second(codebook: Codebook, coders: Coders) -> None:
    record = settled([coding("one", "light"), coding("seer", "light")], coders, codebook)["wind"]
    assert record.status == "waiting"
    assert "fewer than two blind readers" in record.reason


def test_a_collector_neither_settles_nor_stops_anything(codebook: Codebook, coders: Coders) -> None:
    readers = [coding("one", "light"), coding("two", "light")]
    assert settled([coding("heap", "light")], coders, codebook)["wind"].status == "waiting"
    record = settled([*readers, coding("heap", "strong")], coders, codebook)["wind"]
    assert (record.status, record.codes) == ("agreed", ("light",))


def test_an_adjudicator_who_saw_others_is_not_heard_as_a_coder(codebook: Codebook, coders: Coders) -> None:
    blind = [coding("ada", "light"), coding("bo", "light")]
    found = settled(
        [*blind, coding("cal", "strong"), coding("cal", "coat", dimension="clothes")], coders, codebook
    )
    assert (found["wind"].status, found["wind"].codes) == ("person", ("light",))
    assert found["clothes"].status == "waiting"
    assert found["clothes"].reason == (
        "only adjudicators who saw others' answers have coded this, and they settle nothing"
    )


def test_what_an_adjudicator_had_coded_before_as_a_blind_reader_still_counts(
    codebook: Codebook, coders: Coders
) -> None:
    record = settled([coding("ada", "light"), coding("dee", "strong")], coders, codebook)["wind"]
    assert (record.status, record.reason) == ("waiting", "ada and dee differ")


def test_a_person_goes_before_readers(codebook: Codebook, coders: Coders) -> None:
    codings = [coding("one", "light"), coding("two", "light"), coding("ada", "strong")]
    record = settled(codings, coders, codebook)["wind"]
    assert (record.status, record.codes, record.coders) == ("person", ("strong",), ("ada",))


def test_persons_who_differ_wait_though_the_readers_agree(codebook: Codebook, coders: Coders) -> None:
    codings = [coding(name, "light") for name in ("one", "two", "ada")]
    record = settled([*codings, coding("bo", "strong")], coders, codebook)["wind"]
    assert (record.status, record.reason) == ("waiting", "ada and bo differ")


def test_a_person_who_could_not_tell_leaves_the_code_waiting(codebook: Codebook, coders: Coders) -> None:
    codings = [coding("one", "light"), coding("two", "light"), coding("ada", "")]
    record = settled(codings, coders, codebook)["wind"]
    assert (record.status, record.reason) == ("waiting", "ada examined the report and gave no answer")


def test_an_adjudication_overrides_everybody_with_its_reason(codebook: Codebook, coders: Coders) -> None:
    codings = [coding(name, "light") for name in ("one", "two", "bo")]
    record = settled(codings, coders, codebook, ruling("none"))["wind"]
    assert (record.status, record.codes, record.coders) == ("adjudicated", ("none",), ("ada",))
    assert record.reason == "the flags stood still"


def test_an_adjudication_settles_what_nobody_coded(codebook: Codebook, coders: Coders) -> None:
    assert settled([], coders, codebook, ruling("strong"))["wind"].status == "adjudicated"


def test_adjudications_under_two_ids_that_differ_wait(codebook: Codebook, coders: Coders) -> None:
    record = settled([], coders, codebook, ruling("strong"), ruling("light", report="former"))["wind"]
    assert (record.status, record.codes) == ("waiting", ())


def test_a_settled_code_settles_what_follows_from_it(codebook: Codebook, coders: Coders) -> None:
    codings = [
        coding("one", "north", dimension="direction"),
        coding("two", "south", dimension="direction"),
    ]
    record = settled(codings, coders, codebook, ruling("none"))["direction"]
    assert (record.status, record.codes) == ("adjudicated", ("none",))
    assert record.reason == "follows by the codebook: when wind is none, then direction none"


def test_what_follows_in_place_of_an_agreement_says_so_and_is_named(
    codebook: Codebook, coders: Coders, caplog: pytest.LogCaptureFixture
) -> None:
    codings = [coding(reader, "north", dimension="direction") for reader in ("one", "two")]
    records = settled(codings, coders, codebook, ruling("none"))
    record = records["direction"]
    assert (record.status, record.codes) == ("adjudicated", ("none",))
    assert record.reason == (
        "follows by the codebook: when wind is none, then direction none; "
        "without it: north (one and two agree)"
    )
    assert overruled_by_codebook(records.values()) == [record]
    tell_overruled_by_codebook([record])
    assert "1 code follows by the codebook from what is adjudicated beside" in caplog.text
    assert f"{record.report_id} direction; if they are right" in caplog.text


def test_an_adjudication_stops_an_agreement_that_contradicts_it(codebook: Codebook, coders: Coders) -> None:
    codings = [coding("one", "none"), coding("two", "none")]
    found = settled(codings, coders, codebook, ruling("north", dimension="direction"))
    assert (found["direction"].status, found["wind"].status) == ("adjudicated", "waiting")
    assert "break the codebook" in found["wind"].reason


def test_agreements_that_contradict_each_other_both_wait(codebook: Codebook, coders: Coders) -> None:
    codings = [coding(reader, "none") for reader in ("one", "two")]
    codings += [coding(reader, "north", dimension="direction") for reader in ("one", "two")]
    found = settled(codings, coders, codebook)
    assert {record.status for record in found.values()} == {"waiting"}


def test_answers_of_one_person_that_contradict_each_other_wait_though_readers_agree(
    codebook: Codebook, coders: Coders
) -> None:
    codings = [coding("ada", "none"), coding("ada", "north", dimension="direction")]
    codings += [coding(reader, "strong") for reader in ("one", "two")]
    found = settled(codings, coders, codebook)
    assert {record.status for record in found.values()} == {"waiting"}
    assert all("break the codebook" in record.reason for record in found.values())


def test_every_code_that_contradicts_one_waits_and_nothing_follows_from_what_waits(
    codebook: Codebook, coders: Coders
) -> None:
    then = {"clothes": "none", "direction": "none"}
    both = replace(codebook, constraints=(Constraint(when={"wind": "none"}, then=then),))
    codings = [coding("ada", "none"), coding("ada", "hat", dimension="clothes")]
    third = coding("ada", "north", dimension="direction")
    found = settled([*codings, third], coders, both)
    assert {name: record.codes for name, record in found.items()} == {
        "wind": (),
        "clothes": (),
        "direction": (),
    }
    weaker = [coding(reader, "hat", dimension="clothes") for reader in ("one", "two")]
    found = settled([codings[0], *weaker], coders, both, ruling("north", dimension="direction"))
    assert (found["wind"].status, found["direction"].codes) == ("waiting", ("north",))
    assert (found["clothes"].status, found["clothes"].codes) == ("agreed", ("hat",))


def test_codings_under_a_former_id_count_for_the_present_report(codebook: Codebook, coders: Coders) -> None:
    codings = [coding("one", "light", report="former"), coding("two", "light")]
    assert settled(codings, coders, codebook)["wind"].status == "agreed"


def test_a_reader_who_differs_from_himself_under_two_ids_waits(codebook: Codebook, coders: Coders) -> None:
    codings = [coding("one", "light"), coding("one", "strong", report="former"), coding("two", "light")]
    record = settled(codings, coders, codebook)["wind"]
    assert record.status == "waiting"
    assert record.reason == "one coded this report differently under several ids"


def test_two_codings_of_one_report_by_one_coder_become_one_with_both_answers_told() -> None:
    resolved = resolve_codings([coding("one", "light"), coding("one", "strong", report="former")], NAMES)
    assert [c.codes for c in resolved.codings] == [()]
    assert resolved.codings[0].note == "coded differently under several ids (r1: light / former: strong)"
    assert resolved.contradictions == {("r1", "wind", "one"): (("light",), ("strong",))}


def test_what_leads_to_no_report_is_named_with_the_reason() -> None:
    codings = [coding("one", "light", report="lost"), coding("one", "light", report="typo")]
    resolved = resolve_codings(codings, NAMES, registered={"lost"})
    assert resolved.codings == ()
    assert [(u.report, u.reason) for u in resolved.unresolved] == [("lost", ABSENT), ("typo", UNKNOWN)]


def test_disagreements_say_who_says_what_and_whose_difference_it_is(
    codebook: Codebook, coders: Coders
) -> None:
    codings = [coding("one", "light"), coding("two", "light"), coding("heap", "strong")]
    codings += [coding("one", "hat coat", dimension="clothes"), coding("two", "hat", dimension="clothes")]
    codings += [coding("one", "light", report="r2"), coding("two", "light", report="r2")]
    resolved = resolve_codings(codings, NAMES)
    records = settle(resolved, resolve_adjudications([], NAMES), coders, codebook)
    reports = {name: Report(report_id=name, record_ids=(), title=f"On {name}") for name in ("r1", "r2")}
    rows = disagreement_table(resolved, records, coders, reports)
    assert [(r["dimension"], r["between"], r["status"]) for r in rows] == [
        ("clothes", "readers", "waiting"),
        ("wind", "collectors", "agreed"),
    ]
    assert rows[0]["says"] == "one: coat, hat | two: hat"
    assert rows[1]["says"] == "heap: strong | one: light | two: light"


CODERS = ("ada", "bo", "one", "two", "seer", "heap")


@given(
    answers=st.dictionaries(
        st.tuples(st.sampled_from(CODERS), st.sampled_from(["r1", "former", "r2"])),
        st.sampled_from(["", "strong", "light", "none"]),
        min_size=1,
    )
)
def test_every_coded_report_gets_one_record_and_codes_stand_exactly_where_it_is_settled(
    codebook: Codebook, coders: Coders, answers: dict[tuple[str, str], str]
) -> None:
    codings = [coding(coder, code, report=report) for (coder, report), code in answers.items()]
    no_rulings = resolve_adjudications([], NAMES)
    found = settle(resolve_codings(codings, NAMES), no_rulings, coders, codebook)
    assert settle(resolve_codings(codings[::-1], NAMES), no_rulings, coders, codebook) == found
    places = [(record.report_id, record.dimension) for record in found]
    assert places == sorted({(NAMES[report], "wind") for _, report in answers})
    assert all(bool(record.codes) == (record.status != "waiting") for record in found)
    assert all(record.reason for record in found)


def test_a_blind_reader_who_had_seen_what_others_said_is_no_second_blind_one(
    codebook: Codebook, coders: Coders
) -> None:
    looked_up = replace(coding("two", "light"), shown="suggestions")
    record = settled([coding("one", "light"), looked_up], coders, codebook)["wind"]
    assert (record.status, record.codes) == ("waiting", ())
    assert record.reason == "fewer than two blind readers have coded this; it takes two who agree"


def test_what_rests_only_on_answers_after_looking_up_confirms_nothing(
    codebook: Codebook, coders: Coders
) -> None:
    looked_up = replace(coding("ada", "light"), shown="suggestions")
    (row,) = seen_answers([looked_up], coders)
    seen = {(row["report"], row["dimension"], row["coder"])}
    alone = settled([looked_up], coders, codebook)["wind"]
    beside = settled([looked_up, coding("bo", "light")], coders, codebook)["wind"]
    ruled = settled([looked_up], coders, codebook, ruling("light"))["wind"]
    assert [rests_on_seen(record, seen) for record in (alone, beside, ruled)] == [True, False, False]


def test_an_answer_on_joined_documents_goes_before_those_that_it_replaces(
    codebook: Codebook, coders: Coders
) -> None:
    before = [coding("ada", "light"), coding("ada", "strong", report="former")]
    again = replace(before[0], codes=("strong",), revision=2, instead_of=(("former", 1),))
    record = settled([again, before[1]], coders, codebook)["wind"]
    assert (record.status, record.codes, record.reason) == ("person", ("strong",), "ada coded this")
    apart = resolve_codings([again, before[1]], {"r1": "r1", "former": "former"})
    assert [(c.report_id, c.codes) for c in apart.codings] == [("former", ("strong",)), ("r1", ("strong",))]


def test_an_answer_given_anew_on_one_of_the_documents_is_replaced_by_none_before(
    codebook: Codebook, coders: Coders
) -> None:
    joined = replace(coding("ada", "light"), revision=2, instead_of=(("former", 1),))
    anew = replace(coding("ada", "strong", report="former"), revision=2)
    assert settled([joined, anew], coders, codebook)["wind"].status == "waiting"


def test_a_ruling_on_joined_documents_goes_before_those_that_it_replaces(
    codebook: Codebook, coders: Coders
) -> None:
    rulings = ruling("strong", report="former"), replace(ruling("light"), instead_of=(("former", 1),))
    record = settled([], coders, codebook, *rulings)["wind"]
    assert (record.status, record.codes) == ("adjudicated", ("light",))
