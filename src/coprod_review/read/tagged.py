"""What the formats with a tag before each value share: RIS, MEDLINE and Web of Science."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Entry, EntryFault

Values = dict[str, list[str]]
"""The values of an entry by tag, in their order; lines that continue a value stand after a line feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A piece of an export that begins at a start mark, except perhaps the first; `line` is its first line.

    `following` is the first line of the next section, None in the last.
    """

    text: str
    line: int
    following: str | None

    def lines_with_next(self) -> Iterator[tuple[int, str, str | None]]:
        """Each line with its number and the line after it, None after the last of the export."""
        lines = self.text.split("\n")
        if not lines[-1]:
            lines.pop()
        yield from zip(
            range(self.line, self.line + len(lines)), lines, [*lines[1:], self.following], strict=True
        )


def sections(text: DecodedText, start: re.Pattern[str]) -> Iterator[Section]:
    """The text in sections, each up to the next line at whose beginning the mark stands."""
    line, before = 1, ""
    for piece in _pieces(text, start):
        if before:
            yield Section(text=before, line=line, following=piece.partition("\n")[0])
            line += before.count("\n")
        before = piece
    if before:
        yield Section(text=before, line=line, following=None)


def _pieces(text: DecodedText, start: re.Pattern[str]) -> Iterator[str]:
    held: list[str] = []
    for block in text.blocks():
        at = 0
        for found in start.finditer(block):
            held.append(block[at : found.start()])
            at = found.start()
            yield "".join(held)
            held = []
        held.append(block[at:])
    yield "".join(held)


def entry_of(lines: list[str], line: int, *, fault: EntryFault | None = None) -> Entry:
    """An entry of the lines from `line` on, blank lines at its end left out."""
    n = len(lines)
    while n > 1 and not lines[n - 1].strip():
        n -= 1
    return Entry(raw="\n".join(lines[:n]), line=line, end_line=line + n - 1, fault=fault)


def never_ended(start: str, end: str) -> EntryFault:
    """The fault of an entry at the end of the file whose end mark is missing."""
    return EntryFault(f"this entry opens with {start} but never reaches {end}", remedy=CUT_SHORT)


def values_by_tag(raw: str, tag_line: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Each tag with its value: what follows on its line, and the lines up to the next tag after line feeds.

    `tag_line` finds the beginnings of lines that have a tag, up to where the value begins; its first group
    is the tag. Blank lines, and blanks around lines, are left out.
    """
    tag, at = "", 0
    for found in tag_line.finditer(raw):
        if tag:
            yield tag, _joined(raw[at : found.start()])
        tag, at = found.group(1), found.end()
    if tag:
        yield tag, _joined(raw[at:])


def _joined(value: str) -> str:
    value = value.strip()
    if "\n" not in value:
        return value
    return "\n".join([line for line in map(str.strip, value.split("\n")) if line])


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
