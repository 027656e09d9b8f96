"""The type of the document of a row of a table, and what follows for its title and container."""

from __future__ import annotations

from functools import lru_cache

from coprod_review.read.columns import all_of_field, normal
from coprod_review.read.csl_json import ISSUED_ALONE
from coprod_review.read.document_types import document_type
from coprod_review.read.table_header import Header

_TWICE_TYPED = frozenset({"Dimensions", "Web of Science"})
"""Who tells of some documents in another column than the usual one what they are."""

_WHOLE = frozenset({"book", "edited book", "proceeding", "proceedings"})
"""What the type of a whole book or of whole proceedings is called."""


def types_in(value: dict[str, list[str]], header: Header, cells: list[str]) -> list[str]:
    """The type of a row; where its usual column has none, that of the publication, else that of all rows."""
    told = value.get("types", [])[:1]
    if told or header.dialect not in _TWICE_TYPED:
        return told or [header.kind]
    others = (cells[at].strip() for at in all_of_field(header.names, "types"))
    return [next(filter(None, others), header.kind)]


def title_and_container(
    title: str, container: str, types: list[str], header: Header, cells: list[str]
) -> tuple[str, str]:
    """The title, of whole books that of the book; the container, of what stands alone who issued it."""
    if not title and types[0].casefold() in _WHOLE:
        title, container = container, ""
    if not container and (at := _publisher_at(header.names)) is not None:
        container = cells[at].strip() if document_type(tuple(types)) in ISSUED_ALONE else ""
    return title, container


@lru_cache(maxsize=64)
def _publisher_at(names: tuple[str, ...]) -> int | None:
    return next((at for at, name in enumerate(names) if normal(name) == "publisher"), None)
