"""Reports whose screening is in doubt: left to people by the rules, or judged by people who differ."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coprod_review.model.corpus import Judgement

WAITING = "waiting"
RULES = ["rules"]
NO_REASON = "the rules leave it to people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Reports and decisions of the run, and what people have judged by now."""

    reports: Path
    decisions: Path
    judgements: Path
    coders: Path
    registry: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A report that waits for people, and why; `by_people` where people differ."""

    report_id: str
    why: str
    by_people: bool


def doubtful(decisions: Path, judged: Collection[str]) -> list[Doubtful]:
    """Those on which people differ first, then those that the rules leave to people, each by report id.

    Of the latter those that a person has `judged` since the run wait no more; the former wait until a run
    finds that they are settled.
    """
    from coprod_review.io.parquet import read_columns

    if not decisions.exists():
        return []
    columns = read_columns(decisions, ("report_id", "status", "decided_by", "note"))
    found = [
        Doubtful(report_id=report_id, why=note or NO_REASON, by_people=list(decided_by) != RULES)
        for report_id, status, decided_by, note in zip(*columns.values(), strict=True)
        if status == WAITING
    ]
    left = (one for one in found if one.by_people or one.report_id not in judged)
    return sorted(left, key=lambda one: (not one.by_people, one.report_id))


def judged_by_persons(
    judgements: Iterable[Judgement], coders: Path, resolve: Callable[[str], str]
) -> set[str]:
    """The reports that a person has judged, who is whoever `coders` does not describe as a model.

    A model alone settles nothing, and models who agree settle it with the next run.
    """
    from coprod_review.io.corpus import read_coders

    models = {c.name for c in read_coders(coders) if c.kind != "person"} if coders.exists() else set()
    return {resolve(one.report_id) for one in judgements if one.coder not in models}


def doubtful_now(task: Task) -> list[tuple[Doubtful, str]]:
    """The reports in doubt with their titles, less those that people have judged since the run."""
    from coprod_review.io import corpus
    from coprod_review.io.included import ReportNames
    from coprod_review.io.parquet import Only
    from coprod_review.io.tables import read_reports
    from coprod_review.model.resolve import report_id_by_name

    names = report_id_by_name(ReportNames(task.reports), corpus.read_registry(task.registry))
    judgements = corpus.read_judgements(task.judgements)
    judged = judged_by_persons(judgements, task.coders, lambda name: names.get(name, ""))
    found = doubtful(task.decisions, judged)
    those = Only(column="report_id", values={one.report_id for one in found})
    title_by_id = {report.report_id: report.title for report in read_reports(task.reports, only=those)}
    return [(one, title_by_id.get(one.report_id, "")) for one in found]
