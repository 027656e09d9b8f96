"""Pages of the exports: the raw text with line numbers, each entry with the report it became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from coprod_review.model.record import Record
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results

MAX_LINE = 4000
"""How much of a line is shown: some databases write all their entries into one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where an entry begins in its export, and what became of it: a report, or set aside with a reason."""

    line: int
    name: str
    report_id: str = ""
    reason: str = ""


def entries_by_export(results: Results) -> dict[str, list[Entry]]:
    """The entries of each export, read and set aside, by their line."""
    report_by_record = {i: r.report_id for r in results.reports for i in r.record_ids}
    entries: dict[str, list[Entry]] = {row["export"]: [] for row in results.table("exports")}
    for record in results.records:
        report_id = report_by_record.get(record.record_id, "")
        entries.setdefault(record.export, []).append(
            Entry(line=record.line, name=record.record_id, report_id=report_id)
        )
    for row in results.table("set_aside"):
        name = f"{row['export']}, line {row['line']}"
        entries.setdefault(row["export"], []).append(
            Entry(line=int(row["line"] or 1), name=name, reason=row["reason"])
        )
    return {export: sorted(found, key=lambda e: (e.line, e.name)) for export, found in entries.items()}


def numbered_lines(lines: Sequence[str], entries: Sequence[Entry]) -> Markup:
    """The lines of an export as an HTML listing; line 12 has the id L12, each entry a heading."""
    entries_at: dict[int, list[Entry]] = {}
    for entry in entries:
        entries_at.setdefault(entry.line, []).append(entry)
    parts = []
    for number, line in enumerate(lines, start=1):
        parts += [str(_heading(entry)) for entry in entries_at.get(number, ())]
        parts.append(
            f'<div class="line" id="L{number}"><a href="#L{number}">{number}</a>'
            f"<span>{escape(_shortened(line))}</span></div>\n"
        )
    return Markup("".join(parts))


def raw_entry(record: Record, lines_by_export: Mapping[str, Sequence[str]]) -> str:
    """The text of a record's entry as its export has it; empty where the export is gone.

    Where many entries stand in one long line, it is the stretch of the line in which the record's own number,
    DOI or title stands.
    """
    lines = lines_by_export.get(record.export, ())[record.line - 1 : record.end_line]
    if len(lines) != 1 or len(lines[0]) <= MAX_LINE:
        return "\n".join(lines)
    line = lines[0]
    signs = filter(None, (record.source_id, record.doi, record.title[:40]))
    at = next((place for sign in signs if (place := line.find(sign)) >= 0), 0)
    start = max(0, at - MAX_LINE // 4)
    return _shortened(line[start:], before=start)


def _shortened(line: str, *, before: int = 0) -> str:
    """A line up to a length that a page can bear, saying what is left out."""
    left_out = before + max(0, len(line) - MAX_LINE)
    shown = ("… " if before else "") + line[:MAX_LINE] + (" …" if len(line) > MAX_LINE else "")
    return f"{shown} [{left_out:,} more characters in this line]" if left_out else line


def _heading(entry: Entry) -> Markup:
    if entry.reason:
        return Markup('<div class="entry aside">{} <b>set aside: {}</b></div>\n').format(
            entry.name, entry.reason
        )
    if not entry.report_id:
        return Markup('<div class="entry aside">{} <b>in no report</b></div>\n').format(entry.name)
    return Markup('<div class="entry">{} <a href="../reports/{}.html">report {}</a></div>\n').format(
        entry.name, page_name(entry.report_id), entry.report_id
    )
