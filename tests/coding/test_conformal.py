from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.coding.answers import TEMPERATURE_BOUNDS, AnswerSpace, fitted_temperature, log_loss
from coprod_review.coding.conformal import conformal_quantile, possible_answers, thresholds

SPACE = AnswerSpace.over(("ash", "birch", "cedar"), multiple=False)


def drawn(n: int, *, seed: int) -> tuple[np.ndarray, list[tuple[str, ...]]]:
    """Probabilities that overrate themselves threefold, and answers from the true ones."""
    dice = np.random.default_rng(seed)
    scores = dice.normal(size=(n, 3)) + np.array([1.0, 0.0, -1.0])
    true = np.exp(SPACE.log_probabilities(scores, temperature=1.0))
    answers = [SPACE.answers[dice.choice(3, p=row)] for row in true]
    return np.exp(SPACE.log_probabilities(scores, temperature=1 / 3)), answers


@pytest.mark.parametrize("coverage", [0.8, 0.9])
@pytest.mark.parametrize("per_answer_from", [1, 10**9])
def test_sets_hold_the_answer_as_often_as_promised_under_wrong_probabilities(
    coverage: float, per_answer_from: int
) -> None:
    held = []
    for seed in range(100):
        known, answers = drawn(150, seed=seed)
        limits = thresholds(SPACE, known, answers, coverage=coverage, per_answer_from=per_answer_from)
        new, truths = drawn(150, seed=1000 + seed)
        held += [t in possible_answers(SPACE, list(row), limits) for row, t in zip(new, truths, strict=True)]
    assert np.mean(held) == pytest.approx(coverage, abs=0.02)


def test_a_threshold_of_its_own_keeps_the_promise_for_a_rare_answer_too() -> None:
    held = []
    for seed in range(60):
        known, answers = drawn(400, seed=seed)
        limits = thresholds(SPACE, known, answers, coverage=0.9, per_answer_from=10)
        new, truths = drawn(400, seed=2000 + seed)
        held += [
            t in possible_answers(SPACE, list(row), limits)
            for row, t in zip(new, truths, strict=True)
            if t == ("cedar",)
        ]
    assert np.mean(held) == pytest.approx(0.9, abs=0.03)


def test_teaching_texts_stand_behind_thresholds_and_do_not_count_as_reports() -> None:
    known, answers = drawn(100, seed=1)
    n_cedar = answers.count(("cedar",))
    first = answers.index(("cedar",))
    texts = [i == first for i in range(100)]
    asked: dict[str, Any] = {"coverage": 0.9, "per_answer_from": n_cedar}
    assert ("cedar",) in thresholds(SPACE, known, answers, **asked).own
    limits = thresholds(SPACE, known, answers, **asked, is_text=texts)
    assert ("cedar",) not in limits.own
    assert limits.common == thresholds(SPACE, known, answers, **asked).common


def test_an_answer_with_too_few_reports_takes_the_common_threshold() -> None:
    known, answers = drawn(100, seed=1)
    n_cedar = answers.count(("cedar",))
    limits = thresholds(SPACE, known, answers, coverage=0.9, per_answer_from=n_cedar + 1)
    assert ("cedar",) not in limits.own
    assert limits.of(("cedar",)) == limits.common


def test_the_quantile_is_the_ceiling_of_n_plus_one_times_coverage() -> None:
    misfits = [i / 10 for i in range(1, 10)]
    assert conformal_quantile(misfits, coverage=0.9) == 0.9
    assert conformal_quantile(misfits, coverage=0.5) == 0.5


def test_with_too_few_reports_for_the_promise_nothing_is_ruled_out() -> None:
    assert conformal_quantile([0.1] * 8, coverage=0.9) == math.inf
    assert conformal_quantile([], coverage=0.9) == math.inf


def test_possible_answers_come_most_probable_first_and_may_be_none() -> None:
    known, answers = drawn(100, seed=1)
    limits = thresholds(SPACE, known, answers, coverage=1.0, per_answer_from=10**9)
    assert possible_answers(SPACE, [0.2, 0.5, 0.3], limits) == [("birch",), ("cedar",), ("ash",)]
    strict = thresholds(SPACE, np.ones((50, 3)), [("ash",)] * 50, coverage=0.5, per_answer_from=10**9)
    assert possible_answers(SPACE, [0.4, 0.3, 0.3], strict) == []


def test_several_codes_form_every_set_but_none_stands_alone() -> None:
    space = AnswerSpace.over(("none", "a", "b"), multiple=True)
    assert space.answers == (("a",), ("a", "b"), ("b",), ("none",))


@given(st.lists(st.floats(-30, 30), min_size=3, max_size=3), st.booleans(), st.floats(0.1, 10))
def test_probabilities_of_answers_sum_to_one(scores: list[float], multiple: bool, temperature: float) -> None:
    space = AnswerSpace.over(("a", "b", "none"), multiple=multiple)
    logs = space.log_probabilities(np.array([scores]), temperature=temperature)
    assert np.exp(logs).sum() == pytest.approx(1)


def test_the_temperature_mends_scores_that_are_three_times_too_large() -> None:
    dice = np.random.default_rng(5)
    scores = dice.normal(size=(4000, 3)) * 2
    true = np.exp(SPACE.log_probabilities(scores, temperature=1.0))
    answers = [SPACE.answers[dice.choice(3, p=row)] for row in true]
    assert fitted_temperature(SPACE, scores * 3, answers) == pytest.approx(3, rel=0.1)


@pytest.mark.parametrize("size", [0.2, 1.0, 9.0])
def test_the_temperature_is_that_of_least_log_loss(size: float) -> None:
    dice = np.random.default_rng(7)
    scores = dice.normal(size=(300, 3)) * size
    answers = [SPACE.answers[row.argmax() if dice.random() < 0.6 else dice.integers(3)] for row in scores]
    found = fitted_temperature(SPACE, scores, answers)
    least = log_loss(SPACE, scores, answers, temperature=found)
    around = [log_loss(SPACE, scores, answers, temperature=found * by) for by in (0.99, 0.999, 1.001, 1.01)]
    assert least < min(around)


def test_scores_that_are_always_right_are_sharpened_until_nothing_is_lost() -> None:
    scores, answers = np.eye(3) * 4, [("ash",), ("birch",), ("cedar",)]
    found = fitted_temperature(SPACE, scores, answers)
    assert np.exp(TEMPERATURE_BOUNDS[0]) < found < 1
    assert log_loss(SPACE, scores, answers, temperature=found) == 0


@pytest.mark.parametrize("score", [0.0, 2.5])
def test_scores_that_are_all_equal_are_left_as_they_are(score: float) -> None:
    answers = [("ash",), ("birch",), ("ash",)]
    assert fitted_temperature(SPACE, np.full((3, 3), score), answers) == 1.0


def test_scores_that_are_always_wrong_have_the_highest_temperature() -> None:
    scores, answers = np.eye(3) * 4, [("birch",), ("cedar",), ("ash",)]
    highest = float(np.exp(TEMPERATURE_BOUNDS[1]))
    assert fitted_temperature(SPACE, scores, answers) == pytest.approx(highest, rel=1e-3)
