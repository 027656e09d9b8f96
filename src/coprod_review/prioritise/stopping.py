"""When enough is read: how likely it is that too many relevant reports are still unread.

The test of Callaghan and Mueller-Hansen (2020), Statistical stopping criteria for automated screening in
systematic reviews, Systematic Reviews 9:273, https://doi.org/10.1186/s13643-020-01521-4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom

Labels = NDArray[np.bool_]

_SLACK = 1e-9
"""Keeps quotients that are whole numbers from being rounded to the number below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Which share of the relevant reports must be found, and how sure of it one wants to be when stopping."""

    recall: float = 0.95
    confidence: float = 0.95

    def is_met(self, chance: float) -> bool:
        """Whether a chance of having missed the recall is small enough to stop."""
        return chance < 1.0 - self.confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far the reading is: `chance_missed` is the p-value of the hypothesis that the recall is missed.

    `further` is how many irrelevant reports in a row would let one stop; 0 where one may stop now.
    """

    n_read: int
    n_relevant: int
    n_unread: int
    chance_missed: float
    stop: bool
    further: int


def standing(read: Labels, *, n_total: int, goal: Goal, drawn_from: int | None = None) -> Standing:
    """How far the reading of `n_total` reports is; `read` tells of each one read if it is relevant."""
    chance = chance_missed(read, n_total=n_total, recall=goal.recall, drawn_from=drawn_from)
    return Standing(
        n_read=len(read),
        n_relevant=int(read.sum()),
        n_unread=n_total - len(read),
        chance_missed=chance,
        stop=goal.is_met(chance),
        further=_further(read, n_total, goal, drawn_from),
    )


def chance_missed(read: Labels, *, n_total: int, recall: float, drawn_from: int | None = None) -> float:
    """The greatest chance of such a reading if fewer than `recall` of all relevant reports were found.

    Each tail of the reading is held against the hypothesis: were it drawn at random from what was unread
    when it began, and were the recall missed, at least K = floor(found / recall) + 1 - found before it would
    have been in that urn, and X of them in the tail; X is hypergeometric, and the chance is P(X <= found in
    the tail). The least chance over all tails is given, as in the paper. A ranking finds more in a tail than
    a random draw does, which makes this careful; looking at many tails makes it bolder. Where the reports
    from place `drawn_from` on were drawn at random, this tail alone is held, and the chance is exact.

    With nothing read, or nothing unread, the chance is 1 or 0.
    """
    n_read = len(read)
    if n_read >= n_total:
        return 0.0
    starts = _tail_starts(read) if drawn_from is None else np.array([drawn_from])
    starts = starts[starts < n_read]
    if len(starts) == 0:
        return 1.0
    found = np.concatenate(([0], np.cumsum(read)))
    n_found = int(found[-1])
    in_tail = n_found - found[starts]
    in_urn = np.floor(n_found / recall + _SLACK).astype(np.int64) + 1 - found[starts]
    return float(np.min(_at_most(in_tail, urn=n_total - starts, relevant=in_urn, drawn=n_read - starts)))


def _tail_starts(read: Labels) -> NDArray[np.int64]:
    """Where tails begin that may have the least chance: at the first report, or just after a relevant one.

    An irrelevant report more at its beginning makes a tail speak more clearly, so that others need no look.
    """
    return np.concatenate(([0], np.flatnonzero(read) + 1))


def _at_most(
    n: NDArray[np.int64], *, urn: NDArray[np.int64], relevant: NDArray[np.int64], drawn: NDArray[np.int64]
) -> NDArray[np.float64]:
    """P(X <= n), X being how many are relevant of those drawn; 0 where the urn has not so many."""
    possible = relevant <= urn
    chance = np.zeros(len(n))
    chance[possible] = hypergeom.cdf(n[possible], urn[possible], relevant[possible], drawn[possible])
    return chance


def _further(read: Labels, n_total: int, goal: Goal, drawn_from: int | None) -> int:
    """The least number of irrelevant reports, read next, that would let one stop; each lowers the chance."""

    def stops(more: int) -> bool:
        longer = np.concatenate((read, np.zeros(more, dtype=bool)))
        return goal.is_met(chance_missed(longer, n_total=n_total, recall=goal.recall, drawn_from=drawn_from))

    low, high = 0, n_total - len(read)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if stops(middle) else (middle + 1, high)
    return low
