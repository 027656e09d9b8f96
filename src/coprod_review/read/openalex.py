"""OpenAlex works: JSON lines, a JSON list, or the answer of the interface ({"meta": ..., "results": [...]}).

Works are cut as objects by brackets outside strings; a line break ends a string, since JSON allows none in
it. Where brackets are damaged so that ids of works fall outside the objects, works are cut by their ids
instead. In JSON lines a line opens a work where the one before is closed, or where it has an id of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import CUT_SHORT, Draft, Entry, EntryFault, Format, Repairs

MAX_ABSTRACT_WORDS = 100_000

_MARK = re.compile(r'"id"\s*:\s*"(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?W\d+"')
_SIGN = re.compile(r'"(?:abstract_inverted_index|authorships|referenced_works)"|openalex\.org/W\d')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*(?:"|$)|[{}\[\]]')
_LINE_OPENING = re.compile(r'\s*\{\s*"')


def first_mark(head: str) -> int | None:
    """Where the JSON opens, if it speaks of OpenAlex."""
    start = len(head) - len(head.lstrip("\ufeff \t\r\n"))
    return start if head[start : start + 1] in ("{", "[") and _SIGN.search(head) else None


def count_marks(line: str) -> int:
    """How many ids of works stand in a line as the id of an object."""
    return len(_MARK.findall(line)) if '"id"' in line else 0


def dialect(head: str) -> str:
    """JSON lines, a list or an answer of the interface."""
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        return "JSON list"
    return "JSON of the interface" if _is_answer(start) else "JSON lines"


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The works: objects at the top, in a list, or in the list "results"."""
    start = text.head(4096).lstrip("\ufeff \t\r\n")
    if start.startswith("[") or _is_answer(start):
        depth = 1 if start.startswith("[") else 2
        n_within = sum(sum(map(count_marks, e.lines)) for e in _objects(text, depth_of_works=depth))
        if n_within == sum(map(count_marks, text.lines())):
            yield from _objects(text, depth_of_works=depth)
        else:
            repairs["brackets damaged, works found by their ids instead"] += 1
            yield from _by_ids(text)
    else:
        yield from _json_lines(text)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one work says."""
    work = _loaded(entry)
    location = _object(work.get("primary_location")) or _object(work.get("host_venue"))
    source = _object(location.get("source")) or location
    biblio = _object(work.get("biblio"))
    ids = _object(work.get("ids"))
    return Draft(
        source_id=_text(work.get("id")) or _text(ids.get("openalex")),
        types=[_text(work.get("type"))] if not work.get("is_retracted_notice") else ["retraction"],
        title=_text(work.get("title")) or _text(work.get("display_name")),
        authors=[name for a in _list(work.get("authorships")) if (name := _author(_object(a)))],
        given_first=True,
        dates=[_text(work.get("publication_year")), _text(work.get("publication_date"))],
        container=_text(source.get("display_name")),
        volume=_text(biblio.get("volume")),
        issue=_text(biblio.get("issue")),
        first_page=_text(biblio.get("first_page")),
        last_page=_text(biblio.get("last_page")),
        dois=[_text(work.get("doi")), _text(ids.get("doi"))],
        pmid=_text(ids.get("pmid")).rsplit("/", 1)[-1],
        abstract=abstract(work.get("abstract_inverted_index")) or _text(work.get("abstract")),
        keywords=[_keyword(k) for k in _list(work.get("keywords"))],
        references=[_text(r) for r in _list(work.get("referenced_works"))],
        languages=[_text(work.get("language"))],
        urls=[_text(location.get("landing_page_url")), _text(work.get("doi"))],
    )


def abstract(index: Any) -> str:
    """The text of an inverted index: every word at each of its positions, gaps left out."""
    word_by_position: dict[int, str] = {}
    for word, positions in _object(index).items():
        for position in _list(positions):
            if isinstance(position, int) and len(word_by_position) < MAX_ABSTRACT_WORDS:
                word_by_position[position] = word
    return " ".join(word for _, word in sorted(word_by_position.items()))


def _is_answer(start: str) -> bool:
    return bool(re.match(r'\{\s*"(?:meta|results|group_by)"', start))


def _json_lines(text: DecodedText) -> Iterator[Entry]:
    """One work a line; lines that do not open an object go with the one before (pretty-printed works)."""
    lines: list[str] = []
    start = 0
    depth = 0
    for number, line in enumerate(text.lines(), 1):
        if not line.strip(" \t\ufeff"):
            continue
        if lines and (depth <= 0 or (_LINE_OPENING.match(line) and count_marks(line))):
            yield Entry(line=start, end_line=start + len(lines) - 1, lines=lines)
            lines, depth = [], 0
        if not lines:
            start = number
        lines += [""] * (number - start - len(lines))
        lines.append(line)
        depth += _change(line)
    if lines:
        yield Entry(line=start, end_line=start + len(lines) - 1, lines=lines)


def _objects(text: DecodedText, *, depth_of_works: int) -> Iterator[Entry]:
    """The objects at a depth of brackets. One that is still open where the next id stands is cut there."""
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
                    yield Entry(line=start, end_line=number, lines=pieces)
                    pieces, start = [], 0
        if start:
            pieces.append(line[at:] if number == start else line)
    if start:
        fault = EntryFault("this work is not closed", remedy=CUT_SHORT)
        yield Entry(line=start, end_line=start + len(pieces) - 1, lines=pieces, fault=fault)


def _by_ids(text: DecodedText) -> Iterator[Entry]:
    """Works from the brace before each id to where their JSON ends, else to the brace before the next id."""
    whole = "".join(text.raw_lines())
    starts = []
    last = 0
    for mark in _MARK.finditer(whole):
        brace = whole.rfind("{", last, mark.start())
        starts.append((brace if brace >= 0 else mark.start(), mark.end()))
        last = mark.end()
    line = 1
    counted = 0
    for (start, mark_end), (following, _) in zip(starts, [*starts[1:], (len(whole), 0)], strict=True):
        line += whole.count("\n", counted, start)
        counted = start
        lines = whole[start : start + _length(whole[start:following], mark_end - start)].split("\n")
        yield Entry(line=line, end_line=line + len(lines) - 1, lines=lines)


def _length(piece: str, at_least: int) -> int:
    """How much of a piece is the object with the id; all of it where no whole object has it."""
    try:
        length = json.JSONDecoder(strict=False).raw_decode(piece)[1]
    except (ValueError, RecursionError):
        length = 0
    return length if length >= at_least else len(piece.rstrip())


def _change(line: str) -> int:
    signs = [t for t in _TOKEN.findall(line) if len(t) == 1]
    return sum((s in "{[") - (s in "}]") for s in signs)


def _loaded(entry: Entry) -> dict[str, Any]:
    raw = entry.raw.strip("\ufeff \t\n,")
    try:
        work = json.loads(raw, strict=False)
    except (ValueError, RecursionError) as error:
        place = f"line {entry.line + getattr(error, 'lineno', 1) - 1}"
        reason = getattr(error, "msg", "") or str(error)[:80]
        raise EntryFault(f"this is not valid JSON ({reason}: {place})", remedy=CUT_SHORT) from None
    if not isinstance(work, dict):
        raise EntryFault(
            "this is JSON, but no work of OpenAlex", remedy="leave the line out, or export again"
        )
    return work


def _author(authorship: dict[str, Any]) -> str:
    name = _text(_object(authorship.get("author")).get("display_name"))
    return name or _text(authorship.get("raw_author_name"))


def _keyword(keyword: Any) -> str:
    if isinstance(keyword, dict):
        return _text(keyword.get("display_name")) or _text(keyword.get("keyword"))
    return _text(keyword)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return (
        str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18 else ""
    )


FORMAT = Format(
    name="openalex",
    label="OpenAlex JSON",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect,
)
