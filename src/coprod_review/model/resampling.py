"""The bootstrap over reports and Cohen's kappa, which stages that know nothing of each other need alike.

A table of two coders counts reports by the answer of one (rows) and of the other (columns), over the same
list of answers. Leading axes are draws. What is undefined is NaN.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Reals = NDArray[np.float64]
Interval = tuple[float, float]


def resampled_counts(counts: ArrayLike, *, draws: int, seed: int | Sequence[int]) -> NDArray[np.int64]:
    """How many reports fall on each cell (columns) when as many are drawn with replacement, draw by draw.

    Reports that say the same are interchangeable, so the draws are multinomial over the cells that `counts`
    counts; some report has to be counted.
    """
    counted = np.asarray(counts)
    n = int(counted.sum())
    return np.random.default_rng(seed).multinomial(n, counted / n, size=draws)


def percentile_interval(draws: ArrayLike, *, confidence: float) -> Interval | None:
    """The middle `confidence` of the bootstrap draws; undefined draws (NaN) are left out; None if all are."""
    values: Reals = np.asarray(draws, dtype=float)
    values = values[~np.isnan(values)]
    if values.size == 0:
        return None
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def percent_agreement(tables: NDArray[Any]) -> Reals:
    """The share of reports with the same answer, from 0 to 1."""
    return ratio(np.trace(tables, axis1=-2, axis2=-1), tables.sum(axis=(-2, -1)))


def cohen_kappa(tables: NDArray[Any]) -> Reals:
    """Cohen's kappa (1960): agreement beyond what the two coders' own frequencies would give."""
    n = tables.sum(axis=(-2, -1))
    chance = ratio((tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1), n * n)
    return beyond_chance(percent_agreement(tables), chance)


def beyond_chance(observed: Reals, chance: Reals) -> Reals:
    """(observed - chance) / (1 - chance); NaN where chance alone gives full agreement."""
    return ratio(observed - chance, 1 - chance)


def ratio(above: NDArray[Any], below: NDArray[Any]) -> Reals:
    """One over the other; NaN where there is nothing to divide by."""
    below = np.asarray(below, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Reals = np.where(np.abs(below) > 1e-12, above / below, np.nan)
    return found
