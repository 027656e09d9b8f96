"""Reports included or excluded, the PRISMA flow, and whether the run adds up."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coprod_review.model.corpus import Coder
    from coprod_review.model.criteria import Criteria
    from coprod_review.model.number import Number
    from coprod_review.screen.counted import Decided
    from coprod_review.screen.flow import ExportCount
    from coprod_review.screen.performance import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What was read and joined, the criteria, what people judged, and where the decisions go."""

    records: Path
    exports: Path
    set_aside: Path
    reports: Path
    criteria: Path
    judgements: Path
    coders: Path
    manifest: Path
    registry: Path
    development: Path
    interval: float
    workers: int
    output: Path


def screen_reports(task: Task) -> None:
    """Screen, count and write everything; then fail if the counts do not add up."""
    from coprod_review.errors import raise_all
    from coprod_review.io import corpus, tables
    from coprod_review.io.criteria import read_criteria
    from coprod_review.io.included import ReportNames
    from coprod_review.io.record_batches import write_batches
    from coprod_review.io.sheets import write_csv_parts
    from coprod_review.model.resolve import report_id_by_name
    from coprod_review.screen import decide, performance
    from coprod_review.screen.criteria import check_terms
    from coprod_review.tasks.screen.batches import SCREENING_COLUMNS, Screened, screened_batches

    criteria = read_criteria(task.criteria)
    raise_all(check_terms(criteria))
    registry = corpus.read_registry(task.registry)
    present = report_id_by_name(ReportNames(task.reports), registry)
    ids = corpus.registered_ids(registry) | present
    coders = corpus.read_coders(task.coders)
    judgements = decide.counting_judgements(corpus.read_judgements(task.judgements), ids)
    screening = decide.Screening(criteria, judgements=judgements, coders=coders, ids=ids)

    output: Path = task.output
    screened = Screened()
    batches = screened_batches(task.reports, screening, screened, workers=task.workers)
    write_batches(output / "decisions.parquet", tables.SCREENING, batches)
    write_csv_parts(output / "screening.csv", SCREENING_COLUMNS, screened.rows)
    shares = performance.measure_rules(
        screened.decisions,
        judgements,
        coders,
        confidence=task.interval,
        development=_development(task.development, ids),
        ids=ids,
    )
    n_sums = _count(task, screened.decisions, criteria, shares, coders)
    absent = decide.absent_reports({d.report_id for d in screened.decisions}, judgements, ids)
    _log(screened.decisions, absent, n_sums=n_sums)


def _count(
    task: Task,
    decisions: Sequence[Decided],
    criteria: Criteria,
    shares: Sequence[Share],
    coders: Sequence[Coder],
) -> int:
    """Write the flow, the sums and the shares; the number of sums, all of which hold.

    Raises ReviewError where one does not, once everything is written.
    """
    from coprod_review.io import corpus
    from coprod_review.io.screening_tables import RecordPlace, ReportMembers
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.table_rows import Rows
    from coprod_review.screen import conservation, flow, performance, previous
    from coprod_review.screen.excluders import count_excluders

    records, reports = Rows(task.records, RecordPlace), Rows(task.reports, ReportMembers)
    exports = corpus.read_manifest(task.manifest) if task.manifest.exists() else ()
    before = corpus.read_previous_review(task.manifest)
    counts = _counts(task.exports, task.set_aside)
    n_included = sum(decision.included for decision in decisions)
    boxes = (
        *flow.count_flow(counts, records, reports, decisions, exports=exports, criteria=criteria),
        *previous.previous_boxes(before, n_included),
        *count_excluders(decisions, coders),
    )
    numbers = [number for number in (share.number() for share in shares) if number]
    output: Path = task.output
    _write_flow(output, boxes, numbers)
    del boxes, numbers  # the members of a large review are most of what is held
    sums = (
        *conservation.equations(counts, records, reports, decisions, criteria, exports=exports),
        *previous.previous_equations(before, n_included),
    )
    write_csv(
        output / "conservation.csv",
        ("equation", "left", "right", "holds", "left_number_ids", "right_number_ids"),
        (asdict(s) | {"holds": s.holds} for s in sums),
    )
    write_csv(output / "performance.csv", performance.COLUMNS, (share.row() for share in shares))
    conservation.check(sums)
    return len(sums)


def _write_flow(output: Path, boxes: Sequence[Number], numbers: Sequence[Number]) -> None:
    """The boxes of the flow as a table, and with the shares as numbers of the ledger."""
    from coprod_review.io import tables
    from coprod_review.io.sheets import write_csv
    from coprod_review.screen.flow import box_of

    tables.write_numbers(output / "flow.parquet", [*boxes, *numbers])
    write_csv(
        output / "flow.csv",
        ("box", "label", "n", "number_id"),
        ({"box": box_of(n), "label": n.label, "n": int(n.value), "number_id": n.number_id} for n in boxes),
    )


def _counts(exports: Path, set_aside: Path) -> list[ExportCount]:
    from coprod_review.io.results import read_table
    from coprod_review.screen.flow import ExportCount

    aside: dict[str, list[str]] = {}
    for row in read_table(set_aside):
        aside.setdefault(row["export"], []).append(f"{row['export']}:{row['line']}")
    return [
        ExportCount(
            export=row["export"],
            n_entries=int(row["n_entries"]),
            n_records=int(row["n_records"]),
            set_aside=tuple(aside.get(row["export"], ())),
        )
        for row in read_table(exports)
    ]


def _development(path: Path, ids: dict[str, str]) -> frozenset[str] | None:
    """The reports that the rules were developed on, or None where nobody keeps such a list."""
    from coprod_review.io.sheets import read_csv

    if not path.exists():
        return None
    return frozenset(ids.get(row["report"], row["report"]) for row in read_csv(path, required=("report",)))


def _log(decisions: Sequence[Decided], absent: tuple[str, ...], *, n_sums: int) -> None:
    log = logging.getLogger("coprod_review")
    n_included = sum(d.included for d in decisions)
    if absent:
        log.warning(
            "screen: %d judged reports stand in no export now: %s", len(absent), ", ".join(absent[:10])
        )
    log.info(
        "screen: %d reports -> %d included (%d waiting for people), %d excluded; all %d sums hold",
        len(decisions),
        n_included,
        sum(d.included and d.status == "waiting" for d in decisions),
        len(decisions) - n_included,
        n_sums,
    )
