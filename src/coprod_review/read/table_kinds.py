"""The type of the document of a row of a table, and what follows for its title and container."""

from __future__ import annotations

import re
from functools import lru_cache

from coprod_review.read.columns import all_of_field, normal
from coprod_review.read.csl_json import ISSUED_ALONE
from coprod_review.read.document_types import REGISTRY_RECORD, document_type
from coprod_review.read.registers import is_preprint_server
from coprod_review.read.table_dialects import PUBLISHERS, REGISTERS
from coprod_review.read.table_header import Header

_TWICE_TYPED = frozenset({"Dimensions", "Web of Science"})
"""Who tells of some documents in another column than the usual one what they are."""

_WHOLE = frozenset({"book", "edited book", "proceeding", "proceedings"})
"""What the type of a whole book or of whole proceedings is called."""

_PUBLISHER = frozenset({"publisher"})
_OF_BOOKS = frozenset({"book title", "booktitle", "anthology title", "proceedings title"})
"""Columns with titles of books alone; those of journals and series have what a book is one of many in."""

_HOST = re.compile(r"(?:[a-z\d-]+\.)+[a-z]{2,6}")
"""A site in small letters, which Publish or Perish has where Google Scholar tells of no journal."""


def types_in(value: dict[str, list[str]], header: Header, cells: list[str]) -> list[str]:
    """The type of a row; where its usual column has none, that of the publication, else that of all rows.

    ProQuest tells what the source is beside what the document is. What registers of trials have is typed by
    them, since their own types are those of studies.
    """
    if header.dialect in REGISTERS:
        return [REGISTRY_RECORD]
    if header.dialect == "ProQuest":
        written = [cells[at].strip() for at in all_of_field(header.names, "types")]
        return list(filter(None, written)) or [header.kind]
    told = value.get("types", [])[:1]
    if told or header.dialect not in _TWICE_TYPED:
        return told or [header.kind]
    others = (cells[at].strip() for at in all_of_field(header.names, "types"))
    return [next(filter(None, others), header.kind)]


def addresses_in(value: dict[str, list[str]]) -> list[str]:
    """The addresses of a row; where their column has none, addresses without a DOI that stand for one."""
    dois = value.get("dois", [])
    return value.get("urls") or [told for told in dois if told[:4] == "http" and "10." not in told]


def title_and_container(
    title: str, container: str, types: list[str], header: Header, cells: list[str], *, source: str
) -> tuple[str, str]:
    """The title, of whole books that of the book; the container, of what stands alone who issued it.

    That may be the source, where what is called as a database is a publisher too. A register stands for the
    container of its trials: by it they are told from articles.
    """
    if header.dialect in REGISTERS:
        return title, header.dialect
    if not title and types[0].casefold() in _WHOLE and (book := _first_in(_OF_BOOKS, header, cells)):
        title, container = book, "" if container == book else container
    is_host = header.dialect == "Publish or Perish" and _HOST.fullmatch(container)
    if is_host and not is_preprint_server(container):
        container = ""
    if not container and document_type(tuple(types)) in ISSUED_ALONE:
        issuer = source if source.casefold() in PUBLISHERS else ""
        container = _first_in(_PUBLISHER, header, cells) or issuer
    return title, container


def _first_in(columns: frozenset[str], header: Header, cells: list[str]) -> str:
    """The first that stands in one of these columns, if any does."""
    found = (cells[at].strip() for at in _places_of(columns, header.names))
    return next(filter(None, found), "")


@lru_cache(maxsize=64)
def _places_of(columns: frozenset[str], names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(names) if normal(name) in columns)
