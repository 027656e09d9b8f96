"""Crossref works: answers of its interface, of one work or of many, lists of works, and JSON lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from coprod_review.read import json_entries
from coprod_review.read.csl_json import draft_of, name_of
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, Format, Repairs
from coprod_review.read.json_choice import dialect_of, sign_of
from coprod_review.read.json_shape import Shape
from coprod_review.read.json_values import a_list, an_object, first_text, text, texts, work_of

SHAPE = Shape(
    work_keys=frozenset(
        {
            "prefix", "member", "indexed", "deposited", "is-referenced-by-count", "references-count",
            "reference-count", "container-title", "issued", "content-domain",
        }
    ),
    frame_keys=frozenset({"message", "items", "data", "results"}),
    opening=re.compile(r'\{\s*"indexed"\s*:\s*\{'),
)  # fmt: skip

WORDS_BY_TYPE = {
    "posted-content": "preprint",
    "component": "other", "journal": "other", "journal-issue": "other", "journal-volume": "other",
    "peer-review": "other", "grant": "other", "database": "dataset", "book-series": "book",
    "book-set": "book",
    "reference-book": "book", "edited-book": "book", "report-component": "report", "report-series": "report",
    "proceedings-series": "conference", "book-section": "chapter", "book-part": "chapter",
    "book-track": "chapter",
}  # fmt: skip

NOTICE_BY_UPDATE = {
    "correction": "erratum", "erratum": "erratum", "corrigendum": "erratum", "addendum": "erratum",
    "clarification": "erratum", "partial_retraction": "retraction", "retraction": "retraction",
    "withdrawal": "retraction", "removal": "retraction",
}  # fmt: skip
"""What a work is that updates another one, by the sort of update."""

NOTICE_BY_RELATION = {
    "is-correction-of": "erratum", "is-retraction-of": "retraction", "is-withdrawal-of": "retraction",
}  # fmt: skip

_MARK = re.compile(r'"is-referenced-by-count"\s*:')


def count_marks(text: str) -> int:
    """How many works tell in a text by how many they are cited, which each does once."""
    return len(_MARK.findall(text))


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The works of answers, lists or lines."""
    return json_entries.cut(text, repairs, shape=SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one work says."""
    work = work_of(entry, repairs, what="work of Crossref")
    draft = draft_of(work)
    issue = an_object(work.get("journal-issue"))
    ids = texts(work.get("alternative-id"))
    return replace(
        draft,
        source_id=first_text(work, "DOI", "id") or next(iter(ids), ""),
        types=_types(work) or draft.types,
        title=_title(work),
        authors=[name_of(a) for a in _in_sequence(work.get("author"))] or draft.authors,
        container=_container(work) or draft.container,
        issue=text(work.get("issue")) or text(issue.get("issue")),
        keywords=[*texts(work.get("subject"), "name"), *draft.keywords],
        urls=[
            first_text(work, "URL"),
            first_text(an_object(an_object(work.get("resource")).get("primary")), "URL"),
        ],
    )


def _types(work: dict[str, Any]) -> list[str]:
    kind = text(work.get("type"))
    updates = (
        first_text(an_object(u), "type").lower().replace(" ", "_") for u in a_list(work.get("update-to"))
    )
    notices = [NOTICE_BY_UPDATE[u] for u in updates if u in NOTICE_BY_UPDATE]
    notices += [NOTICE_BY_RELATION[r] for r in an_object(work.get("relation")) if r in NOTICE_BY_RELATION]
    if notices:
        return notices
    if kind == "posted-content" and text(work.get("subtype")) not in ("", "preprint"):
        return ["other"]
    return [WORDS_BY_TYPE[kind]] if kind in WORDS_BY_TYPE else []


def _title(work: dict[str, Any]) -> str:
    """The title, with the subtitle that other databases write behind it."""
    title = first_text(work, "title", "original-title", "short-title")
    subtitle = text(work.get("subtitle"))
    if not (title and subtitle) or subtitle.casefold() in title.casefold():
        return title or subtitle
    joint = " " if title.rstrip().endswith((":", "?", "!")) else ": "
    return f"{title.rstrip()}{joint}{subtitle}"


def _in_sequence(authors: Any) -> list[Any]:
    """The authors, the one who is named as first before the others."""
    return sorted(a_list(authors), key=lambda a: not (isinstance(a, dict) and a.get("sequence") == "first"))


def _container(work: dict[str, Any]) -> str:
    """The journal, or of several containers the book rather than its series, which stands before it."""
    titles = texts(work.get("container-title")) or texts(work.get("short-container-title"))
    is_part = text(work.get("type")) in ("book-chapter", "book-section", "book-part", "proceedings-article")
    return titles[-1 if is_part else 0] if titles else ""


FORMAT = Format(
    name="crossref",
    label="Crossref JSON",
    first_mark=partial(sign_of, "crossref"),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
