"""Tables that somebody joined into one file: a header below the first is no row.

Where it repeats the first, the rows below go on with the table; where it is another, they are those of a
table of their own, in the columns that it names.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coprod_review.read.columns import LONGEST_NAME, recognised
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Entry, Repairs
from coprod_review.read.places import repair_at
from coprod_review.read.table_dialects import OTHER
from coprod_review.read.table_header import (
    DELIMITERS,
    HEAD_LINES,
    MAX_CELL,
    MAX_HEADER_LINES,
    Found,
    Header,
    Told,
    find_header,
    header_of,
    lacking_columns,
    parse,
)
from coprod_review.read.table_row import is_blank
from coprod_review.read.table_rows import rows

REPEATED = "headers repeated within the table, which are no rows"
FURTHER = "other headers within the table, from which on the rows are read in their columns"

_LIKE_YEAR = re.compile(r"\d{4}")
"""Of such numbers a header has one at most ("Since 2013 Usage Count")."""


def rows_of_pieces(text: DecodedText, first: Found, repairs: Repairs, told: Told | None) -> Iterator[Entry]:
    """The rows below the first header and below all others."""
    found: Found | None = first
    skip = first.above + first.n_lines
    while found:
        header = replace(found.header, kind=first.header.kind)
        repairs.update(found.columns.notes(is_of_vendor=header.dialect != OTHER))
        repairs.update(dict.fromkeys(lacking_columns(header), 1))
        found = None
        for entry in rows(text, header, skip=skip):
            row = entry.context
            if entry.fault is None and not (row.repair or _may_be_header(row.cells, entry.raw, header)):
                yield entry
                continue
            at, further = _header_within(entry, header, told)
            if further is None:
                yield entry
                continue
            if at:
                yield replace(entry, raw="\n".join(entry.lines[:at]), end_line=entry.line + at - 1)
            is_same = further.header.names == header.names
            repair_at(repairs, REPEATED if is_same else FURTHER, entry.line + at)
            if not is_same or entry.fault:
                found, skip = further, entry.line + at + further.n_lines - 1
                break


def count_rows(text: DecodedText, told: Told | None = None) -> int:
    """The rows below the headers that are not blank, as the csv module counts them."""
    found = header_of(text, told)
    if found is None:
        return 0
    csv.field_size_limit(MAX_CELL)
    behind: list[str] = []
    lines = _kept(itertools.islice(text.lines(), found.above + found.n_lines, None), behind)
    n_rows = 0
    while found:
        header, found = found.header, None
        for cells in _cells(lines, header):
            raw = "\n".join(behind)
            behind.clear()
            if is_blank(raw, header):
                continue
            if _may_be_header(cells, raw, header) and (found := _header_at(raw.split("\n"), header, told)):
                break
            n_rows += 1
    return n_rows


def _kept(lines: Iterator[str], behind: list[str]) -> Iterator[str]:
    for line in lines:
        behind.append(line)
        yield f"{line}\n"


def _cells(lines: Iterator[str], header: Header) -> Iterator[list[str]]:
    if header.quoted:
        return csv.reader(lines, delimiter=header.delimiter)
    return (line.rstrip("\n").split(header.delimiter) for line in lines)


def _may_be_header(cells: Sequence[str], raw: str, header: Header) -> bool:
    """Whether a row begins as the header does, has another number of cells, or names columns in them."""
    if cells[0] == header.names[0] or len(cells) != len(header.names):
        return True
    if len(raw) > LONGEST_NAME * len(cells):
        return False
    first = _LIKE_YEAR.search(raw)
    return (first is None or _LIKE_YEAR.search(raw, first.end()) is None) and _names_columns(cells)


def _names_columns(cells: Sequence[str]) -> bool:
    return recognised([cell.lstrip("\ufeff") for cell in cells]) > 1


def _header_within(entry: Entry, header: Header, told: Told | None) -> tuple[int, Found | None]:
    """The line of a row that is a header, from 0, and that header; in a sound row, the first alone."""
    lines = entry.lines
    for at in range(min(len(lines), HEAD_LINES) if entry.fault else 1):
        if found := _header_at(lines[at:], header, told):
            return at, found
    return 0, None


def _header_at(lines: Sequence[str], header: Header, told: Told | None) -> Found | None:
    """The header that opens in the first of these lines, where it is certain that it is one."""
    lines = lines[: MAX_HEADER_LINES if lines[0].count('"') % 2 else 1]
    if not any(_may_be_names(lines, delimiter, header) for delimiter in DELIMITERS):
        return None
    found = (find_header(lines, told) if told else None) or find_header(lines)
    if found is None or found.above:
        return None
    names = found.header.names
    n = recognised(names)
    return found if names == header.names or n > 2 or n == len(names) == 2 else None


def _may_be_names(lines: Sequence[str], delimiter: str, header: Header) -> bool:
    """Whether lines parted by a delimiter begin as the header does or name columns; quick to tell."""
    text = "\n".join(lines).lstrip("\ufeff")
    if delimiter not in text and delimiter != header.delimiter:
        return False
    cells = parse(text, delimiter)
    return bool(cells) and (cells[0] == header.names[0] or recognised(cells) > 1)
