"""Column names of tables, as the databases write them, by the field that they fill."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NAMES_BY_FIELD: Mapping[str, tuple[str, ...]] = {
    "source_id": (
        "eid", "ut unique wos id", "lens id", "central id", "publication id", "accession number",
        "accession", "key",
        "reference id", "id", "record id", "internal id", "pmid", "pubmed id", "covidence",
    ),
    "types": (
        "document type", "type", "item type", "publication type", "reference type", "content type",
        "entry type",
        "type of reference", "document identifier",
    ),
    "title": (
        "title", "document title", "article title", "item title", "title primary", "primary title",
        "display name",
        "ti", "t1", "original title",
    ),
    "authors": (
        "author full names", "author fullnames", "authors", "author", "author s", "author names",
        "first authors",
        "authors primary", "authorships author display name", "au", "a1",
    ),
    "dates": (
        "year", "publication year", "pub year", "published year", "pubyear", "py", "date published",
        "publication date",
        "date", "date of publication", "cover date", "create date",
    ),
    "container": (
        "source title", "journal", "publication title", "journal book", "publication name", "journal title",
        "periodical full", "source", "publication", "primary location source display name", "secondary title",
        "book title", "conference name", "periodical abbrev", "abbreviated source title", "so", "jo", "jf",
        "t2",
    ),
    "volume": ("volume", "journal volume", "biblio volume", "vl"),
    "issue": ("issue", "journal issue", "issue number", "number", "biblio issue", "is"),
    "pages": ("pages", "page range", "pagination"),
    "first_page": (
        "page start", "start page", "first page", "biblio first page", "beginning page", "sp", "bp",
    ),
    "last_page": (
        "page end", "end page", "last page", "biblio last page", "other pages", "ending page", "ep",
    ),
    "article_number": ("art no", "article number"),
    "dois": ("doi", "item doi", "doi link", "ids doi", "di", "do"),
    "pmid": ("pubmed id", "pmid", "medline pmid", "ids pmid", "pm"),
    "abstract": ("abstract", "abstract note", "abstracts", "abstract text", "ab", "n2"),
    "keywords": (
        "author keywords", "keywords", "index keywords", "keyword", "manual tags", "mesh terms", "mesh", "de",
        "kw",
    ),
    "references": ("references", "cited references", "referenced works"),
    "languages": ("language of original document", "language", "original language", "article language", "la"),
    "urls": (
        "link", "url", "ur", "doi link", "external url", "source urls", "pdf link",
        "primary location landing page url",
    ),
}  # fmt: skip
"""Names in the order of preference, in the form of `normal`."""

NAME_BY_WOS_TAG: Mapping[str, str] = {
    "au": "authors", "af": "author full names", "ti": "title", "so": "source title", "la": "language",
    "dt": "document type", "de": "author keywords", "id": "index keywords", "ab": "abstract",
    "cr": "cited references", "py": "year", "vl": "volume", "is": "issue", "bp": "page start",
    "ep": "page end",
    "ar": "art no", "di": "doi", "pm": "pubmed id", "ut": "eid", "pt": "type",
}  # fmt: skip
"""The tags with which Web of Science heads the columns of its tab-delimited export."""

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def normal(name: str) -> str:
    """A column name in lower case, with single blanks between its words."""
    return _NOT_WORD.sub(" ", name.lower()).strip()


def columns_by_field(header: Sequence[str]) -> dict[str, list[int]]:
    """Where the columns of each field stand, best first; fields without a column are left out."""
    names_in_order = [normal(name) for name in header]
    if is_wos(names_in_order):
        names_in_order = [NAME_BY_WOS_TAG.get(name, "") for name in names_in_order]
    place: dict[str, int] = {}
    for at, name in enumerate(names_in_order):
        place.setdefault(name, at)
    found = {
        field: [place[name] for name in names if name in place] for field, names in NAMES_BY_FIELD.items()
    }
    return {field: places for field, places in found.items() if places}


def is_wos(names: Sequence[str]) -> bool:
    """Whether the columns are headed by the tags of Web of Science."""
    return {"pt", "au", "ti", "so"} <= set(names)


def recognised(header: Sequence[str]) -> int:
    """How many fields the header names; 0 where it names no title, abstract or DOI, so is no header."""
    found = columns_by_field(header)
    return len(found) if {"title", "abstract", "dois"} & found.keys() else 0
