"""Coefficients of agreement against published worked examples; the numbers are facts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.adjudicate.coefficients import (
    alpha_of_units,
    gwet_ac1,
    masi_distance,
    nominal_distance,
    pairwise_alpha,
    percent_agreement,
)
from coprod_review.model.resampling import cohen_kappa

ABSTRACTORS = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
"""Two abstractors, 100 patients (Gwet 2014; dataset of the R package irrCAC)."""

COHEN = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
"""Two clinicians, 200 patients (Cohen 1960, table 1)."""


def alpha_of(pairs: Sequence[tuple[Any, Any]], distance: Callable[[Any, Any], float]) -> float:
    """Alpha of two coders' answers, by way of their table."""
    answers = list(dict.fromkeys(answer for pair in pairs for answer in pair))
    table = np.zeros((len(answers), len(answers)), dtype=int)
    for a, b in pairs:
        table[answers.index(a), answers.index(b)] += 1
    return float(pairwise_alpha(table, np.array([[distance(a, b) for b in answers] for a in answers])))


def test_kappa_of_cohens_clinicians_is_as_published() -> None:
    assert float(percent_agreement(COHEN)) == pytest.approx(0.70)
    assert float(cohen_kappa(COHEN)) == pytest.approx(0.492, abs=0.0005)


def test_kappa_of_gwets_abstractors_is_as_published() -> None:
    assert float(cohen_kappa(ABSTRACTORS)) == pytest.approx(0.7964094, abs=1e-7)


def test_ac1_of_gwets_abstractors_is_as_published() -> None:
    assert float(gwet_ac1(ABSTRACTORS, n_answers=3)) == pytest.approx(0.8493, abs=5e-5)


def test_ac1_stays_high_where_prevalence_makes_kappa_paradoxical() -> None:
    lopsided = np.array([[118, 5], [2, 0]])
    assert float(cohen_kappa(lopsided)) == pytest.approx(-0.0234, abs=5e-4)
    assert float(gwet_ac1(lopsided, n_answers=2)) == pytest.approx(0.9408, abs=5e-4)


@pytest.mark.parametrize(
    ("coders", "alpha"),
    [
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095),
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692),
    ],
)
def test_alpha_of_krippendorffs_examples_is_as_published(coders: tuple[str, str], alpha: float) -> None:
    pairs = list(zip(*(coder.split() for coder in coders), strict=True))
    assert alpha_of(pairs, nominal_distance) == pytest.approx(alpha, abs=0.0005)


FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Four observers, twelve units, missing values (Krippendorff 2011, example C)."""


def counts_of(coders: Sequence[str]) -> Any:
    """Units by answers: how many coders gave each of the answers 1 to 5."""
    units = zip(*(coder.split() for coder in coders), strict=True)
    return np.array([[unit.count(answer) for answer in "12345"] for unit in units])


def test_alpha_of_four_observers_with_missing_values_is_as_published() -> None:
    counts, distances = counts_of(FOUR_OBSERVERS), 1 - np.eye(5)
    assert float(alpha_of_units(counts, distances)) == pytest.approx(0.743, abs=0.0005)
    interval = np.subtract.outer(np.arange(5.0), np.arange(5.0)) ** 2
    assert float(alpha_of_units(counts, interval)) == pytest.approx(0.849, abs=0.0005)


def test_alpha_of_units_is_that_of_two_coders_where_there_are_two() -> None:
    coders = ("1 1 2 2 4 3 3 3 5 4 4 1", "2 1 2 2 2 3 3 3 5 4 4 4")
    pairs = list(zip(*(coder.split() for coder in coders), strict=True))
    units = float(alpha_of_units(counts_of(coders), 1 - np.eye(5)))
    assert units == pytest.approx(alpha_of(pairs, nominal_distance))


def test_a_draw_that_has_every_unit_once_gives_alpha_itself_and_one_that_repeats_units_another() -> None:
    counts, distances = counts_of(FOUR_OBSERVERS), 1 - np.eye(5)
    draws = np.array([[1] * 12, [0, 6, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0]])
    alphas = alpha_of_units(counts, distances, draws=draws)
    assert float(alphas[0]) == pytest.approx(0.743, abs=0.0005)
    repeated = np.repeat(counts[[1, 5]], 6, axis=0)
    assert float(alphas[1]) == pytest.approx(float(alpha_of_units(repeated, distances)))


def test_masi_tells_same_part_overlap_and_nothing_in_common_apart() -> None:
    def apart(a: str, b: str) -> float:
        return masi_distance(frozenset(a), frozenset(b))

    assert apart("ab", "ab") == 0
    assert apart("ab", "abcd") == pytest.approx(2 / 3)
    assert apart("ab", "bc") == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert apart("ab", "cd") == 1


@given(
    st.lists(
        st.tuples(*[st.frozensets(st.sampled_from("abc"), min_size=1, max_size=2)] * 2),
        min_size=2,
        max_size=12,
    )
)
def test_alpha_is_one_less_the_mean_distance_within_reports_over_that_between_any_two_answers(
    pairs: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    given_answers = [answer for pair in pairs for answer in pair]
    within = sum(masi_distance(a, b) for a, b in pairs) / len(pairs)
    between = [masi_distance(a, b) for a, b in permutations(given_answers, 2)]
    expected = 1 - within * len(between) / sum(between) if sum(between) else math.nan
    assert alpha_of(pairs, masi_distance) == pytest.approx(expected, nan_ok=True)


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_a_stack_of_tables_gives_what_each_table_gives(cells: list[int]) -> None:
    tables = np.array([np.reshape(cells, (3, 3)), COHEN])
    assert float(cohen_kappa(tables)[0]) == pytest.approx(float(cohen_kappa(tables[0])), nan_ok=True)
    stacked = gwet_ac1(tables, n_answers=3)
    assert float(stacked[0]) == pytest.approx(float(gwet_ac1(tables[0], n_answers=3)), nan_ok=True)
    assert float(cohen_kappa(tables)[1]) == pytest.approx(0.492, abs=0.0005)


def test_where_all_answers_are_the_same_chance_corrected_agreement_is_undefined() -> None:
    table = np.array([[5, 0], [0, 0]])
    assert math.isnan(float(cohen_kappa(table)))
    assert math.isnan(alpha_of([("a", "a"), ("a", "a")], nominal_distance))
    assert float(gwet_ac1(table, n_answers=2)) == 1
