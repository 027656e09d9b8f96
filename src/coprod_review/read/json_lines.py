"""JSON lines: one object a line, cut by the lines alone, so that nothing is parsed before it is read."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Entry
from coprod_review.read.json_text import BEFORE_JSON, loaded

LINES_LOOKED_AT = 200

_SEPARATORS = BEFORE_JSON + ","
_MAY_BE_TWO = ("}{", "} {", "}\t{", "}\x1e{")

WithinLine = Callable[[str, int], Iterator[Entry]]
"""The entries of a line that may hold several, given its number."""


def is_lined(head: str) -> bool:
    """Whether the text opens with an object and one of its first lines is an object alone."""
    lines = head.lstrip(BEFORE_JSON).split("\n")
    if not lines[0].startswith("{"):
        return False
    return any(map(_is_object, itertools.islice(lines, LINES_LOOKED_AT)))


def cut_lines(text: DecodedText, within_line: WithinLine) -> Iterator[Entry]:
    """One entry a line; lines that do not open an object go with one before that is not closed."""
    held: list[str] = []
    start = 0
    for number, line in enumerate(text.lines(), 1):
        is_blank = not line.strip(_SEPARATORS)
        if held and not is_blank and (_opens(line) or _is_closed(held)):
            yield from _entries(held, start, within_line)
            held = []
        if held:
            held.append(line)
        elif not is_blank:
            held, start = [line], number
    if held:
        yield from _entries(held, start, within_line)


def _opens(line: str) -> bool:
    return line.lstrip("\ufeff\x1e").startswith("{")


def _is_closed(lines: list[str]) -> bool:
    """Whether the last line that is not blank closes: that of an object alone, or one that opens with }."""
    last = next((line for line in reversed(lines) if line.strip(_SEPARATORS)), "")
    return last.rstrip(_SEPARATORS).endswith("}") and (last is lines[0] or last.startswith("}"))


def _entries(lines: list[str], start: int, within_line: WithinLine) -> Iterator[Entry]:
    while len(lines) > 1 and not lines[-1].strip(_SEPARATORS):
        lines.pop()
    raw = "\n".join(lines)
    if any(sign in raw for sign in _MAY_BE_TWO) and not _is_object(raw):
        yield from within_line(raw, start)
    else:
        yield Entry(raw=raw, line=start, end_line=start + len(lines) - 1)


def _is_object(text: str) -> bool:
    text = text.strip(_SEPARATORS)
    if not (text.startswith("{") and text.endswith("}")):
        return False
    try:
        return isinstance(loaded(text), dict)
    except (ValueError, RecursionError):
        return False
