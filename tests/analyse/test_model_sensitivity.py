"""The model under other choices: what is varied, and how often a cell stays among the most untapped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.model_sensitivity import MODEL_COLUMNS, model_sections, varied_of
from coprod_review.analyse.specification_plan import planned_specifications
from coprod_review.analyse.specifications import Outcome, outcome_of
from coprod_review.config import AnalyseSettings
from coprod_review.model.codebook import Codebook
from coprod_review.model.partnership import PartnershipModel
from coprod_review.model.specification import (
    MACHINES_ALONE,
    PEOPLE_FIRST,
    Departure,
    Specification,
)

Study = Callable[..., CodedReports]
SETTINGS = AnalyseSettings(interval=0.95, bootstrap_draws=100, monte_carlo_draws=100)
RULES_OUT, CLASSIFIER_OUT = (Departure(kind="coder", name=name) for name in ("rules", "classifier"))
ALL_DECIDED = Departure(kind="level", name="all")


@pytest.fixture
def found(codebook: Codebook, model: PartnershipModel) -> Callable[..., Outcome]:
    def outcome(coded: CodedReports, *departures: Departure, coded_by: str = PEOPLE_FIRST) -> Outcome:
        specification = Specification(coded_by=coded_by, departures=departures)
        return outcome_of(specification, coded, codebook, model, settings=SETTINGS, seed=1)

    return outcome


def social(n: int, position: str) -> tuple[int, dict[str, str]]:
    return n, {"framing": position, "issue_character": "social_interaction"}


def test_every_rule_file_coder_reader_and_threshold_is_varied_by_itself() -> None:
    plan = planned_specifications(
        patterns=("framing", "tradition"),
        coders=("rules", "lineage", "classifier"),
        readers=("ann", "bo"),
        level=0.9,
    )
    varied = {
        name: {s.departures[0].slug for s in plan if s.coded_by == PEOPLE_FIRST and varied_of(s) == name}
        for name in ("left_out", "abstention")
    }
    assert varied["left_out"] == {
        *("patterns_framing", "patterns_tradition", "coder_rules", "coder_lineage", "coder_classifier"),
        *("reader_ann", "reader_bo"),
    }
    assert varied["abstention"] == {"level_0.80", "level_0.95", "level_all"}


def test_two_departures_at_once_and_other_choices_vary_nothing_here() -> None:
    several = Specification(coded_by=PEOPLE_FIRST, departures=(RULES_OUT, ALL_DECIDED))
    other = Specification(coded_by=PEOPLE_FIRST, departures=(Departure(kind="implicit"),))
    assert [varied_of(s) for s in (several, other, Specification(coded_by=PEOPLE_FIRST))] == ["", "", ""]


def test_a_cell_is_kept_in_the_runs_that_leave_it_among_the_three_most_untapped(
    study: Study, found: Callable[..., Outcome]
) -> None:
    outcomes = [
        found(study(social(20, "protective"))),
        found(study(social(20, "protective")), RULES_OUT),
        found(study(social(20, "partnership")), CLASSIFIER_OUT),
        found(study((3, {"framing": "open"})), ALL_DECIDED),
    ]
    repeats = dict.fromkeys((o.specification.slug for o in outcomes), "")
    repeats["people_first.coder_rules"] = "people_first"
    section = model_sections(outcomes, repeats)["model_sensitivity"]
    row = {r["number_id"]: r for r in section.rows}
    partner = row["specification.people_first.left_out.social_interaction.partnership"]
    assert (partner["tried"], partner["same"], partner["kept"], partner["share"]) == (2, 1, 1, 0.5)
    assert (partner["untapped_lowest"], partner["untapped_highest"]) == (0, pytest.approx(4 / 7))
    assert partner["untapped"] == pytest.approx(4 / 7)
    unknown = row["specification.people_first.abstention.social_interaction.partnership"]
    assert (unknown["tried"], unknown["unknown"], unknown["kept"], unknown["untapped_lowest"]) == (
        1,
        1,
        0,
        None,
    )
    number = next(n for n in section.numbers if n.number_id == partner["number_id"])
    assert (number.text, number.value, number.members) == ("1 of 2", 1, ())


def test_each_kind_of_coding_is_held_against_its_own_run(study: Study, found: Callable[..., Outcome]) -> None:
    outcomes = [
        found(study(social(9, "protective"))),
        found(study(social(9, "partnership")), coded_by=MACHINES_ALONE),
        found(study(social(9, "partnership")), RULES_OUT, coded_by=MACHINES_ALONE),
    ]
    rows = model_sections(outcomes, dict.fromkeys((o.specification.slug for o in outcomes), ""))
    section = rows["model_sensitivity"].rows
    assert {r["coded_by"] for r in section} == {MACHINES_ALONE}
    protective = next(r for r in section if r["number_id"].endswith("social_interaction.protective"))
    assert (protective["kept"], protective["untapped"]) == (1, pytest.approx(1 / 7))


def test_the_attention_of_every_run_adds_up_and_has_the_columns_of_its_table(
    study: Study, found: Callable[..., Outcome]
) -> None:
    outcomes = [found(study(social(6, "protective"), social(2, "partnership")))]
    rows = model_sections(outcomes, {"people_first": ""})["specification_model"].rows
    assert len(rows) == 9
    assert sum(r["n"] for r in rows) == 8
    assert all(set(r) == set(MODEL_COLUMNS["specification_model"]) for r in rows)
    assert next(r["attention"] for r in rows if r["character"] == "technical") is None
