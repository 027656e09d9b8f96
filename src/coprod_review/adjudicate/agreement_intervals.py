"""Intervals of coefficients of agreement, where resampling tells one and where it does not.

Reports are resampled, and the interval is the middle of the resampled values. Two cases need more. Where all
answers agree every resample says so again, and where resamples hold one answer alone a coefficient that
corrects for chance has no value in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from coprod_review.model.resampling import (
    MOST_UNDEFINED,
    Interval,
    Reals,
    at_full_agreement,
    percentile_interval,
    share_undefined,
)
from coprod_review.model.score_interval import wilson

NOTE = "note"
FULL = 1 - 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """A coefficient: its value, those of the resamples, and the agreement that chance would give.

    `chance` is None for coefficients that do not correct for it.
    """

    name: str
    values: Reals
    chance: float | None = None

    @property
    def value(self) -> float | None:
        """The observed value; None where it is undefined."""
        return None if np.isnan(self.values[0]) else float(self.values[0])

    @property
    def draws(self) -> Reals:
        """The values of the resamples."""
        return self.values[1:]


def with_intervals(coefficients: Iterable[Coefficient], *, n: int, confidence: float) -> dict[str, Any]:
    """Every coefficient with `_low` and `_high`, and a note on intervals that are missing or rest on less.

    `n` is the number of reports compared. Bounds are None where the value is, where more than MOST_UNDEFINED
    of the resamples have no value, and where all of them have the same.
    """
    row: dict[str, Any] = {}
    notes = []
    for coefficient in coefficients:
        interval, note = _interval(coefficient, n=n, confidence=confidence)
        low, high = interval or (None, None)
        name = coefficient.name
        row |= {name: coefficient.value, f"{name}_low": low, f"{name}_high": high}
        notes += [f"{name}: {note}"] if note else []
    return row | {NOTE: "; ".join(notes)}


def _interval(coefficient: Coefficient, *, n: int, confidence: float) -> tuple[Interval | None, str]:
    """The interval with what is to be said of it."""
    value = coefficient.value
    if value is None:
        return None, ""
    if value >= FULL:
        return at_full_agreement(n, chance=coefficient.chance or 0.0, confidence=confidence), ""
    if value == 0 and coefficient.chance is None:
        return wilson(0, n, confidence=confidence), ""
    undefined = share_undefined(coefficient.draws)
    told = (
        f"undefined in {round(undefined * coefficient.draws.size):,} of {coefficient.draws.size:,} resamples"
    )
    interval = percentile_interval(coefficient.draws, confidence=confidence)
    if undefined > MOST_UNDEFINED:
        return None, f"{told}, so no interval"
    if interval is None or interval[0] == interval[1]:
        return None, "the same in every resample, so no interval"
    return interval, f"{told}, which are left out" if undefined else ""
