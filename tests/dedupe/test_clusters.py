from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dedupe.records import record
from tests.dedupe.trap_pairs import LINDEN, PLACE, TITLE

from coprod_review.dedupe.cluster import CONTRADICTION
from coprod_review.dedupe.decided import PERSON_RULE
from coprod_review.dedupe.join import join_records
from coprod_review.errors import ReviewError
from coprod_review.model.corpus import DuplicateDecision
from coprod_review.model.record import Record

WITHOUT_DOI = record("a.ris:1", title=TITLE, **LINDEN, **PLACE)
FIRST_DOI = record("b.ris:1", title=TITLE, doi="10.5555/1", **LINDEN, **PLACE)
SECOND_DOI = record("c.ris:1", title=TITLE, doi="10.5555/2", **LINDEN, **PLACE, keywords=("x",))
SECOND_ELSEWHERE = record("c.ris:1", title=TITLE, doi="10.5555/2", authors=LINDEN["authors"], year=2014)


def decision(a: str, b: str, verdict: str, coder: str = "anna") -> DuplicateDecision:
    return DuplicateDecision(
        record_a=a, record_b=b, verdict=verdict, coder=coder, date="2026-01-02", reason="looked at both"
    )


def clusters(joining: object) -> set[tuple[str, ...]]:
    return {report.record_ids for report in joining.reports}  # type: ignore[attr-defined]


def test_a_record_that_equals_two_that_differ_joins_neither() -> None:
    joining = join_records([WITHOUT_DOI, FIRST_DOI, SECOND_ELSEWHERE])
    assert clusters(joining) == {("a.ris:1",), ("b.ris:1",), ("c.ris:1",)}
    contradicted = [v for v in joining.verdicts if v.rule.startswith(CONTRADICTION)]
    assert len(contradicted) == 2
    assert all(v.verdict == "maybe" for v in contradicted)
    assert "b.ris:1 and c.ris:1, which are kept apart" in contradicted[0].why
    assert any("became maybe" in note for note in joining.notes)


def test_identifiers_are_joined_before_facts_contradict() -> None:
    copy = record("d.ris:1", title=TITLE, doi="10.5555/1")
    joining = join_records([WITHOUT_DOI, FIRST_DOI, SECOND_ELSEWHERE, copy])
    assert ("b.ris:1", "d.ris:1") in clusters(joining)


def test_a_person_joins_what_the_rules_keep_apart() -> None:
    joining = join_records([FIRST_DOI, SECOND_DOI], decisions=[decision("b.ris:1", "c.ris:1", "duplicate")])
    assert clusters(joining) == {("b.ris:1", "c.ris:1")}
    (verdict,) = joining.verdicts
    assert verdict.rule == PERSON_RULE
    assert "anna 2026-01-02: duplicate, looked at both" in verdict.why


def test_a_person_parts_what_the_rules_join() -> None:
    copy = record("d.ris:1", title=TITLE, doi="10.5555/1")
    joining = join_records([FIRST_DOI, copy], decisions=[decision("d.ris:1", "b.ris:1", "distinct")])
    assert clusters(joining) == {("b.ris:1",), ("d.ris:1",)}


def test_a_decision_may_name_records_by_alias() -> None:
    decided = [decision("doi:10.5555/1", "doi:10.5555/2", "duplicate")]
    assert len(join_records([FIRST_DOI, SECOND_DOI], decisions=decided).reports) == 1


def test_a_decision_on_an_unknown_record_is_told() -> None:
    joining = join_records([FIRST_DOI], decisions=[decision("b.ris:1", "z.ris:9", "duplicate")])
    assert joining.notes == ("decision on duplicates: no record is known as z.ris:9",)


def test_people_who_differ_leave_the_pair_open() -> None:
    said = [decision("b.ris:1", "c.ris:1", "duplicate"), decision("b.ris:1", "c.ris:1", "distinct", "bo")]
    joining = join_records([FIRST_DOI, SECOND_DOI], decisions=said)
    assert [(v.verdict, v.rule) for v in joining.verdicts] == [("maybe", "people disagree")]
    assert len(joining.reports) == 2


def test_record_ids_that_stand_twice_are_refused_with_a_remedy() -> None:
    with pytest.raises(ReviewError) as error:
        join_records([FIRST_DOI, FIRST_DOI])
    assert "read the exports again" in error.value.remedy


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(
            [TITLE, f"{TITLE}: part 2", "Editorial", f"Erratum: {TITLE}", "Night rounds"]
        ),
        "doi": st.sampled_from(["10.5555/1", "10.5555/2"]),
        "year": st.sampled_from([2013, 2014]),
        "volume": st.just("12"),
        "pages": st.sampled_from(["101-110", "9"]),
        "authors": st.just(("Linden, Maja",)),
    },
)


@given(st.lists(FACTS, max_size=12))
def test_every_record_is_in_exactly_one_report_and_no_report_holds_two_dois(
    facts: list[dict[str, object]],
) -> None:
    records: list[Record] = [record(f"a.ris:{n}", **known) for n, known in enumerate(facts, start=1)]
    joining = join_records(records)
    held = [record_id for report in joining.reports for record_id in report.record_ids]
    assert sorted(held) == sorted(r.record_id for r in records)
    doi_of = {r.record_id: r.doi for r in records}
    for report in joining.reports:
        assert len({doi_of[i] for i in report.record_ids} - {""}) <= 1
    assert len({report.report_id for report in joining.reports}) == len(joining.reports)
