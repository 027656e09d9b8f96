"""Tables as CSV text, with no cell that a spreadsheet takes for a formula: the one guard of the project.

A cell that begins like a formula gets an apostrophe before it, and so does one that begins with apostrophes
before such a sign: then taking one apostrophe away restores every text. XLSX cells are guarded alike, since a
text cell becomes a formula once somebody edits it or saves the sheet as CSV.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coprod_review.model.shown_text import seen

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What opens a formula in one spreadsheet or another; the wide forms do in East Asian settings."""

LIST_SEPARATOR = "; "

REFERENCE_BAR = " || "
"""Parts cited works in one cell, since semicolons stand within them."""

BYTE_ORDER_MARK = "\ufeff"
"""By this a spreadsheet knows that a table is UTF-8; without, it shows accents as other signs."""

LONGEST_CELL = 32_000
"""A cell of a workbook holds 32,767 signs; guards and escapes need some of them."""

_UNPRINTABLE = re.compile(r"[\ufffe\uffff]")
_LIKE_FORMULA = re.compile(f"'*[{re.escape(''.join(FORMULA_SIGNS))}]")
_GUARDED = re.compile(f"'+[{re.escape(''.join(FORMULA_SIGNS))}]")


def defused(text: str) -> str:
    """Text that a spreadsheet shows and does not run; `restored` gives back every text."""
    return f"'{text}" if _LIKE_FORMULA.match(text) else text


def restored(cell: str) -> str:
    """The text that `defused` made a cell of."""
    return cell[1:] if _GUARDED.match(cell) else cell


def spreadsheet_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A table as `csv_text` makes it, without signs that mislead and behind a byte-order mark: for people who
    open it in a spreadsheet."""
    return BYTE_ORDER_MARK + csv_text(columns, ({n: _seen(v) for n, v in row.items()} for row in rows))


def _seen(value: Any) -> Any:
    """A cell before it is defused: behind a sign that nobody sees a formula would pass for text."""
    if isinstance(value, list | tuple):
        return [seen(str(item)) for item in value]
    return seen(value) if isinstance(value, str) else value


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A table as CSV with line feeds; sequences are joined by "; ", None is empty, text is defused."""
    return _line([defused(name) for name in columns]) + rows_text(columns, rows)


def rows_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows alone of a table that `csv_text` would make, for tables that are written part by part."""
    return "".join([_line([_cell(row.get(name)) for name in columns]) for row in rows])


class _Line:
    """A file of one line, which gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(
    _Line(), lineterminator="\r\n"
)  # with both line ends known, cells with either are quoted


def _line(cells: Sequence[str]) -> str:
    return str(_WRITER.writerow(cells)).removesuffix("\r\n") + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        return defused(LIST_SEPARATOR.join(str(item) for item in value))
    if isinstance(value, str):
        return defused(value)
    return str(value)


def cell_text(text: str) -> str:
    """Text as a cell of a workbook holds it: line feeds alone, no controls, at most `LONGEST_CELL` signs."""
    return _UNPRINTABLE.sub("", seen(text.replace("\r\n", "\n").replace("\r", "\n")))[:LONGEST_CELL]
