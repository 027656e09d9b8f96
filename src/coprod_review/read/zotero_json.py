"""Zotero items as JSON: answers of its interface ([{"key": ..., "data": {...}}]) and Better BibTeX JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from coprod_review.read import json_entries
from coprod_review.read.decode import DecodedText
from coprod_review.read.document_types import document_type
from coprod_review.read.dois import dois_of
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs
from coprod_review.read.json_choice import dialect_of, sign_of
from coprod_review.read.json_shape import Shape
from coprod_review.read.json_values import (
    a_list,
    an_object,
    apart,
    first_text,
    person_of,
    text,
    texts,
    work_of,
)
from coprod_review.read.zotero_extra import noted

SHAPE = Shape(
    work_keys=frozenset(
        {"itemType", "creators", "data", "library", "dateAdded", "abstractNote", "publicationTitle"}
    ),
    frame_keys=frozenset({"items", "results"}),
    opening=re.compile(
        r'\{\s*"(?:key"\s*:\s*"[A-Z0-9]{8}"\s*,\s*"version"|itemType"\s*:\s*"(?!attachment|note|annotation))'
    ),
)

NO_WORKS = frozenset({"attachment", "note", "annotation"})
WORDS_BY_TYPE = {
    "letter": "other", "encyclopediaArticle": "reference entry", "dictionaryEntry": "reference entry",
    "manuscript": "unpublished", "presentation": "conference", "document": "", "newspaperArticle": "news",
    "magazineArticle": "magazine", "forumPost": "other", "webpage": "other",
}  # fmt: skip
"""Types of Zotero that read otherwise than they are meant, in words of databases."""

_CONTAINERS = (
    "publicationTitle", "bookTitle", "proceedingsTitle", "encyclopediaTitle", "dictionaryTitle",
    "websiteTitle",
    "blogTitle", "journalAbbreviation", "conferenceName", "meetingName",
)  # fmt: skip
_ISSUERS = ("university", "institution", "publisher", "repository")


def count_marks(text: str) -> int:
    """0: the attachments of an item have the same keys."""
    return 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The items of a list or of the list "items"."""
    return json_entries.cut(text, repairs, shape=SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one item says. Attachments and notes are no works, and are set aside."""
    work = work_of(entry, repairs, what="item of Zotero")
    item = an_object(work.get("data")) or work
    kind = text(item.get("itemType"))
    if kind in NO_WORKS:
        raise EntryFault(
            f"this is no work, but a Zotero item of type {kind}",
            remedy="nothing is lost with it; export top-level items alone to leave it out",
        )
    types = [WORDS_BY_TYPE.get(kind, apart(kind)), first_text(item, "genre") if kind == "preprint" else ""]
    is_whole = document_type(tuple(types)) in ("book", "thesis", "report")
    told = noted(text(item.get("extra")))
    return Draft(
        source_id=first_text(item, "citationKey", "citekey", "key", "itemKey", "itemID")
        or text(work.get("key")),
        types=types,
        title=first_text(item, "title", "shortTitle", "caseName", "subject"),
        authors=_authors(item),
        names_are_parted=True,
        dates=[text(item.get("date")), text(an_object(work.get("meta")).get("parsedDate"))],
        container=first_text(item, *_CONTAINERS, *(_ISSUERS if is_whole or kind == "preprint" else ())),
        volume=text(item.get("volume")),
        issue=first_text(item, "issue"),
        pages=text(item.get("pages")),
        article_number=text(item.get("number")) if kind == "journalArticle" else "",
        dois=[text(item.get("DOI")), told.get("doi", ""), *dois_of([text(item.get("url"))])],
        pmid=first_text(item, "PMID") or told.get("pmid", ""),
        abstract=text(item.get("abstractNote")),
        keywords=texts(item.get("tags"), "tag"),
        languages=[text(item.get("language"))],
        urls=[text(item.get("url"))],
    )


def _authors(item: dict[str, Any]) -> list[str]:
    """The authors; where there are none, the others who made it, editors and translators last."""
    creators = [an_object(c) for c in a_list(item.get("creators"))]
    kinds = [text(c.get("creatorType")) for c in creators]
    leading = next(
        (k for k in kinds if k not in ("editor", "seriesEditor", "translator", "contributor", "bookAuthor")),
        "",
    )
    wanted = "author" if "author" in kinds else leading or next(iter(kinds), "")
    chosen = [c for c, kind in zip(creators, kinds, strict=True) if kind == wanted]
    return [text(c["name"]) if text(c.get("name")) else person_of(c) for c in chosen]


FORMAT = Format(
    name="zotero-json",
    label="Zotero JSON",
    first_mark=partial(sign_of, "zotero-json"),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
