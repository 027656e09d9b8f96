"""The bootstrap over reports and Cohen's kappa, which stages that know nothing of each other need alike.

A table of two coders counts reports by the answer of one (rows) and of the other (columns), over the same
list of answers. Leading axes are draws. What is undefined is NaN.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coprod_review.model.score_interval import wilson

Reals = NDArray[np.float64]
Interval = tuple[float, float]

MOST_UNDEFINED = 0.05
"""Where a larger share of the bootstrap draws is undefined, the others give no interval: they are those that
drew some rare answer, and are no fair picture of all."""

NO_WIDTH = 1e-9
"""What computing in floating point may set two equal bounds apart by."""


def resampled_counts(counts: ArrayLike, *, draws: int, seed: int | Sequence[int]) -> NDArray[np.int64]:
    """How many reports fall on each cell (columns) when as many are drawn with replacement, draw by draw.

    Reports that say the same are interchangeable, so the draws are multinomial over the cells that `counts`
    counts; some report has to be counted.
    """
    counted = np.asarray(counts)
    n = int(counted.sum())
    return np.random.default_rng(seed).multinomial(n, counted / n, size=draws)


def percentile_interval(draws: ArrayLike, *, confidence: float) -> Interval | None:
    """The middle `confidence` of the bootstrap draws.

    Undefined draws (NaN) are left out; None where more than MOST_UNDEFINED of them are, or there is none.
    """
    values: Reals = np.asarray(draws, dtype=float)
    if values.size == 0 or share_undefined(values) > MOST_UNDEFINED:
        return None
    values = values[~np.isnan(values)]
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def interval_with_width(draws: ArrayLike, *, confidence: float) -> Interval | None:
    """The percentile interval; None also where its bounds are the same, which would feign certainty."""
    found = percentile_interval(draws, confidence=confidence)
    return found if found and found[1] - found[0] > NO_WIDTH else None


def share_undefined(draws: ArrayLike) -> float:
    """The share of the draws that have no value, from 0 to 1; 0 of none."""
    values: Reals = np.asarray(draws, dtype=float)
    return float(np.isnan(values).mean()) if values.size else 0.0


def at_full_agreement(n: int, *, chance: float, confidence: float) -> Interval:
    """The interval of a coefficient of 1: the score interval of n of n, corrected for the chance observed.

    With chance held at what was observed, as in the standard error of Cohen (1960, Educational and
    Psychological Measurement 20, p. 43), a coefficient (p - chance) / (1 - chance) rises with the share of
    agreement p alone, so that the bounds of p (Wilson 1927) carry over. Where answers can agree in part, a
    report that might disagree counts as fully apart.
    """
    low, high = wilson(n, n, confidence=confidence)
    return (low - chance) / (1 - chance), high


def percent_agreement(tables: NDArray[Any]) -> Reals:
    """The share of reports with the same answer, from 0 to 1."""
    return ratio(np.trace(tables, axis1=-2, axis2=-1), tables.sum(axis=(-2, -1)))


def cohen_kappa(tables: NDArray[Any]) -> Reals:
    """Cohen's kappa (1960): agreement beyond what the two coders' own frequencies would give."""
    return beyond_chance(percent_agreement(tables), chance_of_kappa(tables))


def chance_of_kappa(tables: NDArray[Any]) -> Reals:
    """The agreement that the two coders' own frequencies would give."""
    n = tables.sum(axis=(-2, -1))
    return ratio((tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1), n * n)


def beyond_chance(observed: Reals, chance: Reals) -> Reals:
    """(observed - chance) / (1 - chance); NaN where chance alone gives full agreement."""
    return ratio(observed - chance, 1 - chance)


def ratio(above: NDArray[Any], below: NDArray[Any]) -> Reals:
    """One over the other; NaN where there is nothing to divide by."""
    below = np.asarray(below, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Reals = np.where(np.abs(below) > 1e-12, above / below, np.nan)
    return found
