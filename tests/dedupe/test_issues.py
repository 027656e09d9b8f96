"""Issues in their forms, and titles that recur from issue to issue."""

from __future__ import annotations

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
