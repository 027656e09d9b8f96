"""Web of Science through its Starter interface: answers ({"hits": [...]}), lists, and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from coprod_review.read import json_entries
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, Format, Repairs
from coprod_review.read.json_choice import dialect_of, sign_of
from coprod_review.read.json_shape import Shape
from coprod_review.read.json_values import an_object, first_text, text, texts, work_of

SHAPE = Shape(
    work_keys=frozenset(
        {"uid", "title", "types", "sourceTypes", "source", "names", "links", "identifiers", "keywords"}
    ),
    frame_keys=frozenset({"hits"}),
    opening=re.compile(r'\{\s*"uid"\s*:\s*"[A-Z]+:'),
)

_MARK = re.compile(r'"uid"\s*:\s*"[A-Z]+:')
_AUTHORS = ("authors", "inventors", "corp", "bookEditors")
"""Who made a work: the first of these lists that names anyone."""


def count_marks(text: str) -> int:
    """How many accession numbers stand in a text as values of "uid"."""
    return len(_MARK.findall(text)) if '"uid"' in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The documents of the list "hits", of another list, or of lines."""
    return json_entries.cut(text, repairs, shape=SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one document says."""
    work = work_of(entry, repairs, what="document of Web of Science")
    source, names = an_object(work.get("source")), an_object(work.get("names"))
    pages, identifiers = an_object(source.get("pages")), an_object(work.get("identifiers"))
    keywords = an_object(work.get("keywords"))
    listed = (texts(names.get(role), "displayName", "wosStandard") for role in _AUTHORS)
    return Draft(
        source_id=text(work.get("uid")),
        types=texts(work.get("sourceTypes")) or texts(work.get("types")),
        title=text(work.get("title")),
        authors=next(filter(None, listed), []),
        given_first=True,
        dates=[text(source.get("publishYear"))],
        container=text(source.get("sourceTitle")),
        volume=text(source.get("volume")),
        issue=text(source.get("issue")),
        pages=text(pages.get("range")),
        first_page=text(pages.get("begin")),
        last_page=text(pages.get("end")),
        article_number=text(source.get("articleNumber")),
        dois=[text(identifiers.get("doi"))],
        pmid=text(identifiers.get("pmid")),
        keywords=texts(keywords.get("authorKeywords")),
        urls=[first_text(an_object(work.get("links")), "record")],
    )


FORMAT = Format(
    name="wos-json",
    label="Web of Science JSON",
    first_mark=partial(sign_of, "wos-json"),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
