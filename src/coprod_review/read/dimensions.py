"""Dimensions publications: answers of its interface ({"publications": [...]}), lists, and JSON lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from coprod_review.read import json_entries
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, Format, Repairs
from coprod_review.read.json_choice import dialect_of, sign_of
from coprod_review.read.json_shape import Shape
from coprod_review.read.json_values import a_list, an_object, first_text, person_of, text, texts, work_of

SHAPE = Shape(
    work_keys=frozenset(
        {
            "title",
            "year",
            "doi",
            "journal",
            "authors",
            "type",
            "abstract",
            "reference_ids",
            "linkout",
            "times_cited",
        }
    ),
    frame_keys=frozenset({"publications", "data", "results"}),
    opening=re.compile(r'\{\s*"id"\s*:\s*"pub\.\d+"'),
)

_MARK = re.compile(r'"id"\s*:\s*"pub\.\d+"')


def count_marks(text: str) -> int:
    """How many ids of publications stand in a text as values of "id", as they do of works alone."""
    return len(_MARK.findall(text)) if '"pub.' in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The publications of a list, of the list "publications", or of lines."""
    return json_entries.cut(text, repairs, shape=SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one publication says."""
    work = work_of(entry, repairs, what="publication of Dimensions")
    authors = a_list(work.get("authors")) or a_list(work.get("author_affiliations"))
    if authors and isinstance(authors[0], list):
        authors = authors[0]
    return Draft(
        source_id=text(work.get("id")),
        types=[first_text(work, "document_type", "type")],
        title=text(work.get("title")),
        authors=[person_of(a) if isinstance(a, dict) else text(a) for a in authors],
        names_are_parted=True,
        dates=[
            first_text(work, "year", "pub_year"),
            first_text(work, "date", "date_print", "date_normal", "date_online"),
        ],
        container=_container(work),
        volume=text(work.get("volume")),
        issue=text(work.get("issue")),
        pages=first_text(work, "pages", "pgn"),
        dois=[text(work.get("doi"))],
        pmid=text(work.get("pmid")),
        abstract=text(work.get("abstract")),
        keywords=texts(work.get("mesh_terms")) or texts(work.get("concepts"), "concept", "name"),
        references=texts(work.get("reference_ids"), "id"),
        languages=texts(work.get("language")),
        urls=[first_text(work, "linkout", "dimensions_url", "url")],
    )


def _container(work: dict[str, Any]) -> str:
    journal, book = an_object(work.get("journal")), an_object(work.get("source_title"))
    return (
        first_text(journal, "title")
        or first_text(work, "journal.title", "book_title", "proceedings_title")
        or first_text(book, "title")
        or first_text(work, "source_title", "journal", "book_series_title")
        or first_text(an_object(work.get("book_series")), "title")
    )


FORMAT = Format(
    name="dimensions",
    label="Dimensions JSON",
    first_mark=partial(sign_of, "dimensions"),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
