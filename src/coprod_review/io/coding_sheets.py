"""Filled coding sheets as rows of cells: XLSX as spreadsheets save it, or CSV of the same columns."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coprod_review.errors import ReviewError
from coprod_review.io.files import read_bytes, read_text
from coprod_review.io.sheet_comments import cell_comments
from coprod_review.io.sheets import CSV_FIELD_LIMIT
from coprod_review.model.sheet_text import restored

HEAD_ROWS = 10
"""The header is looked for in so many rows: people put a line of their own above it."""

MAX_MB = 200
MAX_UNPACKED_MB = 1000
AS_XLSX = "save it as XLSX, or as CSV in UTF-8, and import that"

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRow:
    """A row of a sheet: its number as the spreadsheet counts, its cells by heading.

    `formulas` are the headings of cells that hold a formula and no text.
    """

    number: int
    cells: Mapping[str, str]
    formulas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSheet:
    """The rows of a sheet with the letter of each column; `doubles` are headings that stand twice.

    `header` is the number of the header's row, and `comments` are what people said of cells below it.
    """

    letters: Mapping[str, str]
    rows: Sequence[FilledRow]
    doubles: tuple[str, ...] = ()
    header: int = 1
    comments: Sequence[tuple[str, str]] = ()


def read_filled_sheet(path: Path, *, first_heading: str) -> FilledSheet:
    """The rows below the header that begins with `first_heading`; rows without any text are left out.

    Raises ReviewError where the file is no XLSX or CSV, is damaged, or has no such header, or several pages
    with one: which of them holds the answers nobody can tell.
    """
    raw = read_bytes(path)
    if len(raw) > MAX_MB << 20:
        raise ReviewError(
            f"this file has more than {MAX_MB} MB", where=str(path), remedy="export a sheet again"
        )
    is_workbook = raw.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    pages = _xlsx_rows(path, raw) if is_workbook else _csv_rows(path)
    found = {name: sheet for name, rows in pages if (sheet := _below_header(rows, first_heading)) is not None}
    if len(found) > 1:
        raise ReviewError(
            f"{len(found)} pages of this file have the header of a coding sheet: {', '.join(found)}",
            where=str(path),
            remedy="delete the page that does not hold, or save each in a file of its own; nothing was taken",
        )
    if not found:
        raise ReviewError(
            f"no sheet of this file has a header that begins with {first_heading!r}",
            where=str(path),
            remedy="keep the header as `sheet export` wrote it, or copy your answers into a new export",
        )
    ((name, sheet),) = found.items()
    return replace(sheet, comments=cell_comments(raw, name, below=sheet.header) if is_workbook else ())


Rows = Iterable[Sequence[tuple[str, bool]]]
"""Rows of cells: each its text, and whether it is a formula."""

Pages = Iterator[tuple[str, Rows]]
"""The pages of a file with their names."""


def _below_header(rows: Rows, first_heading: str) -> FilledSheet | None:
    headings: list[str] | None = None
    header = 0
    found = []
    for number, cells in enumerate(rows, start=1):
        texts = [text for text, _ in cells]
        if headings is None:
            if texts and texts[0].strip() == first_heading:
                headings, header = [" ".join(text.split()) for text in texts], number
            elif number >= HEAD_ROWS:
                return None
            continue
        pairs = list(zip(headings, cells, strict=False))
        if any(text.strip() for _, (text, _) in pairs):
            found.append(
                FilledRow(
                    number=number,
                    cells={name: restored(text) for name, (text, _) in pairs if name},
                    formulas=tuple(name for name, (_, is_formula) in pairs if is_formula),
                )
            )
    if headings is None:
        return None
    letters = {name: letter_of(place) for place, name in enumerate(headings) if name}
    doubles = sorted({name for name in headings if name and headings.count(name) > 1})
    return FilledSheet(letters=letters, rows=found, doubles=tuple(doubles), header=header)


def letter_of(place: int) -> str:
    """How a spreadsheet calls the column at a place from 0: A, B, ..., Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _csv_rows(path: Path) -> Pages:
    """The one table of a CSV; commas, semicolons and tabs part cells, whichever its header has most."""
    text = read_text(path)
    if "\x00" in text[:1000]:
        raise ReviewError("this is no table", where=str(path), remedy=AS_XLSX)
    skip = text.partition("\n")[0].strip().lower().startswith("sep=")
    body = text.partition("\n")[2] if skip else text
    head = body.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(CSV_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)

    def rows() -> Iterator[list[tuple[str, bool]]]:
        if skip:
            yield []
        try:
            for cells in reader:
                yield [(cell, False) for cell in cells]
        except csv.Error as error:
            where = f"{path}, line {reader.line_num}"
            raise ReviewError(f"this is not valid CSV ({error})", where=where, remedy=AS_XLSX) from None

    yield path.name, rows()


def _xlsx_rows(path: Path, raw: bytes) -> Pages:
    """The pages in their order, those that are hidden too."""
    import openpyxl  # noqa: PLC0415 - slow to import

    def damaged(error: Exception) -> ReviewError:
        kind = type(error).__name__
        problem = f"this workbook cannot be read; it is damaged, has a password or is no XLSX ({kind})"
        return ReviewError(problem, where=str(path), remedy=AS_XLSX)

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MAX_UNPACKED_MB << 20:
            raise ReviewError(
                f"it unpacks to more than {MAX_UNPACKED_MB} MB", where=str(path), remedy=AS_XLSX
            )
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
    except ReviewError:
        raise
    except Exception as error:  # the library raises whatever a damaged file makes it stumble over
        raise damaged(error) from None
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        yield sheet.title, _told_whole(sheet.iter_rows, damaged)


def _told_whole(
    rows: Callable[[], Iterable[Sequence[Any]]], damaged: Callable[[Exception], ReviewError]
) -> Rows:
    try:
        for row in rows():
            yield [(_shown(cell.value), cell.data_type == "f") for cell in row]
    except Exception as error:  # as above
        raise damaged(error) from None


def _shown(value: Any) -> str:
    """The value of a cell as people see it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)
