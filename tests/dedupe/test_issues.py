"""Issues in their forms, and titles that recur from issue to issue."""

from __future__ import annotations

from typing import Any

import pytest
from tests.dedupe.records import record

from coprod_review.dedupe.issues import issue_of, issues_agree
from coprod_review.dedupe.join import join_records
from coprod_review.model.record import Record


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3-4", "3"),
        ("3/4", "4"),
        ("1-3", "2"),
        ("Suppl. 1", "1 Suppl"),
        ("3 Suppl 1", "Suppl 1"),
        ("3 Pt 1", "3"),
        ("3 Pt 2 Suppl 38", "3 Pt 2"),
        ("Jan-Feb", "February"),
        ("May", "12 May"),
        ("Fall", "Autumn 1998"),
        ("4A", "4"),
    ],
)
def test_forms_of_one_issue_agree(one: str, other: str) -> None:
    assert issues_agree(issue_of(one), issue_of(other))
    assert issues_agree(issue_of(other), issue_of(one))


@pytest.mark.parametrize(
    ("one", "other"), [("Suppl 1", "S1"), ("no. 03", "3"), ("II", "2"), ("Sept", "September 2016"), ("0", "")]
)
def test_issues_that_are_only_spelt_otherwise_are_the_same(one: str, other: str) -> None:
    found, expected = issue_of(one), issue_of(other)
    assert found[1:] == expected[1:]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2", "3"),
        ("1/2", "3"),
        ("3 Pt 1", "3 Pt 2"),
        ("4A", "4B"),
        ("Suppl 1", "Suppl 2"),
        ("Jan", "Feb"),
        ("12 May", "19 May"),
        ("A", "B"),
        ("Suppl 2", "4"),
        ("Pt 1", "Pt 2"),
        ("2 Suppl", "3 Suppl"),
    ],
)
def test_two_issues_differ(one: str, other: str) -> None:
    assert issues_agree(issue_of(one), issue_of(other)) is False


@pytest.mark.parametrize(
    ("one", "other"), [("Jan", "1"), ("3", "1113"), ("9456", "9457"), ("First Half", "1"), ("Pt 1", "2")]
)
def test_what_does_not_compare_neither_agrees_nor_differs(one: str, other: str) -> None:
    assert issues_agree(issue_of(one), issue_of(other)) is None


def test_columns_of_four_issues_stay_apart_and_are_joined_with_the_same_issue_of_another_export() -> None:
    def column(export: str, line: int, title: str, issue: int, **facts: object) -> Record:
        place = {"year": 1998, "container": "Bulletin of Bedside Craft", "volume": "19", "issue": str(issue)}
        return record(f"{export}:{line}", title=title, **place, **facts)

    columns = [
        ("The folding screen", {"authors": ("Hartvig, Signe",)}),
        ("Accounts of wardens, officers and all other members of the board", {}),
        ("Wanted: used bell pulls", {}),
        ("From the warden of the northern islands", {"authors": ("Okpara, Nnamdi",)}),
    ]
    records = [
        column(export, 10 * n + issue, title, issue, **facts)
        for export in ("a.ris", "b.ris")
        for n, (title, facts) in enumerate(columns)
        for issue in (1, 2, 3, 4)
    ]
    found = join_records(records)
    assert len(found.reports) == 16
    assert all(len(report.record_ids) == 2 for report in found.reports)
    assert not any(v.verdict == "maybe" for v in found.verdicts)


def test_a_title_of_three_years_recurs_however_long_it_is() -> None:
    title = "Accounts of wardens, officers and all other members of the board"
    records = [
        record(f"a.ris:{year}", title=title, year=year, container="Bulletin of Bedside Craft", pages="2")
        for year in (1990, 1991, 1992)
    ]
    found = join_records(records)
    assert len(found.reports) == 3


def test_one_title_whose_place_differs_throughout_does_not_wait_for_people() -> None:
    facts = {"title": "Addresses of all wards and their wardens", "container": "Bulletin of Bedside Craft"}
    first = record("a.ris:1", year=1988, volume="9", issue="3", pages="229", **facts)
    second = record("a.ris:2", year=2001, volume="22", issue="1/2", pages="3", **facts)
    (verdict,) = join_records([first, second]).verdicts
    assert (verdict.verdict, verdict.rule) == ("distinct", "related: same title elsewhere")


COLUMN = {
    "title": "Notes from the wardens of all northern islands and their harbours",
    "container": "Bulletin of Bedside Craft",
}
"""A title that recurs, in records that say neither volume nor issue nor pages and have no identifier."""


@pytest.mark.parametrize("authors", [(), ("Hartvig, Signe",), ("Hartvig, Signe", "Okpara, Nnamdi")])
@pytest.mark.parametrize("later", [2004, 2009])
def test_one_title_of_two_years_is_never_joined_where_no_place_is_said(
    authors: tuple[str, ...], later: int
) -> None:
    first, second = (
        record(f"{export}.ris:1", year=year, authors=authors, **COLUMN)
        for export, year in (("a", 2003), ("b", later))
    )
    (verdict,) = join_records([first, second]).verdicts
    assert (verdict.verdict, verdict.rule) == ("maybe", "recurring title")
    assert verdict.why.startswith("the years differ, and neither record has a place")


@pytest.mark.parametrize("facts", [{}, {"year": 2003}, {"year": 2003, "authors": ("Hartvig, Signe",)}])
def test_what_one_export_has_twice_without_a_place_is_left_to_people(facts: dict[str, Any]) -> None:
    (verdict,) = join_records([record(f"a.ris:{n}", **COLUMN, **facts) for n in (1, 2)]).verdicts
    assert (verdict.verdict, verdict.rule) == ("maybe", "recurring title")


def test_what_two_exports_have_without_a_place_is_one_document_if_the_year_speaks_for_it() -> None:
    both = [record(f"{export}.ris:1", year=2003, **COLUMN) for export in ("a", "b")]
    assert len(join_records(both).reports) == 1
    bare = [record(f"{export}.ris:1", **COLUMN) for export in ("a", "b")]
    (verdict,) = join_records(bare).verdicts
    assert verdict.why.startswith("neither authors nor year nor a place tell one document")


def test_a_title_that_one_export_has_three_times_without_a_place_recurs_in_every_export() -> None:
    records = [record(f"a.ris:{n}", year=2003, authors=("Hartvig, Signe",), **COLUMN) for n in (1, 2, 3)]
    records.append(record("b.ris:1", year=2003, authors=("Hartvig, Signe",), **COLUMN))
    found = join_records(records)
    assert len(found.reports) == 4
    assert {(v.verdict, v.rule) for v in found.verdicts} == {("maybe", "recurring title")}


def test_a_report_that_a_merged_library_has_several_times_is_one_by_its_authors_or_its_abstract() -> None:
    by_two = {"year": 2003, "authors": ("Hartvig, Signe", "Okpara, Nnamdi")}
    told = {"year": 2003, "abstract": "Wardens of nine islands wrote down each night who rang for them. " * 4}
    for facts in (by_two, told):
        assert len(join_records([record(f"a.ris:{n}", **COLUMN, **facts) for n in (1, 2, 3)]).reports) == 1
