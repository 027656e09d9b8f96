"""What the formats with a tag before each value share: RIS, MEDLINE and Web of Science."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Entry, EntryFault

Values = dict[str, list[str]]
"""The values of an entry by tag, in their order; lines that continue a value stand after a line feed."""


def lines_with_next(text: DecodedText) -> Iterator[tuple[int, str, str | None]]:
    """Each line with its number, counted from 1, and the line after it, None after the last."""
    window: deque[str] = deque(maxlen=2)
    number = 0
    for line in text.lines():
        window.append(line)
        if len(window) == 2:
            number += 1
            yield number, window[0], line
    if window:
        yield number + 1, window[-1], None


def entry_of(lines: list[str], line: int, *, fault: EntryFault | None = None) -> Entry:
    """An entry of the lines from `line` on, blank lines at its end left out."""
    n = len(lines)
    while n > 1 and not lines[n - 1].strip():
        n -= 1
    return Entry(raw="\n".join(lines[:n]), line=line, end_line=line + n - 1, fault=fault)


def never_ended(start: str, end: str) -> EntryFault:
    """The fault of an entry at the end of the file whose end mark is missing."""
    return EntryFault(f"this entry opens with {start} but never reaches {end}", remedy=CUT_SHORT)


def first(values: Values, *tags: str) -> str:
    """The first value of the first of the tags that has one."""
    for tag in tags:
        for value in values.get(tag, ()):
            if value:
                return value
    return ""


def all_of(values: Values, *tags: str) -> list[str]:
    """All values of the tags, tag after tag."""
    return [value for tag in tags for value in values.get(tag, ()) if value]


def split_lines(values: list[str], separator: str = "") -> list[str]:
    """The values parted at line feeds, and at the separator if one is given."""
    parts = [part for value in values for part in value.split("\n")]
    if separator:
        parts = [piece for part in parts for piece in part.split(separator)]
    return [part.strip() for part in parts if part.strip()]
