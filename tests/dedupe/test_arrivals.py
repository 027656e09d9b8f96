"""What new records are to a corpus, and what they do to the reports that were there."""

from __future__ import annotations

from collections.abc import Sequence

from tests.dedupe.records import record

from coprod_review.dedupe.arrivals import Comparison, compare, doubts_by_reports, records_held
from coprod_review.dedupe.join import join_records
from coprod_review.model.record import Record

BEDSIDE = {
    "title": "Families at the bedside of fragile patients",
    "authors": ("Linden, Maja",),
    "year": 2014,
    "container": "Journal of Invented Care",
    "volume": "7",
    "pages": "11-19",
}
SOUP = {"title": "Warm soup at noon in four small hospitals", "authors": ("Ek, Bo",), "year": 2017}


def compared(former: Sequence[Record], new: Sequence[Record]) -> Comparison:
    after = join_records([*former, *new])
    return compare(join_records(former), after, [r.record_id for r in new])


def test_a_record_is_new_where_nothing_is_joined_with_it() -> None:
    found = compared([record("a.ris:1", **BEDSIDE)], [record("b.ris:1", **SOUP)])
    (arrival,) = found.arrivals
    assert (arrival.kind, arrival.joined_with, arrival.rule) == ("new", "", "")


def test_a_record_that_is_there_names_the_former_record_the_rule_and_why() -> None:
    former = [record("a.ris:1", doi="10.5555/1", **BEDSIDE)]
    found = compared(former, [record("b.ris:1", doi="10.5555/1", **BEDSIDE)])
    (arrival,) = found.of_kind("there")
    assert (arrival.joined_with, arrival.rule) == ("a.ris:1", "same DOI")
    assert "the DOIs are the same" in arrival.why
    assert arrival.report_id == join_records(former).reports[0].report_id


def test_a_second_record_of_one_document_is_repeated_and_not_new() -> None:
    twice = [record(f"b.ris:{n}", doi="10.5555/1", **BEDSIDE) for n in (1, 2)]
    found = compared([record("a.ris:1", **SOUP)], twice)
    assert [(a.kind, a.joined_with) for a in found.arrivals] == [("new", ""), ("repeated", "b.ris:1")]


def test_a_second_record_of_one_file_is_repeated_though_the_document_is_there() -> None:
    twice = [record(f"b.ris:{n}", doi="10.5555/1", **BEDSIDE) for n in (1, 2)]
    found = compared([record("a.ris:1", doi="10.5555/1", **BEDSIDE)], twice)
    assert [(a.kind, a.joined_with) for a in found.arrivals] == [
        ("there", "a.ris:1"),
        ("repeated", "b.ris:1"),
    ]


def test_a_document_that_another_new_file_brings_is_beside_and_not_repeated() -> None:
    twice = [record(f"{name}.ris:1", doi="10.5555/1", **BEDSIDE) for name in "bc"]
    found = compared([record("a.ris:1", **SOUP)], twice)
    assert [(a.kind, a.joined_with) for a in found.arrivals] == [("new", ""), ("beside", "b.ris:1")]


def test_what_only_people_can_decide_is_doubtful_and_new() -> None:
    vague = {"title": BEDSIDE["title"], "authors": BEDSIDE["authors"], "year": 2009}
    found = compared([record("a.ris:1", **BEDSIDE)], [record("b.ris:1", **vague)])
    (doubt,) = found.doubts
    assert (doubt.record_a, doubt.record_b, doubt.verdict) == ("a.ris:1", "b.ris:1", "maybe")
    assert found.arrivals[0].kind == "new"


def test_doubtful_pairs_of_copies_of_two_reports_are_one_doubt() -> None:
    vague = {"title": BEDSIDE["title"], "authors": BEDSIDE["authors"], "year": 2009}
    former = [record(f"a.ris:{n}", doi="10.5555/1", **BEDSIDE) for n in (1, 2)]
    found = compared([*former, record("a.ris:3", **SOUP)], [record("b.ris:1", **vague)])
    assert len(found.doubts) == 2
    two = {"a.ris:1": "r1", "a.ris:2": "r1", "b.ris:1": "r2"}
    assert doubts_by_reports(found.doubts, two) == (found.doubts,)


def test_former_reports_that_a_new_record_shows_to_be_one_are_named() -> None:
    bare = record("c.ris:1", pmid="77", title=BEDSIDE["title"], year=2014)
    former = [record("a.ris:1", doi="10.5555/1", **BEDSIDE), bare]
    found = compared(former, [record("b.ris:1", doi="10.5555/1", pmid="77", **BEDSIDE)])
    (ids,) = found.united
    assert set(ids) == {report.report_id for report in join_records(former).reports}


def test_a_former_report_whose_id_would_change_is_named_until_it_is_registered() -> None:
    former, new = [record("a.ris:1", **BEDSIDE)], [record("b.ris:1", doi="10.5555/1", **BEDSIDE)]
    (moved,) = compared(former, new).moved
    before = join_records(former)
    assert moved.former == before.reports[0].report_id
    after = join_records([*former, *new], registry=before.registrations)
    assert compare(before, after, ["b.ris:1"]).moved == ()


def test_each_former_export_holds_the_new_records_of_its_documents() -> None:
    former = [record("a.ris:1", doi="10.5555/1", **BEDSIDE), record("c.ris:1", doi="10.5555/2", **SOUP)]
    new = [record("b.ris:1", doi="10.5555/1", **BEDSIDE), record("b.ris:2", title="Nothing like it at all")]
    after = join_records([*former, *new])
    assert records_held(after, ["b.ris:1", "b.ris:2"]) == {"a.ris": ("b.ris:1",)}
