"""Specifications: what is tried, what each finds, and how far the claims depend on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.ledger import ledger
from coprod_review.analyse.specification_plan import planned_specifications
from coprod_review.analyse.specification_tables import COLUMNS, columns_of, specification_sections
from coprod_review.analyse.specifications import Outcome, outcome_of
from coprod_review.config import AnalyseSettings
from coprod_review.model.codebook import Codebook
from coprod_review.model.partnership import PartnershipModel
from coprod_review.model.specification import (
    MACHINES_ALONE,
    PEOPLE_FIRST,
    Departure,
    Specification,
    departure_of,
)

Study = Callable[..., CodedReports]
SETTINGS = AnalyseSettings(interval=0.95, bootstrap_draws=100, monte_carlo_draws=100)
PUBLIC = {"tradition": "public_administration", "framing": "consultative", "issue_character": "technical"}
SERVICE = {
    "tradition": "service_management",
    "framing": "partnership",
    "issue_character": "social_interaction",
}
PROCEDURAL = {"tradition": "other", "framing": "protective", "issue_character": "procedural"}
EXPLICIT, IMPLICIT = {"tradition_basis": "explicit"}, {"tradition_basis": "implicit"}
COUNTED = (Departure(kind="implicit"),)


@pytest.fixture
def plan() -> list[Specification]:
    return planned_specifications(
        patterns=("framing", "involvement_phase", "tradition"),
        coders=("rules", "lineage", "classifier"),
        readers=("ann", "bo"),
        level=0.9,
    )


@pytest.fixture
def found(codebook: Codebook, model: PartnershipModel) -> Callable[..., Outcome]:
    def outcome(coded: CodedReports, *departures: Departure, coded_by: str = PEOPLE_FIRST) -> Outcome:
        specification = Specification(coded_by=coded_by, departures=departures)
        return outcome_of(specification, coded, codebook, model, settings=SETTINGS, seed=1)

    return outcome


def test_the_run_comes_first_and_no_specification_twice(plan: Sequence[Specification]) -> None:
    assert plan[0] == Specification(coded_by=PEOPLE_FIRST)
    assert len({s.slug for s in plan}) == len(plan)


def test_the_natural_sample_is_tried_alone_only_where_reports_of_other_samples_stand_beside_it(
    plan: Sequence[Specification],
) -> None:
    assert not [s for s in plan if s.has("natural_sample")]
    told = planned_specifications(patterns=(), coders=("rules",), readers=("ann",), level=0.9, natural=True)
    found = {(s.coded_by, *(d.slug for d in s.departures)) for s in told if s.has("natural_sample")}
    ways = (("natural_sample",), ("implicit", "natural_sample"))
    assert found == {(by, *way) for by in (PEOPLE_FIRST, MACHINES_ALONE) for way in ways}
    assert departure_of("natural_sample") == Departure(kind="natural_sample")


def test_on_the_natural_sample_alone_the_other_reports_count_in_no_claim_and_no_cell(
    study: Study, found: Callable[..., Outcome]
) -> None:
    coded = replace(study((12, PUBLIC | EXPLICIT), (12, SERVICE | EXPLICIT)), natural=frozenset({"r000"}))
    outcome = found(coded.natural_alone(), Departure(kind="natural_sample"))
    assert [len(members) for _, members in outcome.claims[0].sides] == [1, 0]
    assert sum(outcome.cells["all"].values()) == outcome.n_coded == 1


def test_every_pattern_file_coder_reader_and_level_is_left_out_alone(plan: Sequence[Specification]) -> None:
    alone = {s.departures[0].slug for s in plan if len(s.departures) == 1 and s.coded_by == PEOPLE_FIRST}
    assert {"patterns_framing", "patterns_involvement_phase", "patterns_tradition"} <= alone
    assert {"coder_rules", "coder_lineage", "coder_classifier", "reader_ann", "reader_bo"} <= alone
    assert {
        "level_0.80",
        "level_0.95",
        "level_all",
        "shared_words",
        "low_confidence",
        "machine_codes",
    } <= alone
    assert "level_0.90" not in alone


def test_a_reader_is_not_left_out_where_there_is_no_other() -> None:
    plan = planned_specifications(patterns=(), coders=("rules",), readers=("ann",), level=0.9)
    assert not any(s.has("reader") for s in plan)


def test_machines_alone_depart_in_nothing_that_people_said(plan: Sequence[Specification]) -> None:
    machine = [s for s in plan if s.coded_by == MACHINES_ALONE]
    assert machine[0].departures == ()
    assert not any(s.has("reader") or s.has("machine_codes") for s in machine)


def test_a_departure_is_known_again_by_its_slug(plan: Sequence[Specification]) -> None:
    departures = {d for s in plan for d in s.departures}
    assert {departure_of(d.slug) for d in departures} == departures
    assert all(d.words for d in departures)


def test_implicit_traditions_count_in_claims_1_and_2_only_where_the_specification_says_so(
    study: Study, found: Callable[..., Outcome]
) -> None:
    coded = study((12, PUBLIC | EXPLICIT), (30, SERVICE | IMPLICIT), (12, PROCEDURAL | EXPLICIT))
    run, counted = found(coded), found(coded, *COUNTED)
    assert run.claims[0].estimate == pytest.approx(12 / 24)
    assert counted.claims[0].estimate == pytest.approx((12 - 30) / 54)
    assert counted.claims[0].verdict == "not supported"
    assert run.claims[2].estimate == counted.claims[2].estimate
    assert run.found != counted.found


def test_the_map_is_counted_with_and_without_implicit_traditions(
    study: Study, found: Callable[..., Outcome]
) -> None:
    outcome = found(study((12, PUBLIC | EXPLICIT), (30, SERVICE | IMPLICIT)))
    cell = ("service_management", "partnership")
    assert outcome.cells["all"][cell] == 30
    assert outcome.cells["explicit"][cell] == 0
    assert (outcome.associations["all"].n, outcome.associations["explicit"].n) == (42, 12)


def test_what_finds_the_same_codes_is_counted_once_and_names_the_other(
    study: Study, found: Callable[..., Outcome]
) -> None:
    coded = study((12, PUBLIC | EXPLICIT), (12, SERVICE | EXPLICIT), (12, PROCEDURAL | EXPLICIT))
    outcomes = [
        found(coded),
        found(coded, Departure(kind="machine_codes")),
        found(coded, *COUNTED),
        found(study((12, PUBLIC | EXPLICIT)), Departure(kind="reader", name="ann")),
    ]
    sections = specification_sections(outcomes)
    rows = {(r["specification"], r["claim"]): r for r in sections["specification_claims"].rows}
    assert rows["people_first.machine_codes", "1"]["same_as"] == "people_first"
    assert rows["people_first.implicit", "1"]["same_as"] == ""
    assert rows["people_first.implicit", "3"]["same_as"] == "people_first"
    summary = {r["claim"]: r for r in sections["specification_summary"].rows}
    assert (summary["1"]["tried"], summary["1"]["same"]) == (2, 1)
    assert summary["1"]["kept"] == 1
    assert summary["1"]["moved_most_by"] == "reader_ann"
    assert (summary["3"]["tried"], summary["3"]["no_estimate"]) == (1, 1)


def test_claims_that_the_review_does_not_test_have_no_rows_columns_or_numbers(
    study: Study, found: Callable[..., Outcome]
) -> None:
    coded = study((12, PUBLIC | EXPLICIT), (12, SERVICE | EXPLICIT))
    outcomes = [found(coded), found(coded, *COUNTED)]
    none = specification_sections(outcomes, tested=())
    assert not none["specification_claims"].rows and not none["specification_summary"].rows
    assert not any("claim" in number.number_id for section in none.values() for number in section.numbers)
    assert not any("claim" in column for column in columns_of("specifications", ()))
    alone = specification_sections(outcomes, tested=("2",))
    assert {row["claim"] for row in alone["specification_claims"].rows} == {"2"}
    assert set(alone["specifications"].rows[0]) <= set(columns_of("specifications", ("2",)))
    assert specification_sections(outcomes)["specification_cells"] == alone["specification_cells"]


def test_a_specification_without_an_estimate_keeps_no_verdict(
    study: Study, found: Callable[..., Outcome]
) -> None:
    full = study((12, PUBLIC | EXPLICIT), (12, SERVICE | EXPLICIT))
    empty = study((3, {"tradition": "open", "framing": "open"}))
    sections = specification_sections([found(full), found(empty, Departure(kind="level", name="all"))])
    rows = [r for r in sections["specification_claims"].rows if r["claim"] == "1"]
    assert [r["kept"] for r in rows] == ["yes", ""]
    (summary,) = [r for r in sections["specification_summary"].rows if r["claim"] == "1"]
    assert (summary["kept"], summary["no_estimate"]) == (0, 1)


def test_every_row_has_the_columns_of_its_table_and_every_number_its_own_id(
    study: Study, found: Callable[..., Outcome]
) -> None:
    coded = study((12, PUBLIC | EXPLICIT), (12, SERVICE | IMPLICIT), (12, PROCEDURAL | EXPLICIT))
    sections = specification_sections(
        [found(coded), found(coded, *COUNTED), found(coded, coded_by=MACHINES_ALONE)]
    )
    assert set(sections) == set(COLUMNS)
    assert all(set(row) <= set(COLUMNS[name]) for name, section in sections.items() for row in section.rows)
    numbers = ledger(n for section in sections.values() for n in section.numbers)
    printed = {r["number_id"] for s in sections.values() for r in s.rows if r.get("number_id")}
    assert printed <= {n.number_id for n in numbers}


def test_the_most_untapped_cells_of_the_run_are_followed(study: Study, found: Callable[..., Outcome]) -> None:
    coded = study((12, PUBLIC | EXPLICIT), (12, SERVICE | EXPLICIT), (12, PROCEDURAL | EXPLICIT))
    run = found(coded)
    rows = specification_sections([run, found(coded, coded_by=MACHINES_ALONE)])["specification_cells"].rows
    assert [(r["character"], r["position"]) for r in rows] == list(run.top)
    assert all((r["tried"], r["kept"]) == (1, 1) for r in rows)


def test_a_specification_without_codes_enough_takes_no_cell_from_the_most_untapped(
    study: Study, found: Callable[..., Outcome]
) -> None:
    coded = study((12, PUBLIC | EXPLICIT), (12, SERVICE | EXPLICIT), (12, PROCEDURAL | EXPLICIT))
    run = found(coded)
    others = [found(coded, coded_by=MACHINES_ALONE), replace(found(coded, coded_by=MACHINES_ALONE), top=())]
    rows = specification_sections([run, *others])["specification_cells"].rows
    assert rows and all((r["tried"], r["unknown"], r["kept"]) == (1, 1, 1) for r in rows)
