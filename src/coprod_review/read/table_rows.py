"""The rows of a table, cut so that a damaged row costs itself and no other.

Rows are lines, joined while a quotation mark is open. A row is damaged where its cells do not fit the header
or where a quotation mark closes text just where another cell seems to open; then it ends before the next
line from which a full row can be read.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Entry, EntryFault
from coprod_review.read.table_header import MAX_CELL, Header, header_of, parse

MAX_LINES_AHEAD = 400
MAX_LINES_OF_REST = 30
MAX_LINES_TRIED = 500_000
"""How many lines a row has at most that is looked for behind a damaged one, how many the rest of a broken
cell has, and how many are tried in all of a file: damage without end must not take time without end."""

CLOSE_THE_QUOTE = "put a quotation mark after the text that one opens in this row, or export the file again"
QUOTE_THE_TEXT = (
    "put text with separators, line breaks or quotation marks in double quotes, or export the file again"
)
FILL_UP = "give the row as many cells as the header has, empty ones too, or export the file again"

_EID = re.compile(r"2-s2\.0-\d+")
_YEAR = re.compile(r"\d{4}|\d\d[/.-]\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its cells, as many as the header has, and what was mended to that end ("" for nothing)."""

    header: Header
    cells: list[str]
    repair: str = ""


def rows(text: DecodedText, header: Header, *, skip: int) -> Iterator[Entry]:
    """The rows below the first `skip` lines, in order; every line lies in one of them unless it is blank."""
    return _Cutter(text, header, skip=skip).entries()


def count_rows(text: DecodedText) -> int:
    """The rows below the header that are not blank, as the csv module counts them."""
    found = header_of(text)
    if found is None:
        return 0
    header_line, header = found
    csv.field_size_limit(MAX_CELL)
    lines = (f"{line}\n" for line in itertools.islice(text.lines(), header_line + 1, None))
    if header.quoted:
        read_rows: Iterator[list[str]] = csv.reader(lines, delimiter=header.delimiter)
    else:
        read_rows = ([line] for line in lines)
    return sum(1 for cells in read_rows if not _is_blank("".join(cells), header))


def fitted(cells: list[str], header: Header, *, is_ended: bool = True) -> Row:
    """The cells as a row of the header.

    Cells that are missing or in surplus are harmless in three cases: columns that fill no field are missing
    at the end; empty cells are in surplus at the end; or Scopus has written one column for each funding text
    of a row but named only some: then the cells behind are counted from the right, which the EID in the last
    column confirms. In all others, and where a short row is not ended by a line end, EntryFault is raised.
    """
    surplus = len(cells) - len(header.names)
    if surplus == 0:
        return Row(header=header, cells=cells)
    noun = "cell" if len(cells) == 1 else "cells"
    told = f"this row has {len(cells)} {noun} and the header has {len(header.names)}"
    if surplus < 0:
        needed = 1 + max(place for places in header.places.values() for place in places)
        if len(cells) < needed or not is_ended:
            raise EntryFault(told, remedy=FILL_UP if is_ended else CUT_SHORT)
        filled = cells + [""] * -surplus
        return Row(header=header, cells=filled, repair="short rows filled up with empty cells")
    if header.funding_at is not None and _EID.fullmatch(cells[-1].strip()):
        left = cells[: header.funding_at] + cells[header.funding_at + surplus :]
        return Row(header=header, cells=left, repair="surplus funding columns left out")
    if not any(cell.strip() for cell in cells[len(header.names) :]):
        return Row(header=header, cells=cells[: len(header.names)])
    raise EntryFault(told, remedy=QUOTE_THE_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scanned:
    """What was found from one line on: how many lines, how many cells, and a row or the fault of it."""

    n_lines: int
    n_cells: int = 0
    row: Row | None = None
    fault: EntryFault | None = None
    is_blank: bool = False


@dataclass(slots=True)
class _Ahead:
    """The lines that are not yet in an entry, read as far ahead as somebody asks."""

    source: Iterator[str]
    number: int
    lines: list[str] = field(default_factory=list)
    start: int = 0

    def line(self, at: int) -> str | None:
        """The line `at` lines ahead, None behind the last."""
        while len(self.lines) <= self.start + at:
            line = next(self.source, None)
            if line is None:
                return None
            self.lines.append(line)
        return self.lines[self.start + at]

    def take(self, n: int) -> list[str]:
        """The next `n` lines, which are then behind."""
        taken = self.lines[self.start : self.start + n]
        self.start += n
        self.number += n
        if self.start > 1000 and self.start * 2 > len(self.lines):
            del self.lines[: self.start]
            self.start = 0
        return taken


class _Cutter:
    """Cuts rows; what the good rows before look like tells where a full row may begin."""

    def __init__(self, text: DecodedText, header: Header, *, skip: int) -> None:
        self.header = header
        self.ahead = _Ahead(itertools.islice(text.lines(), skip, None), skip + 1)
        self.is_ended = text.ends_with_line_end
        self.opening = re.compile(rf'(?:^|{re.escape(header.delimiter)})"')
        self.first_cells_quoted: set[bool] = set()
        self.n_cells_seen: set[int] = set()
        self.n_tried = 0

    def entries(self) -> Iterator[Entry]:
        while (head := self.ahead.line(0)) is not None:
            found = self._scan(0)
            n = found.n_lines
            if found.row:
                self.first_cells_quoted.add(head.startswith('"'))
                self.n_cells_seen.add(found.n_cells)
            elif found.fault:
                n = self._damaged_lines(found)
            start = self.ahead.number
            lines = self.ahead.take(n)
            if not found.is_blank:
                yield Entry(
                    line=start,
                    end_line=start + n - 1,
                    raw="\n".join(lines),
                    fault=found.fault,
                    context=found.row,
                )

    def _scan(self, at: int, *, max_lines: int | None = None) -> _Scanned:
        """What stands from a line on, up to where no quotation mark is open."""
        lines: list[str] = []
        is_open = misplaced = False
        while (line := self.ahead.line(at + len(lines))) is not None:
            lines.append(line)
            if self.header.quoted:
                is_open, odd = _after(line, self.opening, self.header.delimiter, is_open=is_open)
                misplaced = misplaced or odd
            if not is_open or len(lines) == max_lines:
                break
        raw, n_lines = "\n".join(lines), len(lines)
        if is_open:
            is_last = n_lines == 1
            fault = EntryFault(
                "a quotation mark is opened in this row and never closed",
                remedy=CUT_SHORT if is_last else CLOSE_THE_QUOTE,
            )
            return _Scanned(n_lines=n_lines, fault=fault)
        if _is_blank(raw, self.header):
            return _Scanned(n_lines=n_lines, n_cells=1, is_blank=True)
        return self._judged(raw, at=at, n_lines=n_lines, misplaced=misplaced)

    def _judged(self, raw: str, *, at: int, n_lines: int, misplaced: bool) -> _Scanned:
        n_cells = 0
        try:
            cells = _cells(raw, self.header)
            n_cells = len(cells)
            if misplaced:
                raise EntryFault(
                    "a quotation mark is opened in this row and closed where another cell opens",
                    remedy=CLOSE_THE_QUOTE,
                )
            is_ended = self.is_ended or n_cells in self.n_cells_seen or bool(self.ahead.line(at + n_lines))
            return _Scanned(
                n_lines=n_lines, n_cells=n_cells, row=fitted(cells, self.header, is_ended=is_ended)
            )
        except EntryFault as fault:
            return _Scanned(n_lines=n_lines, n_cells=n_cells, fault=fault)

    def _damaged_lines(self, found: _Scanned) -> int:
        """How many lines a damaged row has: up to the next full row, or with the rest of a broken cell."""
        for at in range(1, found.n_lines):
            if self._begins_full_row(at):
                return at
        n_cells, n = found.n_cells, found.n_lines
        while 0 < n_cells < len(self.header.names) and n < found.n_lines + MAX_LINES_OF_REST:
            rest = self._scan(n, max_lines=MAX_LINES_AHEAD)
            if not rest.n_lines or not rest.n_cells or rest.row:
                break
            n_cells += rest.n_cells - 1
            n += rest.n_lines
        return n if n_cells == len(self.header.names) else found.n_lines

    def _begins_full_row(self, at: int) -> bool:
        line = self.ahead.line(at) or ""
        if self.first_cells_quoted and line.startswith('"') not in self.first_cells_quoted:
            return False
        if self.header.delimiter not in line or self.n_tried > MAX_LINES_TRIED:
            return False
        found = self._scan(at, max_lines=MAX_LINES_AHEAD)
        self.n_tried += found.n_lines
        return found.row is not None and _looks_full(found.row)


def _after(line: str, opening: re.Pattern[str], delimiter: str, *, is_open: bool) -> tuple[bool, bool]:
    """Whether a quoted cell is open at the end of the line, and whether one closed where a cell opens.

    The latter is a quotation mark behind a delimiter or a line start, and before other text.
    """
    at, misplaced = 0, False
    while '"' in line:
        if not is_open:
            found = opening.search(line, at)
            if not found:
                break
            at, is_open = found.end(), True
        close = line.find('"', at)
        while close >= 0 and line[close + 1 : close + 2] == '"':
            close = line.find('"', close + 2)
        if close < 0:
            break
        behind_delimiter = line[close - 1 : close] in (delimiter, "") and close >= at
        misplaced = misplaced or (behind_delimiter and line[close + 1 : close + 2] not in (delimiter, ""))
        at, is_open = close + 1, False
    return is_open, misplaced


def _cells(raw: str, header: Header) -> list[str]:
    try:
        return parse(raw, header.delimiter) if header.quoted else raw.split(header.delimiter)
    except csv.Error as error:
        raise EntryFault(f"this row is not valid CSV ({error})", remedy="export the file again") from None


def _is_blank(raw: str, header: Header) -> bool:
    return not raw.strip(f'{header.delimiter}" \t\n')


def _looks_full(row: Row) -> bool:
    """Whether a row names a document, and its DOI, year and PubMed id look like such where it has them."""

    def filled(name: str) -> list[str]:
        return [row.cells[i].strip() for i in row.header.places.get(name, ()) if row.cells[i].strip()]

    return (
        bool(filled("title") or filled("dois") or filled("pmid"))
        and all("10." in cell for cell in filled("dois"))
        and all(_YEAR.search(cell) for cell in filled("dates"))
        and all(any(c.isdigit() for c in cell) for cell in filled("pmid"))
    )
