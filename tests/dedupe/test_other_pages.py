from __future__ import annotations

from typing import Any

import pytest
from tests.dedupe.records import record

from coprod_review.dedupe.join import join_records

ARTICLE: dict[str, Any] = {
    "authors": ("Linden, Maja", "Okafor, Tunde"),
    "year": 2015,
    "container": "Journal of Ward Life",
    "doi": "10.5555/jwl.18.4.9",
}
PLACE = {"volume": "18", "issue": "4"}


def rule_of(first: dict[str, Any], second: dict[str, Any]) -> tuple[str, str]:
    sides = (record("a.ris:1", **ARTICLE | first), record("b.ris:1", **ARTICLE | second))
    (verdict,) = join_records(sides).verdicts
    return verdict.verdict, verdict.rule


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Relatives at the bedside over twelve weeks in wards",
            "Relatives at the bedside over 12 wk in wards",
        ),
        (
            "Relatives in the ICU and what they notice at night",
            "Relatives in the intensive care unit and what they notice at night",
        ),
        ("Relatives and handoffs between wards at night", "Relatives and handovers between wards at night"),
        (
            "Safety at home with older adults and their relatives",
            "Safety at home with older people and their relatives",
        ),
    ],
)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PLACE | {"pages": "e103"}, PLACE | {"pages": "1-12"}),
        (PLACE | {"pages": "e103"}, PLACE | {"pages": "345-356"}),
        ({"pages": "1-12"}, PLACE | {"pages": "345-356"}),
        ({"pages": "201-212"}, PLACE | {"pages": "345-356"}),
    ],
)
def test_variants_of_a_title_under_one_doi_are_one_where_each_counts_pages_in_its_own_way(
    one: str, other: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    for here, there in ((one, other), (other, one)):
        assert rule_of(first | {"title": here}, second | {"title": there}) == ("duplicate", "same DOI")


@pytest.mark.parametrize(
    ("facts", "pages"),
    [
        (PLACE, ("345-356", "357-370")),
        (PLACE, ("e103", "e104")),
        ({"volume": "18", "issue": "Suppl 2"}, ("1-2", "7-8")),
        ({"volume": "18", "issue": "Suppl 2"}, ("e103", "88")),
        (PLACE, ("A12", "88")),
        (PLACE | {"type": "conference"}, ("1-2", "7-8")),
    ],
)
def test_other_pages_of_one_numbering_go_to_people(facts: dict[str, Any], pages: tuple[str, str]) -> None:
    titles = (
        "Safety at home with older adults and their relatives",
        "Safety at home with older people and their relatives",
    )
    first, second = (
        facts | {"title": title, "pages": page} for title, page in zip(titles, pages, strict=True)
    )
    assert rule_of(first, second) == ("maybe", "same DOI, other page")


def test_two_single_pages_are_of_one_numbering_though_one_says_no_volume() -> None:
    title = "Relatives as partners in reconciling medicines at"
    first, second = (
        {"title": f"{title} discharge", "pages": "90"},
        {"title": f"{title} admission", "pages": "91"},
    )
    assert rule_of(first, PLACE | second) == ("maybe", "same DOI, other page")
