"""Pages of the exports: the raw text with line numbers, each entry with the report it became."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLines:
    """Those lines of a long export that pages show, by their numbers from 1; `n` is the number of all."""

    n: int
    by_number: Mapping[int, str]

    def __len__(self) -> int:
        return self.n


Lines = Sequence[str] | KeptLines
"""The lines of an export: all, or those that pages show."""


def lines_between(lines: Lines, first: int, last: int) -> list[tuple[int, str]]:
    """The lines from the first to the last that are there, each with its number."""
    if isinstance(lines, KeptLines):
        numbers = range(first, last + 1)
        return [(number, lines.by_number[number]) for number in numbers if number in lines.by_number]
    return list(enumerate(lines[first - 1 : last], start=first))


PART = 400_000
"""A page of an export holds so many characters, or one entry more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page of an export: its number from 1, its name without suffix, its first line and its last."""

    number: int
    page: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportParts:
    """The pages of every export, in their order."""

    by_export: Mapping[str, Sequence[Part]]

    def href(self, export: str, line: int) -> str:
        """The address of a line, from the folder of the pages of exports."""
        parts = self.by_export.get(export, ())
        at = bisect_right([part.first for part in parts], line) if len(parts) > 1 else 1
        page = parts[max(at, 1) - 1].page if parts else page_name(export)
        return f"{page}.html#L{line}"


def export_parts(lines_by_export: Mapping[str, Lines], entries: Mapping[str, Sequence[Entry]]) -> ExportParts:
    """The exports cut into pages of about PART characters, between two entries; most have one page."""
    return ExportParts(
        by_export={
            name: _parts(name, lines_by_export.get(name, ()), found) for name, found in entries.items()
        }
    )


def _parts(name: str, lines: Lines, entries: Sequence[Entry]) -> tuple[Part, ...]:
    starts, size, at = [1], 0, 1
    for line in sorted({entry.line for entry in entries if entry.line <= len(lines)}):
        size += sum(min(len(text), MAX_LINE) for _, text in lines_between(lines, at, line - 1))
        at = line
        if size > PART:
            starts.append(line)
            size = 0
    pages = [page_name(name), *(f"{page_name(name)}@{number}" for number in range(2, len(starts) + 1))]
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    return tuple(
        Part(number=number, page=page, first=first, last=last)
        for number, (page, first, last) in enumerate(zip(pages, starts, ends, strict=True), start=1)
    )


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


def numbered_lines(lines: Iterable[tuple[int, str]], entries: Sequence[Entry]) -> Markup:
    """Lines of an export with their numbers as an HTML listing.

    Line 12 has the id L12, each entry a heading.
    """
    entries_at: dict[int, list[Entry]] = {}
    for entry in entries:
        entries_at.setdefault(entry.line, []).append(entry)
    parts = []
    for number, line in lines:
        parts += [str(_heading(entry)) for entry in entries_at.get(number, ())]
        parts.append(
            f'<div class="line" id="L{number}"><a href="#L{number}">{number}</a>'
            f"<span>{escape(_shortened(line))}</span></div>\n"
        )
    return Markup("".join(parts))


def raw_entry(record: Record, lines_by_export: Mapping[str, Lines]) -> str:
    """The text of a record's entry as its export has it; empty where the export is gone.

    Where many entries stand in one long line, it is the stretch of the line in which the record's own number,
    DOI or title stands.
    """
    found = lines_between(lines_by_export.get(record.export, ()), record.line, record.end_line)
    lines = [line for _, line in found]
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
