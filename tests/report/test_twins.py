"""The data of the interactive maps: who stands where is what the analysis counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.report.coded_review import CodedReview, coded_review

from coprod_review.report.twins import SCRIPTS, TWINS, script_digest, scripts, twin_data
from coprod_review.report.twins_columns import RECORD, SETTLED, SIGNS, packed


@pytest.fixture(scope="module")
def review(project: Path) -> CodedReview:
    return coded_review(project, n=220, seed=5)


@pytest.fixture(scope="module")
def data(review: CodedReview) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(twin_data(review.results))
    return found


def unpacked(column: Mapping[str, Any]) -> list[Any]:
    value_of = dict(zip(column["signs"], column["values"], strict=True))
    return [value_of[sign] for sign in column["at"]]


def codes_of(data: Mapping[str, Any], dimension: str, coder: str = RECORD) -> list[set[str]]:
    names = next(d for d in data["dimensions"] if d["name"] == dimension)["codes"]
    return [
        {names[place]["name"] for place in places} for places in unpacked(data["codes"][coder][dimension])
    ]


def members_at(data: Mapping[str, Any], coder: str = RECORD, **codes: str) -> set[str]:
    """The reports that have all these codes, by dimension."""
    columns = {dimension: codes_of(data, dimension, coder) for dimension in codes}
    return {
        report
        for place, report in enumerate(data["reports"]["ids"])
        if all(code in columns[dimension][place] for dimension, code in codes.items())
    }


def test_every_cell_of_the_map_has_the_reports_that_the_ledger_has(review, data) -> None:
    rows = [row for row in review.sections["map"].rows if row["basis"] == "all"]
    for row in rows:
        members = review.results.ledger[row["number_id"]].members
        assert members_at(data, tradition=row["tradition"], framing=row["framing"]) == set(members)
    assert sum(row["n"] for row in rows) > 100


def test_the_map_of_explicit_codes_is_the_map_filtered_by_that_basis(review, data) -> None:
    for row in (row for row in review.sections["map"].rows if row["basis"] == "explicit"):
        found = members_at(
            data, tradition=row["tradition"], framing=row["framing"], tradition_basis="explicit"
        )
        assert found == set(review.results.ledger[row["number_id"]].members)


def test_years_are_those_of_the_trends_and_early_ones_stand_in_their_decade(review, data) -> None:
    ids, years = data["reports"]["ids"], unpacked(data["years"])
    year_of = dict(zip(ids, years, strict=True))
    for row in review.sections["trends"].rows:
        found = {r for r in members_at(data, tradition=row["tradition"]) if year_of[r] == row["year"]}
        assert found == set(review.results.ledger[row["number_id"]].members)
    spans = [(period["label"], period["from"], period["to"]) for period in data["periods"]]
    assert ("1990s", 1990, 1999) in spans
    assert ("2004", 2004, 2004) in spans
    assert spans[-1] == ("unknown", None, None)
    known = [span for span in spans if span[1] is not None]
    assert all(sum(first <= year <= last for _, first, last in known) == 1 for year in set(years) - {None})


def test_forms_have_the_reports_that_the_ledger_has(review, data) -> None:
    for row in review.sections["forms"].rows:
        found = members_at(data, involvement_nature=row["nature"], involvement_locus=row["locus"])
        assert found == set(review.results.ledger[row["number_id"]].members)


def test_strategies_count_reports_of_which_the_strategy_is_a_question(review, data) -> None:
    asked = unpacked(data["asked"][RECORD]["safety_strategy"])
    questions = {r for r, is_asked in zip(data["reports"]["ids"], asked, strict=True) if is_asked}
    for row in review.sections["strategies"].rows:
        found = members_at(data, tradition=row["tradition"], safety_strategy=row["strategy"]) & questions
        assert found == set(review.results.ledger[row["number_id"]].members)


def test_the_evidence_gaps_have_the_reports_of_the_models_cells(review, data) -> None:
    assert len(review.members_of_model) == 9
    for (character, position), members in review.members_of_model.items():
        assert members_at(data, issue_character=character, framing=position) == members


def test_ways_from_tradition_by_position_to_character_have_the_reports_of_the_alluvial(review, data) -> None:
    found: dict[tuple[str, str, str], set[str]] = {}
    for row in review.sections["alluvial"].rows:
        way = (row["tradition"], row["framing"], row["character"])
        found.setdefault(way, set()).update(review.results.ledger[row["number_id"]].members)
    assert len(found) > 20
    for (tradition, framing, character), members in found.items():
        assert members_at(data, tradition=tradition, framing=framing, issue_character=character) == members


def test_countries_are_those_of_their_table_with_words_that_name_none(review, data) -> None:
    places = unpacked(data["countries"])
    names = data["countries"]["names"]
    assert set(names) == {"Norway", "Kenya", "several towns"}
    for row in (row for row in review.sections["countries"].rows if row["kind"] != "not_stated"):
        found = {
            report
            for report, own in zip(data["reports"]["ids"], places, strict=True)
            if names.index(row["name"]) in own
        }
        assert found == set(review.results.ledger[row["number_id"]].members)


def test_every_coder_has_its_own_codes_and_settled_codes_leave_out_those_of_machines(review, data) -> None:
    labels = {coder["name"]: coder["label"] for coder in data["coders"]}
    assert labels == {
        RECORD: "Codes of record",
        SETTLED: "Settled codes alone",
        "rules": "Rules (machine)",
        "reader_1": "Reader 1",
    }
    given = {
        c.report_id: set(c.codes)
        for c in review.results.codings
        if (c.coder, c.dimension) == ("rules", "framing")
    }
    found = dict(zip(data["reports"]["ids"], codes_of(data, "framing", "rules"), strict=True))
    assert found == {report: given[report] for report in found}
    machine = {c.report_id for c in review.results.codes if (c.status, c.dimension) == ("machine", "framing")}
    settled = dict(zip(data["reports"]["ids"], codes_of(data, "framing", SETTLED), strict=True))
    assert machine & set(settled)
    assert not any(settled[report] for report in machine & set(settled))


def test_excluded_reports_are_in_no_map(review, data) -> None:
    assert review.results.reports[-1].report_id not in data["reports"]["ids"]
    assert len(data["reports"]["ids"]) == 219


def test_every_twin_names_dimensions_of_the_codebook_and_says_how_it_counts(review) -> None:
    known = {*review.results.codebook.dimensions, "year", "country", ""}
    for twin in TWINS:
        assert {twin.down, twin.across, twin.series, twin.parts_of, twin.asked} <= known
        assert twin.counting
        assert twin.outside


def test_a_title_that_closes_a_script_cannot_leave_the_data(review, data) -> None:
    assert "<" not in twin_data(review.results)
    assert "</script><script>alert(1)</script>" in data["reports"]["titles"][0]


def test_a_report_whose_id_is_no_file_name_leads_to_the_page_of_that_name(data) -> None:
    assert list(data["reports"]["pages"]) == ["r/0 odd"]
    assert data["reports"]["pages"]["r/0 odd"].startswith("r_0_odd-")


def test_without_a_report_the_data_says_so(project: Path) -> None:
    empty = json.loads(twin_data(coded_review(project, n=0).results))
    assert empty["reports"]["ids"] == []
    assert empty["periods"] == [{"label": "unknown", "from": None, "to": None}]
    assert empty["countries"]["names"] == []


def test_one_report_without_a_year_stands_in_the_unknown_period(project: Path) -> None:
    found = coded_review(project, n=1).results
    dateless = replace(found, reports=[replace(report, year=None) for report in found.reports])
    data = json.loads(twin_data(dateless))
    assert data["reports"]["ids"] == ["r/0 odd"]
    assert unpacked(data["years"]) == [None]
    assert data["periods"] == [{"label": "unknown", "from": None, "to": None}]


def test_what_is_packed_can_be_unpacked_up_to_many_different_values() -> None:
    values = [(place % 700,) for place in range(3000)]
    column: dict[str, Any] = packed(values)
    assert unpacked(column) == values
    assert len(column["at"]) == 3000
    assert not set("\"&'<>\\") & set(SIGNS)


def test_more_values_than_signs_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be packed"):
        packed(range(len(SIGNS) + 1))


def test_the_scripts_are_all_there_and_none_asks_for_anything_from_elsewhere() -> None:
    text = scripts()
    assert len(SCRIPTS) == text.count('"use strict";')
    for forbidden in ("eval(", "innerHTML", "fetch(", "XMLHttpRequest", "import(", "http:", "https:", "</"):
        assert forbidden not in text


def test_the_digest_is_that_of_the_scripts_text() -> None:
    assert script_digest("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
