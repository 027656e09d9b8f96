"""What a bibliographic entry says of a document, in a record and in a report alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[- ]?){1,3}")


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
    """The values that are not empty, each once whatever its case: so are keywords."""
    by_key: dict[str, str] = {}
    for value in values:
        if value:
            by_key.setdefault(value.casefold(), value)
    return tuple(by_key.values())


def each_person(names: Iterable[str]) -> tuple[str, ...]:
    """The names that are not empty, each once, but for those with initials alone, which two authors may bear.

    Each of 32 records of Scopus that name one twice gives the two the numbers of two authors. Where all names
    stand twice, they are the same people.
    """
    written = [name for name in names if name]
    once = each_once(written)
    if len(once) * 2 <= len(written):
        return once
    full = [name for name in once if not _has_initials_alone(name)]
    found = []
    for name in written:
        if _has_initials_alone(name):
            found.append(name)
        elif name in full:
            found.append(name)
            full.remove(name)
    return tuple(found)


def _has_initials_alone(name: str) -> bool:
    return _INITIALS.fullmatch(name.partition(", ")[2]) is not None
