"""Intervals of shares and of differences between shares, valid for small and empty cells."""

from __future__ import annotations

import math

from coprod_review.model.resampling import Interval, percentile_interval
from coprod_review.model.score_interval import normal_quantile, wilson

__all__ = [
    "Interval",
    "at_most",
    "newcombe_independent",
    "newcombe_paired",
    "normal_quantile",
    "percentile_interval",
    "upper_bound_of_none",
    "wilson",
]


def upper_bound_of_none(total: float, *, confidence: float) -> float:
    """The largest share under which seeing none in `total` is not rarer than 1 - confidence.

    Exact and one-sided (Clopper and Pearson 1934 with a count of zero); near 3 / total at 95 %. `total` may
    be an effective sample size; of nothing examined, everything is possible: 1.
    """
    if total <= 0:
        return 1.0
    return float(1 - (1 - confidence) ** (1 / total))


def at_most(total: int, *, confidence: float) -> int:
    """The most of `total` reports that an empty cell leaves room for: the bound as a count, rounded up."""
    return min(total, math.ceil(total * upper_bound_of_none(total, confidence=confidence) - 1e-9))


def newcombe_independent(
    count_a: int, total_a: int, count_b: int, total_b: int, *, confidence: float
) -> Interval:
    """The interval of share a minus share b of two separate groups (Newcombe 1998a, method 10)."""
    if total_a == 0 or total_b == 0:
        return -1.0, 1.0
    a, b = count_a / total_a, count_b / total_b
    low_a, high_a = wilson(count_a, total_a, confidence=confidence)
    low_b, high_b = wilson(count_b, total_b, confidence=confidence)
    return (
        a - b - math.hypot(a - low_a, high_b - b),
        a - b + math.hypot(high_a - a, b - low_b),
    )


def newcombe_paired(both: int, only_a: int, only_b: int, neither: int, *, confidence: float) -> Interval:
    """The interval of share a minus share b in one group (Newcombe 1998b, method 10).

    Two exclusive answers to one question are the case with `both` = 0: their shares hang together, which
    the interval for separate groups would overlook.
    """
    total = both + only_a + only_b + neither
    if total == 0:
        return -1.0, 1.0
    a, b = (both + only_a) / total, (both + only_b) / total
    low_a, high_a = wilson(both + only_a, total, confidence=confidence)
    low_b, high_b = wilson(both + only_b, total, confidence=confidence)
    phi = _phi(both, only_a, only_b, neither)
    below = _square_and_add(a - low_a, high_b - b, phi)
    above = _square_and_add(high_a - a, b - low_b, phi)
    return a - b - below, a - b + above


def _phi(both: int, only_a: int, only_b: int, neither: int) -> float:
    """The correlation of the two answers, with Newcombe's continuity correction where it is positive."""
    margins = (both + only_a) * (only_b + neither) * (both + only_b) * (only_a + neither)
    if margins == 0:
        return 0.0
    cross = float(both * neither - only_a * only_b)
    if cross > 0:
        cross = max(cross - (both + only_a + only_b + neither) / 2, 0.0)
    return cross / math.sqrt(margins)


def _square_and_add(one: float, other: float, phi: float) -> float:
    return math.sqrt(max(0.0, one * one - 2 * phi * one * other + other * other))
