"""Tables of entries: Scopus CSV and any other CSV or TSV whose columns are recognised by name.

Rows are cut by a scan of quotes that knows nothing of their content; a quote that is never closed costs the
row that opened it and no other.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coprod_review.read.columns import columns_by_field, is_wos, normal, recognised
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Draft, Entry, EntryFault, Format, Repairs
from coprod_review.read.names import split_authors
from coprod_review.read.references import split_references

DELIMITERS = (",", ";", "\t", "|")
MAX_CELL = 2**31 - 1
HEAD_LINES = 40

_EID = re.compile(r"2-s2\.0-\d+")

_RUN_TOGETHER = re.compile(r"(?<=[^\W\d_A-Z]{2})(?<!Mac)(?<!Van)(?<!Von)(?<!Des)(?=[A-Z])")

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


def first_mark(head: str) -> int | None:
    """0 where one of the first lines is a header with columns that are known."""
    found = _find_header(head.split("\n")[:HEAD_LINES])
    return None if found is None else sum(len(line) + 1 for line in head.split("\n")[: found[0]])


def count_marks(line: str) -> int:
    """0: rows have no mark of their own; `count_rows` counts them."""
    return 0


def dialect(head: str) -> str:
    """Who wrote the table, by columns that only they have."""
    found = _find_header(head.split("\n")[:HEAD_LINES])
    return found[1].dialect if found else "CSV"


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The rows below the header. Rows without any cell filled are blank lines and no entries."""
    found = _find_header(text.head(1 << 18).split("\n")[:HEAD_LINES])
    if found is None:
        return
    header_line, header = found
    if header_line:
        repairs["lines outside entries passed over"] += header_line
    rows = _rows(text, header, skip=header_line)
    next(rows, None)
    for entry in rows:
        if entry.raw.strip(f'{header.delimiter}" \t\n'):
            yield entry


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one row says."""
    header: Header = entry.context
    cells = _fitted(_cells(entry.raw, header), header, repairs)
    value = {
        name: [cells[i].strip() for i in places if cells[i].strip()] for name, places in header.places.items()
    }

    def one(name: str) -> str:
        return next(iter(value.get(name, ())), "")

    return Draft(
        source_id=one("source_id"),
        types=value.get("types", [])[:1],
        title=one("title"),
        authors=_authors(one("authors"), header),
        given_first=True,
        dates=value.get("dates", []),
        container=one("container"),
        volume=one("volume"),
        issue=one("issue"),
        pages=one("pages"),
        first_page=one("first_page"),
        last_page=one("last_page").lstrip("-"),
        article_number=one("article_number"),
        dois=[*value.get("dois", []), *(u for u in value.get("urls", []) if "doi.org/" in u)],
        pmid=one("pmid"),
        abstract=one("abstract"),
        keywords=[k for cell in value.get("keywords", []) for k in _keywords(cell, header)],
        references=_references(one("references"), header),
        languages=value.get("languages", []),
        urls=value.get("urls", []),
    )


def count_rows(text: DecodedText) -> int:
    """The rows below the header that are not blank, as the csv module counts them."""
    found = _find_header(text.head(1 << 18).split("\n")[:HEAD_LINES])
    if found is None:
        return 0
    header_line, header = found
    csv.field_size_limit(MAX_CELL)
    lines = itertools.islice(text.raw_lines(), header_line, None)
    if header.quoted:
        rows: Iterator[list[str]] = csv.reader(lines, delimiter=header.delimiter)
    else:
        rows = ([line] for line in lines)
    next(rows, None)
    return sum(1 for cells in rows if "".join(cells).strip(f'{header.delimiter}" \t\n'))


def _find_header(lines: Sequence[str]) -> tuple[int, Header] | None:
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


def _header(line: str, delimiter: str) -> Header:
    names = tuple(_parse(line, delimiter))
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


def _rows(text: DecodedText, header: Header, *, skip: int) -> Iterator[Entry]:
    """Lines joined while a quote is open. A quote open at the end of the file costs its first line only."""
    opening = re.compile(rf'(?:^|{re.escape(header.delimiter)})"')
    lines: list[str] = []
    pending: list[tuple[int, str]] = []
    source = ((n, line) for n, line in enumerate(text.lines(), 1) if n > skip)
    start = n_broken = 0
    is_open = False
    while True:
        step = pending.pop() if pending else next(source, None)
        if step is None:
            if not lines:
                return
            yield _unclosed(lines[:1] if n_broken < 50 else lines, start, header, is_last=len(lines) == 1)
            n_broken += 1
            rest = lines[1:] if n_broken <= 50 else []
            pending = [(start + 1 + i, line) for i, line in enumerate(rest)][::-1]
            lines, is_open = [], False
            continue
        number, line = step
        if not lines:
            start = number
        lines.append(line)
        is_open = header.quoted and _open_after(line, opening, is_open=is_open)
        if not is_open:
            yield Entry(line=start, end_line=number, lines=lines, context=header)
            lines = []


def _open_after(line: str, opening: re.Pattern[str], *, is_open: bool) -> bool:
    """Whether a quoted cell is still open at the end of the line."""
    if '"' not in line:
        return is_open
    at = 0
    while True:
        if not is_open:
            found = opening.search(line, at)
            if not found:
                return False
            at, is_open = found.end(), True
        close = line.find('"', at)
        while close >= 0 and line[close + 1 : close + 2] == '"':
            close = line.find('"', close + 2)
        if close < 0:
            return True
        at, is_open = close + 1, False


def _unclosed(lines: list[str], start: int, header: Header, *, is_last: bool) -> Entry:
    remedy = CUT_SHORT if is_last else "put a quotation mark after the text that one opens on this line"
    fault = EntryFault("a quotation mark is opened in this row and never closed", remedy=remedy)
    return Entry(line=start, end_line=start + len(lines) - 1, lines=lines, fault=fault, context=header)


def _cells(raw: str, header: Header) -> list[str]:
    try:
        return _parse(raw, header.delimiter) if header.quoted else raw.split(header.delimiter)
    except csv.Error as error:
        raise EntryFault(f"this row is not valid CSV ({error})", remedy="export the file again") from None


def _parse(line: str, delimiter: str) -> list[str]:
    csv.field_size_limit(MAX_CELL)
    rows = list(csv.reader(line.splitlines(keepends=True) if "\n" in line else [line], delimiter=delimiter))
    return [cell for row in rows for cell in row]


def _fitted(cells: list[str], header: Header, repairs: Repairs) -> list[str]:
    """As many cells as the header has.

    Scopus writes one column for each funding text of a row but names only some: then the cells behind are
    counted from the right, which the EID in the last column confirms. Other surplus cells must be empty.
    """
    surplus = len(cells) - len(header.names)
    if surplus < 0:
        if len(cells) == 1 and len(header.names) > 3:
            raise EntryFault("this row has 1 cell where the header has more", remedy=CUT_SHORT)
        repairs["short rows filled up with empty cells"] += 1
        return cells + [""] * -surplus
    if surplus == 0:
        return cells
    if header.funding_at is not None and _EID.fullmatch(cells[-1].strip()):
        repairs["surplus funding columns left out"] += 1
        return cells[: header.funding_at] + cells[header.funding_at + surplus :]
    if not any(cell.strip() for cell in cells[len(header.names) :]):
        return cells[: len(header.names)]
    raise EntryFault(
        f"this row has {len(cells)} cells and the header has {len(header.names)}",
        remedy="put text with separators or quotation marks in double quotes, or export the file again",
    )


def _authors(cell: str, header: Header) -> list[str]:
    """Springer runs the names together: a capital after two small letters begins the next."""
    return _RUN_TOGETHER.split(cell) if header.dialect == "Springer" else split_authors(cell)


def _keywords(cell: str, header: Header) -> list[str]:
    """Keywords by the separator that the cell shows; where semicolons are the rule, commas are text."""
    if header.dialect in ("Scopus", "Web of Science", "Lens"):
        return cell.split(";")
    if cell.startswith("[") and cell.endswith("]"):
        cell = cell[1:-1].replace("'", "").replace('"', "")
    for separator in (";", "|", "\n", ","):
        if separator in cell:
            return cell.split(separator)
    return [cell]


def _references(cell: str, header: Header) -> list[str]:
    if header.dialect == "Scopus":
        return split_references(cell)
    return [part.strip() for part in re.split(r"[;|]\s*", cell) if part.strip()]


FORMAT = Format(
    name="csv",
    label="CSV or TSV (Scopus and others, by column names)",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect,
    count_apart=count_rows,
)
