"""Reports to included and excluded, each with its reason; the PRISMA flow, and whether the run adds up."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths

if TYPE_CHECKING:
    from coprod_review.model.report import Report
    from coprod_review.model.screening import ScreeningDecision
    from coprod_review.screen.flow import ExportCount

SCREENING_COLUMNS = (
    "report", "title", "year", "included", "reason", "status", "decided_by", "rules_include", "rules_reason",
    "evidence", "note",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("--records", type=Path, default=paths.RECORDS, help="records (Parquet)")
    add("--exports", type=Path, default=paths.EXPORT_READINGS, help="what reading each export gave (CSV)")
    add("--set-aside", type=Path, default=paths.SET_ASIDE, help="entries that could not be read (CSV)")
    add("--reports", type=Path, default=paths.REPORTS, help="reports (Parquet)")
    add("--criteria", type=Path, default=paths.CRITERIA, help="the screening criteria (YAML)")
    add("--judgements", type=Path, default=paths.SCREENING_JUDGEMENTS, help="screening judgements (CSV)")
    add("--coders", type=Path, default=paths.CODERS, help="who judged (YAML)")
    add("--manifest", type=Path, default=paths.MANIFEST, help="how the exports are named (YAML)")
    add("--registry", type=Path, default=paths.REGISTRY, help="report ids and their aliases (CSV)")
    add(
        "--development",
        type=Path,
        default=paths.RULE_DEVELOPMENT,
        help="reports that rules were written with",
    )
    add("--output", type=Path, default=paths.DECISIONS.parent, metavar="FOLDER", help="folder to write")


def run(arguments: argparse.Namespace) -> None:
    """Screen, count and write everything; then fail if the counts do not add up."""
    from coprod_review.errors import raise_all
    from coprod_review.io import corpus, tables
    from coprod_review.io.criteria import read_criteria
    from coprod_review.io.sheets import write_csv
    from coprod_review.model.resolve import report_id_by_name
    from coprod_review.screen import conservation, decide, flow, performance, previous
    from coprod_review.screen.criteria import check_terms

    criteria = read_criteria(arguments.criteria)
    raise_all(check_terms(criteria))
    records, reports = tables.read_records(arguments.records), tables.read_reports(arguments.reports)
    registry = corpus.read_registry(arguments.registry)
    ids = corpus.registered_ids(registry) | report_id_by_name(reports, registry)
    coders = corpus.read_coders(arguments.coders)
    exports = corpus.read_manifest(arguments.manifest) if arguments.manifest.exists() else ()
    before = corpus.read_previous_review(arguments.manifest)
    judgements = corpus.read_judgements(arguments.judgements)

    decisions = decide.screen_reports(reports, criteria, judgements=judgements, coders=coders, ids=ids)
    shares = performance.measure_rules(
        decisions, judgements, coders, development=_development(arguments.development, ids), ids=ids
    )
    counts = _counts(arguments.exports, arguments.set_aside)
    n_included = sum(decision.included for decision in decisions)
    boxes = (
        *flow.count_flow(counts, records, reports, decisions, exports=exports, criteria=criteria),
        *previous.previous_boxes(before, n_included),
    )
    sums = (
        *conservation.equations(counts, records, reports, decisions, criteria, exports=exports),
        *previous.previous_equations(before, n_included),
    )

    output: Path = arguments.output
    tables.write_screening(output / "decisions.parquet", decisions)
    write_csv(output / "screening.csv", SCREENING_COLUMNS, _rows(reports, decisions))
    numbers = [number for number in (share.number() for share in shares) if number]
    tables.write_numbers(output / "flow.parquet", [*boxes, *numbers])
    write_csv(
        output / "flow.csv",
        ("box", "label", "n", "number_id"),
        (
            {"box": flow.box_of(n), "label": n.label, "n": int(n.value), "number_id": n.number_id}
            for n in boxes
        ),
    )
    write_csv(
        output / "conservation.csv",
        ("equation", "left", "right", "holds", "left_number_ids", "right_number_ids"),
        (asdict(s) | {"holds": s.holds} for s in sums),
    )
    write_csv(output / "performance.csv", performance.COLUMNS, (share.row() for share in shares))
    conservation.check(sums)
    _log(decisions, decide.absent_reports(reports, judgements, ids), n_sums=len(sums))


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


def _rows(reports: Iterable[Report], decisions: Iterable[ScreeningDecision]) -> Iterable[dict[str, object]]:
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
            "evidence": tuple(words),
            "note": decision.note,
        }


def _log(decisions: Iterable[ScreeningDecision], absent: tuple[str, ...], *, n_sums: int) -> None:
    log = logging.getLogger("coprod_review")
    decided = list(decisions)
    n_included = sum(d.included for d in decided)
    if absent:
        log.warning(
            "screen: %d judged reports stand in no export now: %s", len(absent), ", ".join(absent[:10])
        )
    log.info(
        "screen: %d reports -> %d included (%d waiting for people), %d excluded; all %d sums hold",
        len(decided),
        n_included,
        sum(d.included and d.status == "waiting" for d in decided),
        len(decided) - n_included,
        n_sums,
    )
