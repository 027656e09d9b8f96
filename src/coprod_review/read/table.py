"""Tables of entries: Scopus CSV and any other CSV or TSV whose columns are recognised by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, Format, Repairs
from coprod_review.read.names import split_authors
from coprod_review.read.references import split_references
from coprod_review.read.table_header import HEAD_LINES, Header, find_header, header_of
from coprod_review.read.table_rows import Row, count_rows, rows

_RUN_TOGETHER = re.compile(r"(?<=[^\W\d_A-Z]{2})(?<!Mac)(?<!Van)(?<!Von)(?<!Des)(?=[A-Z])")


def first_mark(head: str) -> int | None:
    """0 where one of the first lines is a header with columns that are known."""
    found = find_header(head.split("\n")[:HEAD_LINES])
    return None if found is None else sum(len(line) + 1 for line in head.split("\n")[: found[0]])


def count_marks(text: str) -> int:
    """0: rows have no mark of their own; `count_rows` counts them."""
    return 0


def dialect(head: str) -> str:
    """Who wrote the table, by columns that only they have."""
    found = find_header(head.split("\n")[:HEAD_LINES])
    return found[1].dialect if found else "CSV"


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The rows below the header. Rows without any cell filled are blank lines and no entries."""
    found = header_of(text)
    if found is None:
        return
    header_line, header = found
    if header_line:
        repairs["lines outside entries passed over"] += header_line
    yield from rows(text, header, skip=header_line + 1)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one row says."""
    row: Row = entry.context
    header, cells = row.header, row.cells
    if row.repair:
        repairs[row.repair] += 1
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
