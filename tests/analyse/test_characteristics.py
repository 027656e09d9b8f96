"""What the included reports are: countries taken apart, values counted, nothing stated twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coprod_review.analyse.characteristics import characteristic_table, countries, country_parts
from coprod_review.analyse.coded import CodedReports
from coprod_review.model.corpus import Characteristics

Study = Callable[..., CodedReports]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Norway", ("Norway",)),
        ("United Kingdom (England)", ("United Kingdom",)),
        ("Norway; United Kingdom (England, Wales); Chile", ("Norway", "United Kingdom", "Chile")),
        ("several (Spain, Norway)", ("Spain", "Norway")),
        ("Spain, Spain", ("Spain",)),
        ("Nordic countries", ("Nordic countries",)),
        ("", ()),
    ],
)
def test_countries_are_taken_apart(written: str, expected: tuple[str, ...]) -> None:
    assert countries(written) == expected


def test_parts_of_countries_are_kept_apart_from_countries() -> None:
    assert country_parts("United Kingdom (England); Chile") == ("England (United Kingdom)",)
    assert country_parts("several (Spain, Norway)") == ()


def test_values_are_counted_by_report_and_those_not_stated_come_last(study: Study) -> None:
    coded = study((3, {"year": "2004", "text_status": "part"}))
    sheet = [
        Characteristics(
            report_id="r000", text_status="part", seen_at="", country="Chile, Spain", design="trial"
        ),
        Characteristics(report_id="r001", text_status="part", seen_at="", country="Spain"),
    ]
    rows = characteristic_table(coded, sheet).rows
    found = {
        name: [(r["value"], r["n"]) for r in rows if r["characteristic"] == name]
        for name in ("country", "period", "text_status")
    }
    assert found == {
        "country": [("Spain", 2), ("Chile", 1), ("not stated", 1)],
        "period": [("2000-2004", 3)],
        "text_status": [("part", 3)],
    }


def test_values_whose_ids_would_be_the_same_are_told_apart(study: Study) -> None:
    coded = study((2, {}))
    sheet = [
        Characteristics(report_id="r000", text_status="part", seen_at="", design="case study"),
        Characteristics(report_id="r001", text_status="part", seen_at="", design="Case-Study"),
    ]
    section = characteristic_table(coded, sheet)
    ids = [n.number_id for n in section.numbers]
    assert len(ids) == len(set(ids))


def test_what_no_report_states_is_noted(study: Study) -> None:
    notes = characteristic_table(study((1, {})), []).notes
    assert "characteristics: country is stated of no included report" in notes
