"""The header of a table: which line it is, what its columns are, and the form of the file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.read.columns import columns_by_field, is_wos, normal, recognised
from coprod_review.read.decode import DecodedText

DELIMITERS = (",", ";", "\t", "|")
MAX_CELL = 2**31 - 1
HEAD_LINES = 40
HEAD_CHARS = 1 << 18

DIALECT_COLUMNS = (
    ("Scopus", {"eid", "source title"}),
    ("Lens", {"lens id"}),
    ("OpenAlex", {"cited by api url"}),
    ("PubMed", {"pmid", "nihms id"}),
    ("Cochrane", {"central id"}),
    ("Zotero", {"item type", "abstract note"}),
    ("IEEE", {"document identifier", "ieee terms"}),
    ("Springer", {"item title", "content type"}),
    ("Covidence", {"covidence"}),
    ("RefWorks", {"title primary"}),
    ("Rayyan", {"pubmed id", "pmc id", "key"}),
    ("Web of Science", {"ut unique wos id"}),
    ("Embase", {"emtree drug index terms"}),
)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table, what its columns are, and the form of the file."""

    names: tuple[str, ...]
    places: dict[str, list[int]]
    delimiter: str
    funding_at: int | None
    dialect: str
    quoted: bool


def find_header(lines: Sequence[str]) -> tuple[int, Header] | None:
    """The first line that names known columns, with the delimiter that finds most of them."""
    for at, line in enumerate(lines):
        best = max(
            (_header(line.lstrip("\ufeff"), delimiter) for delimiter in DELIMITERS),
            key=lambda h: recognised(h.names),
        )
        if recognised(best.names) >= 2 or (at == 0 and recognised(best.names) and len(best.names) > 1):
            return at, best
        if line.strip() and at > 20:
            break
    return None


def header_of(text: DecodedText) -> tuple[int, Header] | None:
    """The header of an export, and how many lines stand above it."""
    return find_header(text.head(HEAD_CHARS).split("\n")[:HEAD_LINES])


def parse(line: str, delimiter: str) -> list[str]:
    """The cells of one row, read as leniently as spreadsheets do."""
    csv.field_size_limit(MAX_CELL)
    rows = csv.reader([f"{piece}\n" for piece in line.split("\n")], delimiter=delimiter)
    return [cell for row in rows for cell in row]


def _header(line: str, delimiter: str) -> Header:
    names = tuple(parse(line, delimiter))
    known = {normal(name) for name in names}
    wos = is_wos([normal(name) for name in names])
    funding = [i for i, name in enumerate(names) if normal(name).startswith("funding text")]
    return Header(
        names=names,
        places=columns_by_field(names),
        delimiter=delimiter,
        funding_at=funding[-1] + 1 if funding else None,
        dialect="Web of Science"
        if wos
        else next((who for who, columns in DIALECT_COLUMNS if columns <= known), "CSV"),
        quoted=not (wos and delimiter == "\t"),
    )
