"""Lens works: the JSON and JSON lines exports of The Lens, and answers of its interface."""

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
from coprod_review.read.json_values import (
    a_list,
    an_object,
    date,
    first_text,
    person_of,
    text,
    texts,
    work_of,
)

SHAPE = Shape(
    work_keys=frozenset(
        {"title", "year_published", "date_published", "publication_type", "authors", "external_ids", "source"}
    ),
    frame_keys=frozenset({"data", "results"}),
    opening=re.compile(r'\{\s*"lens_id"\s*:\s*"[\d-]+[\dX]"\s*,\s*"(?:created|publication_type|title)"\s*:'),
)

_MARK = re.compile(r'"year_published"\s*:')


def count_marks(text: str) -> int:
    """How many years of publication stand in a text: works have one, and cited works none."""
    return len(_MARK.findall(text))


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The works of a list, of the list "data", or of lines."""
    return json_entries.cut(text, repairs, shape=SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one work says."""
    work = work_of(entry, repairs, what="work of Lens")
    source = an_object(work.get("source"))
    ids = _ids(work)
    open_access = an_object(work.get("open_access"))
    places = an_object(open_access.get("locations"))
    return Draft(
        source_id=text(work.get("lens_id")),
        types=[text(work.get("publication_type")), *texts(work.get("publication_supplementary_type"))],
        title=text(work.get("title")),
        authors=[person_of(a) if isinstance(a, dict) else text(a) for a in a_list(work.get("authors"))],
        names_are_parted=True,
        dates=[
            text(work.get("year_published")), date(a_list(work.get("date_published_parts"))),
            text(work.get("date_published")),
        ],
        container=first_text(source, "title",
        "title_full") or text(an_object(work.get("conference")).get("name")),
        volume=text(work.get("volume")),
        issue=text(work.get("issue")),
        first_page=text(work.get("start_page")),
        last_page=text(work.get("end_page")),
        dois=ids.get("doi", []) + texts(work.get("doi")),
        pmid=next(iter(ids.get("pmid", [])), "") or text(work.get("pmid")),
        abstract=text(work.get("abstract")),
        keywords=[*texts(work.get("keywords"), "value"), *texts(work.get("mesh_terms"), "mesh_heading")],
        references=[_reference(r) for r in a_list(work.get("references"))],
        languages=texts(work.get("languages")) + texts(work.get("language")),
        urls=[*texts(work.get("source_urls"), "url"), *texts(places.get("landing_page_urls"))],
    )  # fmt: skip


def _ids(work: dict[str, Any]) -> dict[str, list[str]]:
    """The values of the identifiers by their kinds."""
    ids: dict[str, list[str]] = {}
    for found in map(an_object, a_list(work.get("external_ids"))):
        ids.setdefault(text(found.get("type")).lower(), []).append(text(found.get("value")))
    return ids


def _reference(cited: Any) -> str:
    if not isinstance(cited, dict):
        return text(cited)
    return first_text(cited, "text", "lens_id") or ", ".join(texts(cited.get("external_ids"), "value"))


FORMAT = Format(
    name="lens",
    label="Lens JSON",
    first_mark=partial(sign_of, "lens"),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
