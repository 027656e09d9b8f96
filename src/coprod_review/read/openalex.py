"""OpenAlex works: JSON lines, a list, or answers of the interface ({"meta": ..., "results": [...]})."""

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
from coprod_review.read.json_text import loaded
from coprod_review.read.json_values import (
    a_list,
    an_object,
    first_text,
    person_of,
    text,
    texts,
    work_of,
    written_names,
)

MAX_ABSTRACT_WORDS = 100_000
FEWEST_CONCEPT_SCORE = 0.3

_MARK = re.compile(r'"id"\s*:\s*"(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?W\d+"')

SHAPE = Shape(
    work_keys=frozenset(
        {
            "authorships", "abstract_inverted_index", "referenced_works", "publication_year",
            "primary_location",
            "host_venue", "cited_by_api_url", "biblio", "type_crossref",
        }
    ),
    frame_keys=frozenset({"results", "data", "works"}),
    opening=re.compile(rf'\{{\s*(?:{_MARK.pattern}|"id"\s*:\s*"[^"\\\n]*"\s*,\s*"doi"\s*:)'),
)  # fmt: skip


def count_marks(text: str) -> int:
    """How many ids of works in OpenAlex's own form stand in a text."""
    return len(_MARK.findall(text)) if '"id"' in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The works: objects at the top, in a list, or in the lists "results" of answers."""
    return json_entries.cut(text, repairs, shape=SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one work says."""
    work = work_of(entry, repairs, what="work of OpenAlex")
    location = an_object(work.get("primary_location")) or an_object(work.get("host_venue"))
    biblio = an_object(work.get("biblio"))
    ids = an_object(work.get("ids"))
    return Draft(
        source_id=text(work.get("id")) or text(ids.get("openalex")),
        types=[text(work.get("type")), text(work.get("type_crossref"))],
        title=first_text(work, "title", "display_name"),
        authors=_authors(work),
        names_are_parted=True,
        dates=[text(work.get("publication_year")), text(work.get("publication_date"))],
        container=_container(work, location),
        volume=text(biblio.get("volume")),
        issue=text(biblio.get("issue")),
        first_page=text(biblio.get("first_page")),
        last_page=text(biblio.get("last_page")),
        dois=[text(work.get("doi")), text(ids.get("doi"))],
        pmid=(text(ids.get("pmid")) or text(work.get("pmid"))).rstrip("/").rsplit("/", 1)[-1],
        abstract=abstract(work.get("abstract_inverted_index")) or text(work.get("abstract")),
        keywords=_keywords(work),
        references=texts(work.get("referenced_works"), "id"),
        languages=[text(work.get("language"))],
        urls=[first_text(location, "landing_page_url", "url"), text(work.get("doi")), text(work.get("id"))],
    )


def abstract(index: Any) -> str:
    """The text of an inverted index: every word at each of its positions, gaps left out.

    The index may be wrapped as {"IndexLength": ..., "InvertedIndex": ...}, and may be JSON in a text.
    """
    if isinstance(index, str):
        try:
            index = loaded(index)
        except (ValueError, RecursionError):
            return index if not index.lstrip().startswith("{") else ""
    index = an_object(index)
    word_by_position: dict[int, str] = {}
    for word, positions in (an_object(index.get("InvertedIndex")) or index).items():
        for position in a_list(positions):
            if isinstance(position, int) and len(word_by_position) < MAX_ABSTRACT_WORDS:
                word_by_position[position] = word
    return " ".join(word for _, word in sorted(word_by_position.items()))


def _authors(work: dict[str, Any]) -> list[str]:
    """The authors as OpenAlex names them, else as the document does, else those of a flat list."""
    if "authorships" not in work:
        found = a_list(work.get("authors"))
        return [person_of(a) if isinstance(a, dict) else "".join(written_names([text(a)])) for a in found]
    authorships = (an_object(a) for a in a_list(work.get("authorships")))
    names = (
        first_text(an_object(a.get("author")), "display_name") or first_text(a, "raw_author_name")
        for a in authorships
    )
    return written_names(names)


def _container(work: dict[str, Any], location: dict[str, Any]) -> str:
    """The source of the place where the document stands first; where it names none, the source as written."""
    source = an_object(location.get("source"))
    named = first_text(source, "display_name") or first_text(location, "display_name", "raw_source_name")
    if named:
        return named
    places = (an_object(p) for p in a_list(work.get("locations")))
    journals = (an_object(p.get("source")) for p in places)
    return next((text(j.get("display_name")) for j in journals if text(j.get("type")) == "journal"), "")


def _keywords(work: dict[str, Any]) -> list[str]:
    """Keywords, and MeSH headings; where there are neither, topics, else the concepts that fit well."""
    found = texts(work.get("keywords"), "display_name", "keyword") + texts(
        work.get("mesh"), "descriptor_name"
    )
    if found:
        return found
    concepts = [
        c for c in map(an_object, a_list(work.get("concepts")))
        if isinstance(score := c.get("score"), int | float) and score >= FEWEST_CONCEPT_SCORE
    ]  # fmt: skip
    return texts(work.get("topics"), "display_name") or texts(concepts, "display_name")


FORMAT = Format(
    name="openalex",
    label="OpenAlex JSON",
    first_mark=partial(sign_of, "openalex"),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
