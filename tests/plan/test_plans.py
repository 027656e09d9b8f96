"""Plans: the row of the model, what was tried, what is open, and how they read on a terminal and as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coprod_review.model.plan import MET, OPEN, PERHAPS, UNKNOWN, Plan
from coprod_review.model.planning import NO_ISSUE, NOT_ENGLISH, NOTHING_KNOWN, UNSURE, Reading
from coprod_review.pages.plan_words import ADVICE, in_short, percent
from coprod_review.plan.data import plan_as_data
from coprod_review.plan.make import make_plan
from coprod_review.plan.words import lines_of

from .plan_examples import reading_of, sources_of


@pytest.fixture(scope="module")
def plan(project: Path) -> Plan:
    return make_plan(reading_of("technical", "procedural"), sources_of(project))


@pytest.fixture(scope="module")
def bare(project: Path) -> Plan:
    """A plan from a run that has no report on safety."""
    return make_plan(reading_of("technical"), sources_of(project, measured=False))


def text_of(plan: Plan, width: int = 98, *, is_full: bool = False) -> str:
    return " ".join(" ".join(lines_of(plan, width=width, is_full=is_full)).split())


def test_positions_stand_by_what_they_could_give_the_most_first(plan: Plan) -> None:
    assert [p.position for p in plan.rows[0].positions] == ["protective", "consultative", "partnership"]
    weights = [p.weight for p in plan.rows[0].positions]
    assert weights == sorted(weights, reverse=True)


def test_attention_is_below_potential_only_where_the_whole_interval_says_so(plan: Plan, bare: Plan) -> None:
    assert [p.standing for p in plan.rows[0].positions] == [OPEN, PERHAPS, MET]
    assert {p.standing for p in bare.rows[0].positions} == {UNKNOWN}


def test_what_nobody_tried_is_named_without_none_and_without_traditions(plan: Plan) -> None:
    assert [tried.code for _, tried in plan.rows[0].not_found] == ["mitigation", "co_construction"]


def test_what_a_row_comes_to_is_told_in_sentences(plan: Plan) -> None:
    told = " ".join(in_short(plan.rows[0]))
    assert "Attention stays below potential beyond chance: Safety for patients (patient as object)" in told
    assert "Mitigation (none found, at most 3 of 14 at 95\u00a0%)" in told
    assert "co-innovation (voluntary, system); found in 2 of 14" in told


def test_a_run_without_safety_reports_gives_the_argument_and_says_what_is_missing(bare: Plan) -> None:
    assert "no included report on patient safety" in bare.lacks[0]
    told = text_of(bare)
    assert "What is untapped is not known" in told
    assert "Which barrier, check or design" in told


def test_few_reports_on_a_character_are_warned_of(project: Path) -> None:
    sources = sources_of(project)
    few = [{**row, "n_reports": "3"} for row in sources.rows]
    plan = make_plan(
        reading_of("technical"),
        type(sources)(
            codebook=sources.codebook,
            model=sources.model,
            readings=sources.readings,
            cells=sources.cells,
            rows=few,
            plans=sources.plans,
            n_on_safety=3,
        ),
    )
    assert any("Only 3 of the included reports" in lack for lack in plan.lacks)


def test_every_plan_says_that_it_is_no_clinical_advice(plan: Plan) -> None:
    assert " ".join(ADVICE.split()) in text_of(plan)
    assert plan_as_data(plan)["advice"] == ADVICE


@pytest.mark.parametrize("width", [40, 60, 80, 98, 200])
def test_no_line_is_wider_than_the_terminal(plan: Plan, width: int) -> None:
    assert max(map(len, lines_of(plan, width=width, is_full=True))) <= width


def test_the_whole_argument_is_told_on_request(plan: Plan) -> None:
    argument = "Something remains: people who run their own dialysis"
    assert argument not in text_of(plan)
    assert argument in text_of(plan, is_full=True)


@pytest.mark.parametrize(
    ("verdict", "advice"),
    [
        (NO_ISSUE, "tell what can go wrong"),
        (UNSURE, "in other words"),
        (NOT_ENGLISH, "Tell the issue in English"),
        (NOTHING_KNOWN, "common English words"),
    ],
)
def test_a_reading_without_characters_makes_no_rows_and_says_what_to_do(
    project: Path, verdict: str, advice: str
) -> None:
    reading = Reading(text="so", verdict=verdict, codes=(), because="Thus.")
    plan = make_plan(reading, sources_of(project))
    assert plan.rows == ()
    told = text_of(plan)
    assert advice in told
    assert "--character (technical, procedural, social_interaction)" in told


def test_data_are_plain_and_the_same_each_time(plan: Plan) -> None:
    data = plan_as_data(plan)
    assert data["format"] == 1
    assert json.dumps(data) == json.dumps(plan_as_data(plan))
    assert [row["character"] for row in data["rows"]] == ["technical", "procedural"]
    assert data["rows"][0]["not_found"][0] == {
        "dimension": "Safety strategy",
        "code": "mitigation",
        "label": "Mitigation",
        "at_most": 3.0,
    }


@pytest.mark.parametrize(
    ("share", "told"), [(None, "–"), (0.0, "0 %"), (0.001, "< 1 %"), (0.999, "> 99 %"), (1.0, "100 %")]
)
def test_what_is_nearly_nothing_or_all_is_not_told_as_nothing_or_all(share: float | None, told: str) -> None:
    assert percent(share).replace("\u00a0", " ") == told
