"""The combination learned anew: what changes when a coder, its passages or the level do."""

from __future__ import annotations

import numpy as np
import pytest
from tests.coding.listed_answers import fit_shared_weights
from tests.coding.test_combine import CODEBOOK, REPORTS, RULES, SETTLED, classified, combined

from coprod_review.coding.answers import AnswerSpace
from coprod_review.coding.code_bits import answer_of, bits_of, codes_by_dimension
from coprod_review.coding.column_weights import fit_column_weights
from coprod_review.coding.record_codes import codes_of_record, settled_counts
from coprod_review.coding.refits import MachineAnswers, Refits
from coprod_review.coding.score_columns import score_columns
from coprod_review.coding.settled_sides import settled_answers
from coprod_review.coding.specified_codes import RecordColumns, record_columns, specified_codes
from coprod_review.coding.stacking import VALUES, scored_by
from coprod_review.model.coding import Coding
from coprod_review.model.specification import MACHINES_ALONE, PEOPLE_FIRST, Departure, Specification

TARGETS = [r.report_id for r in REPORTS]
CODES = codes_by_dimension(CODEBOOK, CODEBOOK.dimensions)
Said = dict[tuple[str, str], tuple[tuple[str, ...], bool]]


@pytest.fixture(scope="module", params=[0.5, 0.75])
def refits(request: pytest.FixtureRequest) -> Refits:
    found = classified()
    scored = scored_by(rules=RULES, lineage=(), classifier=found.codings, inner=found.inner)
    return Refits(
        columns=score_columns(scored, CODES),
        rules_without=lambda slug: [silent(c) for c in RULES] if slug == "patterns_all" else [],
        answers=settled_answers(SETTLED),
        targets=TARGETS,
        judged=tuple(CODEBOOK.dimensions),
        codebook=CODEBOOK,
        coverage=0.8,
        per_code_from=10,
        least_chance=request.param,
    )


def silent(coding: Coding) -> Coding:
    return Coding(report_id=coding.report_id, dimension=coding.dimension, codes=(), coder=coding.coder)


def answers_under(
    refits: Refits, *departures: Departure, coded_by: str = MACHINES_ALONE
) -> dict[str, MachineAnswers]:
    return refits.answers_under(Specification(coded_by=coded_by, departures=departures))


def under(refits: Refits, *departures: Departure) -> Said:
    """The answer to each report and dimension, and whether no other is possible."""
    return {
        (report, d): (answer_of(CODES[d], bits), bool(sure))
        for d, found in answers_under(refits, *departures).items()
        for report, bits, sure in zip(TARGETS, found.given.tolist(), found.is_sure, strict=True)
    }


def of_the_run(refits: Refits, **options: object) -> list[Coding]:
    """The combination as a run makes it, by the same least probability."""
    return combined(classified(), SETTLED, least_chance=refits.least_chance, **options)


def said(codings: list[Coding]) -> Said:
    return {(c.report_id, c.dimension): (c.codes, c.prediction_set == c.codes) for c in codings}


def test_without_a_departure_it_is_the_combination_of_the_run(refits: Refits) -> None:
    codings = of_the_run(refits)
    assert under(refits) == said(codings)
    probabilities = {d: found.confidence for d, found in answers_under(refits).items()}
    for coding in codings:
        found = probabilities[coding.dimension][TARGETS.index(coding.report_id)]
        assert found == pytest.approx(coding.confidence, abs=1e-5)


@pytest.mark.parametrize("coverage", [0.3, 0.6, 0.95])
def test_at_another_level_it_is_the_combination_at_that_level(refits: Refits, coverage: float) -> None:
    level = Departure(kind="level", name=f"{coverage:.2f}")
    assert under(refits, level) == said(of_the_run(refits, coverage=coverage))


def test_without_the_rules_it_is_what_the_combination_learns_without_them(refits: Refits) -> None:
    without = said(of_the_run(refits, rules=()))
    assert under(refits, Departure(kind="coder", name="rules")) == without
    assert under(refits, Departure(kind="patterns", name="all")) == without


def test_where_no_rule_changes_nothing_is_learned_anew(refits: Refits) -> None:
    before = under(refits)
    n_fits = len(refits._fits)
    assert under(refits, Departure(kind="patterns", name="none")) == before
    assert len(refits._fits) == n_fits


def test_where_rules_are_left_out_their_patterns_teach_nothing_more(refits: Refits) -> None:
    no_rules = Departure(kind="coder", name="rules")
    before = under(refits, no_rules)
    n_fits = len(refits._fits)
    assert under(refits, no_rules, Departure(kind="patterns", name="all")) == before
    assert len(refits._fits) == n_fits


def test_a_classifier_that_is_left_out_adds_nothing_to_any_score(refits: Refits) -> None:
    columns = refits.columns["place"].without(["classifier"])
    values = columns.values(columns.codes, np.arange(len(columns.reports)), side=0)
    assert not values[VALUES.index("classifier log odds")].any()
    assert under(refits, Departure(kind="coder", name="classifier")) != under(refits)


def test_a_machine_that_decides_everything_is_sure_of_all_that_it_says(refits: Refits) -> None:
    found = under(refits, Departure(kind="level", name="all"))
    assert {place: codes for place, (codes, _) in found.items()} == {
        place: codes for place, (codes, _) in under(refits).items()
    }
    assert all(sure for _, sure in found.values())


def test_answers_of_one_report_break_no_constraint_though_dimensions_are_settled_apart() -> None:
    """Settled places are coded by another side than open ones; they are joined all the same."""
    kept = [s for s in SETTLED if s.dimension == "place" or int(s.report_id[1:]) % 2]
    found = classified()
    scored = scored_by(rules=RULES, lineage=(), classifier=found.codings, inner=found.inner)
    refits = Refits(
        columns=score_columns(scored, CODES),
        rules_without=lambda _: [],
        answers=settled_answers(kept),
        targets=TARGETS,
        judged=tuple(CODEBOOK.dimensions),
        codebook=CODEBOOK,
        coverage=0.8,
        per_code_from=10,
    )
    codes: dict[str, dict[str, tuple[str, ...]]] = {}
    for (report, dimension), (answer, _) in under(refits).items():
        codes.setdefault(report, {})[dimension] = answer
    assert not [report for report, given in codes.items() if list(CODEBOOK.violations(given))]


@pytest.mark.parametrize("multiple", [False, True])
def test_weights_on_columns_are_those_of_the_combination(multiple: bool) -> None:
    dice = np.random.default_rng(5)
    space = AnswerSpace.over(("a", "b", "c", "none"), multiple=multiple)
    values = dice.normal(size=(120, 4, len(VALUES)))
    answers = [space.answers[i] for i in dice.integers(0, len(space.answers), 119)]
    known = fit_shared_weights(space, VALUES, values, [*answers, ("unheard",)])
    columns = np.ascontiguousarray(values.transpose(2, 1, 0))
    places = space.index([*answers, ("unheard",)])
    found = fit_column_weights(space, columns, places, start=np.full(9, 0.2))
    np.testing.assert_allclose(found.parameters, [*known.weights, *known.biases], atol=1e-5)
    np.testing.assert_allclose(found.log_answers(columns).T, known.log_probabilities(values), atol=1e-5)


@pytest.mark.parametrize("multiple", [False, True])
def test_weights_are_the_same_wherever_the_search_for_them_begins(multiple: bool) -> None:
    dice = np.random.default_rng(6)
    space = AnswerSpace.over(("a", "b", "c", "none"), multiple=multiple)
    columns = dice.normal(size=(len(VALUES), 4, 120))
    places = dice.integers(0, len(space.answers), 120)
    cold = fit_column_weights(space, columns, places)
    near = fit_column_weights(space, columns, places, start=cold.parameters + 0.01)
    far = fit_column_weights(space, columns, places, start=dice.normal(size=9) * 3)
    np.testing.assert_allclose(near.parameters, cold.parameters, atol=1e-5)
    np.testing.assert_allclose(far.parameters, cold.parameters, atol=1e-5)


def coded(refits: Refits, specification: Specification, *, least: int = 5) -> RecordColumns:
    return specified_codes(
        specification,
        settled=record_columns(SETTLED, TARGETS, CODES),
        machine=refits.answers_under(specification),
        counts=settled_counts(SETTLED),
        codebook=CODEBOOK,
        min_settled_per_code=least,
    )


@pytest.mark.parametrize("least", [0, 5, 40])
def test_codes_of_record_in_columns_are_those_of_the_run(refits: Refits, least: int) -> None:
    kept = [s for s in SETTLED if int(s.report_id[1:]) % 3]
    specification = Specification(coded_by=PEOPLE_FIRST)
    found = specified_codes(
        specification,
        settled=record_columns(kept, TARGETS, CODES),
        machine=refits.answers_under(specification),
        counts=settled_counts(kept),
        codebook=CODEBOOK,
        min_settled_per_code=least,
        undecidable={TARGETS[0]},
    )
    expected = codes_of_record(
        TARGETS,
        settled=kept,
        combination=of_the_run(refits),
        codebook=CODEBOOK,
        min_settled_per_code=least,
        undecidable={TARGETS[0]: "unread"},
    )
    records = found.records()
    assert {place: (r.codes, r.status) for place, r in records.items()} == {
        (r.report_id, r.dimension): (r.codes, r.status) for r in expected
    }


@pytest.mark.parametrize(("coded_by", "status"), [(PEOPLE_FIRST, "agreed"), (MACHINES_ALONE, "machine")])
def test_where_machines_alone_code_no_settled_code_counts(refits: Refits, coded_by: str, status: str) -> None:
    specification = Specification(coded_by=coded_by, departures=(Departure(kind="level", name="all"),))
    settled = {(s.report_id, s.dimension) for s in SETTLED if s.codes}
    records = coded(refits, specification).records()
    assert {r.status for place, r in records.items() if place in settled} == {status}


def test_machine_codes_can_be_left_out_altogether(refits: Refits) -> None:
    specification = Specification(coded_by=MACHINES_ALONE, departures=(Departure(kind="machine_codes"),))
    assert {r.status for r in coded(refits, specification, least=0).records().values()} == {"open"}


def test_machine_codes_of_low_probability_can_be_left_out(refits: Refits) -> None:
    everything = Departure(kind="level", name="all")
    low = Specification(coded_by=MACHINES_ALONE, departures=(everything, Departure(kind="low_confidence")))
    answers = refits.answers_under(low)
    records = coded(refits, low, least=0).records()
    for dimension, found in answers.items():
        for report, probability in zip(TARGETS, found.confidence, strict=True):
            assert (records[report, dimension].status == "open") == (probability < 0.8)


def test_a_set_of_codes_is_read_back_from_its_number() -> None:
    codes = ("a", "b", "none")
    assert [answer_of(codes, bits_of(codes, answer)) for answer in ((), ("b",), ("a", "none"))] == [
        (),
        ("b",),
        ("a", "none"),
    ]
