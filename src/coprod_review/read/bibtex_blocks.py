"""BibTeX blocks cut by their braces, with recovery where a brace is missing or one too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coprod_review.read import other_formats
from coprod_review.read.bibtex_values import is_balanced
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, EntryFault, Repairs
from coprod_review.read.outside import PASSED_OVER
from coprod_review.read.tagged import Section, entry_of, sections

_BLOCK = re.compile(r"[ \t\ufeff]*@[ \t]*([A-Za-z]\w*)[ \t]*([{(])")
_OPENING = re.compile(r"@[ \t]*[A-Za-z]\w*[ \t]*[{(]")
_SEVERAL = re.compile(r"(?<=[})])[ \t]*(?=@[ \t]*[A-Za-z]\w*[ \t]*[{(])")
_ESCAPED = re.compile(r"\\[\\{}]")
_FIELD_LIKE = re.compile(r"[ \t]*(?:,|[A-Za-z][\w -]*=)")
_WHOLE_FIELD = re.compile(r"\s*[A-Za-z][\w-]*\s*=\s*(?:\{.*\}|\".*\"|\w+)\s*,?\s*$")

_COMMENTED = re.compile(r"@[ \t]*(?!(?:comment|string|preamble)\b)[A-Za-z]\w*[ \t]*[{(]", re.IGNORECASE)
COMMENTED_OUT = "entries commented out, behind % or other words of their line, passed over"

MAX_INDENT = 200
"""How far from the beginning of its line a block may open: long lines must not cost time for each @."""


@dataclass(slots=True)
class Block:
    """A block: `inner` is the place of the first line in it that looks like a start, while it is being cut.

    `n_marks` is how many start marks stand in it, where that is known. `lines` may be several in one text.
    """

    kind: str
    opener: str
    line: int
    lines: list[str] = field(default_factory=list)
    depth: int = 0
    inner: int | None = None
    fault: EntryFault | None = None
    end_line: int = 0
    n_marks: int | None = None

    def take(self, line: str, number: int) -> bool:
        """Add a line; whether the block is closed by it."""
        self.lines.append(line)
        self.end_line = number
        if "\\" in line:
            line = _ESCAPED.sub("", line)
        self.depth += line.count("{") - line.count("}")
        if self.opener == "{":
            return self.depth <= 0 and "}" in line
        return self.depth <= 0 and line.rstrip().endswith(")")


def blocks_of(text: DecodedText, repairs: Repairs) -> Iterator[Block]:
    """All blocks. One that never closes ends before the first line in it that looks like a start."""
    cutter = _Cutter(repairs)
    for section in sections(text, starts):
        block = _whole(section) if cutter.is_between() else None
        if block:
            yield from cutter.take_whole(block)
            continue
        for number, line, _ in section.lines_with_next():
            for part in _SEVERAL.split(line) if "@" in line else (line,):
                yield from cutter.take(number, part)
    yield from cutter.finish()


def starts(text: str) -> Iterator[int]:
    """Where the lines begin that open a block."""
    for at in _places_of(text, "@"):
        before = text[max(0, at - MAX_INDENT) : at]
        indent = len(before) - len(before.rstrip(" \t\ufeff"))
        if (at == indent or text[at - indent - 1] == "\n") and _OPENING.match(text, at):
            yield at - indent


def _places_of(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


def _whole(section: Section) -> Block | None:
    """The block that a section is without doubt: one entry, closed by a brace at the section's end alone."""
    n_written = len(section.text.rstrip())
    end = section.text.find("\n", n_written)
    raw = section.text if end < 0 else section.text[:end]
    opening = _BLOCK.match(raw)
    if not opening or opening.group(2) != "{" or raw[n_written - 1] != "}":
        return None
    if raw.count("@") > 1 and _SEVERAL.search(raw):
        return None
    if not is_balanced(raw[opening.end() : n_written - 1]):
        return None
    end_line = section.last_line_of(raw)
    return Block(opening.group(1).lower(), "{", section.line, lines=[raw], end_line=end_line, n_marks=1)


class _Cutter:
    """Takes sections and lines one by one; `closed` is the block that text behind it may still belong to."""

    def __init__(self, repairs: Repairs) -> None:
        self.repairs = repairs
        self.block: Block | None = None
        self.closed: Block | None = None
        self.others: list[tuple[int, str]] = []

    def is_between(self) -> bool:
        """Whether no block is open."""
        return self.block is None

    def take_whole(self, block: Block) -> Iterator[Block]:
        """Take a block that is whole, while none is open."""
        yield from self._give_others()
        yield from self._give_closed()
        self.closed = block

    def take(self, number: int, line: str) -> Iterator[Block]:
        """Take the next line, or part of one; the blocks that it shows to be complete."""
        waiting = [(number, line)]
        while waiting:
            at, text = waiting.pop()
            yield from self._take_one(at, text, waiting)

    def finish(self) -> Iterator[Block]:
        """What is left at the end of the file."""
        yield from self._give_others()
        while self.block:
            broken, again = _break_off(self.block, at_end=True)
            self.block = None
            yield from self._give_closed()
            yield broken
            for number, line in again:
                yield from self.take(number, line)
        yield from self._give_closed()

    def _take_one(self, number: int, line: str, waiting: list[tuple[int, str]]) -> Iterator[Block]:
        opening = _BLOCK.match(line) if "@" in line else None
        if self.block is None:
            if opening:
                yield from self._give_others()
                yield from self._give_closed()
                self.block = Block(opening.group(1).lower(), opening.group(2), number)
                self._add(line, number)
            elif self.others or other_formats.LIKE_START.match(line):
                self.others.append((number, line))
            elif line.strip():
                _outside(line, number, self.closed, self.repairs)
        elif opening and (self.block.depth <= 1 or self.block.inner is not None):
            broken, again = _break_off(self.block, at_end=False)
            self.block = None
            yield broken
            waiting.append((number, line))
            waiting.extend(reversed(again))
        else:
            if opening:
                self.block.inner = len(self.block.lines)
            self._add(line, number)

    def _add(self, line: str, number: int) -> None:
        if self.block and self.block.take(line, number):
            self.closed, self.block = self.block, None

    def _give_closed(self) -> Iterator[Block]:
        if self.closed:
            if self.closed.fault and _reads_line_by_line(self.closed.lines):
                self.closed.fault = None
            yield self.closed
            self.closed = None

    def _give_others(self) -> Iterator[Block]:
        """Lines between blocks that may be entries of other formats; where none is, they are a comment."""
        lines, self.others = self.others, []
        if not lines:
            return
        entry = entry_of([line for _, line in lines], lines[0][0])
        own, others = other_formats.parted(entry, own=other_formats.BIBTEX)
        for number, line in lines[: len(own.lines) if own else 0]:
            if line.strip():
                _outside(line, number, self.closed, self.repairs)
        if others:
            yield from self._give_closed()
        for other in others:
            yield Block(
                "", "{", other.line, lines=other.lines, end_line=other.end_line, fault=other.fault, n_marks=0
            )


def _break_off(block: Block, *, at_end: bool) -> tuple[Block, list[tuple[int, str]]]:
    """The part of an unclosed block that is its own, and the lines to be read again as another's."""
    again: list[tuple[int, str]] = []
    if block.inner is not None:
        first = block.end_line - len(block.lines) + 1 + block.inner
        again = [(first + i, line) for i, line in enumerate(block.lines[block.inner :])]
        block.lines = block.lines[: block.inner]
        block.end_line = first - 1
    if _reads_line_by_line(block.lines):
        return block, again
    remedy = (
        CUT_SHORT
        if at_end and not again
        else f"add the missing closing brace on line {block.end_line} or before"
    )
    block.fault = EntryFault(
        f"this entry opens with {block.lines[0].strip()[:60]} but never closes", remedy=remedy
    )
    return block, again


def _reads_line_by_line(lines: list[str]) -> bool:
    """Whether each line is a whole field and the last a closing brace: then a value has uneven braces."""
    filled = [line for line in lines if line.strip()]
    return len(filled) > 2 and filled[-1].strip() == "}" and all(_WHOLE_FIELD.match(f) for f in filled[1:-1])


def _outside(line: str, number: int, closed: Block | None, repairs: Repairs) -> None:
    """Text between entries is a comment, unless it reads like fields that a brace has cut off."""
    if closed and number - closed.end_line <= 1 and line.strip() not in "},)" and _FIELD_LIKE.match(line):
        closed.fault = EntryFault(
            "a closing brace ends this entry before its last field",
            remedy=f"remove the closing brace too many on line {closed.end_line} or before",
        )
    if closed and closed.fault and number - closed.end_line <= 1:
        closed.lines.append(line)
        closed.end_line, closed.n_marks = number, None
    elif _COMMENTED.search(line):
        repairs[COMMENTED_OUT] += 1
    elif not line.lstrip().startswith("%"):
        repairs[PASSED_OVER] += 1
