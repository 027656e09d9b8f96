"""The advice of the stopping rule in words, with what it assumes."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.prioritise.stopping import Standing

FIRST, NEAR = 10, 0.05
"""So many reports at the head of a list, whose scores lie within so little, are hardly told apart."""


def hardly_apart(scores: Sequence[float], standing: Standing) -> str:
    """That the order of the first reports tells little, by how much they differ, and what it was learnt from.

    Empty where they differ by more, or are too few. A score is a margin: relevant texts aim at 1, others at
    -1.
    """
    first = scores[:FIRST]
    if len(first) < 3 or (width := max(first) - min(first)) > NEAR:
        return ""
    if not standing.n_read:
        learnt = "nobody has judged any report yet"
    else:
        n_off = standing.n_read - standing.n_relevant
        learnt = f"{standing.n_read} reports are judged, {n_off or 'none'} of them off topic"
    return (
        f"The ranking hardly tells the first {len(first)} apart: their scores differ by {width:.2f} "
        "(relevant reports aim at +1, others at -1), so that their order and the words beside them say "
        f"little. So far {learnt}."
    )


def advice(standing: Standing, *, recall: float, confidence: float) -> str:
    """How many are read, found and unread, the chance of having missed the recall, and whether to go on."""
    head = (
        f"Screened {standing.n_read} of {standing.n_read + standing.n_unread} reports, "
        f"{standing.n_relevant} of them relevant; {standing.n_unread} unread."
    )
    if standing.n_read + standing.n_unread == 0:
        return "There are no reports."
    if standing.n_unread == 0:
        return f"{head}\nStop: everything is read."
    goal = f"{recall:.0%} of the relevant reports"
    chance = f"The chance that fewer than {goal} are found is at most {_chance(standing.chance_missed)}"
    if standing.stop:
        return f"{head}\n{chance}.\nStop: this is below {1 - confidence:.0%}. {ASSUMES}"
    return (
        f"{head}\n{chance}; to stop it must be below {1 - confidence:.0%}.\n"
        f"Go on: about {standing.further} more, if all are irrelevant; each relevant one makes it longer. "
        f"{ASSUMES}"
    )


ASSUMES = (
    "This holds if the reports read last were no poorer in relevant ones than a random draw would have been, "
    "and if the judgements are right; it counts from any point back, most of all since the last relevant. "
    "For an exact test read a random sample of the unread ones (--drawn-since)."
)


def _chance(value: float) -> str:
    return "below 0.1 %" if value < 0.001 else f"{100 * value:.1f} %"
