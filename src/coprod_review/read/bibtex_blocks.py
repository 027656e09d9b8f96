"""BibTeX blocks cut by their braces, with recovery where a brace is missing or one too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, EntryFault, Repairs

_BLOCK = re.compile(r"[ \t\ufeff]*@[ \t]*([A-Za-z]\w*)[ \t]*([{(])")
_SEVERAL = re.compile(r"(?<=[})])[ \t]*(?=@[ \t]*[A-Za-z]\w*[ \t]*[{(])")
_ESCAPED = re.compile(r"\\[\\{}]")
_FIELD_LIKE = re.compile(r"[ \t]*(?:,|[A-Za-z][\w -]*=)")
_WHOLE_FIELD = re.compile(r"\s*[A-Za-z][\w-]*\s*=\s*(?:\{.*\}|\".*\"|\w+)\s*,?\s*$")


@dataclass(slots=True)
class Block:
    """A block that is being cut: `inner` is the place of the first line in it that looks like a start."""

    kind: str
    opener: str
    line: int
    lines: list[str] = field(default_factory=list)
    depth: int = 0
    inner: int | None = None
    fault: EntryFault | None = None
    end_line: int = 0

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
    pending: list[tuple[int, str]] = []
    source = _segments(text)
    closed: Block | None = None
    block: Block | None = None
    while True:
        step = pending.pop() if pending else next(source, None)
        if step is None and block is not None:
            broken, again = _break_off(block, at_end=True)
            yield broken
            pending = list(reversed(again))
            block = None
            continue
        if step is None:
            break
        number, line = step
        opening = _BLOCK.match(line) if "@" in line else None
        if block is None:
            if opening:
                if closed:
                    yield closed
                    closed = None
                block = Block(opening.group(1).lower(), opening.group(2), number)
                if block.take(line, number):
                    closed, block = block, None
            elif line.strip():
                _outside(line, number, closed, repairs)
            continue
        if opening and (block.depth <= 1 or block.inner is not None):
            broken, again = _break_off(block, at_end=False)
            yield broken
            pending.append(step)
            pending.extend(reversed(again))
            block = None
            continue
        if opening:
            block.inner = len(block.lines)
        if block.take(line, number):
            closed, block = block, None
    if closed:
        yield closed


def _segments(text: DecodedText) -> Iterator[tuple[int, str]]:
    """Numbered lines; a line in which several entries stand is parted before each."""
    for number, line in enumerate(text.lines(), 1):
        if "@" in line and _SEVERAL.search(line):
            yield from ((number, part) for part in _SEVERAL.split(line))
        else:
            yield number, line


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
        closed.end_line = number
    elif not line.lstrip().startswith("%"):
        repairs["lines outside entries passed over"] += 1
