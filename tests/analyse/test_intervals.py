"""Intervals against published tables; the numbers are facts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.analyse.intervals import (
    at_most,
    newcombe_independent,
    newcombe_paired,
    percentile_interval,
    upper_bound_of_none,
    wilson,
)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_bounds_are_as_newcombe_prints_them(count: int, total: int, low: float, high: float) -> None:
    assert wilson(count, total, confidence=0.95) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
    ],
)
def test_differences_of_two_groups_are_as_newcombe_prints_them(
    a: tuple[int, int], b: tuple[int, int], low: float, high: float
) -> None:
    assert newcombe_independent(*a, *b, confidence=0.95) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 200), st.integers(0, 200), st.floats(0.5, 0.999))
def test_wilson_bounds_hold_the_share_and_stay_between_0_and_1(n: int, m: int, confidence: float) -> None:
    count, total = min(n, m), max(n, m)
    low, high = wilson(count, total, confidence=confidence)
    assert 0 <= low <= high <= 1
    if total:
        assert low - 1e-12 <= count / total <= high + 1e-12


@given(st.tuples(*[st.integers(0, 60)] * 4))
def test_paired_bounds_hold_the_difference_and_turn_with_its_sign(cells: tuple[int, int, int, int]) -> None:
    both, only_a, only_b, neither = cells
    low, high = newcombe_paired(both, only_a, only_b, neither, confidence=0.95)
    turned = newcombe_paired(both, only_b, only_a, neither, confidence=0.95)
    assert turned == pytest.approx((-high, -low))
    if sum(cells):
        assert low - 1e-9 <= (only_a - only_b) / sum(cells) <= high + 1e-9


def test_paired_bounds_cover_the_true_difference_of_exclusive_answers() -> None:
    truth, n = np.array([0.7, 0.1, 0.2]), 34
    draws = np.random.default_rng(5).multinomial(n, truth, size=2000)
    bounds = np.array([newcombe_paired(0, int(a), int(b), int(c), confidence=0.95) for a, b, c in draws])
    covered = (bounds[:, 0] <= 0.6) & (bounds[:, 1] >= 0.6)
    assert covered.mean() > 0.93


def test_the_bound_of_an_empty_cell_is_near_three_in_n() -> None:
    assert upper_bound_of_none(100, confidence=0.95) == pytest.approx(0.0295, abs=5e-5)
    assert at_most(300, confidence=0.95) == 3
    assert (at_most(1, confidence=0.95), at_most(0, confidence=0.95)) == (1, 0)


def test_of_nothing_examined_everything_is_possible() -> None:
    assert wilson(0, 0, confidence=0.95) == (0.0, 1.0)
    assert newcombe_independent(0, 0, 3, 5, confidence=0.95) == (-1.0, 1.0)
    assert upper_bound_of_none(0, confidence=0.95) == 1.0


def test_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="4 of 3 is no share"):
        wilson(4, 3, confidence=0.95)


def test_few_undefined_draws_are_left_out_of_a_bootstrap_interval_and_many_leave_none() -> None:
    assert percentile_interval([1.0] * 38 + [float("nan")] * 2, confidence=0.95) == (1.0, 1.0)
    assert percentile_interval([1.0] * 37 + [float("nan")] * 3, confidence=0.95) is None
    assert percentile_interval([float("nan")], confidence=0.95) is None
