"""CSL-JSON, the form of citation processors: Zotero, Mendeley, Pandoc, manubot, DOI resolvers, our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from coprod_review.read import json_entries
from coprod_review.read.decode import DecodedText
from coprod_review.read.document_types import document_type
from coprod_review.read.dois import dois_of
from coprod_review.read.entries import Draft, Entry, Format, Repairs
from coprod_review.read.json_choice import dialect_of, sign_of
from coprod_review.read.json_shape import Shape
from coprod_review.read.json_values import (
    a_list,
    an_object,
    date,
    first_text,
    person,
    text,
    texts,
    work_of,
)
from coprod_review.read.names import family_given

SHAPE = Shape(
    work_keys=frozenset(
        {
            "type", "title", "issued", "author", "container-title", "abstract", "DOI", "URL", "page",
            "volume",
            "publisher", "citation-key", "citation-label",
        }
    ),
    frame_keys=frozenset({"items", "references", "data"}),
    is_keyed=True,
    opening=re.compile(r'\{\s*"(?:id|type|DOI|abstract|title|title-short|author|issued|citation-key)"\s*:'),
)  # fmt: skip

WORDS_BY_TYPE = {
    "article-journal": "journal article",
    "article-magazine": "magazine",
    "article-newspaper": "news",
    "entry": "reference entry",
    "entry-dictionary": "reference entry",
    "entry-encyclopedia": "reference entry",
    "manuscript": "unpublished",
    "paper-conference": "conference paper",
    "personal_communication": "other",
    "review-book": "book review",
    "speech": "conference",
    "post": "other", "post-weblog": "other", "webpage": "other", "broadcast": "other", "interview": "other",
    "motion_picture": "other", "song": "other", "software": "other", "patent": "other", "map": "other",
    "graphic": "other", "figure": "other", "musical_score": "other", "legislation": "other", "bill": "other",
    "legal_case": "other", "treaty": "other", "hearing": "other", "regulation": "other", "event": "other",
    "performance": "other", "periodical": "other", "pamphlet": "other", "collection": "other",
    "classic": "book", "document": "",
}  # fmt: skip
"""CSL types that read otherwise than they are meant, in words of databases."""

_IN_COLLECTIONS = frozenset({"paper-conference", "chapter"})
"""Types of documents of which some programs name the proceedings or the book as the collection."""

ISSUED_ALONE = frozenset({"book", "thesis", "report"})
"""Types of documents that stand in nothing: who issued them takes the place of what holds them."""

MAY_BE_PREPRINTS = frozenset({"article", "article-journal", "report", "manuscript"})

_PREPRINT_PLACE = re.compile(
    r"\W*(?:[a-z]{0,7}rxiv(?:\W.*)?|osf preprints|research square|ssrn\b.*|preprints(?:\.org)?|"
    r"cold spring harbor laboratory)\W*",
    re.IGNORECASE,
)
_LINE_OF_NOTE = re.compile(r"^\s*(?:\{:)?\s*([A-Za-z][\w -]{1,20}?)\s*:\s*(.+?)\s*\}?\s*$", re.MULTILINE)
_STANDARD_ID = re.compile(r"(doi|pmid|pubmed)[:/]\s*(\S+)", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"\d{4}")


def count_marks(text: str) -> int:
    """0: no key stands in every entry and in no object within one."""
    return 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries of a list, of the list "items", or alone."""
    return json_entries.cut(text, repairs, shape=SHAPE)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one entry says."""
    work = work_of(entry, repairs, what="entry of CSL-JSON")
    return draft_of(work if work.get("id") or not entry.context else {**work, "id": entry.context})


def draft_of(work: dict[str, Any]) -> Draft:
    """What an entry says in CSL variables, texts or lists of texts alike."""
    kind = text(work.get("type"))
    types = types_of(kind, work)
    noted = _noted(work)
    container = first_text(work, "container-title", "container-title-short", "journalAbbreviation")
    if not container and document_type(tuple(types)) in ISSUED_ALONE:
        container = first_text(work, "publisher", "institution")
    return Draft(
        source_id=first_text(work, "id", "citation-key", "citation-label"),
        types=types,
        title=first_text(work, "title", "title-short", "shortTitle", "original-title"),
        authors=names_of(work),
        names_are_parted=True,
        dates=[date_text(work.get(name)) for name in ("issued", "published-print", "published",
        "original-date", "submitted")],
        container=container or first_text(work, "event-title", "event")
        or (text(work.get("collection-title")) if kind in _IN_COLLECTIONS else ""),
        volume=text(work.get("volume")),
        issue=text(work.get("issue")) or (text(work.get("number")) if kind == "article-journal" else ""),
        pages=text(work.get("page")),
        first_page=text(work.get("page-first")),
        article_number=first_text(work, "article-number", "eLocationId", "elocation-id")
        or text(work.get("number") if kind == "article-journal" and work.get("issue") else None),
        dois=[text(work.get("DOI")), text(work.get("doi")), *noted.get("doi", ()),
        *dois_of([text(work.get("URL"))])],
        pmid=first_text(work, "PMID", "pmid") or next(iter(noted.get("pmid", ())), ""),
        abstract=text(work.get("abstract")),
        keywords=_keywords(work),
        references=_references(work),
        languages=[text(work.get("language"))],
        urls=[first_text(work, "URL", "url"), *noted.get("url", ())],
    )  # fmt: skip


def types_of(kind: str, work: dict[str, Any]) -> list[str]:
    """The type in words of databases, and what the genre adds where it is a type.

    "article" is a preprint in CSL, but is also written for articles, which then have a journal. What a server
    of preprints holds is one, whatever type it was given.
    """
    types = [WORDS_BY_TYPE.get(kind, kind)]
    place = first_text(work, "container-title", "publisher")
    is_bare = kind == "article" and not text(work.get("container-title"))
    if is_bare or (kind in MAY_BE_PREPRINTS and _PREPRINT_PLACE.fullmatch(place)):
        types = ["preprint"]
    genre = text(work.get("genre"))
    return [*types, genre] if document_type((genre,)) else types


def names_of(work: dict[str, Any]) -> list[str]:
    """The authors; where there are none, who else the work is by, editors last."""
    for role in (
        "author",
        "container-author",
        "reviewed-author",
        "interviewer",
        "composer",
        "director",
        "editor",
    ):
        names = [found for name in a_list(work.get(role)) if (found := name_of(name))]
        if names:
            return names
    return []


def name_of(name: Any) -> str:
    """A name in its normal form; particles of the family name go before it, others behind the given name."""
    if not isinstance(name, dict):
        return family_given(text(name))
    family = " ".join(p for p in (text(name.get("non-dropping-particle")), text(name.get("family"))) if p)
    given = " ".join(p for p in (text(name.get("given")), text(name.get("dropping-particle"))) if p)
    if family or given:
        return person(family, given, text(name.get("suffix")))
    return family_given(first_text(name, "literal", "name"))


def date_text(written: Any) -> str:
    """A date in CSL's form, the first of a range, with its year first; or the text that stands for one."""
    if not isinstance(written, dict):
        return text(written)
    for parts in a_list(written.get("date-parts")):
        found = date(a_list(parts))
        if _YEAR_FIRST.match(found):
            return found
    return first_text(written, "raw", "literal", "date-time", "year")


def _references(work: dict[str, Any]) -> list[str]:
    """Cited works as Crossref lists them, or as our own writer does under "custom"."""
    listed = a_list(work.get("reference")) or a_list(work.get("references"))
    listed = listed or a_list(an_object(work.get("custom")).get("references"))
    cited = (_reference(r) if isinstance(r, dict) else text(r) for r in listed)
    return [found for found in cited if found]


def _reference(cited: dict[str, Any]) -> str:
    """A cited work as it was written, or put together from its parts, with its DOI."""
    written = text(cited.get("unstructured"))
    if not written:
        title = first_text(cited, "article-title", "volume-title", "series-title", "standard-designator")
        place = text(cited.get("journal-title"))
        first_page = text(cited.get("first-page"))
        parts = (
            text(cited.get("author")), text(cited.get("year")), title, place, text(cited.get("volume")),
            first_page and f"p. {first_page}",
        )  # fmt: skip
        written = ", ".join(part for part in parts if part)
    doi = text(cited.get("DOI"))
    if doi and doi.casefold() not in written.casefold():
        written = f"{written}, doi:{doi}" if written else f"doi:{doi}"
    return written


def _noted(work: dict[str, Any]) -> dict[str, list[str]]:
    """DOI, PMID and URL where they stand in the note, line by line as Zotero writes them, or in the id."""
    noted: dict[str, list[str]] = {}
    for written in (text(work.get("note")), text(work.get("extra"))):
        for key, value in _LINE_OF_NOTE.findall(written[:20_000]):
            noted.setdefault(key.lower(), []).append(value)
    for written in (*noted.get("standard_id", ()), text(work.get("id"))):
        found = _STANDARD_ID.match(written)
        if found:
            noted.setdefault("doi" if found.group(1).lower() == "doi" else "pmid", []).append(found.group(2))
    return noted


def _keywords(work: dict[str, Any]) -> list[str]:
    """The keywords of one text, which semicolons part, else commas; or of a list."""
    written = work.get("keyword") or work.get("keywords")
    if isinstance(written, list):
        return texts(written)
    listed = text(written)
    return re.split(r"[;\n]" if ";" in listed or "\n" in listed else ",", listed)


FORMAT = Format(
    name="csl-json",
    label="CSL-JSON",
    first_mark=partial(sign_of, "csl-json"),
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect_of,
    cuts_in_one_pass=True,
)
