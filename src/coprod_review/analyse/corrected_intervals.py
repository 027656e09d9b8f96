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
    covariance,
)
from coprod_review.analyse.intervals import normal_quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """Values with the ends of their intervals, all of one shape."""

    values: Reals
    lows: Reals
    highs: Reals


def share_ranges(
    estimate: Estimate,
    sample: Sample,
    *,
    settled: Reals,
    whole: Reals | None = None,
    among: Reals | float = 1.0,
    beyond: bool,
    confidence: float,
) -> Ranges:
    """The corrected shares with their intervals: of this corpus or, `beyond` it, of the literature behind it.

    `settled` are the sampled reports' answers by code. Where the shares are of a part of the reports, `whole`
    says which sampled reports belong to it, and `among` how large it is. What the sample has never seen may
    be nowhere, whatever the machine says, and what it has always seen may be everywhere. A share of all
    reports of this corpus is no less than what was seen, and no more than what was left open.
    """
    sizes = effective_sizes(estimate, sample, beyond=beyond, among=among)
    values = np.clip(estimate.value, 0.0, 1.0)
    lows, highs = _wilson(values, sizes, confidence=confidence)
    seen = settled.sum(-1)
    asked = settled.shape[-1] if whole is None else whole.sum(-1)
    lows, highs = np.where(seen > 0, lows, 0.0), np.where(seen < asked, highs, 1.0)
    if whole is None:
        least, most = seen / sample.population, 1 - (asked - seen) / sample.population
        values = np.clip(values, least, most)
        if not beyond:
            lows, highs = np.maximum(lows, least), np.minimum(highs, most)
    return Ranges(values=values, lows=np.minimum(lows, values), highs=np.maximum(highs, values))


def difference_range(
    shares: Ranges,
    i: int,
    j: int,
    *,
    estimate: Estimate,
    sample: Sample,
    among: Reals | float = 1.0,
    beyond: bool,
) -> Ranges:
    """The share of code i minus that of code j, which exclude each other (Newcombe 1998, method 10)."""
    a, b = shares.values[..., i], shares.values[..., j]
    correlation = _correlation(estimate, i, j, sample=sample, among=among, beyond=beyond)
    below = _square_and_add(a - shares.lows[..., i], shares.highs[..., j] - b, correlation)
    above = _square_and_add(shares.highs[..., i] - a, b - shares.lows[..., j], correlation)
    return Ranges(values=a - b, lows=a - b - below, highs=a - b + above)


def effective_sizes(estimate: Estimate, sample: Sample, *, beyond: bool, among: Reals | float = 1.0) -> Reals:
    """The number of reports whose plain share would be as exact as each corrected share.

    `beyond` adds what the corpus itself varies by, were it drawn from a wider literature. Where every report
    is settled the number is infinite, and with `beyond` that of the reports that the share is of.
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


def _smoothed(unit_variance: Reals, n: Reals) -> Reals:
    smoothed: Reals = (n * unit_variance + PSEUDO_SQUARES) / (n + PSEUDO_REPORTS)
    return smoothed


def _wilson(shares: Reals, sizes: Reals, *, confidence: float) -> tuple[Reals, Reals]:
    """The score interval (Wilson 1927) of shares that rest on any number of reports, also on parts of one."""
    z2 = normal_quantile(confidence) ** 2
    inverse = 1 / sizes
    centre = shares + z2 * inverse / 2
    spread = np.sqrt(z2 * (shares * (1 - shares) * inverse + z2 * inverse**2 / 4))
    return (centre - spread) / (1 + z2 * inverse), (centre + spread) / (1 + z2 * inverse)


def _correlation(
    estimate: Estimate, i: int, j: int, *, sample: Sample, among: Reals | float, beyond: bool
) -> Reals:
    """The correlation of two shares: that of the sampling and, beyond this corpus, of exclusive answers."""
    both = covariance(estimate, sample)[..., [i, i, j], [i, j, j]]
    if beyond:
        a, b = (np.clip(estimate.value[..., k], 0.0, 1.0) for k in (i, j))
        part = np.clip(among, 1 / sample.population, 1.0)
        both = both + np.stack([a * (1 - a), -a * b, b * (1 - b)], axis=-1) / (sample.population * part)
    spread = np.sqrt(both[..., 0] * both[..., 2])
    found: Reals = np.clip(np.where(spread > 0, both[..., 1] / np.where(spread > 0, spread, 1.0), 0.0), -1, 1)
    return found


def _square_and_add(one: Reals, other: Reals, correlation: Reals) -> Reals:
    added: Reals = np.sqrt(np.maximum(0.0, one**2 - 2 * correlation * one * other + other**2))
    return added
