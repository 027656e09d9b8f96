"""Tables of entries: Scopus CSV and any other CSV or TSV whose columns are recognised by name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from coprod_review.model.main_headings import unmarked
from coprod_review.model.sheet_text import REFERENCE_BAR
from coprod_review.read.columns import all_of_field
from coprod_review.read.decode import DecodedText
from coprod_review.read.dois import dois_of
from coprod_review.read.entries import Draft, Entry, Format, Repairs
from coprod_review.read.formulas import once
from coprod_review.read.mangled import range_of_date, years_as_meant
from coprod_review.read.references import framed, split_references
from coprod_review.read.registers import eid_in, pmid_in
from coprod_review.read.table_authors import authors_in, bodies_in
from coprod_review.read.table_cells import cleaned, values_of
from coprod_review.read.table_dialects import DATABASES, OTHER, OWN_DIALECT
from coprod_review.read.table_header import (
    HEAD_LINES,
    Header,
    Told,
    find_header,
    header_of,
)
from coprod_review.read.table_kinds import addresses_in, title_and_container, types_in
from coprod_review.read.table_pieces import count_rows, rows_of_pieces
from coprod_review.read.table_row import Row
from coprod_review.read.wos_collections import (
    lists_headings,
    mesh_headings,
    pmid_of,
    without_label,
    words_of,
)
from coprod_review.read.zotero_extra import noted

LONGEST_LIST = 20_000
"""Lists of keywords that are longer are parted without looking at brackets."""

TURNED_BACK = "pages or issues that a spreadsheet had made dates of, turned back"
NAMELESS = "rows with text below columns without a name, which fill no field"
LEFT_EMPTY = "pages or issues that a spreadsheet had made dates of, left empty"
VOLUMES_TURNED_BACK = "volumes that a spreadsheet had made dates of, turned back"
VOLUMES_LEFT_EMPTY = "volumes that a spreadsheet had made dates of, left empty"

MOST_PAGES = 1_000
"""More pages than this are those of a book, which begins with the first."""

_DAY_AND_MONTH = re.compile(r"\d\d?-[^\W\d_]{3}")
"""What issues look like that a spreadsheet took for dates; other dates are those of newspapers."""

_LIKE_DATED_VOLUME = re.compile(rf"{_DAY_AND_MONTH.pattern}|[^\W\d_]{{3}}-\d\d")

_COMMA_OUTSIDE = re.compile(r"[,|\n]\s*(?![^()]*\))")


def first_mark(head: str, told: Told | None = None) -> int | None:
    """Where one of the first lines is a header with columns that are known, or with those told."""
    lines = head.split("\n")[:HEAD_LINES]
    found = find_header(lines, told)
    return None if found is None else sum(len(line) + 1 for line in lines[: found.above])


def count_marks(text: str) -> int:
    """0: rows have no mark of their own; `count_rows` counts them."""
    return 0


def dialect(head: str, told: Told | None = None) -> str:
    """Who wrote the table, by columns that only they have."""
    found = find_header(head.split("\n")[:HEAD_LINES], told)
    return found.header.dialect if found else OTHER


def kind(head: str, told: Told | None = None) -> str:
    """What a table is called by the sign between its cells."""
    found = find_header(head.split("\n")[:HEAD_LINES], told)
    is_tabbed = found is not None and found.header.delimiter == "\t" and len(found.header.names) > 1
    return "tsv" if is_tabbed else "csv"


def cut(text: DecodedText, repairs: Repairs, told: Told | None = None) -> Iterator[Entry]:
    """The rows below the headers. Rows without any cell filled are blank lines and no entries."""
    found = header_of(text, told)
    if found is None:
        return
    if found.above:
        repairs["lines outside entries passed over"] += found.above
    yield from rows_of_pieces(text, found, repairs, told)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one row says."""
    row: Row = entry.context
    header = row.header
    is_own = header.dialect == OWN_DIALECT
    cells = cleaned(row.cells, header, entry.raw)
    if row.repair:
        repairs[row.repair] += 1
    if any(cells[at].strip() for at in header.nameless):
        repairs[NAMELESS] += 1
    if header.dialect == "Ovid":
        return _of_ovid(header, cells)
    value = values_of(cells, header, entry.raw)

    def one(name: str) -> str:
        return next(iter(value.get(name, ())), "")

    container, article = one("container"), one("article_number")
    if container.casefold() in DATABASES and not is_own:
        container = _no_database(value["container"], header, cells)
    types = types_in(value, header, cells)
    title, container = title_and_container(
        one("title"), container, types, header, cells, source=one("container")
    )
    has_extra = header.dialect == "Zotero" and "Extra" in header.names
    extra = noted(cells[header.names.index("Extra")]) if has_extra else {}
    number = one("pmid") or extra.get("pmid") or pmid_of(one("source_id")) or pmid_in(value.get("urls", []))
    return Draft(
        source_id=(_own_eid(value, header) or one("source_id")).strip(' "'),
        types=types,
        title=title if is_own else once(_requoted(title)),
        authors=authors_in(value.get("authors", ()), header) + bodies_in(cells, header),
        given_first=True,
        names_are_parted=is_own,
        dates=years_as_meant(value.get("dates", []), entry.line, repairs),
        container=container,
        volume=one("volume") if is_own else _volume(one("volume"), repairs),
        issue=one("issue") if is_own else _not_dated(one("issue"), repairs, sign=_DAY_AND_MONTH),
        pages=one("pages") if is_own else _not_dated(without_label(one("pages")), repairs),
        first_page=one("first_page"),
        last_page=one("last_page").lstrip("-") or _last_page(one("first_page"), row),
        article_number="" if article == number else article,
        dois=[
            *value.get("dois", []),
            *filter(None, [extra.get("doi")]),
            *dois_of(value.get("urls", [])),
        ],
        pmid=number,
        abstract=one("abstract") if is_own else once(one("abstract").removeprefix("Abstract - ")),
        keywords=[unmarked(k) for cell in value.get("keywords", []) for k in _keywords(cell, header)],
        references=_references(one("references"), header),
        languages=value.get("languages", []),
        urls=addresses_in(value),
    )


def _own_eid(value: dict[str, list[str]], header: Header) -> str:
    """The number of Scopus out of its address, where its table has no column for it."""
    has_none = header.dialect == "Scopus" and "EID" not in header.names
    return eid_in(value.get("urls", ())) if has_none else ""


def _no_database(named: list[str], header: Header, cells: list[str]) -> str:
    """The first of several containers that is no database, last those of columns else passed over."""
    used = {at for places in header.places.values() for at in places}
    others = [cells[at].strip() for at in all_of_field(header.names, "container") if at not in used]
    return next((name for name in (*named, *others) if name and name.casefold() not in DATABASES), "")


def _of_ovid(header: Header, cells: list[str]) -> Draft:
    """What a row of Ovid's table says, whose columns have the tags of its text."""
    from coprod_review.read.ovid import read_tags  # noqa: PLC0415 - for the tables of Ovid alone

    by_tag: dict[str, list[str]] = {}
    for name, cell in zip(header.names, cells, strict=True):
        if cell.strip():
            by_tag.setdefault(name.strip().upper(), []).append(cell.strip())
    return read_tags(by_tag)


def _last_page(first: str, row: Row) -> str:
    """The last page as the first and the number of pages tell it, where EBSCO writes these alone."""
    at = row.header.page_count_at
    count = "" if at is None else row.cells[at].strip()
    known = first.isdecimal() and count.isdecimal() and 1 < int(count) < MOST_PAGES
    return str(int(first) + int(count) - 1) if known else ""


def _not_dated(written: str, repairs: Repairs, *, sign: re.Pattern[str] | None = None) -> str:
    """A range without what a spreadsheet made of it, where it shows the sign; empty where nobody can tell."""
    is_like = len(written) > 4 and (sign is None or sign.fullmatch(written))
    meant = range_of_date(written) if is_like else None
    if meant is None:
        return written
    repairs[TURNED_BACK if meant else LEFT_EMPTY] += 1
    return meant


def _requoted(title: str) -> str:
    """A title that begins with a quotation mark, where PubMed doubled all and quoted the cell once."""
    is_such = title[-1:] == '"' and '""' in title and title.count('"') % 2
    return f'"{title[:-1]}'.replace('""', '"') if is_such else title


def _volume(written: str, repairs: Repairs) -> str:
    """A volume such as 5-12 without what a spreadsheet made of it ("12-May", "May-12")."""
    meant = range_of_date(written) if _LIKE_DATED_VOLUME.fullmatch(written) else None
    if meant is None:
        return written
    repairs[VOLUMES_TURNED_BACK if meant else VOLUMES_LEFT_EMPTY] += 1
    return meant


def _keywords(cell: str, header: Header) -> list[str]:
    """Keywords by the separator that the cell shows; where semicolons are the rule, commas are text."""
    if header.dialect == "Web of Science" and lists_headings(cell):
        return mesh_headings(cell)
    if "&" in cell and ";" in cell and header.dialect != OWN_DIALECT:
        cell = html.unescape(cell)
    if header.dialect in ("Scopus", "Web of Science", "Lens", OWN_DIALECT):
        return words_of(cell) if header.dialect == "Web of Science" else cell.split(";")
    if cell.startswith("[") and cell.endswith("]"):
        cell = cell[1:-1].replace("'", "").replace('"', "")
    if "(" in cell and ";" not in cell and len(cell) < LONGEST_LIST:
        return _COMMA_OUTSIDE.split(cell)
    for separator in (";", "|", "\n", ","):
        if separator in cell:
            return cell.split(separator)
    return [cell]


def _references(cell: str, header: Header) -> list[str]:
    if header.dialect == "Scopus":
        return split_references(cell)
    if header.dialect == OWN_DIALECT:
        return cell.split(REFERENCE_BAR)
    if cell[:1] == "[" and (found := framed(cell)):
        return found
    return [part.strip() for part in re.split(r"[;|]\s*", cell) if part.strip()]


FORMAT = Format(
    name="csv",
    label="CSV or TSV (Scopus and others, by column names)",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect,
    kind=kind,
    count_apart=count_rows,
)


def format_told(columns: Told) -> Format:
    """The format of a table of which people told some columns, by the keys of the manifest."""
    return replace(
        FORMAT,
        first_mark=partial(first_mark, told=columns),
        dialect=partial(dialect, told=columns),
        kind=partial(kind, told=columns),
        cut=partial(cut, told=columns),
        count_apart=partial(count_rows, told=columns),
    )
