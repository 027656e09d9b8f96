"""All tables as one XLSX workbook with frozen headers, filters and notes; the same bytes every time."""

from __future__ import annotations

import datetime
import io
import math
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from coprod_review.model.sheet_text import cell_text, defused
from coprod_review.render.sheet import Cell, Column, Sheet, printed

CREATED = datetime.datetime(2000, 1, 1)
"""The date that the workbook carries: a run's times stand in its provenance alone."""

WIDEST = 60
LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
NOTE_SIGNS, TITLE_SIGNS = 72, 40
LINE_POINTS = 15
"""Signs in a line of a note and of a title, and its height: not every program fits rows to their text."""

HEADER = 3
"""The row of the column headings; title, note and rule of counting stand above it."""

NUMBER_FORMATS = {"count": "General", "share": "0.0%"}


def workbook(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """The tables as an XLSX file; the first sheet lists them with their notes and rules of counting.

    Text is stored as text, whatever it begins with, and guarded as in CSV: no cell is or becomes a formula.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title, "created": CREATED})
    looks = {
        "head": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E4ECF5"}
        ),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "caption": book.add_format({"bold": True, "font_size": 12}),
        "soft": book.add_format({"font_color": "#444444", "italic": True}),
        "link": book.add_format({"valign": "top", "font_color": "#0B5394", "underline": 1}),
        "text": book.add_format({"valign": "top", "text_wrap": True}),
    }
    names = _sheet_names(sheets)
    _write_notes(book.add_worksheet("Notes"), sheets, names, title, looks)
    for sheet, name in zip(sheets, names, strict=True):
        _write_sheet(book, book.add_worksheet(name), sheet, looks)
    book.close()
    return stream.getvalue()


def _write_notes(
    page: Any, sheets: Sequence[Sheet], names: Sequence[str], title: str, looks: dict[str, Any]
) -> None:
    page.write_string(0, 0, defused(title), looks["title"])
    heads = ("Sheet", "Table", "Rows", "Note", "Counting rule")
    for column, head in enumerate(heads):
        page.write_string(2, column, head, looks["head"])
    for place, (sheet, name) in enumerate(zip(sheets, names, strict=True), start=3):
        page.write_url(place, 0, f"internal:'{name}'!A1", looks["link"], string=name)
        page.write_string(place, 1, defused(sheet.title), looks["text"])
        page.write_number(place, 2, len(sheet.rows), looks["text"])
        page.write_string(place, 3, defused(sheet.note), looks["text"])
        page.write_string(place, 4, defused(sheet.counting), looks["text"])
        wide = max(len(sheet.note), len(sheet.counting)) / NOTE_SIGNS
        lines = max(1, math.ceil(wide), math.ceil(len(sheet.title) / TITLE_SIGNS))
        page.set_row(place, LINE_POINTS * lines)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, TITLE_SIGNS + 4)
    page.set_column(2, 2, 8)
    page.set_column(3, 4, NOTE_SIGNS + 8)
    page.freeze_panes(3, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _write_sheet(book: Any, page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    """Title, note and rule of counting in a line each, then the header, which stays in sight, and rows."""
    for row, (words, look) in enumerate(
        ((sheet.title, "caption"), (sheet.note, "soft"), (sheet.counting, "soft"))
    ):
        page.write_string(row, 0, defused(cell_text(words)), looks[look])
    for place, column in enumerate(sheet.columns):
        page.write_string(HEADER, place, defused(column.heading), looks["head"])
        page.set_column(place, place, _width(sheet, column), _format(book, column, looks))
    for place, column in enumerate(sheet.columns):
        _write_column(page, place, [row.get(column.name) for row in sheet.rows])
    page.freeze_panes(HEADER + 1, 1)
    page.autofilter(HEADER, 0, HEADER + max(1, len(sheet.rows)), max(0, len(sheet.columns) - 1))
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER)


def _write_column(page: Any, place: int, cells: Sequence[Cell]) -> None:
    for row, cell in enumerate(cells, start=HEADER + 1):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            page.write_string(row, place, defused(cell_text(cell)))
        else:
            page.write_number(row, place, cell)


def _format(book: Any, column: Column, looks: dict[str, Any]) -> Any:
    if column.kind == "text":
        return looks["text"]
    pattern = NUMBER_FORMATS.get(column.kind, "0." + "0" * column.digits if column.digits else "0")
    key = f"number {pattern}"
    if key not in looks:
        looks[key] = book.add_format({"num_format": pattern, "valign": "top"})
    return looks[key]


def _width(sheet: Sheet, column: Column) -> int:
    """As wide as the longest cell; text is measured as it stands, which spares printing it."""
    if column.kind == "text":
        lengths = [len(cell) for row in sheet.rows if isinstance(cell := row.get(column.name), str)]
    else:
        lengths = [len(printed(row.get(column.name), column)) for row in sheet.rows]
    return max(8, min(WIDEST, max((*lengths, len(column.heading))) + 2))


def _sheet_names(sheets: Sequence[Sheet]) -> list[str]:
    """Names that XLSX allows: at most 31 signs, no brackets or slashes, each once, whatever the case."""
    names: list[str] = []
    taken = {"notes"}
    for sheet in sheets:
        base = FORBIDDEN.sub("", sheet.name.replace("_", " ")).strip("' ")[:LONGEST_NAME] or "table"
        name, n = base, 1
        while name.lower() in taken:
            n += 1
            name = f"{base[: LONGEST_NAME - len(str(n)) - 1]} {n}"
        taken.add(name.lower())
        names.append(name)
    return names
