from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.coding.classifier_examples import PLAN, example_codebook, example_reports, flipped, rule_codings

from coprod_review.coding.answers import AnswerSpace
from coprod_review.coding.classifier import Classification, classify
from coprod_review.coding.column_weights import fit_column_weights
from coprod_review.coding.combine import _Draft, _legal, _with_answer, combine, decided_by
from coprod_review.coding.material import gathered
from coprod_review.coding.refit_dimension import refitted
from coprod_review.coding.score_columns import WITHOUT_SIDE, score_columns
from coprod_review.coding.settled_sides import fold_left_out, without_fold
from coprod_review.coding.stacking import scored_by
from coprod_review.model.coding import CodeOfRecord, Coding

CODEBOOK = example_codebook()
REPORTS, SETTLED = example_reports()
RULES = rule_codings(REPORTS)


@cache
def classified(flip: str = "") -> Classification:
    return classify(
        REPORTS,
        settled=flipped(SETTLED, flip) if flip else SETTLED,
        rules=RULES,
        codebook=CODEBOOK,
        plan=PLAN,
    )


def combined(found: Classification, settled: list[CodeOfRecord], **options: object) -> list[Coding]:
    settings = {"rules": RULES, "lineage": (), "coverage": 0.8, "per_code_from": 10, **options}
    return combine(
        classifier=found.codings,
        inner=found.inner,
        settled=settled,
        codebook=CODEBOOK,
        **settings,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def codings() -> list[Coding]:
    return combined(classified(), SETTLED)


def test_every_coding_of_the_classifier_is_combined(codings: list[Coding]) -> None:
    assert [(c.report_id, c.dimension) for c in codings] == [
        (c.report_id, c.dimension) for c in classified().codings
    ]


@pytest.mark.parametrize("report_id", ["r000", "r010"])
def test_answers_probabilities_and_sets_of_a_fold_do_not_change_when_codes_in_it_do(
    codings: list[Coding], report_id: str
) -> None:
    again = combined(classified(report_id), flipped(SETTLED, report_id))
    folds = classified().fold_by_report
    there = {r for r, k in folds.items() if k == folds[report_id]}
    assert report_id in there and len(there) > 5
    assert [c for c in codings if c.report_id in there] == [c for c in again if c.report_id in there]
    assert codings != again


def test_a_fold_that_holds_no_report_changes_nothing(codings: list[Coding]) -> None:
    inner = [replace(c, coder=without_fold(2 * fold_left_out(c.coder) + 1)) for c in classified().inner]
    assert combined(replace(classified(), inner=inner), SETTLED) == codings


@pytest.mark.parametrize("n_rare", [4, 5, 6])
def test_a_fold_with_most_reports_of_a_rare_code_leaves_other_folds_combined(
    n_rare: int,
) -> None:
    """The side without that fold learns nothing of the dimension; the other sides do."""
    plan = replace(PLAN, n_folds=5)
    folds = gathered(REPORTS, settled=SETTLED, codebook=CODEBOOK, plan=plan).fold_by_report
    home = folds["r001"]
    rare = {
        *[r for r, k in folds.items() if k == home][: n_rare - 1],
        min(r for r in folds if folds[r] != home),
    }
    settled = [
        replace(s, codes=("harbour" if s.report_id in rare else "garden",))
        for s in SETTLED
        if s.dimension == "place"
    ]
    found = classify(REPORTS, settled=settled, rules=RULES, codebook=CODEBOOK, plan=plan)
    elsewhere = {r for r, k in folds.items() if k != home}
    assert {c.report_id for c in found.codings} == elsewhere | {"r046", "r047"}
    assert {c.report_id for c in combined(found, settled)} == elsewhere
    assert f"outside of fold {home}" in found.untrained["place"]
    columns = score_columns(
        scored_by(rules=RULES, lineage=(), classifier=found.codings, inner=found.inner),
        {"place": CODEBOOK.dimensions["place"].codes},
    )["place"]
    assert {r for r, k in zip(columns.reports, columns.folds, strict=True) if k == WITHOUT_SIDE} == {
        r for r, k in folds.items() if k == home
    }
    refit = refitted(
        "place",
        columns,
        {s.report_id: s.codes for s in settled},
        np.arange(len(columns.reports)),
        multiple=False,
        starts={},
    )
    assert {r for r, bits in zip(columns.reports, refit.best, strict=True) if bits} == elsewhere


@pytest.mark.parametrize("coverage", [0.3, 0.8])
def test_the_answer_is_always_among_the_possible_codes(coverage: float) -> None:
    strict = combined(classified(), SETTLED, coverage=coverage)
    assert all({*c.codes} <= {*c.prediction_set} for c in strict)


def test_an_answer_that_is_ruled_out_never_stands_alone() -> None:
    strict = combined(classified(), SETTLED, coverage=0.3)
    ruled_out = [c for c in strict if c.note.startswith("possible: no answer fits")]
    assert ruled_out
    assert all(c.prediction_set != c.codes for c in ruled_out)


def test_an_answer_that_is_not_likelier_than_all_others_never_stands_alone() -> None:
    alone = Coding(
        report_id="r1",
        dimension="place",
        codes=(),
        coder="combination",
        scores={"garden": 0.4, "none": 0.35, "street": 0.25},
        prediction_set=("garden",),
    )
    assert _with_answer(alone, ("garden",), 0.4, least_chance=0.5) == ("garden", "none")
    assert _with_answer(alone, ("garden",), 0.5, least_chance=0.5) == ("garden", "none")
    assert _with_answer(alone, ("garden",), 0.51, least_chance=0.5) == ("garden",)
    assert _with_answer(alone, ("garden",), 0.75, least_chance=0.75) == ("garden", "none")
    assert _with_answer(alone, ("garden",), 0.76, least_chance=0.75) == ("garden",)


def test_an_answer_that_is_not_probable_enough_is_never_decided_and_says_so(codings: list[Coding]) -> None:
    usual = {(c.report_id, c.dimension): c for c in codings}
    strict = combined(classified(), SETTLED, least_chance=0.9)
    held_back = [c for c in strict if "; not above 0.9: " in c.note]
    assert held_back
    for coding in held_back:
        assert coding.confidence is not None and coding.confidence <= 0.9
        assert coding.prediction_set != coding.codes
    assert any(usual[c.report_id, c.dimension].prediction_set == c.codes for c in held_back)


@pytest.mark.parametrize(("chance_of_place", "is_decided"), [(0.9, True), (0.6, False)])
def test_what_another_dimension_decides_is_not_said_to_be_held_back(
    chance_of_place: float, is_decided: bool
) -> None:
    drafts = [draft("place", chance_of_place), draft("tools", 0.6)]
    tools = next(c for c in _legal(drafts, CODEBOOK) if c.dimension == "tools")
    assert tools.codes == ("none",)
    assert (tools.prediction_set == tools.codes) == is_decided
    assert ("not above 0.75" in tools.note) == (not is_decided)
    assert ("given what is possible in place: none" in tools.note) == is_decided
    assert decided_by(tools) == ("place" if is_decided else "")


def draft(dimension: str, chance: float) -> _Draft:
    """The answer none alone in its set, with its chance, and what else there is."""
    codes = CODEBOOK.dimensions[dimension].codes
    scores = {code: chance if code == "none" else (1 - chance) / (len(codes) - 1) for code in codes}
    coding = Coding(
        report_id="r1",
        dimension=dimension,
        codes=(),
        coder="combination",
        scores=scores,
        prediction_set=("none",),
        note="possible: none",
    )
    logs: dict[tuple[str, ...], float] = {(code,): math.log(score) for code, score in scores.items()}
    return _Draft(coding=coding, logs=logs, least_chance=0.75)


@pytest.mark.parametrize("coverage", [0.3, 0.5, 0.8])
def test_whatever_is_decided_is_likelier_than_all_others_together(coverage: float) -> None:
    sure = [
        c
        for c in combined(classified(), SETTLED, coverage=coverage)
        if c.prediction_set == c.codes and c.codes
    ]
    assert sure
    assert all(c.confidence is not None and c.confidence > 0.5 for c in sure)


def test_no_answers_of_one_report_break_a_constraint(codings: list[Coding]) -> None:
    for report in REPORTS:
        codes = {c.dimension: c.codes for c in codings if c.report_id == report.report_id}
        assert not list(CODEBOOK.violations(codes))


def test_no_passage_of_the_coders_is_repeated(codings: list[Coding]) -> None:
    assert all(coding.evidence == () for coding in codings)


def test_a_set_that_equals_the_answer_means_that_one_answer_alone_is_possible(
    codings: list[Coding],
) -> None:
    sure = [c for c in codings if c.prediction_set == c.codes]
    assert sure
    assert all("|" not in c.note for c in sure)


def test_the_note_takes_the_score_apart_by_coder(codings: list[Coding]) -> None:
    assert all(c.note.startswith("possible: ") for c in codings)
    assert any("classifier log odds" in c.note and "rules answer" in c.note for c in codings)


def test_without_rules_the_combination_rests_on_the_classifier_alone() -> None:
    codings = combined(classified(), SETTLED, rules=())
    assert len(codings) == len(classified().codings)
    assert all("rules" not in c.note for c in codings)


def test_without_a_trained_classifier_there_is_nothing_to_combine() -> None:
    empty = replace(classified(), codings=[], inner=[])
    assert combined(empty, SETTLED) == []


def test_weights_recover_a_known_model() -> None:
    dice = np.random.default_rng(1)
    space = AnswerSpace.over(("a", "b", "c"), multiple=False)
    values = dice.normal(size=(6000, 3, 2))
    logs = space.log_probabilities(values @ np.array([1.5, -0.5]), temperature=1.0)
    answers = [space.answers[dice.choice(3, p=row)] for row in np.exp(logs)]
    columns = np.ascontiguousarray(values.transpose(2, 1, 0))
    found = fit_column_weights(space, columns, space.index(answers))
    assert found.parameters == pytest.approx([1.5, -0.5, 0, 0, 0], abs=0.1)
