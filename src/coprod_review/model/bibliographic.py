"""What a bibliographic entry says of a document, in a record and in a report alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliographic:
    """The bibliographic fields. Text is empty and `year` is None where nothing is known.

    `authors` are "Family, Given". `doi` is lower case without a resolver address. `type` and `language`
    are of the lists in docs/stages.md. `references` are cited works as the export writes them.
    """

    type: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    language: str = ""
    url: str = ""


def each_once(values: Iterable[str]) -> tuple[str, ...]:
    """The values that are not empty, each once whatever its case: so are authors and keywords."""
    by_key: dict[str, str] = {}
    for value in values:
        if value:
            by_key.setdefault(value.casefold(), value)
    return tuple(by_key.values())
