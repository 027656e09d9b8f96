"""The works of an OpenAlex export, cut so that a damaged work costs itself and no other.

Works are cut as objects by brackets outside strings; a line break ends a string, since JSON allows none in
it. In JSON lines a line also opens a work where it cannot continue the one before. In a list that is not
sound as a whole, works are read one after the other, and behind a damaged one the next start is looked for.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Entry, EntryFault, Repairs

LINES_LOOKED_AT = 200

WORK_KEYS = frozenset(
    {"authorships", "abstract_inverted_index", "referenced_works", "publication_year", "primary_location"}
)
"""Keys that works have and the objects within them have not."""

_MARK = re.compile(
    r'"id"\s*:\s*"(?:(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?W\d+"|[^"\\\n]*"\s*,\s*"doi"\s*:)'
)
_MARKED_START = re.compile(r"\{\s*" + _MARK.pattern)
_START = re.compile(r'\{\s*"')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*(?:"|$)|[{}\[\]]')
_LINE_OPENING = re.compile(r'\s*\{\s*"')
_BETWEEN = re.compile(r"[\s,\ufeff]*")
_LIST_OPENING = re.compile(r'\s*\ufeff?\s*(?:\[|\{.*?"results"\s*:\s*\[)', re.DOTALL)
_LIST_END = re.compile(r'[\s,]*\]?\s*(?:,\s*"(?:meta|group_by)"\s*:.*)?[\s}]*', re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)


def count_marks(text: str) -> int:
    """How many ids of works stand in a text: of OpenAlex's own form, or of any form before a DOI."""
    return len(_MARK.findall(text)) if '"id"' in text else 0


def is_answer(start: str) -> bool:
    """Whether the text opens as an answer of the interface does."""
    return bool(re.match(r'\{\s*"(?:meta|results|group_by)"', start))


def loaded(raw: str) -> Any:
    """The value of a JSON text; ValueError where it is none, RecursionError where it is too deep."""
    return json.loads(raw, strict=False)


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The works: objects at the top, in a list, or in the list "results"."""
    start = text.head(4096).lstrip("\ufeff \t\r\n")
    if not start.startswith("[") and not is_answer(start):
        yield from _json_lines(text)
        return
    depth = 1 if start.startswith("[") else 2
    if _is_sound(text, depth_of_works=depth):
        yield from _objects(text, depth_of_works=depth)
    else:
        repairs["brackets or quotation marks damaged, works found by their starts instead"] += 1
        yield from _by_starts(text)


def _json_lines(text: DecodedText) -> Iterator[Entry]:
    """One work a line; lines that do not open an object go with the one before (pretty-printed works)."""
    is_lined = any(map(_is_whole, itertools.islice(text.lines(), LINES_LOOKED_AT)))
    lines: list[str] = []
    start = depth = 0
    for number, line in enumerate(text.lines(), 1):
        if not line.strip(" \t\ufeff"):
            continue
        if lines and (depth <= 0 or _opens(line, before=lines[-1], is_lined=is_lined)):
            yield Entry(line=start, end_line=start + len(lines) - 1, raw="\n".join(lines))
            lines, depth = [], 0
        if not lines:
            start = number
        lines += [""] * (number - start - len(lines))
        lines.append(line)
        depth += _change(line)
    if lines:
        yield Entry(line=start, end_line=start + len(lines) - 1, raw="\n".join(lines))


def _opens(line: str, *, before: str, is_lined: bool) -> bool:
    """Whether a line opens a work although the one before is not closed: then that one is damaged.

    Where works stand one a line, a brace at the line start opens one. Elsewhere a brace cannot continue a
    line that ends with neither comma, colon nor opening bracket, and a work's own id says what opens.
    """
    if is_lined and line.startswith("{"):
        return True
    if not line.lstrip().startswith("{"):
        return False
    if before.strip() and before.rstrip()[-1] not in ",[:{":
        return True
    return bool(_LINE_OPENING.match(line)) and (count_marks(line) > 0 or _is_whole(line, is_work=True))


def _is_whole(line: str, *, is_work: bool = False) -> bool:
    """Whether a line is an object alone and not indented, or with `is_work`, an object with keys of works."""
    line = line.lstrip("\ufeff")
    if not line.startswith("{") and not is_work:
        return False
    try:
        value = loaded(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and (not is_work or bool(WORK_KEYS & value.keys()))


def _is_sound(text: DecodedText, *, depth_of_works: int) -> bool:
    """Whether brackets come in pairs, every object is JSON, and all ids of works lie in objects."""
    if sum(map(_change, text.lines())):
        return False
    n_within = 0
    for entry in _objects(text, depth_of_works=depth_of_works):
        n_marks = sum(map(count_marks, entry.lines))
        n_within += n_marks
        if entry.fault or n_marks > 1:
            return False
        try:
            loaded(entry.raw)
        except (ValueError, RecursionError):
            return False
    return n_within == sum(map(count_marks, text.lines()))


def _objects(text: DecodedText, *, depth_of_works: int) -> Iterator[Entry]:
    """The objects at a depth of brackets."""
    depth = start = 0
    pieces: list[str] = []
    for number, line in enumerate(text.lines(), 1):
        at = 0
        for token in _TOKEN.finditer(line):
            sign = token.group()
            if sign in "{[":
                if depth == depth_of_works and sign == "{":
                    pieces, start, at = [], number, token.start()
                depth += 1
            elif sign in "}]":
                depth -= 1
                if depth == depth_of_works and start and sign == "}":
                    pieces.append(line[at : token.end()])
                    yield Entry(line=start, end_line=number, raw="\n".join(pieces))
                    pieces, start = [], 0
        if start:
            pieces.append(line[at:] if number == start else line)
    if start:
        fault = EntryFault("this work is not closed", remedy=CUT_SHORT)
        yield Entry(line=start, end_line=start + len(pieces) - 1, raw="\n".join(pieces), fault=fault)


def _by_starts(text: DecodedText) -> Iterator[Entry]:
    """Works one after the other; what lies between two that can be read is damaged, and cut at their ids."""
    whole = "".join(text.blocks())
    opening = _LIST_OPENING.match(whole)
    at = opening.end() if opening and not _MARK.search(whole, 0, opening.end()) else 0
    line = counted = 0
    for start, end in _spans(whole, at):
        line += whole.count("\n", counted, start)
        counted = start
        lines = whole[start:end].rstrip("\n").split("\n")
        yield Entry(line=line + 1, end_line=line + len(lines), raw="\n".join(lines))


def _spans(whole: str, at: int) -> Iterator[tuple[int, int]]:
    while True:
        between = _BETWEEN.match(whole, at)
        at = between.end() if between else at
        if _LIST_END.fullmatch(whole, at) and not _MARK.search(whole, at):
            return
        end = _end_of_work(whole, at)
        if end is None:
            end = _next_start(whole, at + 1)
        yield at, end
        at = end


def _end_of_work(whole: str, at: int) -> int | None:
    """Where the work that opens here is closed, None where no whole work opens."""
    try:
        value, end = _DECODER.raw_decode(whole, at)
    except (ValueError, RecursionError):
        return None
    is_work = isinstance(value, dict) and (WORK_KEYS & value.keys() or _MARKED_START.match(whole, at))
    return end if is_work else None


def _next_start(whole: str, at: int) -> int:
    """Where the next work opens, by its id or by being whole and no value of a key; else the text's end."""
    for brace in _START.finditer(whole, at):
        if whole[max(0, brace.start() - 100) : brace.start()].rstrip().endswith(":"):
            continue
        if _MARKED_START.match(whole, brace.start()) or _end_of_work(whole, brace.start()):
            return brace.start()
    return len(whole)


def _change(line: str) -> int:
    signs = [t for t in _TOKEN.findall(line) if len(t) == 1]
    return sum((s in "{[") - (s in "}]") for s in signs)
