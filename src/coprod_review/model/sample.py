"""The plan of a sample: with which probability each report could be drawn, and which ones were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

PLAN_COLUMNS = ("draw", "report", "stratum", "probability", "drawn")

NOT_REHEARSED = "corrected shares: nothing was rehearsed: "
"""How a note of the analysis begins that tells why."""

AUDIT_COLUMNS = ("report", "dimension", "codes", "group", "n_group", "chance")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReport:
    """A report that one draw could take.

    `probability` is that of being taken by this draw, given the draws before; a report that was taken is in
    no later draw. A report keeps the stratum of its first draw.
    """

    draw: int
    report_id: str
    stratum: str
    probability: float
    drawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """What all draws mean for a report: its stratum, its probability to be in the sample, whether it is."""

    stratum: str
    probability: float
    drawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPlace:
    """A decided code that an audit is to look at, as it was when it was drawn.

    `group` says who had decided it, `n_group` how many such codes there were and `chance` the probability of
    each of them to be drawn.
    """

    report_id: str
    dimension: str
    codes: tuple[str, ...]
    group: str
    n_group: int
    chance: float


def inclusion_by_report(plan: Iterable[PlannedReport]) -> Mapping[str, Inclusion]:
    """The inclusion of every report of the plan; the probability is that of all its draws together.

    A report that is taken is in no later draw, but could as well have been passed over and taken then, with
    the probability of its stratum: so all reports of a stratum with the same rows have the same inclusion.
    """
    rows = sorted(plan, key=lambda r: (r.draw, r.report_id))
    first = {row.report_id: row for row in reversed(rows)}
    drawn = {row.report_id for row in rows if row.drawn}
    own = {(row.report_id, row.draw): row.probability for row in rows}
    chances: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
    for row in rows:
        chances[first[row.report_id].stratum, row.draw].append(row.probability)
    found = {}
    for report_id, row in sorted(first.items()):
        passed_over = 1.0
        for (stratum, number), others in chances.items():
            if stratum == row.stratum and number >= row.draw:
                passed_over *= 1 - own.get((report_id, number), fmean(others))
        found[report_id] = Inclusion(
            stratum=row.stratum, probability=1 - passed_over, drawn=report_id in drawn
        )
    return found


def reach_words(n_reached: int, n_included: int) -> str:
    """That a sample stands for a part of the included reports alone, and what to do."""
    return (
        f"it stands for {n_reached} of {n_included} included reports: no draw could take the others, and "
        "corrected shares do not speak of them; `coprod-review sample`, with the number to add, draws "
        "from these, too"
    )
