"""One row of a table: its cells, and whether they fit the header."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from coprod_review.read.entries import CUT_SHORT, EntryFault
from coprod_review.read.table_header import Header, parse

QUOTE_THE_TEXT = (
    "put text with separators, line breaks or quotation marks in double quotes, or export the file again"
)
FILL_UP = "give the row as many cells as the header has, empty ones too, or export the file again"

BLANK = '" \t\n'
"""What cells of a blank row may hold; and delimiters stand between them."""

_EID = re.compile(r"2-s2\.0-\d+")
_YEAR = re.compile(r"\d{4}|\d\d[/.-]\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its cells, as many as the header has, and what was mended to that end ("" for nothing)."""

    header: Header
    cells: list[str]
    repair: str = ""


def fitted(cells: list[str], header: Header, *, is_ended: bool = True) -> Row:
    """The cells as a row of the header.

    Cells that are missing or in surplus are harmless in three cases: columns that fill no field are missing
    at the end; empty cells are in surplus at the end; or Scopus has written one column for each funding text
    of a row but named only some: then the cells behind are counted from the right, which the EID in the last
    column confirms. In all others, and where a short row is not ended by a line end, EntryFault is raised.
    """
    surplus = len(cells) - len(header.names)
    if surplus == 0:
        return Row(header=header, cells=cells)
    noun = "cell" if len(cells) == 1 else "cells"
    told = f"this row has {len(cells)} {noun} and the header has {len(header.names)}"
    if surplus < 0:
        needed = 1 + max(place for places in header.places.values() for place in places)
        if len(cells) < needed or not is_ended:
            raise EntryFault(told, remedy=FILL_UP if is_ended else CUT_SHORT)
        filled = cells + [""] * -surplus
        return Row(header=header, cells=filled, repair="short rows filled up with empty cells")
    if header.funding_at is not None and _EID.fullmatch(cells[-1].strip()):
        left = cells[: header.funding_at] + cells[header.funding_at + surplus :]
        return Row(header=header, cells=left, repair="surplus funding columns left out")
    if not any(cell.strip() for cell in cells[len(header.names) :]):
        return Row(header=header, cells=cells[: len(header.names)])
    raise EntryFault(told, remedy=QUOTE_THE_TEXT)


def cells_of(raw: str, header: Header) -> list[str]:
    """The cells of the text of a row; raises EntryFault where the csv module refuses it even so."""
    try:
        return parse(raw, header.delimiter) if header.quoted else raw.split(header.delimiter)
    except csv.Error as error:
        raise EntryFault(f"this row is not valid CSV ({error})", remedy="export the file again") from None


def is_blank(raw: str, header: Header) -> bool:
    """Whether nothing stands in the text of a row but delimiters, quotation marks and blanks."""
    return not raw.strip(header.delimiter + BLANK)


def looks_full(row: Row) -> bool:
    """Whether a row names a document, and its DOI, year and PubMed id look like such where it has them."""

    def filled(name: str) -> list[str]:
        return [row.cells[i].strip() for i in row.header.places.get(name, ()) if row.cells[i].strip()]

    return (
        bool(filled("title") or filled("dois") or filled("pmid"))
        and all("10." in cell for cell in filled("dois"))
        and all(_YEAR.search(cell) for cell in filled("dates"))
        and all(any(c.isdigit() for c in cell) for cell in filled("pmid"))
    )
