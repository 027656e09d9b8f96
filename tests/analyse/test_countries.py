"""Countries are known by their names, however spelt; what names none is told as it stands."""

from __future__ import annotations

import pytest

from coprod_review.analyse.countries import country_of, country_sections
from coprod_review.analyse.ledger import ledger
from coprod_review.model.corpus import Characteristics

from .conftest import Study

INCLUDED = {"tradition": "other"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("UK", "GBR"),
        ("england", "GBR"),
        ("The Netherlands", "NLD"),
        ("U.S.A.", "USA"),
        ("Cote d’Ivoire", "CIV"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Viet Nam", "VNM"),
        ("swe", "SWE"),
    ],
)
def test_a_country_is_known_by_each_of_its_names(words: str, code: str) -> None:
    found = country_of(words)
    assert found is not None and found.code == code


@pytest.mark.parametrize("words", ["Nordic countries", "several", "", "Atlantis", "北欧"])
def test_words_that_name_no_country_are_none(words: str) -> None:
    assert country_of(words) is None


def sheet(**country_by_report: str) -> list[Characteristics]:
    return [
        Characteristics(report_id=r, text_status="abstract", seen_at="", country=c)
        for r, c in country_by_report.items()
    ]


def test_a_report_counts_once_under_each_of_its_countries_and_two_spellings_are_one(study: Study) -> None:
    coded = study((4, INCLUDED))
    entries = sheet(r000="UK, United Kingdom; Norway", r001="Scotland", r002="Nordic countries")
    (section,) = country_sections(coded, entries).values()
    rows = [(row["country"], row["name"], row["n"], row["n_alone"]) for row in section.rows]
    assert rows == [
        ("GBR", "United Kingdom", 2, 1),
        ("NOR", "Norway", 1, 0),
        ("", "Nordic countries", 1, 1),
        ("", "not stated", 1, 1),
    ]
    numbers = {number.number_id: number.members for number in section.numbers}
    assert numbers["countries.several"] == ("r000",)
    assert numbers["countries.any"] == ("r000", "r001")
    assert numbers["countries.not_stated"] == ("r003",)


def test_words_whose_ids_would_be_the_same_have_numbers_of_their_own(study: Study) -> None:
    coded = study((3, INCLUDED))
    entries = sheet(r000="Nordic lands", r001="nordic lands", r002="北欧")
    (section,) = country_sections(coded, entries).values()
    assert len(ledger(section.numbers)) == len(section.rows) + 2


def test_without_countries_the_table_says_so(study: Study) -> None:
    (section,) = country_sections(study((2, INCLUDED)), ()).values()
    assert [(row["kind"], row["n"]) for row in section.rows] == [("not_stated", 2)]
    assert section.notes == ("countries: no included report names a country",)
    (nothing,) = country_sections(study(), ()).values()
    assert nothing.rows == ()
