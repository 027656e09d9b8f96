"""Screening in batches: a row group of reports at a time, in several processes with the result of one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from coprod_review.io.screening_tables import n_report_groups, read_report_group, screening_batch
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision
from coprod_review.model.sheet_text import rows_text
from coprod_review.processes import processes
from coprod_review.screen.counted import Decided, decided
from coprod_review.screen.decide import Screening

SCREENING_COLUMNS = (
    "report", "title", "year", "included", "reason", "status", "decided_by", "rules_include", "rules_reason",
    "rules_wait", "evidence", "note",
)  # fmt: skip

BATCHES_AHEAD = 2
"""Batches that wait for each process: enough to keep it busy, few enough to keep memory small."""


@dataclass(slots=True, kw_only=True)
class Screened:
    """What is kept beside the decisions, once all batches have been taken: no evidence, and rows as text."""

    decisions: list[Decided] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    decisions: list[Decided]
    columns: pa.RecordBatch
    rows: str


def screened_batches(
    reports: Path, screening: Screening, screened: Screened, *, workers: int
) -> Iterator[pa.RecordBatch]:
    """The decisions on all reports as columns, in order; `screened` is complete when they end."""
    n = n_report_groups(reports)
    for batch in _batches(reports, screening, n, workers=min(workers, n)):
        screened.decisions += batch.decisions
        screened.rows.append(batch.rows)
        yield batch.columns


def _batches(reports: Path, screening: Screening, n: int, *, workers: int) -> Iterator[_Batch]:
    if workers < 2:
        for group in range(n):
            yield _screened(reports, screening, group)
        return
    with processes(workers, prepare=_prepare, given=(reports, screening)) as pool:
        begun: deque[Future[_Batch]] = deque()
        for group in range(n):
            begun.append(pool.submit(_screened_here, group))
            if len(begun) > BATCHES_AHEAD * workers:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()


_HERE: dict[str, tuple[Path, Screening]] = {}
"""What a further process screens, and by what."""


def _prepare(reports: Path, screening: Screening) -> None:
    _HERE["all"] = (reports, screening)


def _screened_here(group: int) -> _Batch:
    return _screened(*_HERE["all"], group)


def _screened(reports: Path, screening: Screening, group: int) -> _Batch:
    found = read_report_group(reports, group)
    decisions = [screening.decide(report) for report in found]
    return _Batch(
        decisions=[decided(decision) for decision in decisions],
        columns=screening_batch(decisions),
        rows=rows_text(SCREENING_COLUMNS, _rows(found, decisions)),
    )


def _rows(reports: Iterable[Report], decisions: Sequence[ScreeningDecision]) -> Iterator[dict[str, object]]:
    for report, decision in zip(reports, decisions, strict=True):
        words = dict.fromkeys(f"{e.quote} [{e.rule}]" for e in decision.evidence)
        yield {
            "report": decision.report_id,
            "title": report.title,
            "year": report.year,
            "included": decision.included,
            "reason": decision.reason,
            "status": decision.status,
            "decided_by": decision.decided_by,
            "rules_include": decision.proposed_included,
            "rules_reason": decision.proposed_reason,
            "rules_wait": decision.proposed_waiting,
            "evidence": tuple(words),
            "note": decision.note,
        }
