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


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """By how much each distance may be too large, and by how much too small, without draws that show it."""

    too_large: Reals
    too_small: Reals

    @classmethod
    def nothing(cls, n: int) -> Unseen:
        """Of `n` distances, all of which the draws show as they are."""
        return cls(too_large=np.zeros(n), too_small=np.zeros(n))


def smallest_difference(distance: Reals, first: int) -> float:
    """The smallest difference of the first and another character."""
    return float(min(distance[first] - d for i, d in enumerate(distance) if i != first))


def smallest_bounds(
    drawn: Reals, first: int, *, confidence: float, unseen: Unseen | None = None
) -> tuple[float, float] | None:
    """The smallest of the bounds of the first minus each other character; None if one has none.

    What the draws leave `unseen` widens them.
    """
    unseen = unseen or Unseen.nothing(drawn.shape[1])
    others = [i for i in range(drawn.shape[1]) if i != first]
    lows, highs = [], []
    for i in others:
        interval = percentile_interval(drawn[:, first] - drawn[:, i], confidence=confidence)
        if interval is None:
            return None
        lows.append(interval[0] - unseen.too_large[first] - unseen.too_small[i])
        highs.append(interval[1] + unseen.too_small[first] + unseen.too_large[i])
    return float(min(lows)), float(min(highs))


def beyond_chance(
    distance: Reals,
    drawn: Reals,
    chance: Reals,
    first: int,
    *,
    confidence: float,
    unseen: Unseen | None = None,
) -> Difference | None:
    """The smallest difference of what the distances have beyond chance; None where a row has no draws.

    `chance` is the mean that chance alone would give each row. Resampling adds a bias of the same kind once
    more, by which the mean of the draws exceeds the estimate: it is taken off the bounds as well. What the
    draws leave `unseen` widens them.
    """
    if np.isnan(drawn).all(axis=0).any():
        return None
    twice = np.nanmean(drawn, axis=0) - distance
    bounds = smallest_bounds(drawn - twice - chance, first, confidence=confidence, unseen=unseen)
    if bounds is None:
        return None
    return Difference(value=smallest_difference(distance - chance, first), low=bounds[0], high=bounds[1])
