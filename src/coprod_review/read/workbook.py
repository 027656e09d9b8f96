"""Excel workbooks as CSV text: the sheet that holds the records, each row as one line.

Values are what people see: the results of formulas, numbers without decimals that are none, dates as
2026-11-05. Line breaks within cells become U+2028, so that the line of an entry is its row in the sheet.
"""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import re
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from coprod_review.errors import ReviewError
from coprod_review.model.columns import NamedColumns
from coprod_review.read.content import GZIP_WINDOW, Content, Held, Unpacked
from coprod_review.read.further_sheets import placed
from coprod_review.read.table_header import HEAD_LINES, Found, find_header

CELL_BREAK = "\u2028"
MAX_ROWS = 1 << 20
MAX_CHARACTERS = 1_500_000_000
"""How much text a sheet holds at most."""

AS_CSV = "open it in a spreadsheet program and save the table as CSV (UTF-8)"
OR_REMOVE = "or leave the file out, and its entry in the manifest if it has one"

_BREAK = re.compile(r"\r\n?|\n|_x000D_\n?")
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")

Cells = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The text of a sheet, and what is to be told of it."""

    content: Content
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    name: str
    is_hidden: bool
    rows: Callable[[], Iterable[Cells]]


def excel_sheet(raw: bytes, *, where: str, columns: NamedColumns) -> Sheet:
    """The sheet with the records of an XLSX workbook, whose archive has been looked at before.

    Raises ReviewError where the workbook is damaged, or has no sheet with anything in it.
    """
    import openpyxl  # noqa: PLC0415 - slow to import, and few exports need it

    def sources() -> list[_Source]:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
        return [
            _Source(
                name=sheet.title,
                is_hidden=sheet.sheet_state != "visible",
                rows=partial(sheet.iter_rows, values_only=True),
            )
            for sheet in book.worksheets
        ]

    return _chosen(sources, where=where, columns=columns)


def old_excel_sheet(raw: bytes, *, where: str, columns: NamedColumns) -> Sheet:
    """The sheet with the records of a workbook of Excel 97-2003 (XLS); raises as `excel_sheet` does."""
    import xlrd  # noqa: PLC0415 - few exports need it

    def sources() -> list[_Source]:
        book = xlrd.open_workbook(file_contents=raw, ragged_rows=True, logfile=io.StringIO())
        return [
            _Source(
                name=sheet.name,
                is_hidden=bool(sheet.visibility),
                rows=partial(_old_rows, sheet, book.datemode),
            )
            for sheet in book.sheets()
        ]

    return _chosen(sources, where=where, columns=columns)


def shown(value: Any) -> str:
    """The value of a cell as people see it, on one line."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = _BREAK.sub(CELL_BREAK, value) if "\n" in value or "\r" in value or "_x" in value else value
        return _ESCAPED.sub(_unescaped, text) if "_x" in text else text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    return str(value)


def _chosen(sources: Callable[[], list[_Source]], *, where: str, columns: NamedColumns) -> Sheet:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(sorted(sources(), key=lambda s: s.is_hidden), where=where, columns=columns)
    except ReviewError:
        raise
    except Exception as error:  # the libraries raise whatever a damaged file makes them stumble over
        kind = type(error).__name__
        raise ReviewError(
            f"this workbook cannot be read; it is damaged, protected by a password, or no workbook ({kind})",
            where=where,
            remedy=f"{AS_CSV}; {OR_REMOVE}",
        ) from None


def _read(sources: list[_Source], *, where: str, columns: NamedColumns) -> Sheet:
    """The first sheet that has a known header, else the first with anything in it, and what goes on with it.

    Hidden ones come last, and go on with none that people see.
    """
    heads = [(source, _head(source, columns)) for source in sources]
    filled = [(source, found) for source, (found, has_text) in heads if has_text]
    if not filled:
        raise ReviewError("this workbook is empty", where=where, remedy=f"export it again; {OR_REMOVE}")
    source, found = next(((s, f) for s, f in filled if f), filled[0])
    notes = [f"sheet {source.name!r} of an Excel workbook{' (hidden)' if source.is_hidden else ''}"]
    further: list[tuple[_Source, Found]] = []
    for other, known in filled:
        if other is source:
            continue
        if found and known and (source.is_hidden or not other.is_hidden):
            further.append((other, known))
        else:
            notes.append(
                f"sheet {other.name!r} holds records too and is not read: save it as a file of its own"
                if known
                else f"sheet {other.name!r} is not read, since it has no columns that are known"
            )
    n_rows = [0] * len(further)
    packed = b"".join(_packed(_joined(source, found, further, n_rows), where=where))
    notes += [
        f"sheet {other.name!r} holds records too and is read as well: "
        f"its first row counts as line {before + 1}"
        for (other, _), before in zip(further, n_rows, strict=True)
    ]
    return Sheet(content=Unpacked(Held(packed)), notes=tuple(notes))


def _joined(
    source: _Source, found: Found | None, further: Sequence[tuple[_Source, Found]], n_rows: list[int]
) -> Iterator[str]:
    """The lines of a sheet, and those of further ones in its columns; the rows of their headers are blank.

    `n_rows` gets for each further sheet how many lines stand before it.
    """
    if not found or not further:
        yield from _lines(source, found)
        return
    names = list(found.header.names)
    placings = [placed(known, names, found) for _, known in further]
    n = 0
    for n, cells in enumerate(_cells(source), 1):
        yield _line(_trimmed(names if n == found.above + 1 else cells, len(names)))
    for at, ((other, _), placing) in enumerate(zip(further, placings, strict=True)):
        n_rows[at] = n
        for row, cells in enumerate(_cells(other)):
            n += 1
            yield "" if row <= placing.above else _line(_trimmed(placing.row(cells, len(names)), len(names)))


def _cells(source: _Source) -> Iterator[list[str]]:
    for row in source.rows():
        yield _trimmed([shown(cell) for cell in row], 0)


def _head(source: _Source, columns: NamedColumns) -> tuple[Found | None, bool]:
    """The header of a sheet, if it has one, and whether anything stands in its first rows."""
    rows = [[shown(cell) for cell in row] for row in itertools.islice(source.rows(), HEAD_LINES)]
    has_text = any(cell.strip() for row in rows for cell in row)
    lines = [_line(_trimmed(row, 0)) for row in rows]
    return find_header(lines, columns), has_text


def _lines(source: _Source, found: Found | None) -> Iterator[str]:
    width = len(found.header.names) if found else 0
    for row in source.rows():
        yield _line(_trimmed([shown(cell) for cell in row], width))


def _trimmed(cells: list[str], width: int) -> list[str]:
    """The cells up to the last that is filled, or as many as the header has where that is more."""
    n = len(cells)
    while n and not cells[n - 1].strip():
        n -= 1
    if not n:
        return []
    return cells[: max(n, width)] + [""] * (width - len(cells))


def _packed(lines: Iterable[str], *, where: str) -> Iterator[bytes]:
    packing = zlib.compressobj(1, zlib.DEFLATED, GZIP_WINDOW)
    n_characters = 0
    for n_rows, line in enumerate(lines):
        n_characters += len(line)
        if n_rows > MAX_ROWS or n_characters > MAX_CHARACTERS:
            raise ReviewError(
                "this workbook has more rows or text than Excel can have",
                where=where,
                remedy=f"{AS_CSV}; {OR_REMOVE}",
            )
        yield packing.compress(line.encode("utf-8", "replace") + b"\n")
    yield packing.flush()


class _Line:
    """A file of one line, which gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Line(), lineterminator="")


def _line(cells: list[str]) -> str:
    return str(_WRITER.writerow(cells)) if cells else ""


def _unescaped(found: re.Match[str]) -> str:
    """The character for which Excel writes _x000B_ and the like, where it is more than a control sign."""
    character = chr(int(found.group(1), 16))
    return character if character.isprintable() else " "


def _old_rows(sheet: Any, datemode: int) -> Iterator[Cells]:
    import xlrd  # noqa: PLC0415

    for at in range(sheet.nrows):
        yield [
            xlrd.xldate_as_datetime(cell.value, datemode)
            if cell.ctype == xlrd.XL_CELL_DATE
            else bool(cell.value)
            if cell.ctype == xlrd.XL_CELL_BOOLEAN
            else xlrd.error_text_from_code.get(cell.value, "#N/A")
            if cell.ctype == xlrd.XL_CELL_ERROR
            else cell.value
            for cell in sheet.row(at)
        ]
