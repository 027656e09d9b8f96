"""Invented reports, coders and criteria for the tests of screening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coprod_review.model.corpus import Coder, Judgement
from coprod_review.model.criteria import Criteria
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision
from coprod_review.screen.decide import Screening


def report(report_id: str = "r1", **facts: Any) -> Report:
    """A report of one record."""
    return Report(report_id=report_id, record_ids=facts.pop("record_ids", (f"a.ris:{report_id}",)), **facts)


def coder(name: str, *, kind: str = "language_model", role: str = "reader") -> Coder:
    """A coder of a kind in a role."""
    return Coder(name=name, kind=kind, role=role, how="", codebook="0.2", blind=role == "reader")


CODERS = (
    coder("reader_1"),
    coder("reader_2"),
    coder("collector", role="collector"),
    coder("anna", kind="person"),
    coder("bo", kind="person"),
    coder("judge", kind="person", role="adjudicator"),
)


def judged(coder_name: str, verdict: str, criterion: str = "", report_id: str = "r1") -> Judgement:
    """A judgement without a reason."""
    return Judgement(
        report_id=report_id, coder=coder_name, verdict=verdict, criterion=criterion, date="2026-01", reason=""
    )


WARD = (
    "Eleven families told us in long talks at their kitchen tables how they followed the medication of a "
    "parent through three wards, and how these families took part in it as the nurses saw it then."
)
STEEL = (
    "We compare the costs of hydrogen in two steel works and of the pipes that lead to them under several "
    "prices, and we report which of the works would gain from a larger plant over twenty years in the north."
)
SILENT = (
    "The laundry of a county hospital was moved to a new house in the spring, and the article tells what the "
    "move cost, how long it took, which machines were bought and who was in charge of the work at night."
)
SWEDISH = "Hur anhöriga och personal kan samarbeta för att vården ska bli bättre på ett sjukhus i norr"


def screen_reports(
    reports: Sequence[Report],
    criteria: Criteria,
    *,
    judgements: Sequence[Judgement] = (),
    coders: Sequence[Coder] = (),
    ids: Mapping[str, str] | None = None,
) -> tuple[ScreeningDecision, ...]:
    """One decision for each report, in the order of reports.

    `ids` and what is raised are those of `Screening`; the ids of the reports need not be among them.
    """
    known = {**{report.report_id: report.report_id for report in reports}, **(ids or {})}
    screening = Screening(criteria, judgements=judgements, coders=coders, ids=known)
    return tuple(map(screening.decide, reports))
