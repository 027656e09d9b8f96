"""Intervals of corrected shares and of their differences: score intervals with an effective sample size.

A corrected share with variance v tells as much as a plain share of share * (1 - share) / v reports would, so
it gets the Wilson interval of so many (Korn & Graubard 1998 do the same with the exact interval). Differences
join two such intervals by Newcombe's square-and-add with the correlation of the two shares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coprod_review.analyse.corrected_estimates import (
    PSEUDO_REPORTS,
    PSEUDO_SQUARES,
    Estimate,
    Reals,
    Sample,
)
from coprod_review.analyse.intervals import normal_quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The ends of intervals, of the shape of what they bound."""

    low: Reals
    high: Reals


def effective_sizes(estimate: Estimate, sample: Sample, *, beyond: bool, among: Reals | float = 1.0) -> Reals:
    """The number of reports whose plain share would be as exact as each corrected share.

    `beyond` adds what the corpus itself varies by, were it drawn from a wider literature. `among` is the part
    of the reports that the share is a share of. Where every report is settled the number is infinite, and
    with `beyond` that of the reports.
    """
    shares = np.clip(estimate.value, 0.0, 1.0)
    part = np.clip(among, 1 / sample.population, 1.0)
    n_seen = len(sample.strata) * part
    of_settled = _smoothed(shares * (1 - shares), n_seen)
    of_residuals = _smoothed(estimate.unit_variance * part, n_seen)
    variance = of_residuals * estimate.unit / part
    if beyond:
        variance = variance + of_settled / (sample.population * part)
    with np.errstate(divide="ignore"):
        sizes: Reals = np.where(variance > 0, of_settled / variance, np.inf)
    return sizes


def wilson_of(shares: Reals, sizes: Reals, *, confidence: float) -> Bounds:
    """The score interval (Wilson 1927) of shares that rest on any number of reports, also on parts of one."""
    z2 = normal_quantile(confidence) ** 2
    held = np.clip(shares, 0.0, 1.0)
    inverse = 1 / sizes
    centre = held + z2 * inverse / 2
    spread = np.sqrt(z2 * (held * (1 - held) * inverse + z2 * inverse**2 / 4))
    low = np.where(held == 0, 0.0, (centre - spread) / (1 + z2 * inverse))
    high = np.where(held == 1, 1.0, (centre + spread) / (1 + z2 * inverse))
    return Bounds(low=low, high=high)


def difference_bounds(
    shares_a: Reals, bounds_a: Bounds, shares_b: Reals, bounds_b: Bounds, correlation: Reals
) -> Bounds:
    """The interval of share a minus share b from the interval of each (Newcombe 1998, method 10)."""
    a, b = np.clip(shares_a, 0.0, 1.0), np.clip(shares_b, 0.0, 1.0)
    below = _square_and_add(a - bounds_a.low, bounds_b.high - b, correlation)
    above = _square_and_add(bounds_a.high - a, b - bounds_b.low, correlation)
    return Bounds(low=a - b - below, high=a - b + above)


def _smoothed(unit_variance: Reals, n: Reals) -> Reals:
    smoothed: Reals = (n * unit_variance + PSEUDO_SQUARES) / (n + PSEUDO_REPORTS)
    return smoothed


def _square_and_add(one: Reals, other: Reals, correlation: Reals) -> Reals:
    added: Reals = np.sqrt(np.maximum(0.0, one**2 - 2 * correlation * one * other + other**2))
    return added
