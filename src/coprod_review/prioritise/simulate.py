"""Reading a set whose answers are known as if they were not, to see what the ranking is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coprod_review.prioritise.learner import learn
from coprod_review.prioritise.measures import Discoveries
from coprod_review.prioritise.order import ORDERS, Order
from coprod_review.prioritise.stopping import Goal, chance_missed
from coprod_review.prioritise.terms import TermMatrix

Start = Literal["random", "top"]
Labels = NDArray[np.bool_]

GROWTH = 0.01
"""Texts read between two trainings, as a share of those read: one at first, more as each teaches less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One reading: the places of the texts in the order read, and how many of them were known at the start.

    `looks` are the numbers of texts read at which the machine was trained. The reading may end early, once
    everything relevant is found and the stopping rule agrees; what is unread then stands in no order.
    """

    seed: int
    read: NDArray[np.int64]
    n_start: int
    looks: NDArray[np.int64]
    stopped_at: int | None


def simulate(
    terms: TermMatrix,
    relevant: Labels,
    *,
    seed: int,
    start: Start = "random",
    order: Order = "certainty",
    goal: Goal | None = None,
    growth: float = GROWTH,
) -> Run:
    """Read the texts in the order that is learnt on the way, from one relevant and one irrelevant text on.

    They are drawn with the seed; with start "top" the texts are read from the first on until both kinds are
    known, and nothing is random. The reading ends when every relevant text is found and, where there is a
    goal, its stopping rule was met, too. `relevant` must have texts of both kinds.
    """
    read = _start(relevant, seed, start)
    n_start = len(read) if start == "random" else 0
    unread = np.ones(len(relevant), dtype=bool)
    unread[read] = False
    looks: list[int] = []
    stopped_at: int | None = None
    while unread.any():
        known = np.array(read)
        looks.append(len(known))
        stopped_at = stopped_at or _stop(relevant[known], goal, len(relevant))
        if not relevant[unread].any() and (goal is None or stopped_at):
            break
        pool = np.flatnonzero(unread)
        learnt = learn(terms, known, relevant[known], unread=pool, seed=seed)
        scores = learnt.scores(terms)[pool]
        picked = pool[ORDERS[order](scores)[: max(1, int(growth * len(known)))]]
        read.extend(picked.tolist())
        unread[picked] = False
    return Run(
        seed=seed,
        read=np.array(read),
        n_start=n_start,
        looks=np.array(looks),
        stopped_at=stopped_at or (len(read) if goal else None),
    )


def discoveries(run: Run, relevant: Labels) -> Discoveries:
    """When the relevant texts were found; those known at the start are left out, as ASReview does."""
    found = relevant[run.read[run.n_start :]]
    return Discoveries(found_at=np.flatnonzero(found) + 1, n_total=len(relevant) - run.n_start)


def recall_at(run: Run, relevant: Labels, n_read: int) -> float:
    """The share of all relevant texts, those known at the start among them, found in the first `n_read`."""
    return float(relevant[run.read[:n_read]].sum() / relevant.sum())


def _start(relevant: Labels, seed: int, start: Start) -> list[int]:
    """The texts that are known before the first training."""
    if start == "top":
        both = max(int(np.argmax(relevant)), int(np.argmax(~relevant)))
        return list(range(both + 1))
    kinds = (np.flatnonzero(relevant), np.flatnonzero(~relevant))
    return [int(np.random.RandomState(seed).choice(kind, 1)[0]) for kind in kinds]


def _stop(read: Labels, goal: Goal | None, n_total: int) -> int | None:
    if goal is None:
        return None
    met = goal.is_met(chance_missed(read, n_total=n_total, recall=goal.recall))
    return len(read) if met else None
