"""The header of a table: which line it is, what its columns are, and the form of the file."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from coprod_review.errors import ReviewError
from coprod_review.read.columns import (
    Columns,
    all_columns,
    columns_by_field,
    is_wos,
    key_of,
    normal,
    recognised,
)
from coprod_review.read.decode import DecodedText
from coprod_review.read.document_types import document_type
from coprod_review.read.table_dialects import OTHER, SOURCE_LINE, USUAL, WITHOUT_ALL, dialect_of, places_in

DELIMITERS = (",", ";", "\t", "|")
BLANK_OF_R = " "
"""What parts the cells of a table that R writes where it is told nothing else."""

_BY_R = re.compile(r'"[\w.]{1,60}"(?: "[\w.]{1,60}"){3,}\s*')
_KIND_ABOVE = re.compile(r"\*([^\W\d_][^\s,;|]*(?: [^\s,;|]+){0,2})[\s,;|]*")
"""How a table that EndNote imports names the type of its rows: at most three words behind an asterisk."""

MAX_CELL = 2**31 - 1
HEAD_LINES = 40
HEAD_CHARS = 1 << 18
MAX_HEADER_LINES = 12
"""How many lines a header has at most whose names have line breaks in quotation marks."""

LONGEST_NAME = 200
SHOWN = 12

Told = Mapping[str, Sequence[str]]
"""The names of columns that people told, by the key of the field that they fill."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table, what its columns are, and the form of the file."""

    names: tuple[str, ...]
    places: dict[str, list[int]]
    delimiter: str
    funding_at: int | None
    dialect: str
    quoted: bool
    source_at: int | None = None
    """The column that has journal, volume, pages and year in one line, if any."""

    page_count_at: int | None = None
    """The column that tells how many pages a document has, if any."""

    bodies_at: int | None = None
    """The column that has the bodies which authored a document apart from people, if any."""

    nameless: tuple[int, ...] = ()
    """The columns without a name, but for the first, in which programs number rows."""

    kind: str = ""
    """The type of all rows that `_KIND_ABOVE` reads above the header; empty where none stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A header that was found, how many lines stand above it and how many it has, and what to tell of it."""

    header: Header
    above: int
    n_lines: int
    columns: Columns = field(repr=False)


def find_header(lines: Sequence[str], told: Told | None = None) -> Found | None:
    """The first lines that name known columns, or those told, with the delimiter that finds most of them."""
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        candidates = _candidates(lines, at, alone=bool(told))
        best = max(candidates, key=lambda c: c.score(told), default=None)
        score = best.score(told) if best else 0
        if best and (score >= 2 or (at == 0 and score and len(best.names) > 1) or (told and score)):
            return best.found(told, above=lines[:at])
        if at > 20:
            break
    return None


def header_of(text: DecodedText, told: Told | None = None) -> Found | None:
    """The header of an export."""
    return find_header(text.head(HEAD_CHARS).split("\n")[:HEAD_LINES], told)


def title_alone(head: str) -> str:
    """The header of a table that has titles alone: the first line where it is a known name of such a column.

    Empty where something else stands in the first line, or nothing below it.
    """
    first, *rest = [line.strip() for line in head.lstrip("\ufeff").split("\n") if line.strip()] or [""]
    if len(first) > LONGEST_NAME or not rest:
        return ""
    (name,) = parse(first, "\t") if "\t" not in first else ("",)
    return name if columns_by_field([name]).keys() == {"title"} else ""


def lacking_columns(header: Header) -> list[str]:
    """What is to be told of fields that tables of a known vendor have, and this one has no column for."""
    if header.dialect in (OTHER, *WITHOUT_ALL):
        return []
    has_source = header.source_at is not None
    return [
        f"no column for {key_of(name)}, which exports of {header.dialect} have"
        for name in USUAL
        if name not in header.places and not (has_source and name != "title")
    ]


def parse(line: str, delimiter: str) -> list[str]:
    """The cells of one row, read as leniently as spreadsheets do."""
    csv.field_size_limit(MAX_CELL)
    rows = csv.reader([f"{piece}\n" for piece in line.split("\n")], delimiter=delimiter)
    return [cell for row in rows for cell in row]


def names_shown(head: str) -> str:
    """The columns of what looks like a table, for messages; empty where nothing does."""
    lines = [line for line in head.split("\n")[:HEAD_LINES] if line.strip()]
    if len(lines) < 2:
        return ""
    cells = max((parse(lines[0], delimiter) for delimiter in DELIMITERS), key=len)
    delimiter = max(DELIMITERS, key=lambda d: len(parse(lines[0], d)))
    fits = sum(len(parse(line, delimiter)) == len(cells) for line in lines[1:4])
    if len(cells) < 2 or not fits or max(map(len, cells)) > LONGEST_NAME:
        return ""
    more = ", ..." if len(cells) > SHOWN else ""
    return ", ".join(repr(cell.strip()) for cell in cells[:SHOWN]) + more


def lacking(lines: Sequence[str], told: Told, *, where: str) -> ReviewError:
    """The error for a table that lacks columns which were told."""
    names = [name for given in told.values() for name in given]
    best: tuple[int, _Candidate | None] = (-1, None)
    for at, line in enumerate(lines):
        for candidate in _candidates(lines, at) if line else []:
            known = {normal(name) for name in candidate.names}
            rank = recognised(candidate.names) + 2 * sum(normal(name) in known for name in names)
            if rank > best[0]:
                best = (rank, candidate)
        if best[0] > 1:
            break
    seen = best[1].names if best[1] else ()
    known = {normal(name) for name in seen}
    missing = [name for name in names if normal(name) not in known] or names
    near = {
        name: close[0]
        for name in missing
        if (close := difflib.get_close_matches(name, seen, n=1, cutoff=0.6))
    }
    meant = "".join(f"; for {name!r} perhaps {like!r} is meant" for name, like in near.items())
    shown = ", ".join(repr(name.strip()) for name in seen[:SHOWN]) + (", ..." if len(seen) > SHOWN else "")
    noun = "column" if len(missing) == 1 else "columns"
    return ReviewError(
        f"this table lacks the {noun} {', '.join(map(repr, missing))} named under `columns`",
        where=where,
        remedy=f"name columns of its header ({shown or 'none was found'}){meant}",
    )


class _Candidate:
    """Lines that may be a header, parted by a delimiter."""

    def __init__(self, text: str, delimiter: str, *, at: int, n_lines: int) -> None:
        self.delimiter = delimiter
        self.at = at
        self.n_lines = n_lines
        self.names = tuple(parse(text, delimiter))

    def score(self, told: Told | None) -> int:
        """How many fields the names fill; with names told, 0 unless all of them are here."""
        if not told:
            return recognised(self.names) or self._likened()
        known = {normal(name) for name in self.names}
        is_here = all(normal(name) in known for names in told.values() for name in names)
        return len(self.names) if is_here else 0

    def _likened(self) -> int:
        """How many fields the names fill where some are known and one is like that of a title."""
        if len(columns_by_field(self.names)) < 2:
            return 0
        found = all_columns(self.names).places
        return len(found) if {"title", "abstract", "dois"} & found.keys() else 0

    def found(self, told: Told | None, *, above: Sequence[str]) -> Found:
        columns = all_columns(self.names, told)
        header = replace(_header(self.names, self.delimiter, columns), kind=_kind_in(above))
        read = {self.names[at].strip() for places in header.places.values() for at in places}
        unknown = tuple(name for name in columns.unknown if name not in read)
        return Found(
            header=header,
            above=self.at,
            n_lines=self.n_lines,
            columns=replace(columns, places=header.places, unknown=unknown),
        )


def _kind_in(above: Sequence[str]) -> str:
    """The first known type of documents that lines above a header tell; empty where none does."""
    found = [match.group(1) for line in above if (match := _KIND_ABOVE.fullmatch(line))]
    return next((kind for kind in found if document_type((kind,))), "")


def _candidates(lines: Sequence[str], at: int, *, alone: bool = False) -> list[_Candidate]:
    """What the line at a place may be, with those after it where quotation marks are open.

    A line without delimiters is a header of one column where such is wanted, `alone`; then tabs part cells,
    since titles have commas.
    """
    text, n_lines = lines[at].lstrip("\ufeff"), 1
    while text.count('"') % 2 and n_lines < min(MAX_HEADER_LINES, len(lines) - at):
        text = f"{text}\n{lines[at + n_lines]}"
        n_lines += 1
    if text.count('"') % 2:
        text, n_lines = lines[at].lstrip("\ufeff"), 1
    if n_lines == 1 and text[:1] == '"' and _BY_R.fullmatch(text):
        rows_are_named = _names_rows(text, lines[at + 1 :])
        return [_Candidate('"" ' * rows_are_named + text, BLANK_OF_R, at=at, n_lines=n_lines)]
    delimiters = [delimiter for delimiter in DELIMITERS if delimiter in text] or ["\t"] * alone
    return [_Candidate(text, delimiter, at=at, n_lines=n_lines) for delimiter in delimiters]


def _names_rows(header: str, below: Sequence[str]) -> bool:
    """Whether the first row has one cell more than the header: the name of the row, as R writes it."""
    return bool(below) and len(parse(below[0], BLANK_OF_R)) == len(parse(header, BLANK_OF_R)) + 1


def _header(names: tuple[str, ...], delimiter: str, columns: Columns) -> Header:
    funding = [i for i, name in enumerate(names) if normal(name).startswith("funding text")]
    wos = is_wos(names)
    dialect = "Web of Science" if wos else dialect_of(names)
    places = places_in(dialect, names, columns.places)
    source = [i for i, name in enumerate(names) if normal(name) == SOURCE_LINE.get(dialect)]
    bodies = [i for i, name in enumerate(names) if normal(name) == ("ca" if wos else "group authors")]
    page_count = [i for i, name in enumerate(names) if normal(name) == "page count"]
    if source and source == places.get("container"):
        del places["container"]
    return Header(
        names=names,
        places=places,
        delimiter=delimiter,
        funding_at=funding[-1] + 1 if funding else None,
        dialect=dialect,
        quoted=not (wos and delimiter == "\t"),
        source_at=source[0] if source else None,
        bodies_at=bodies[0] if bodies and dialect == "Web of Science" else None,
        page_count_at=page_count[0] if page_count else None,
        nameless=tuple(i for i, name in enumerate(names) if i and not name.strip()),
    )
