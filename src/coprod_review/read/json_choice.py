"""Which JSON format a text is in, told by the keys in its head, and what to say where it is in none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from coprod_review.read.columns import NAME_SPACE, columns_by_field
from coprod_review.read.json_entries import walk
from coprod_review.read.json_shape import Shape
from coprod_review.read.json_text import BEFORE_JSON, loaded, opens_json
from coprod_review.read.json_values import an_object

ENOUGH = 3
KEYS_NAMED = 12
WORKS_SAMPLED = 5
SAMPLE_CHARS = 1 << 17

FLAT = "json"

FRAMES = frozenset(
    {
        "results", "items", "data", "records", "hits", "response", "docs", "entries", "entry", "publications",
        "papers", "works", "articles", "documents", "publication", "search-results", "list", "library",
        "bibliography", "studies",
    }
)  # fmt: skip
"""Keys of lists of works, and of objects that hold such lists, as programs name them."""

FLAT_SHAPE = Shape(
    work_keys=frozenset(
        name
        for key in (
            "title", "titles", "authors", "author", "abstract", "doi", "year", "journal",
            "publication_year", "pmid",
            "publicationYear", "article_title", "dc:title", "prism:doi",
        )
        for name in (key, key.capitalize(), key.upper())
    ),
    frame_keys=FRAMES,
    frame_or_work_keys=frozenset({"references"}),
    is_keyed=True,
)  # fmt: skip

TELLING: Mapping[str, Mapping[str, int]] = {
    "openalex": {
        "authorships": 3, "abstract_inverted_index": 3, "referenced_works": 3, "primary_location": 2,
        "host_venue": 2, "cited_by_api_url": 3, "type_crossref": 2, "primary_topic": 1, "biblio": 2,
    },
    "lens": {"lens_id": 5, "year_published": 2, "external_ids": 1, "date_published_parts": 2},
    "crossref": {
        "is-referenced-by-count": 5, "references-count": 4, "reference-count": 4, "message-type": 4,
        "content-domain": 3, "published-online": 3, "published-print": 3, "issn-type": 2, "deposited": 2,
        "indexed": 2, "prefix": 1, "member": 1, "journal-issue": 2, "update-to": 3, "sequence": 2,
        "date-parts": 2, "container-title": 2, "issued": 2, "posted": 1,
    },
    "csl-json": {
        "date-parts": 3, "issued": 2, "container-title": 3, "non-dropping-particle": 3,
        "dropping-particle": 3,
        "citation-key": 2, "citation-label": 2, "family": 2, "given": 1, "title-short": 2,
    },
    "dimensions": {
        "reference_ids": 3, "linkout": 2, "times_cited": 1, "recent_citations": 2, "category_for": 2,
        "category_for_2020": 2, "concepts_scores": 2, "_stats": 3, "research_orgs": 2, "altmetric": 1,
        "dimensions_url": 2,
    },
    "europe-pmc": {
        "resultList": 4, "authorString": 4, "abstractText": 3, "journalInfo": 3, "pubYear": 2,
        "journalTitle": 1,
        "isOpenAccess": 2, "inEPMC": 3, "pubTypeList": 3, "pageInfo": 1,
    },
    "semantic-scholar": {
        "paperId": 4, "externalIds": 3, "corpusId": 2, "corpusid": 3, "externalids": 3, "s2FieldsOfStudy": 3,
        "s2fieldsofstudy": 3, "publicationVenue": 2, "influentialCitationCount": 3, "openAccessPdf": 1,
        "recommendedPapers": 3, "citingPaper": 3, "citedPaper": 3,
    },
    "pubmed-summary": {
        "uids": 3, "sortpubdate": 3, "fulljournalname": 3, "articleids": 3, "sortfirstauthor": 2,
        "epubdate": 1,
        "pubtype": 1, "elocationid": 1, "vernaculartitle": 2,
    },
    "zotero-json": {
        "itemType": 5, "creatorType": 3, "abstractNote": 2, "publicationTitle": 2, "dateAdded": 1,
        "libraryCatalog": 1,
    },
    "wos-json": {
        "sourceTypes": 3, "wosStandard": 3, "sourceTitle": 1, "publishYear": 1, "authorKeywords": 1,
    },
}  # fmt: skip
"""How much a key speaks for a format. Where two have as much, the first in this order is the format."""

TELLING_VALUES: Mapping[str, tuple[tuple[re.Pattern[str], int], ...]] = {
    "openalex": ((re.compile(r'"id"\s*:\s*"https?://(?:api\.)?openalex\.org/(?:works/)?W\d'), 3),),
    "csl-json": (
        (
            re.compile(
                r'"type"\s*:\s*"(?:article-(?:journal|magazine|newspaper)|paper-conference|post-weblog|'
                r'entry-(?:encyclopedia|dictionary)|personal_communication|motion_picture|legal_case)"'
            ),
            3,
        ),
    ),
    "crossref": (
        (re.compile(r'"message"\s*:\s*\{'), 3),
        (re.compile(r'"(?:container-)?title"\s*:\s*\['), 2),
        (
            re.compile(r'"type"\s*:\s*"(?:journal-article|posted-content|proceedings-article|book-chapter)"'),
            3,
        ),
    ),
    "dimensions": ((re.compile(r'"id"\s*:\s*"pub\.\d+"'), 5),),
}
NEEDED: Mapping[str, re.Pattern[str]] = {
    "crossref": re.compile(
        r'"(?:container-)?title"\s*:\s*\[|"message(?:-type)?"\s*:|"type"\s*:\s*"journal-article"'
    ),
}
"""What a format has to show, where much that speaks for it is copied into others too."""

DIALECT_WORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "csl-json": (
        ("coprod-review", '"Codes of record:'), ("manubot", "standard_id"), ("Mendeley", '"parse-names"'),
        ("Better CSL JSON", '"citation-key"'), ("Zotero", "zotero.org/"),
    ),
    "json": (("Publish or Perish", '"GS:'), ("Publish or Perish", '"cites_url"'), ("RefLib", '"recNumber"'),
             ("Scopus", '"prism:'), ("bibtexparser", '"ENTRYTYPE"')),
    "zotero-json": (("Better BibTeX", '"BetterBibTeX'),),
}  # fmt: skip

_KEY = re.compile(r'"([^"\\\n]{1,60})"\s*:')
_WORDS_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WRAPPERS = (
    "attributes",
    "_source",
    "bibjson",
    "data",
    "record",
    "document",
    "paper",
    "publication",
    "fields",
)
_TELLING_FIELDS = frozenset({"title", "authors", "dates", "abstract", "container", "dois", "pmid"})
_COLUMN_BY_KEY = {
    "uid": "id", "_id": "id", "recNumber": "id", "identifier": "id",
    "startpage": "start page", "endpage": "end page", "fulltext_url": "pdf link", "titles": "title",
    "url_doi": "doi", "published": "publication date", "descriptions": "abstract",
    "source_title": "source title", "yearPublished": "publication year", "publishedDate": "publication date",
    "coverDate": "publication date", "pageRange": "pages", "issueIdentifier": "issue",
    "authkeywords": "keywords",
    "subtypeDescription": "document type", "publicationName": "source title", "creator": "first author",
    "article_url": "url", "pub_year": "publication year",
}  # fmt: skip


def sign_of(name: str, head: str) -> int | None:
    """Where JSON opens, if it is in the format of that name."""
    return opens_json(head) if chosen(head) == name else None


@lru_cache(maxsize=4)
def chosen(head: str) -> str:
    """The name of the JSON format that a head of text is in; empty where it is in none."""
    if opens_json(head) is None:
        return ""
    keys = Counter(_KEY.findall(head))
    scores = {
        name: sum(weight for key, weight in weights.items() if key in keys)
        + sum(weight for pattern, weight in TELLING_VALUES.get(name, ()) if pattern.search(head))
        for name, weights in TELLING.items()
        if name not in NEEDED or NEEDED[name].search(head)
    }
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= ENOUGH:
        return best
    return FLAT if any(map(_is_flat_work, _works(head))) else ""


def dialect_of(head: str) -> str:
    """Who wrote the JSON, as far as it shows, and how the works lie in it."""
    start = head.lstrip(BEFORE_JSON)
    writer = next((who for who, words in DIALECT_WORDS.get(chosen(head), ()) if words in head), "")
    form = "JSON list" if start.startswith("[") else "JSON of the interface"
    if start.startswith("{") and not _opens_with_frame(start):
        form = "JSON lines" if "}\n{" in start else "JSON"
    return f"{writer}, {form}" if writer else form


def refusal(head: str) -> str:
    """What is told of JSON in no format that is read, with its keys; empty where a text is no JSON."""
    if opens_json(head) is None:
        return ""
    keys = list(Counter(_KEY.findall(head)))
    if not keys:
        return "this is JSON without any work in it"
    named = ", ".join(keys[:KEYS_NAMED]) + (", ..." if len(keys) > KEYS_NAMED else "")
    return f"this is JSON, but no list of works that is known: its keys are {named}"


def merged(work: Mapping[str, Any]) -> dict[str, Any]:
    """A work with what an object within it says ("attributes", "_source") as if it said it itself."""
    flat = dict(work)
    for key in _WRAPPERS:
        for name, value in an_object(work.get(key)).items():
            flat.setdefault(name, value)
    return flat


def column_of(key: str) -> str:
    """A key as a column of a table would be called."""
    bare = NAME_SPACE.sub("", key)
    return _COLUMN_BY_KEY.get(bare) or _WORDS_RUN_TOGETHER.sub(" ", bare)


def _is_flat_work(work: Mapping[str, Any]) -> bool:
    """Whether the keys are those of a document: one that names it, and one more."""
    found = columns_by_field([column_of(key) for key in merged(work)]).keys() & _TELLING_FIELDS
    return len(found) > 1 and not found.isdisjoint({"title", "dois", "pmid"})


def _works(head: str) -> list[dict[str, Any]]:
    """The first objects that could be works; of one that the head does not hold whole, its keys alone."""
    works = []
    for entry in walk(iter([head[:SAMPLE_CHARS]]), FLAT_SHAPE, Counter()):
        if entry.passed_over:
            continue
        try:
            value = loaded(entry.raw)
        except (ValueError, RecursionError):
            value = dict.fromkeys(_KEY.findall(entry.raw))
        works.append(an_object(value))
        if len(works) == WORKS_SAMPLED:
            break
    return works


def _opens_with_frame(start: str) -> bool:
    found = re.match(r'\{\s*"([^"\\]{1,40})"', start)
    return (
        bool(found)
        and bool(
            re.search(
                r'"(?:results|items|message|resultList|result|data|publications|references|hits)"\s*:\s*[\[{]',
                start,
            )
        )
        and not re.search(r"^\{[^\n]*\}\n\{", start)
    )
