"""A table as a value: columns that know their kind, rows, and a note; CSV, LaTeX and XLSX are made of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from coprod_review.model.specification import CODED_BY_WORDS, VARIED_WORDS

Kind = Literal["text", "count", "real", "share"]
TINY_DIGITS = 4
"""From this number of decimals on, a positive value is never printed as zero but as below the least step."""

NAME_COLUMNS = frozenset(
    (
        *("tradition", "framing", "strategy", "character", "position", "form", "nature", "locus"),
        *("dimension", "code", "other", "among", "row_code", "column_code", "rows", "columns", "answer"),
        *("basis", "measure", "status", "part", "table", "characteristic", "value", "coder", "coder_a"),
        *("coder_b", "against", "subset", "rule", "prevalence", "origin", "text_status"),
        *("coded_by", "varied"),
    )
)
"""Columns whose cells are codes of the codebook, names of tables or coders, and the like."""

WORDS_BY_COLUMN: Mapping[str, Mapping[str, str]] = {"coded_by": CODED_BY_WORDS, "varied": VARIED_WORDS}
"""What documents print for the names in a column where these say too little of themselves."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name in files, its heading for readers, and what its cells are.

    `share` cells are from 0 to 1 and printed as per cent; `real` cells are printed with `digits` decimals.
    Columns that are not `printed` stand in files for programs and are left out of documents. Cells of `names`
    are codes and the like, which documents print as words.
    """

    name: str
    heading: str
    kind: Kind = "text"
    digits: int = 2
    printed: bool = True
    names: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of the review.

    `title` is a caption's first sentence, `note` explains the columns, `counting` says what the rows count
    and under how many of them one report may stand.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Cell]]
    note: str = ""
    counting: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def explanation(self) -> str:
        """All that is said below the table: the note, then the rule of counting."""
        return " ".join(part for part in (self.note, self.counting) if part)


def text(name: str, heading: str = "") -> Column:
    """A column of text; ids of numbers are for programs and never printed."""
    return Column(
        name=name,
        heading=heading or _heading(name),
        printed=name != "number_id",
        names=name in NAME_COLUMNS,
    )


def hidden(name: str) -> Column:
    """A column of text for programs, which no document prints."""
    return Column(name=name, heading=_heading(name), printed=False)


def whole(name: str, heading: str = "") -> Column:
    """A column of counts; fractional counts keep one decimal."""
    return Column(name=name, heading=heading or _heading(name), kind="count")


def real(name: str, heading: str = "", *, digits: int = 2) -> Column:
    """A column of numbers with fixed decimals."""
    return Column(name=name, heading=heading or _heading(name), kind="real", digits=digits)


def share(name: str, heading: str = "") -> Column:
    """A column of shares from 0 to 1."""
    return Column(name=name, heading=heading or _heading(name), kind="share", digits=1)


def row_of(value: Any) -> dict[str, Cell]:
    """The fields of a dataclass as a row; mappings are left out."""
    cells = {f.name: getattr(value, f.name) for f in fields(value)}
    return {name: cell for name, cell in cells.items() if not isinstance(cell, Mapping)}


def typed(rows: Sequence[Mapping[str, str]], columns: Sequence[Column]) -> list[dict[str, Cell]]:
    """Rows of text as cells of the columns; what a row lacks is empty."""
    return [{c.name: _cell(row.get(c.name, ""), c) for c in columns} for row in rows]


def printed(cell: Cell, column: Column) -> str:
    """A cell as it is printed in a document: fixed decimals, per cent for shares, true minus signs."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str) or column.kind == "text":
        if not column.names:
            return str(cell)
        return WORDS_BY_COLUMN.get(column.name, {}).get(str(cell), str(cell).replace("_", " "))
    if column.kind == "count":
        digits = 0 if abs(cell - round(cell)) < 0.05 else 1
        return f"{cell:.{digits}f}".replace("-", "−")
    value = 100 * cell if column.kind == "share" else cell
    least = 10.0**-column.digits
    if column.digits >= TINY_DIGITS and 0 < value < least / 2:
        return f"<{least:.{column.digits}f}"
    return f"{value:.{column.digits}f}".replace("-", "−")


def _heading(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _cell(cell: str, column: Column) -> Cell:
    """The value of a cell by the kind of its column; a number that is not finite is no value."""
    if cell == "" or column.kind == "text":
        return cell or None
    try:
        number = float(cell)
    except ValueError:
        return cell
    if not math.isfinite(number):
        return None
    return int(number) if column.kind == "count" and number.is_integer() else number
