"""OpenAlex works: JSON lines, a list, or an answer of the interface ({"meta": ..., "results": [...]})."""

from __future__ import annotations

import re
from typing import Any

from coprod_review.read.entries import CUT_SHORT, Draft, Entry, EntryFault, Format, Repairs
from coprod_review.read.openalex_works import count_marks, cut, is_answer, loaded

MAX_ABSTRACT_WORDS = 100_000

_SIGN = re.compile(r'"(?:abstract_inverted_index|authorships|referenced_works)"|openalex\.org/W\d')


def first_mark(head: str) -> int | None:
    """Where the JSON opens, if it speaks of OpenAlex."""
    start = len(head) - len(head.lstrip("\ufeff \t\r\n"))
    return start if head[start : start + 1] in ("{", "[") and _SIGN.search(head) else None


def dialect(head: str) -> str:
    """JSON lines, a list or an answer of the interface."""
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        return "JSON list"
    return "JSON of the interface" if is_answer(start) else "JSON lines"


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


def _loaded(entry: Entry) -> dict[str, Any]:
    raw = entry.raw.strip("\ufeff \t\n,")
    try:
        work = loaded(raw)
    except RecursionError:
        raise EntryFault("this is nested too deeply for a work", remedy=CUT_SHORT) from None
    except ValueError as error:
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
