"""What the formats with a tag before each value share: RIS, MEDLINE and Web of Science."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Entry, EntryFault, Repairs
from coprod_review.read.text_lines import DOUBLED, TEXT_TAGS, is_text, n_doubled

Values = dict[str, list[str]]
"""The values of an entry by tag, in their order; lines that continue a value stand after a line feed."""

NO_END = "missing ER supplied"
"""What is noted, with the last line of the entry, where an entry is followed by the next without its end."""


class Section(NamedTuple):
    """A piece of an export that begins at a start mark, except perhaps the first; `line` is its first line.

    `n_line_ends` is how many lines end in it. `following` is the first line of the next section, None in the
    last.
    """

    text: str
    line: int
    n_line_ends: int
    following: str | None

    def last_line_of(self, beginning: str) -> int:
        """The line on which the text ends with which the section begins; what follows it should be short."""
        return self.line + self.n_line_ends - self.text.count("\n", len(beginning))

    def lines_with_next(self) -> Iterator[tuple[int, str, str | None]]:
        """Each line with its number and the line after it, None after the last of the export."""
        lines = self.text.split("\n")
        if not lines[-1]:
            lines.pop()
        yield from zip(
            range(self.line, self.line + len(lines)), lines, [*lines[1:], self.following], strict=True
        )


Starts = Callable[[str], Iterable[int]]
"""Where, in a text of whole lines, the lines begin that have a start mark."""


def starts_at(word: str, line: re.Pattern[str]) -> Callable[[str], Iterator[int]]:
    """What finds the lines that match and begin with the word, a byte-order mark before it aside."""

    def starts(text: str) -> Iterator[int]:
        at = text.find(word)
        while at >= 0:
            if line.match(text, at):
                start = at - (text[at - 1 : at] == "\ufeff")
                if start == 0 or text[start - 1] == "\n":
                    yield start
            at = text.find(word, at + len(word))

    return starts


def sections(text: DecodedText, starts: Starts) -> Iterator[Section]:
    """The text in sections, each up to the next line that has a start mark."""
    line, before = 1, ""
    for piece in _pieces(text, starts):
        if before:
            n = before.count("\n")
            yield Section(text=before, line=line, n_line_ends=n, following=piece.partition("\n")[0])
            line += n
        before = piece
    if before:
        yield Section(text=before, line=line, n_line_ends=before.count("\n"), following=None)


def _pieces(text: DecodedText, starts: Starts) -> Iterator[str]:
    held: list[str] = []
    for block in text.blocks():
        at = 0
        for start in starts(block):
            held.append(block[at:start])
            yield "".join(held)
            held, at = [], start
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


def values_by_tag(
    raw: str,
    tag: re.Pattern[str],
    *,
    mark: str,
    line_end: str = "\n",
    unread: Container[str] = (),
    repairs: Repairs | None = None,
) -> Values:
    """The values of an entry by tag; blank lines, and blanks around lines, are left out.

    `tag` finds a tag (its first group) with the line end before it; what stands up to the next is its value.
    `mark` is how a tag is written before its value, with {} for the tag. Lines of a text that look like a tag
    stay in the text. `line_end` parts the lines of a value. `unread` are tags of which nobody asks the
    values, and which have none. `repairs` counts values behind a text that the entry has elsewhere too.
    """
    values: Values = {}
    text = ""
    behind: list[str] = []
    parts = iter(tag.split(f"\n{raw}")[1:])
    for name, written in zip(parts, parts, strict=True):
        if text:
            if name != text and is_text(name, written, values):
                further = _joined(written, line_end)
                values[text][-1] = f"{values[text][-1]}{line_end}{mark.format(name)}{further}"
                continue
            text = ""
            behind.append(name)
        if name in unread:
            values[name] = []
            continue
        if name in TEXT_TAGS:
            text = name
        value = _joined(written, line_end) if "\n" in written else written.strip()
        if (same := values.get(name)) is not None:
            same.append(value)
        else:
            values[name] = [value]
    if repairs is not None and behind and (n := n_doubled(behind, values)):
        repairs[DOUBLED] += n
    return values


def _joined(value: str, line_end: str) -> str:
    return line_end.join([line for line in map(str.strip, value.split("\n")) if line])


def first(values: Values, *tags: str) -> str:
    """The first value of the first of the tags that has one."""
    for tag in tags:
        if tag in values:
            for value in values[tag]:
                if value:
                    return value
    return ""


def all_of(values: Values, *tags: str) -> list[str]:
    """All values of the tags, tag after tag."""
    found: list[str] = []
    for tag in tags:
        if tag in values:
            found += values[tag]
    return [value for value in found if value] if "" in found else found


def split_lines(values: list[str], separator: str = "") -> list[str]:
    """The values parted at line feeds, and at the separator if one is given, without blanks around them."""
    text = "\n".join(values)
    if separator:
        text = text.replace(separator, "\n")
    return [part for line in text.split("\n") if (part := line.strip())]
