"""Answers of the services: the works in them, and what each says, whatever else it holds.

Answers come from outside: every shape is checked, and what has another one says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import quote

from coprod_review.model.enrichment import FIELDS, NOTICE_SEPARATOR, NOTICES
from coprod_review.model.record import Record
from coprod_review.model.stamps import RETRACTED, stamp_of

Work = dict[str, Any]

ReadWorks = Callable[[str, Sequence[Work]], Sequence[Record | None]]
"""Reads works of a service as the exports of that service are read; None for a work that says nothing."""

_OPENALEX_ID = re.compile(r"W\d{1,12}")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S{1,300}")
_NUMBER = re.compile(r"\d{1,9}")
_EUROPEPMC_SOURCE = re.compile(r"[A-Z]{3}")

MOST_NESTED = 40
"""Lists and objects within each other; works of the services have fewer than ten."""

_LONG: dict[str, dict[str, tuple[str, ...]]] = {
    "openalex": {"abstract": ("abstract_inverted_index", "abstract"), "references": ("referenced_works",)},
    "crossref": {"abstract": ("abstract",), "references": ("reference",)},
    "europepmc": {"abstract": ("abstractText",), "references": ("referenceList",)},
}
"""The keys of works under which long texts stand, which take most of the time of reading."""

_KIND_BY_COMMENT = {
    "retraction in": "retraction",
    "partial retraction in": "partial_retraction",
    "expression of concern in": "expression_of_concern",
}


class AnswerFault(Exception):  # noqa: N818 - told in this word
    """Why an answer is none: it is no JSON, or not of the shape that the service documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one work of a service says, and where it stands there."""

    record: Record
    notice: str
    address: str


def works_in(service: str, body: bytes) -> list[Work]:
    """The works of an answer, in its order; none where the service has none.

    Raises AnswerFault where the answer is cut off, is a page for people, or has another shape.
    """
    try:
        answer = json.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise AnswerFault("the answer is not in UTF-8") from None
    except (ValueError, RecursionError):
        is_page = body.lstrip()[:1] == b"<"
        raise AnswerFault(
            "the answer is a web page" if is_page else "the answer is cut off or no JSON"
        ) from None
    works = _WORKS[service](answer) if isinstance(answer, dict) else None
    if not isinstance(works, list):
        raise AnswerFault("the answer has another shape than the service documents")
    return [work for work in works if isinstance(work, dict)]


def said_by(
    service: str, works: Sequence[Work], read: ReadWorks, *, fields: Collection[str] = FIELDS
) -> list[Said]:
    """What the works say that can be read, in their order; long texts only of the fields that are wanted.

    Raises AnswerFault where a work is nested deeper than any that a service documents, or holds what its
    reader does not foresee.
    """
    unwanted = {key for field, keys in _LONG[service].items() if field not in fields for key in keys}
    if unwanted:
        works = [{key: value for key, value in work.items() if key not in unwanted} for work in works]
    if _is_deeper(works, MOST_NESTED):
        raise AnswerFault("the answer is nested too deeply for works")
    try:
        return [
            Said(
                record=record,
                notice=NOTICE_SEPARATOR.join(_each_once(_NOTICES[service](work))),
                address=_ADDRESS[service](work, record),
            )
            for work, record in zip(works, read(service, works), strict=True)
            if record is not None
        ]
    except Exception as error:  # whoever answers decides what stands in it: no content may end the run
        raise AnswerFault(f"the answer holds a work that cannot be read ({type(error).__name__})") from error


def _is_deeper(value: Sequence[Work], most: int) -> bool:
    """Whether more lists and objects than `most` stand within each other in the value."""
    level: list[Any] = [value]
    for _ in range(most + 1):
        inner: Iterator[Any] = chain.from_iterable(
            one.values() if isinstance(one, dict) else one for one in level
        )
        level = [one for one in inner if isinstance(one, dict | list)]
        if not level:
            return False
    return True


def _openalex_works(answer: Work) -> object:
    name = answer.get("id")
    is_work = isinstance(name, str) and _OPENALEX_ID.search(name)
    return answer.get("results", [answer] if is_work else None)


def _crossref_works(answer: Work) -> object:
    message = answer.get("message")
    if not isinstance(message, dict):
        return None
    return message.get("items", [message] if "DOI" in message else None)


def _europepmc_works(answer: Work) -> object:
    results = answer.get("resultList")
    return results.get("result") if isinstance(results, dict) else None


_WORKS: dict[str, Callable[[Work], object]] = {
    "openalex": _openalex_works,
    "crossref": _crossref_works,
    "europepmc": _europepmc_works,
}


def _openalex_notices(work: Work) -> Iterator[str]:
    if work.get("is_retracted") is True:
        yield "retraction"


def _crossref_notices(work: Work) -> Iterator[str]:
    for update in _objects(work.get("updated-by")):
        kind = str(update.get("type", "")).strip().lower().replace(" ", "_").replace("-", "_")
        if kind in NOTICES:
            yield _with_name(kind, "doi", _DOI, update.get("DOI"))
    title = work.get("title")
    words = next((t for t in title if isinstance(t, str)), "") if isinstance(title, list) else title
    if isinstance(words, str) and (stamp := stamp_of(words)):
        yield "retraction" if stamp == RETRACTED else "withdrawal"


def _europepmc_notices(work: Work) -> Iterator[str]:
    types = work.get("pubTypeList")
    named = types.get("pubType") if isinstance(types, dict) else None
    if "retracted publication" in {
        str(one).lower() for one in (named if isinstance(named, list) else [named])
    }:
        yield "retraction"
    comments = work.get("commentCorrectionList")
    for comment in _objects(comments.get("commentCorrection") if isinstance(comments, dict) else None):
        kind = _KIND_BY_COMMENT.get(str(comment.get("type", "")).strip().lower())
        if kind:
            is_pubmed = comment.get("source", "MED") == "MED"
            yield _with_name(kind, "pmid", _NUMBER, comment.get("id") if is_pubmed else None)


_NOTICES: dict[str, Callable[[Work], Iterator[str]]] = {
    "openalex": _openalex_notices,
    "crossref": _crossref_notices,
    "europepmc": _europepmc_notices,
}


def _each_once(notices: Iterable[str]) -> list[str]:
    """The notices in order; one without a name is left out where one of its kind has a name."""
    found = set(notices)
    named = {notice.partition(" ")[0] for notice in found if " " in notice}
    return sorted(notice for notice in found if notice not in named)


def _with_name(kind: str, scheme: str, form: re.Pattern[str], name: object) -> str:
    text = str(name).strip().lower() if isinstance(name, str | int) else ""
    is_name = text.isprintable() and form.fullmatch(text) and NOTICE_SEPARATOR not in text
    return f"{kind} {scheme}:{text}" if is_name else kind


def _openalex_address(work: Work, _: Record) -> str:
    found = _OPENALEX_ID.search(str(work.get("id", "")))
    return f"https://openalex.org/{found[0]}" if found else ""


def _crossref_address(_: Work, record: Record) -> str:
    return f"https://api.crossref.org/works/{quote(record.doi, safe='')}" if record.doi else ""


def _europepmc_address(work: Work, _: Record) -> str:
    source, name = str(work.get("source", "")), str(work.get("id", ""))
    if _EUROPEPMC_SOURCE.fullmatch(source) and re.fullmatch(r"[A-Za-z0-9]{1,20}", name):
        return f"https://europepmc.org/article/{source}/{name}"
    return ""


_ADDRESS: dict[str, Callable[[Work, Record], str]] = {
    "openalex": _openalex_address,
    "crossref": _crossref_address,
    "europepmc": _europepmc_address,
}


def _objects(value: object) -> list[Work]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
