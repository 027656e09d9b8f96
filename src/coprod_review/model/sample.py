"""The plan of a sample: with which probability each report could be drawn, and which ones were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PLAN_COLUMNS = ("draw", "report", "stratum", "probability", "drawn")


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


def inclusion_by_report(plan: Iterable[PlannedReport]) -> Mapping[str, Inclusion]:
    """The inclusion of every report of the plan; the probability is that of all its draws together."""
    found: dict[str, Inclusion] = {}
    for row in sorted(plan, key=lambda r: (r.draw, r.report_id)):
        before = found.get(row.report_id)
        passed_over = 1 - before.probability if before else 1.0
        found[row.report_id] = Inclusion(
            stratum=before.stratum if before else row.stratum,
            probability=1 - passed_over * (1 - row.probability),
            drawn=row.drawn or (before is not None and before.drawn),
        )
    return found
