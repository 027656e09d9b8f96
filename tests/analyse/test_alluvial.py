"""Reports on safety flow from tradition by position to character, and every stage adds up to them."""

from __future__ import annotations

import pytest

from coprod_review.analyse.alluvial import alluvial_sections
from coprod_review.analyse.statuses import reconciliation_table
from coprod_review.model.codebook import Codebook

from .conftest import Study

SAFE = {
    "tradition": "service_management",
    "tradition_basis": "implicit",
    "framing": "partnership",
    "issue_character": "technical",
}


def test_a_report_on_two_characters_counts_half_in_each_and_every_stage_adds_up(
    study: Study, codebook: Codebook
) -> None:
    coded = study((3, SAFE), (1, {**SAFE, "issue_character": "technical+social_interaction"}))
    sections = alluvial_sections(coded, codebook)
    n = {row["character"]: row["n"] for row in sections["alluvial"].rows}
    assert n == {"technical": 3.5, "social_interaction": 0.5}
    for dimension in ("tradition", "framing", "issue_character"):
        rows = [row for row in sections["alluvial_nodes"].rows if row["dimension"] == dimension]
        assert sum(row["n"] for row in rows) == pytest.approx(4)
    whole = {
        row["code"]: row["n_reports"]
        for row in sections["alluvial_nodes"].rows
        if row["dimension"] == "issue_character"
    }
    assert whole == {"technical": 4, "procedural": 0, "social_interaction": 1, "none": 0}


def test_explicit_implicit_and_unsettled_bases_are_ways_of_their_own(
    study: Study, codebook: Codebook
) -> None:
    coded = study(
        (2, SAFE),
        (1, {**SAFE, "tradition_basis": "explicit"}),
        (1, {**SAFE, "tradition_basis": "waiting"}),
    )
    rows = alluvial_sections(coded, codebook)["alluvial"].rows
    assert [(row["basis"], row["n"]) for row in rows] == [("explicit", 1), ("implicit", 2), ("unsettled", 1)]


def test_reports_that_do_not_flow_are_told_by_their_reason(study: Study, codebook: Codebook) -> None:
    coded = study(
        (1, SAFE),
        (2, {"tradition": "other", "framing": "none", "issue_character": "none"}),
        (1, {**SAFE, "issue_character": "waiting"}),
        (1, {}),
    )
    parts = {
        row["part"]: row["n"]
        for row in reconciliation_table(coded, codebook).rows
        if row["table"] == "alluvial"
    }
    assert parts == {"counted": 1, "not_on_safety": 2, "waiting": 1, "open": 1}


def test_every_number_has_the_reports_that_it_was_counted_from(study: Study, codebook: Codebook) -> None:
    coded = study((2, SAFE), (1, {**SAFE, "issue_character": "procedural+technical"}))
    numbers = {
        number.number_id: number
        for section in alluvial_sections(coded, codebook).values()
        for number in section.numbers
    }
    way = numbers["alluvial.service_management.implicit.partnership.technical"]
    assert (way.value, way.text, way.members) == (2.5, "2.5", ("r000", "r001", "r002"))
    node = numbers["alluvial.tradition.service_management"]
    assert node.is_count and node.value == 3


def test_without_a_report_on_safety_there_are_nodes_of_nothing_and_a_note(
    study: Study, codebook: Codebook
) -> None:
    sections = alluvial_sections(study(), codebook)
    assert sections["alluvial"].rows == ()
    assert {row["n"] for row in sections["alluvial_nodes"].rows} == {0}
    assert "no report on safety" in sections["alluvial"].notes[0]
