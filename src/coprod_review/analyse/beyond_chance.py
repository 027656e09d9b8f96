"""How one untapped share differs from the others, and what of that lies beyond chance.

Distances have one column for each character of the issue; draws of them one row for each draw.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coprod_review.analyse.intervals import percentile_interval
from coprod_review.analyse.model import Reals


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A difference of shares with its interval."""

    value: float
    low: float
    high: float


def smallest_difference(distance: Reals, first: int) -> float:
    """The smallest difference of the first and another character."""
    return float(min(distance[first] - d for i, d in enumerate(distance) if i != first))


def smallest_bounds(drawn: Reals, first: int, *, confidence: float) -> tuple[float, float] | None:
    """The smallest of the bounds of the first minus each other character; None if one has none."""
    bounds = [
        percentile_interval(drawn[:, first] - drawn[:, i], confidence=confidence)
        for i in range(drawn.shape[1])
        if i != first
    ]
    found = [b for b in bounds if b]
    if len(found) < len(bounds):
        return None
    return min(low for low, _ in found), min(high for _, high in found)


def beyond_chance(
    distance: Reals, drawn: Reals, chance: Reals, first: int, *, confidence: float
) -> Difference | None:
    """The smallest difference of what the distances have beyond chance; None where a row has no draws.

    `chance` is the mean that chance alone would give each row. Resampling adds a bias of the same kind once
    more, by which the mean of the draws exceeds the estimate: it is taken off the bounds as well.
    """
    if np.isnan(drawn).all(axis=0).any():
        return None
    twice = np.nanmean(drawn, axis=0) - distance
    bounds = smallest_bounds(drawn - twice - chance, first, confidence=confidence)
    if bounds is None:
        return None
    return Difference(value=smallest_difference(distance - chance, first), low=bounds[0], high=bounds[1])
