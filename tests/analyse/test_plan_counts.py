"""What was tried on each character of issue, as plans tell it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.model import placements
from coprod_review.analyse.plan_counts import plan_table
from coprod_review.model.codebook import Codebook

Study = Callable[..., CodedReports]

SHARED = {
    "tradition": "public_administration",
    "involvement_phase": "design+delivery",
    "involvement_nature": "voluntary",
    "involvement_locus": "system",
}


def rows_of(coded: CodedReports, codebook: Codebook) -> dict[tuple[str, str, str, str], Mapping[str, Any]]:
    section = plan_table(coded, placements(coded), codebook, confidence=0.95)
    return {(r["character"], r["position"], r["dimension"], r["code"]): r for r in section.rows}


def test_a_report_counts_whole_in_each_of_its_characters_and_under_each_of_its_codes(
    study: Study, codebook: Codebook
) -> None:
    answers = {"framing": "partnership", "issue_character": "technical+procedural"}
    coded = study((3, {**SHARED, **answers, "safety_strategy": "mitigation+best_practice"}))
    rows = rows_of(coded, codebook)
    for character in ("technical", "procedural"):
        assert rows[character, "", "safety_strategy", "mitigation"]["n"] == 3
        assert rows[character, "partnership", "involvement_phase", "design"]["n"] == 3
        assert rows[character, "", "form", "co_innovation"]["n"] == 3
    assert rows["social_interaction", "", "form", "co_innovation"]["total"] == 0


def test_reports_without_a_code_in_the_dimension_are_not_in_its_total(
    study: Study, codebook: Codebook
) -> None:
    answers = {**SHARED, "framing": "protective", "issue_character": "technical"}
    coded = study(
        (2, {**answers, "safety_strategy": "mitigation"}), (1, {**answers, "safety_strategy": "open"})
    )
    rows = rows_of(coded, codebook)
    assert rows["technical", "", "safety_strategy", "mitigation"]["share"] == 1
    assert rows["technical", "", "safety_strategy", "mitigation"]["total"] == 2
    assert rows["technical", "", "involvement_phase", "design"]["total"] == 3


def test_where_none_was_found_the_most_that_leaves_room_for_is_told(study: Study, codebook: Codebook) -> None:
    answers = {
        **SHARED,
        "framing": "protective",
        "issue_character": "technical",
        "safety_strategy": "mitigation",
    }
    rows = rows_of(study((20, answers)), codebook)
    assert rows["technical", "", "safety_strategy", "risk_control"]["at_most"] == 3
    assert rows["technical", "", "safety_strategy", "mitigation"]["at_most"] is None
    assert rows["procedural", "", "safety_strategy", "mitigation"]["at_most"] is None


def test_users_who_are_not_involved_have_no_form_and_odd_places_no_single_one(
    study: Study, codebook: Codebook
) -> None:
    answers = {
        **SHARED,
        "framing": "protective",
        "issue_character": "technical",
        "safety_strategy": "mitigation",
    }
    coded = study(
        (2, {**answers, "involvement_nature": "none", "involvement_locus": "none"}),
        (1, {**answers, "involvement_nature": "both", "involvement_locus": "both"}),
    )
    rows = rows_of(coded, codebook)
    assert rows["technical", "", "form", "none"]["n"] == 2
    assert rows["technical", "", "form", "no_single_form"]["n"] == 1


def test_every_count_has_its_reports_as_members(study: Study, codebook: Codebook) -> None:
    answers = {
        **SHARED,
        "framing": "protective",
        "issue_character": "technical",
        "safety_strategy": "mitigation",
    }
    coded = study((4, answers))
    section = plan_table(coded, placements(coded), codebook, confidence=0.95)
    by_id = {number.number_id: number for number in section.numbers}
    assert by_id["plan.technical.protective.safety_strategy.mitigation"].members == (
        "r000",
        "r001",
        "r002",
        "r003",
    )
    assert [by_id[str(row["number_id"])].value for row in section.rows] == [row["n"] for row in section.rows]


@pytest.mark.parametrize("n", [0, 1])
def test_a_corpus_of_no_or_one_report_gives_every_row(study: Study, codebook: Codebook, n: int) -> None:
    answers = {**SHARED, "framing": "protective", "issue_character": "technical", "safety_strategy": "none"}
    rows = rows_of(study((n, answers)), codebook)
    assert len(rows) == 3 * 4 * (6 + 5 + 6 + 5)
