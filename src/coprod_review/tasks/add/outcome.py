"""What adding exports gives: the new records joined with the corpus, told and held against people's ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_review.errors import ReviewError
from coprod_review.tasks.add.corpus import Corpus, ReadExport, decisions_of, records_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_review.dedupe.arrivals import Comparison
    from coprod_review.dedupe.join import Joining
    from coprod_review.model.corpus import ExportFile, Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What adding gives: the joining with the new records, their comparison, and the registry behind it."""

    after: Joining
    comparison: Comparison
    registry: Sequence[Registration]


def outcome_of(arguments: argparse.Namespace, found: Sequence[ReadExport], corpus: Corpus) -> Outcome:
    """The new records joined with the corpus, whose reports are registered first where that is asked for."""
    from coprod_review.dedupe.arrivals import compare
    from coprod_review.dedupe.join import join_records

    registry = corpus.joining.registrations if arguments.register else corpus.registry
    new = records_of(found)
    records = [*corpus.records, *new]
    after = join_records(records, registry=registry, decisions=decisions_of(arguments.corpus))
    comparison = compare(corpus.joining, after, [record.record_id for record in new])
    return Outcome(after=after, comparison=comparison, registry=registry)


def tell(
    arguments: argparse.Namespace,
    found: Sequence[ReadExport],
    entries: Sequence[ExportFile],
    corpus: Corpus,
    outcome: Outcome,
) -> None:
    """Print what each export brings and what is in doubt; write what became of every record, where asked."""
    from coprod_review.analyse.overlap import overlap_of
    from coprod_review.cli import add_told as told
    from coprod_review.dedupe.arrivals import doubts_by_reports, records_held
    from coprod_review.io.sheets import write_spreadsheet

    after, comparison = outcome.after, outcome.comparison
    records = {record.record_id: record for record in (*corpus.records, *records_of(found))}
    report_by_record = {r: report.report_id for report in after.reports for r in report.record_ids}
    lines: list[str] = []
    for one, entry in zip(found, entries, strict=True):
        mine = {record.record_id for record in one.records}
        lines += told.reading_lines(one.summary, one.set_aside, hits=entry.hits if len(found) == 1 else None)
        lines += told.arrival_lines(
            [a for a in comparison.arrivals if a.record_id in mine],
            doubts_by_reports(
                (v for v in comparison.doubts if v.record_a in mine or v.record_b in mine), report_by_record
            ),
            records,
        )
        lines += told.again_lines(entry, records_held(after, mine), corpus.exports, len(mine))
    lines += told.doubt_lines(doubts_by_reports(comparison.doubts, report_by_record))
    lines += ["what each source contributes:"]
    lines += told.overlap_lines(
        overlap_of(corpus.joining.reports, corpus.exports),
        overlap_of(after.reports, [*corpus.exports, *entries]),
    )
    n_unregistered = len(corpus.joining.reports) - corpus.joining.n_registered
    lines += told.id_lines(comparison, n_unregistered=n_unregistered, is_registering=arguments.register)
    print("\n".join(lines), flush=True)
    if arguments.details:
        set_aside = [entry for one in found for entry in one.set_aside]
        rows = told.detail_rows(comparison, records, set_aside)
        write_spreadsheet(arguments.details, told.DETAIL_COLUMNS, rows)


def refuse_lost_ids(corpus: Path, outcome: Outcome) -> None:
    """Raise ReviewError where a former report that people named would have an id that leads nowhere."""
    from coprod_review.cli.add_told import moved_words
    from coprod_review.io.additions import reports_named
    from coprod_review.io.corpus import registered_ids

    known = registered_ids(outcome.registry)
    moved = [m for m in outcome.comparison.moved if m.former not in known]
    named = reports_named(corpus) if moved else {}
    lost = [m for m in moved if m.former in named]
    if lost:
        raise ReviewError(
            f"adding this would give other ids to reports that people have named: {moved_words(lost)}",
            where=", ".join(sorted({named[m.former] for m in lost})),
            remedy="add with --register, which enters the former reports in the registry, so that ids stay",
        )
    if moved:
        print(f"ids that nobody has used yet and that change: {moved_words(moved)}")
