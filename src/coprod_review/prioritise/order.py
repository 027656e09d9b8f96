"""In which order to read: the likeliest first, the most doubtful first, or both in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Order = Literal["certainty", "uncertainty", "mixed"]
Scores = NDArray[np.float64]
Places = NDArray[np.intp]

EVERY = 20
"""In a mixed order each 20th is the most doubtful one: 95 % certainty and 5 % uncertainty, as in ASReview."""


def by_certainty(scores: Scores) -> Places:
    """The places of the texts from the highest score down; those that score alike keep their order."""
    return np.argsort(-scores, kind="stable")


def by_uncertainty(scores: Scores) -> Places:
    """The places of the texts from the score nearest 0 on; those equally near keep their order."""
    return np.argsort(np.abs(scores), kind="stable")


def by_both(scores: Scores) -> Places:
    """The order of certainty, in which each 20th place goes to the most doubtful text that is left."""
    certain, doubtful = by_certainty(scores), by_uncertainty(scores)
    taken = np.zeros(len(scores), dtype=bool)
    mixed, c, d = np.empty(len(scores), dtype=np.intp), 0, 0
    for place in range(len(scores)):
        if place % EVERY == EVERY - 1:
            while taken[doubtful[d]]:
                d += 1
            mixed[place] = doubtful[d]
        else:
            while taken[certain[c]]:
                c += 1
            mixed[place] = certain[c]
        taken[mixed[place]] = True
    return mixed


ORDERS: Mapping[Order, Callable[[Scores], Places]] = {
    "certainty": by_certainty,
    "uncertainty": by_uncertainty,
    "mixed": by_both,
}
