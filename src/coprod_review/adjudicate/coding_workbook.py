"""A coding sheet as an XLSX workbook: cells with their lists, the codebook beside; same bytes every time."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from coprod_review.adjudicate.coding_sheet import CANNOT_TELL, SheetColumn
from coprod_review.model.answer_rows import QUOTE_SEPARATOR
from coprod_review.model.codebook import Codebook, Dimension
from coprod_review.model.sheet_text import cell_text, defused

SHEET, GUIDE, LISTS = "Coding", "Codebook", "Lists"

CREATED = datetime.datetime(2000, 1, 1)
"""The date that the workbook carries, so that one sheet has the same bytes whenever it is made."""

WIDTHS = {"report": 9, "title": 26, "abstract": 78, "keywords": 18, "note": 30}
WIDTH_BY_KIND = {"code": 17, "words": 24, "confidence": 14, "mark": 10}
N_FROZEN = 3
LINE_POINTS = 12.75
GUIDE_WIDTH = 180
SHORTEST, TALLEST = 51.0, 400.0
"""Heights of rows in points; a spreadsheet takes 409 at most."""

SIGNS_PER_WIDTH = 1.12
"""Signs of a text in the size of the sheet for each unit of a column's width."""

BANDS = ("#EEF3F8", "#FFFFFF")
"""The grounds of dimensions in turn, so that the cells of one are seen to belong together."""

HOW_TO = (
    "One row is one report. Read its title, abstract and keywords, then choose a code in each column that is "
    "named after a question of the codebook below.",
    "Choose from the list of each cell. Where several codes are allowed, further columns (such as "
    "“{several} 2”) take the others; none stands alone.",
    f"Choose {CANNOT_TELL} where you have read the text and it does not let you decide: that is an answer "
    "too. A code that you do not give counts as looked for and not found.",
    "words: copy the words that decided you from title, abstract or keywords, several passages parted by "
    f"{QUOTE_SEPARATOR.strip()} (two bars). They have to stand in the text; the cell may stay empty.",
    "confidence: low, medium, high or empty. note: whatever the next reader of this report should know.",
    "Fill a row whole or leave it empty for later: a row with some dimensions only is not taken.",
    "Code alone. Ask nobody what they gave and look at no machine code before you have handed this sheet in.",
    "Ids and texts are locked. Delete and add no columns; rows that you leave for later may stay empty.",
    "Then: coprod-review sheet import {file}. It tells every fault with its row and column, and changes "
    "nothing before you agree.",
)


def coding_workbook(
    columns: Sequence[SheetColumn],
    rows: Sequence[Mapping[str, str]],
    codebook: Codebook,
    *,
    title: str,
    file: str,
    notes: Sequence[str] = (),
) -> bytes:
    """The sheet, the codebook that it is filled in by, and the lists of its cells, as an XLSX file.

    Ids and texts are locked, cells to fill are not; there is no password. Text is stored as text and guarded
    as in CSV. `file` is the name by which the instructions call the sheet; `notes` stand below them.
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
    looks = _Looks(book)
    page, guide, lists = (book.add_worksheet(name) for name in (SHEET, GUIDE, LISTS))
    ranges = _write_lists(lists, columns)
    _write_sheet(page, columns, rows, codebook, looks=looks, ranges=ranges)
    _write_guide(guide, codebook, looks, title=title, file=file, notes=notes)
    book.close()
    return stream.getvalue()


class _Looks:
    """The formats of cells by what they are for; those of a kind are made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"valign": "top", "text_wrap": True, "font_size": 10}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def head(self) -> Any:
        return self.of(bold=True, bg_color="#153F6B", font_color="#FFFFFF", border=1, border_color="#8896A8")

    def cell(self, column: SheetColumn, band: str) -> Any:
        if column.kind == "mark":
            return self.of(font_color="#8A8F98", bg_color="#F0F0F0", font_size=8)
        line = {"border": 1, "border_color": "#C9D2DC"}
        if column.kind == "text":
            return self.of(bold=column.name == "title", bg_color="#FAFAFA", **line)
        return self.of(locked=False, bg_color=band, num_format="@", **line)


def _write_lists(page: Any, columns: Sequence[SheetColumn]) -> dict[tuple[str, ...], str]:
    """A column of the hidden sheet for each list of choices, and the range by which cells name it."""
    ranges: dict[tuple[str, ...], str] = {}
    for column in columns:
        if column.choices and column.choices not in ranges:
            place = len(ranges)
            page.write_column(0, place, column.choices)
            ranges[column.choices] = f"={LISTS}!{xl_range_abs(0, place, len(column.choices) - 1, place)}"
    page.hide()
    return ranges


def _write_sheet(
    page: Any,
    columns: Sequence[SheetColumn],
    rows: Sequence[Mapping[str, str]],
    codebook: Codebook,
    *,
    looks: _Looks,
    ranges: Mapping[tuple[str, ...], str],
) -> None:
    bands = {name: BANDS[place % len(BANDS)] for place, name in enumerate(codebook.dimensions)}
    for place, column in enumerate(columns):
        page.set_column(place, place, _width(column))
        page.write_string(0, place, column.name, looks.head())
        if column.kind == "code" and column.name == column.dimension:
            told = _told_in_short(codebook.dimensions[column.dimension])
            page.write_comment(0, place, told, {"x_scale": 3, "y_scale": 3, "font_size": 9})
        look = looks.cell(column, bands.get(column.dimension, BANDS[-1]))
        for at, row in enumerate(rows, start=1):
            page.write_string(at, place, defused(row.get(column.name, "")), look)
        if column.choices and rows:
            page.data_validation(1, place, len(rows), place, _only(column, ranges))
    for at, row in enumerate(rows, start=1):
        page.set_row(at, _height(columns, row))
    page.set_row(0, 42)
    page.freeze_panes(1, N_FROZEN)
    page.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "format_cells": True})
    page.set_landscape()
    page.set_paper(8)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _only(column: SheetColumn, ranges: Mapping[tuple[str, ...], str]) -> dict[str, object]:
    return {
        "validate": "list",
        "source": ranges[column.choices],
        "error_title": "Not in the list",
        "error_message": f"Choose an answer from the list of {column.name}."[:255],
    }


def _told_in_short(dimension: Dimension) -> str:
    codes = "\n".join(f"{code.name}: {code.label}" for code in dimension.codes.values())
    return cell_text(f"{dimension.label}\n{dimension.question}\n\n{codes}")


def _width(column: SheetColumn) -> int:
    return WIDTHS.get(column.name, WIDTH_BY_KIND.get(column.kind, 12))


def _height(columns: Iterable[SheetColumn], row: Mapping[str, str]) -> float:
    """What the longest text of the row needs, in points."""
    lines = max(_n_lines(row.get(column.name, ""), _width(column)) for column in columns)
    return min(TALLEST, max(SHORTEST, LINE_POINTS * lines + 6))


def _n_lines(text: str, width: int) -> int:
    return sum(max(1, math.ceil(len(line) / (width * SIGNS_PER_WIDTH))) for line in text.split("\n"))


def _write_guide(
    page: Any, codebook: Codebook, looks: _Looks, *, title: str, file: str, notes: Sequence[str]
) -> None:
    """Instructions and the definitions of every code, to be read and not edited."""
    plain, strong = looks.of(), looks.of(bold=True)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 30)
    page.set_column(2, 2, 64)
    page.set_column(3, 4, 44)
    page.write_string(0, 0, defused(title), looks.of(bold=True, font_size=14, text_wrap=False))
    several = next((d.name for d in codebook.dimensions.values() if d.multiple), "dimension")
    at = 2
    lines = [*(line.format(several=several, file=file) for line in HOW_TO), *map(defused, notes)]
    for number, line in enumerate(lines, start=1):
        told = f"{number}. {line}"
        page.merge_range(at, 0, at, 4, told, plain)
        page.set_row(at, LINE_POINTS * _n_lines(told, GUIDE_WIDTH) + 4)
        at += 1
    for dimension in codebook.dimensions.values():
        at += 1
        several_told = "several codes may be given" if dimension.multiple else "one code"
        page.merge_range(at, 0, at, 4, f"{dimension.name}: {dimension.label} ({several_told})", looks.head())
        at += 1
        for cells, look in _guide_rows(dimension, plain=plain, strong=strong):
            _write_row(page, at, cells, look)
            at += 1
    if codebook.constraints:
        at += 1
        page.merge_range(at, 0, at, 4, "What must go together", looks.head())
        for row, constraint in enumerate(codebook.constraints, start=at + 1):
            page.merge_range(row, 0, row, 4, str(constraint), plain)
    page.protect("", {"format_columns": True, "format_rows": True})
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _guide_rows(dimension: Dimension, *, plain: Any, strong: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield ("question", dimension.question), plain
    for number, step in enumerate(dimension.decide, start=1):
        yield (f"decide, step {number}" if number > 1 else "decide in this order, step 1", step), plain
    yield ("code", "label", "definition", "belongs here", "does not belong here"), strong
    for code in dimension.codes.values():
        yield (code.name, code.label, code.definition, _listed(code.include), _listed(code.exclude)), plain


def _write_row(page: Any, at: int, cells: Sequence[str], look: Any) -> None:
    """A row of five cells, or of a heading and one text across the others."""
    texts = [defused(cell_text(" ".join(cell.split(" ")).strip())) for cell in cells]
    page.write_string(at, 0, texts[0], look)
    if len(texts) == 2:
        page.merge_range(at, 1, at, 4, texts[1], look)
        lines = _n_lines(texts[1], 170)
    else:
        for place, text in enumerate(texts[1:], start=1):
            page.write_string(at, place, text, look)
        lines = max(_n_lines(text, width) for text, width in zip(texts, (24, 30, 64, 44, 44), strict=True))
    page.set_row(at, min(TALLEST, LINE_POINTS * lines + 4))


def _listed(items: Sequence[str]) -> str:
    return "\n".join(f"• {' '.join(item.split())}" for item in items)
