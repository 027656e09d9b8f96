"""What `coprod-review add` tells of an outcome: what each export brings, and what is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.tasks.add.corpus import Corpus, ReadExport, records_of

if TYPE_CHECKING:
    from coprod_review.model.corpus import ExportFile
    from coprod_review.tasks.add.outcome import Outcome


def tell_outcome(
    found: Sequence[ReadExport],
    entries: Sequence[ExportFile],
    corpus: Corpus,
    outcome: Outcome,
    *,
    registers: bool,
    details: Path | None,
) -> None:
    """Print what each export brings and what is in doubt; write what became of every record, where asked."""
    from coprod_review.analyse.overlap import overlap_of
    from coprod_review.cli import add_told as told
    from coprod_review.dedupe.arrivals import doubts_by_reports, records_held
    from coprod_review.io.as_written import keep_digest
    from coprod_review.io.sheets import write_spreadsheet

    after, comparison = outcome.after, outcome.comparison
    records = {record.record_id: record for record in (*corpus.records, *records_of(found))}
    report_by_record = {r: report.report_id for report in after.reports for r in report.record_ids}
    lines: list[str] = []
    for one, entry in zip(found, entries, strict=True):
        mine = {record.record_id for record in one.records}
        lines += told.reading_lines(one.summary, one.set_aside)
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
    lines += told.id_lines(comparison, n_unregistered=n_unregistered, is_registering=registers)
    print("\n".join(lines), flush=True)
    if details:
        set_aside = [entry for one in found for entry in one.set_aside]
        rows = told.detail_rows(comparison, records, set_aside)
        write_spreadsheet(details, told.DETAIL_COLUMNS, rows)
        keep_digest(details)
