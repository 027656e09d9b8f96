"""The rows of a table, cut so that a damaged row costs itself and no other.

Rows are lines, joined while a quotation mark is open. A row is damaged where its cells do not fit the header
or where a quotation mark closes text just where another cell seems to open; then it ends before the next
line from which a full row can be read.

Where the csv module, strict about quotation marks, finds rows that fit the header, cutting with care would
find the same, and they are taken as they are. With care is cut from the first that it refuses.
"""

from __future__ import annotations

import contextlib
import csv
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Entry, EntryFault
from coprod_review.read.table_ahead import Ahead
from coprod_review.read.table_header import Header
from coprod_review.read.table_row import Row, cells_of, fitted, is_blank, looks_full

CLOSE_THE_QUOTE = "put a quotation mark after the text that one opens in this row, or export the file again"
MAX_LINES_IN_CARE = 64
"""How many rows are cut with care at most before the csv module is asked again."""

MAX_LINES_AHEAD = 400
MAX_LINES_OF_REST = 30
MAX_LINES_TRIED = 500_000
"""How many lines a row has at most that is looked for behind a damaged one, how many the rest of a broken
cell has, and how many are tried in all of a file: damage without end must not take time without end."""


def rows(
    text: DecodedText, header: Header, *, skip: int, with_care_throughout: bool = False
) -> Iterator[Entry]:
    """The rows below the first `skip` lines, in order; every line lies in one of them unless it is blank.

    The rows are the same `with_care_throughout` and without; that takes several times as long.
    """
    cutter = _Cutter(text, header, skip=skip)
    return cutter.entries_with_care() if with_care_throughout else cutter.entries()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scanned:
    """What was found from one line on: how many lines, how many cells, and a row or the fault of it."""

    n_lines: int
    n_cells: int = 0
    row: Row | None = None
    fault: EntryFault | None = None
    is_blank: bool = False


class _Cutter:
    """Cuts rows; what the good rows before look like tells where a full row may begin."""

    def __init__(self, text: DecodedText, header: Header, *, skip: int) -> None:
        self.header = header
        self.ahead = Ahead(itertools.islice(text.lines(), skip, None), skip + 1)
        self.is_ended = text.ends_with_line_end
        self.opening = re.compile(rf'(?:^|{re.escape(header.delimiter)})"')
        self.first_cells_quoted: set[bool] = set()
        self.n_cells_seen: set[int] = set()
        self.n_tried = 0

    def entries(self) -> Iterator[Entry]:
        """The rows, taken from the csv module where it is content, and cut with care elsewhere."""
        in_care = 1
        while self.ahead.line(0) is not None:
            before = self.ahead.number
            yield from self._plain_rows() if self.header.quoted else self._plain_lines()
            in_care = 1 if self.ahead.number - before > MAX_LINES_IN_CARE else in_care
            yield from itertools.islice(self.entries_with_care(), in_care)
            in_care = min(2 * in_care, MAX_LINES_IN_CARE)

    def _plain_rows(self) -> Iterator[Entry]:
        """Rows up to the first that the csv module refuses or that does not fit the header."""
        ahead, header = self.ahead, self.header
        while lines := ahead.held():
            at, number = 0, ahead.number
            reader = csv.reader(map("{}\n".format, lines), delimiter=header.delimiter, strict=True)
            with contextlib.suppress(csv.Error):
                for cells in reader:
                    end = reader.line_num
                    raw = lines[at] if end == at + 1 else "\n".join(lines[at:end])
                    if is_blank(raw, header):
                        at = end
                        continue
                    row = self._plain_row(cells, lines[at])
                    if row is None:
                        break
                    yield Entry(line=number + at, end_line=number + end - 1, raw=raw, context=row)
                    at = end
            n_read = reader.line_num
            ahead.take(at)
            is_cut_by_end = n_read == len(lines) and at < n_read
            if n_read < len(lines) or (is_cut_by_end and (at == 0 or not ahead.read_on())):
                return

    def _plain_lines(self) -> Iterator[Entry]:
        """Rows of a table without quotation marks up to the first that does not fit the header."""
        ahead, header = self.ahead, self.header
        while lines := ahead.held():
            at, number = 0, ahead.number
            for at, line in enumerate(lines):
                if is_blank(line, header):
                    continue
                row = self._plain_row(line.split(header.delimiter), line)
                if row is None:
                    ahead.take(at)
                    return
                yield Entry(line=number + at, end_line=number + at, raw=line, context=row)
            ahead.take(at + 1)

    def _plain_row(self, cells: list[str], line: str) -> Row | None:
        """The cells as a row where it is certain that careful cutting makes the same one of them."""
        n = len(cells)
        if n != len(self.header.names):
            if n < len(self.header.names) and n not in self.n_cells_seen:
                return None
            try:
                row = fitted(cells, self.header)
            except EntryFault:
                return None
        else:
            row = Row(header=self.header, cells=cells)
        self.first_cells_quoted.add(line.startswith('"'))
        self.n_cells_seen.add(n)
        return row

    def entries_with_care(self) -> Iterator[Entry]:
        """The rows, looked at mark by mark."""
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
        if is_blank(raw, self.header):
            return _Scanned(n_lines=n_lines, n_cells=1, is_blank=True)
        return self._judged(raw, at=at, n_lines=n_lines, misplaced=misplaced)

    def _judged(self, raw: str, *, at: int, n_lines: int, misplaced: bool) -> _Scanned:
        n_cells = 0
        try:
            cells = cells_of(raw, self.header)
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
            return _Scanned(n_lines=n_lines, n_cells=n_cells, fault=fault.with_traceback(None))

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
        return found.row is not None and looks_full(found.row)


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
