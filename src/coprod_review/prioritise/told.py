"""The advice of the stopping rule in words, with what it assumes."""

from __future__ import annotations

from coprod_review.prioritise.stopping import Standing


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
