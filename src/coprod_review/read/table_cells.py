"""The cells of a row of a table, cleaned of what programs leave in them, and the values of its fields."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.model.sheet_text import restored
from coprod_review.read.mangled import tells_year
from coprod_review.read.source_line import fill_issue
from coprod_review.read.table_dialects import BIBLIOMETRIX, EUROPE_PMC, OWN_DIALECT
from coprod_review.read.table_header import BLANK_OF_R, Header
from coprod_review.read.table_lines import fill_from_line
from coprod_review.read.workbook import CELL_BREAK

_PLACES = ("pages", "first_page", "article_number")
"""Fields of which none is filled where a line of the source may tell what the columns do not."""

_NUMBERS = frozenset({"source_id", "volume", "issue", "pages", "first_page", "last_page", "article_number"})
"""Fields whose whole numbers pandas writes with a decimal (12.0) where cells of the column are empty."""


_COUNTS = _NUMBERS | {"dates"}
"""Fields of which Publish or Perish writes 0 where Google Scholar tells nothing."""


def cleaned(cells: Sequence[str], header: Header, raw: str) -> list[str]:
    """The cells without signs for nothing, guards and rests of other formats; `raw` is the row as text."""
    is_own = header.dialect == OWN_DIALECT
    cells = list(cells)
    if "N/A" in raw and not is_own:
        cells = ["" if cell.strip() == "N/A" else cell for cell in cells]
    if header.delimiter == BLANK_OF_R or header.dialect == BIBLIOMETRIX:
        cells = ["" if cell == "NA" else cell for cell in cells]
    if CELL_BREAK in raw:
        cells = [cell.replace(CELL_BREAK, "\n") for cell in cells]
    if ("}" in raw or "\\&" in raw) and not is_own:
        cells = list(map(_without_latex_left, cells))
    if "'" in raw:
        cells = [_unguarded(cell, is_own=is_own) for cell in cells]
    return cells


def values_of(cells: Sequence[str], header: Header, raw: str) -> dict[str, list[str]]:
    """The values of each field that has some, the best first, also out of the line of the source."""
    is_own = header.dialect == OWN_DIALECT
    value = {
        name: [cells[i].strip() for i in places if cells[i].strip()] for name, places in header.places.items()
    }
    if ".0" in raw and not is_own:
        value |= {name: list(map(_whole_number, value[name])) for name in _NUMBERS & value.keys()}
    if header.dialect == "Publish or Perish":
        value = {
            name: [one for one in told if one != "0" or name not in _COUNTS] for name, told in value.items()
        }
    if header.source_at is not None:
        _fill_from_source(value, cells[header.source_at], header.dialect)
    if header.dialect == EUROPE_PMC and cells[header.names.index("SOURCE")] == "MED":
        value["pmid"] = value.get("source_id", [])
    return value


def _fill_from_source(value: dict[str, list[str]], line: str, dialect: str) -> None:
    if not any(map(value.get, _PLACES)):
        untold = [] if tells_year(value.get("dates", ())) else value.pop("dates", [])
        fill_from_line(value, line, dialect)
        value.setdefault("dates", untold)
    elif dialect == "Embase":
        fill_issue(value, line)


def _whole_number(written: str) -> str:
    """A number without the decimal that it has for the column's sake."""
    whole = written.removesuffix(".0")
    return whole if whole.isdecimal() else written


def _unguarded(cell: str, *, is_own: bool) -> str:
    """A cell without the apostrophe that guards formula-like text; in tables of others, a lone one only."""
    return restored(cell) if is_own or (cell[:1] == "'" and cell.count("'") == 1) else cell


def _without_latex_left(cell: str) -> str:
    """A cell without what is left of LaTeX where a program took the BibTeX of a database for text.

    Brackets stand in braces, and the brace at the end of a value is its last letter.
    """
    cell = cell.replace("{[}", "[").replace("{]}", "]").replace("\\&", "&")
    return cell[:-1] if cell[-1:] == "}" and "{" not in cell else cell
