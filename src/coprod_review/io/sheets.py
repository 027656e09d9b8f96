"""Tables that people read: CSV with text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.files import read_text, write_text, written_whole
from coprod_review.io.merge_marks import refuse_marks
from coprod_review.model.sheet_text import BYTE_ORDER_MARK, csv_text, restored, spreadsheet_text

CSV_FIELD_LIMIT = 2**31 - 1

OTHER_MARKS = {";": "semicolons", "\t": "tabs"}
"""What spreadsheets put between cells where the comma is that of decimals."""

MARK_NAMES = {",": "commas", **OTHER_MARKS}
"""What may stand between cells, in words."""

BOM = BYTE_ORDER_MARK.encode("utf-8")
"""What spreadsheets put before the text of a file in UTF-8."""

AT_LINE = "at_line"
"""The key under which a row that was read has its line in the file; no table has a column of this name."""


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as UTF-8 CSV with line feeds; sequences are joined by "; ", None is empty."""
    write_text(path, csv_text(columns, rows))


def write_csv_parts(path: Path, columns: Sequence[str], parts: Iterable[str]) -> None:
    """Write a table whose rows come in parts as `rows_text` makes them; the file is that of `write_csv`."""
    with written_whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        stream.write(csv_text(columns, ()))
        stream.writelines(parts)


def write_spreadsheet(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as `write_csv` does, behind the byte-order mark by which spreadsheets know UTF-8."""
    write_text(path, spreadsheet_text(columns, rows))


def read_csv(path: Path, *, required: Sequence[str], optional: Sequence[str] = ()) -> list[dict[str, str]]:
    """The rows of a CSV that people keep, each with its line in the file as text under `AT_LINE`.

    Cells are parted as the header is: by commas, or where it has none, by semicolons or tabs. The guard that
    writing puts before formula-like text is taken away again.

    Raises ReviewError where a required column is missing, a column is unknown, or rows are longer or shorter
    than the header, all of them at once: a misspelt column is never passed over.
    """
    csv.field_size_limit(CSV_FIELD_LIMIT)
    text = read_text(path)
    refuse_marks(text, where=str(path))
    mark = mark_between(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        header = next(reader, [])
        check_header(path, header, required=required, optional=optional)
        rows, uneven, otherwise = [], [], []
        lines: list[str] = []
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(header):
                where = f"{path}, line {reader.line_num}"
                lines = lines or list(io.StringIO(text, newline=""))
                is_line = not any("\n" in cell or "\r" in cell for cell in cells)
                line = lines[reader.line_num - 1] if is_line else ""
                if other := _other_mark(line, len(header), mark):
                    otherwise.append((reader.line_num, other))
                    continue
                uneven.append(_uneven(where, len(cells), header, optional=optional, mark=mark))
                continue
            row = dict(zip(header, cells, strict=True))
            if "'" in {cell[:1] for cell in cells}:  # else no cell is guarded, and most rows have none
                row = {name: restored(cell) for name, cell in row.items()}
            row[AT_LINE] = str(reader.line_num)
            rows.append(row)
    except csv.Error as error:
        raise ReviewError(
            f"this is not valid CSV ({error})",
            where=f"{path}, line {reader.line_num}",
            remedy="put text with commas or quotes in double quotes, and double each quote in it",
        ) from None
    raise_all([*_parted_otherwise(path, otherwise, mark), *uneven])
    return rows


def _other_mark(line: str, n: int, mark: str) -> str:
    """What parts a line otherwise than the header, if it then has a cell for each column; else empty."""
    others = (other for other in MARK_NAMES if other != mark and other in line)
    return next((other for other in others if _n_cells(line, other) == n), "")


def _n_cells(line: str, mark: str) -> int:
    """The number of cells of a line; none where a mark stands right behind a text in quotes but this one."""
    try:
        return len(next(csv.reader([line], delimiter=mark, strict=True), []))
    except csv.Error:
        return 0


def _parted_otherwise(path: Path, rows: Sequence[tuple[int, str]], mark: str) -> list[ReviewError]:
    """The fault of whole rows that are parted by another mark than the header: one for all of a mark."""
    lines = {other: [line for line, by in rows if by == other] for other in MARK_NAMES}
    return [
        ReviewError(
            f"{len(found)} {'row is' if len(found) == 1 else 'rows are'} parted by {MARK_NAMES[other]}, from "
            f"here to line {found[-1]}, and line 1 by {MARK_NAMES[mark]}: what a spreadsheet saved stands "
            "beside what it did not",
            where=f"{path}, line {found[0]}",
            remedy="let all rows be parted alike: save the rows of either kind alone, as the others are "
            "(in a spreadsheet “CSV UTF-8”, or with a choice of what parts the cells)",
        )
        for other, found in lines.items()
        if found
    ]


def _uneven(
    where: str, n_cells: int, header: Sequence[str], *, optional: Sequence[str], mark: str
) -> ReviewError:
    """The fault of a row of another length.

    One that only lacks cells which may be empty is soon mended, and so is a header that only lacks columns.
    """
    lacking = header[n_cells:]
    missing = [name for name in optional if name not in header][: max(n_cells - len(header), 0)]
    remedy = f"put text that has a {mark!r} in it in double quotes, and give the row a cell for every column"
    if lacking and {*lacking} <= {*optional}:
        remedy = (
            f"if {', '.join(lacking)} are to be empty, end the row with {mark * len(lacking)}; else put text "
            f"that has a {mark!r} in it in double quotes"
        )
    if 0 < n_cells - len(header) <= len(missing):
        remedy += (
            f"; or, if it was written for columns that line 1 lacks ({', '.join(missing)}), put their names "
            "into line 1, where the row has them, and an empty cell for each into all other rows"
        )
    return ReviewError(
        f"this row has {n_cells} cells and the header has {len(header)}", where=where, remedy=remedy
    )


def first_line(content: bytes) -> bytes:
    """The header line of a table without its line feed."""
    end = content.find(b"\n")
    return content if end < 0 else content[:end]


def header_of(content: bytes) -> list[str]:
    """The names of the columns of a table; none where it is empty."""
    line = first_line(content).removeprefix(BOM).decode("utf-8", "replace").rstrip("\r")
    return next(csv.reader(io.StringIO(line), delimiter=mark_between(line)), [])


def mark_of(content: bytes) -> str:
    """`mark_between` the cells of a table as bytes."""
    return mark_between(first_line(content).decode("utf-8", "replace"))


def mark_between(text: str) -> str:
    """What parts the cells of a table, by its header: no column of people's tables has such a mark."""
    header = text.partition("\n")[0]
    return "," if "," in header else next((mark for mark in OTHER_MARKS if mark in header), ",")


def check_header(
    path: Path, header: Sequence[str], *, required: Sequence[str], optional: Sequence[str]
) -> None:
    """Raise ReviewError where a header lacks a required column or has one that is unknown."""
    missing = [name for name in required if name not in header]
    unknown = [name for name in header if name not in (*required, *optional)]
    if missing or unknown:
        parts = []
        if missing:
            parts.append(f"lacks the columns {', '.join(missing)}")
        if unknown:
            parts.append(f"has unknown columns {', '.join(unknown)}")
        raise ReviewError(
            f"the header {' and '.join(parts)}",
            where=f"{path}, line 1",
            remedy=f"use the columns {', '.join((*required, *optional))}",
        )
