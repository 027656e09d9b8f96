"""Works as plain objects whose keys say what they hold: Publish or Perish, RefLib, Scopus, ASReview, others.

Keys are recognised as the columns of tables are. Lists, objects that name something, and one object within
another are taken for what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

from coprod_review.model.main_headings import unmarked
from coprod_review.read import json_entries
from coprod_review.read.columns import columns_by_field
from coprod_review.read.decode import DecodedText
from coprod_review.read.document_types import types_among
from coprod_review.read.dois import dois_of
from coprod_review.read.entries import Draft, Entry, Format, Repairs
from coprod_review.read.json_choice import FLAT, FLAT_SHAPE, column_of, dialect_of, merged, sign_of
from coprod_review.read.json_values import (
    a_list,
    an_object,
    apart,
    date,
    first_text,
    not_zero,
    person,
    person_of,
    text,
    texts,
    work_of,
    written_names,
)  # fmt: skip
from coprod_review.read.name_cells import split_authors
from coprod_review.read.names import INITIALS_FIRST, named
from coprod_review.read.references import split_references
from coprod_review.read.table_dialects import DATABASES

NAMING = (
    "name",
    "title",
    "display_name",
    "displayName",
    "value",
    "text",
    "term",
    "keyword",
    "label",
    "full",
    "$",
    "content",
)
"""Keys by which an object says what it is."""

KEYS_OF_BIBTEX = frozenset({"ENTRYTYPE", "ID"})
"""What bibtexparser adds to the fields of an entry of BibTeX."""

_IDS = ("identifiers", "externalIds", "external_ids", "ids", "identifier")


def count_marks(text: str) -> int:
    """0: the keys are not known beforehand."""
    return 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The objects of a list, of a list in a frame, or of lines."""
    return json_entries.cut(text, repairs, shape=FLAT_SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one object says."""
    work = merged(work_of(entry, repairs, what="work"))
    if work.keys() >= KEYS_OF_BIBTEX:
        return _of_bibtex(work, repairs)
    keys = tuple(work)
    values = [work[key] for key in keys]
    places = _places(keys)
    ids = _ids(work)

    def one(name: str) -> str:
        return next((found for at in places.get(name, ()) if (found := _text(values[at]))), "")

    def every(name: str) -> list[str]:
        return [found for at in places.get(name, ()) for found in texts(values[at], *NAMING)]

    return Draft(
        source_id=one("source_id") or entry.context or "",
        types=[
            *(apart(found) for found in every("types")),
            *types_among(text(work.get("notes")).splitlines()),
        ],
        title=one("title"),
        authors=next((names for at in places.get("authors", ()) if (names := _authors(values[at]))), []),
        names_are_parted=True,
        dates=[_date(values[at]) for at in places.get("dates", ())],
        container=next((name for name in every("container") if name.casefold() not in DATABASES), ""),
        volume=not_zero(one("volume")),
        issue=not_zero(one("issue")),
        pages=not_zero(one("pages")),
        first_page=not_zero(one("first_page")),
        last_page=not_zero(one("last_page")),
        article_number=not_zero(one("article_number")),
        dois=[*every("dois"), ids.get("doi", ""), *dois_of(every("urls"))],
        pmid=not_zero(one("pmid")) or ids.get("pmid", "") or ids.get("pubmed", ""),
        abstract=" ".join(every("abstract")[:1]),
        keywords=[unmarked(word) for at in places.get("keywords", ()) for word in _keywords(values[at])],
        references=[cited for at in places.get("references", ()) for cited in _references(values[at])],
        languages=[
            first_text(v, "code", *NAMING) if isinstance(v, dict) else text(v)
            for v in _all(values, places, "languages")
        ],
        urls=every("urls"),
    )


def _of_bibtex(work: dict[str, Any], repairs: Repairs) -> Draft:
    """What the fields of an entry of BibTeX say that bibtexparser wrote as an object."""
    from coprod_review.read.bibtex import draft_of  # noqa: PLC0415 - for entries of BibTeX alone

    values = {
        name.lower(): (" and " if name.lower() == "author" else "; ").join(texts(value, *NAMING))
        for name, value in work.items()
    }
    kind, key = values.pop("entrytype").lower(), values.pop("id")
    return draft_of(kind, key, {name: value for name, value in values.items() if value}, repairs)


@lru_cache(maxsize=256)
def _places(keys: tuple[str, ...]) -> dict[str, list[int]]:
    return columns_by_field([column_of(key) for key in keys])


def _all(values: list[Any], places: dict[str, list[int]], name: str) -> list[Any]:
    return [part for at in places.get(name, ()) for part in a_list(values[at])]


def _text(value: Any) -> str:
    """The first thing that a value says."""
    return next(iter(texts(value, *NAMING)), "")


def _ids(work: dict[str, Any]) -> dict[str, str]:
    """Identifiers by their kinds in small letters, from an object or from a list of objects."""
    found: dict[str, str] = {}
    for key in _IDS:
        value = work.get(key)
        for name, written in an_object(value).items():
            found.setdefault(name.lower(), text(written))
        for part in map(an_object, value if isinstance(value, list) else ()):
            name = first_text(part, "type", "identifier_type", "scheme", "idtype").lower()
            found.setdefault(name, first_text(part, "value", "id", "identifier"))
    return found


def _authors(value: Any) -> list[str]:
    if isinstance(value, str):
        return written_names(split_authors(value))
    if isinstance(value, dict):
        inner = value.get("author") or value.get("authors")
        return _authors(inner) if isinstance(inner, list) else [person_of(value)]
    parts = a_list(value)
    if initials_first := _initials_first(parts):
        return initials_first
    return [
        name
        for part in parts
        if (name := person_of(part) if isinstance(part, dict) else "".join(written_names([text(part)])))
    ]


def _initials_first(parts: list[Any]) -> list[str]:
    """The names where all have initials before the family name, as Google Scholar gives them; else none."""
    found = [INITIALS_FIRST.fullmatch(name) for part in parts if (name := named(text(part)))]
    if not found or not all(found) or (len(found) == 1 and found[0] and len(found[0].group(1)) > 2):
        return []
    return [person(name.group(2), name.group(1)) for name in found if name]


def _date(value: Any) -> str:
    if isinstance(value, dict):
        return first_text(value, "year", *NAMING)
    if isinstance(value, list) and value and not isinstance(value[0], dict):
        return date(value)
    return not_zero(_text(value))


def _keywords(value: Any) -> list[str]:
    """Keywords of a list; those of one text are parted by the separator that it shows."""
    if not isinstance(value, str):
        return texts(value, *NAMING)
    for separator in (";", "|", "\n", ","):
        if separator in value:
            return value.split(separator)
    return [value]


def _references(value: Any) -> list[str]:
    if isinstance(value, str):
        return split_references(value)
    return texts(value, "text", "unstructured", "title", "doi", "id", *NAMING)


FORMAT = Format(
    name=FLAT,
    label="JSON (works whose keys are known names)",
    first_mark=partial(sign_of, FLAT),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
