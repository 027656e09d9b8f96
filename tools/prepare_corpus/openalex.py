"""OpenAlex works as JSON lines: abstracts as inverted index, DOI and PMID as addresses, unknowns null."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from prepare_corpus.forms import family_and_given, first_and_last_page
from prepare_corpus.placement import Entry
from prepare_corpus.source import Facts

TYPES = {"chapter": "book-chapter", "thesis": "dissertation", "conference": "article"}
CROSSREF_TYPES = {
    "article": "journal-article",
    "review": "journal-article",
    "chapter": "book-chapter",
    "conference": "proceedings-article",
    "thesis": "dissertation",
    "report": "report",
    "book": "book",
}
SOURCE_TYPES = {
    "article": "journal",
    "review": "journal",
    "chapter": "ebook platform",
    "conference": "conference",
}


def export(entries: Iterable[Entry]) -> bytes:
    """The file, one work a line."""
    return "".join(f"{json.dumps(_work(entry), ensure_ascii=False)}\n" for entry in entries).encode("utf-8")


def _work(entry: Entry) -> dict[str, Any]:
    facts = entry.facts
    first, last = first_and_last_page(facts.pages)
    doi = f"https://doi.org/{facts.doi}" if facts.doi else None
    ids = {"openalex": entry.accession} | ({"doi": doi} if doi else {})
    if facts.pmid:
        ids["pmid"] = f"https://pubmed.ncbi.nlm.nih.gov/{facts.pmid}"
    return {
        "id": entry.accession,
        "doi": doi,
        "title": facts.title,
        "display_name": facts.title,
        "publication_year": facts.year,
        "publication_date": None,
        "ids": ids,
        "language": facts.language,
        "primary_location": _location(facts),
        "type": TYPES.get(facts.type, facts.type),
        "type_crossref": CROSSREF_TYPES[facts.type],
        "authorships": _authorships(facts),
        "cited_by_count": None,
        "biblio": {
            "volume": facts.volume or None,
            "issue": facts.issue or None,
            "first_page": first or None,
            "last_page": last or first or None,
        },
        "is_retracted": None,
        "keywords": [{"id": None, "display_name": word, "score": None} for word in facts.keywords],
        "referenced_works": [],
        "abstract_inverted_index": _inverted(facts.summary),
    }


def _location(facts: Facts) -> dict[str, Any]:
    source = {"id": None, "display_name": facts.container, "issn_l": None, "issn": None}
    source["type"] = SOURCE_TYPES.get(facts.type)
    return {
        "is_oa": None,
        "landing_page_url": facts.link or None,
        "pdf_url": None,
        "source": source if facts.container else None,
        "license": None,
        "version": None,
    }


def _authorships(facts: Facts) -> list[dict[str, Any]]:
    positions = ["first", *["middle"] * (len(facts.authors) - 2), "last"]
    return [
        {
            "author_position": position,
            "author": {"id": None, "display_name": _display_name(name), "orcid": None},
            "institutions": [],
            "raw_author_name": _display_name(name),
        }
        for position, name in zip(positions, facts.authors, strict=False)
    ]


def _display_name(name: str) -> str:
    family, given = family_and_given(name)
    return f"{given} {family}".strip()


def _inverted(text: str) -> dict[str, list[int]] | None:
    if not text:
        return None
    index: dict[str, list[int]] = {}
    for position, word in enumerate(text.split()):
        index.setdefault(word, []).append(position)
    return index
