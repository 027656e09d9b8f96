"""What other databases make of a document, and what downloads make of an entry: copies and damage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from million_text import Document

DAMAGES = ("cut", "tags", "bytes")
"""An entry whose end is lost, one whose marks are wrong, and one with bytes that no text has."""

_MARKS: Mapping[str, tuple[bytes, ...]] = {
    "nbib": (b"TI  - ", b"DP  - "),
    "txt": (b"\nTI ", b"\nPY "),
    "ris": (b"T1  - ", b"Y1  - "),
    "bib": (b"\ttitle = ", b"\tyear = "),
    "jsonl": (b'"title": ', b'"display_name": '),
    "csv": (b'","',),
}


def copied(document: Document, drawn: list[int]) -> Document:
    """The document as another database tells it: names, case, pages and what is left out differ."""
    told = document
    for place, (change, percent) in enumerate(_CHANGES):
        if drawn[2 * place] % 100 < percent:
            told = change(told, drawn[2 * place + 1])
    return told


def damaged(entry: bytes, suffix: str, damage: str, drawn: list[int]) -> bytes:
    """An entry after a damage; the entries around it stay whole."""
    if damage == "bytes":
        place = len(entry) // 2 + drawn[0] % 40
        return entry[:place] + b"\xff\xfe\x81\x00"[: 2 + drawn[1] % 3] + entry[place:]
    if damage == "tags":
        first, *others = _MARKS[suffix]
        entry = entry.replace(first, first[:-3] + b"?" + first[-2:], 1) if suffix != "csv" else entry
        for mark in others:
            entry = entry.replace(mark, mark[:1] + b"X" + mark[2:], 1)
        return entry if suffix != "csv" else b'"' + entry.partition(first)[2]
    place = len(entry) * (30 + drawn[0] % 50) // 100
    if suffix == "csv":
        place = entry.rindex(b'","', 0, place) + 1 if b'","' in entry[:place] else len(entry.rstrip())
    return entry[:place] + b"\n"


def _upper(d: Document, drawn: int) -> Document:
    return replace(d, title=d.title.upper() if drawn % 3 == 0 else d.title.title())


def _dashed(d: Document, drawn: int) -> Document:
    """A title with another sign before its second part, or without that part."""
    first, colon, second = d.title.partition(": ")
    if not colon:
        return replace(d, title=f"{d.title}.")
    return replace(d, title=f"{first} - {second}" if drawn % 4 else f"{first}. {second}")


def _misspelt(d: Document, drawn: int) -> Document:
    place = 1 + drawn % (len(d.title) - 2)
    return replace(d, title=d.title[:place] + d.title[place + 1 :])


def _short_names(d: Document, drawn: int) -> Document:
    return replace(d, authors=tuple((family, f"{given[0]}.") for family, given in d.authors))


def _fewer_names(d: Document, drawn: int) -> Document:
    return replace(d, authors=d.authors[: 1 + drawn % 3])


def _next_year(d: Document, drawn: int) -> Document:
    return replace(d, year=d.year + (1 if drawn % 2 else -1))


_CHANGES: tuple[tuple[Callable[[Document, int], Document], int], ...] = (
    (_upper, 25),
    (_dashed, 20),
    (_misspelt, 6),
    (_short_names, 45),
    (_fewer_names, 6),
    (lambda d, drawn: replace(d, journal=d.journal_short), 30),
    (lambda d, drawn: replace(d, doi=""), 30),
    (lambda d, drawn: replace(d, doi=d.doi.upper()), 15),
    (lambda d, drawn: replace(d, abstract=""), 10),
    (
        lambda d, drawn: replace(d, abstract=f"{d.abstract} (C) {d.year} The authors." if d.abstract else ""),
        30,
    ),
    (_next_year, 5),
    (lambda d, drawn: replace(d, keywords=()), 30),
)
"""What changes in a copy, each with how often in a hundred."""
