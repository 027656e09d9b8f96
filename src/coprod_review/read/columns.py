"""Column names of tables, as the databases write them, by the field that they fill."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Names = tuple[str, ...]

NAMES_BY_FIELD: Mapping[str, tuple[Names, ...]] = {
    "source_id": (
        ("eid",), ("ut unique wos id",), ("lens id",), ("central id",), ("covidence",), ("key",),
        ("reference id",), ("publication id",), ("accession number", "accession"), ("id",), ("record id",),
        ("internal id",), ("pmid", "pubmed id"),
    ),
    "types": (
        ("document type",), ("item type",), ("reference type", "type of reference"), ("publication type",),
        ("type",), ("entry type",), ("content type",), ("document identifier",),
    ),
    "title": (
        ("title", "document title", "article title", "item title", "title primary", "primary title",
         "display name", "ti", "t1", "original title"),
    ),
    "authors": (
        ("author full names", "author fullnames", "authors", "author", "author s", "author names",
         "authors primary", "authorships author display name", "au", "a1"),
        ("first authors",),
    ),
    "dates": (
        ("year", "publication year", "pub year", "published year", "pubyear", "py", "date published",
         "publication date", "date of publication", "cover date"),
        ("date",), ("create date",),
    ),
    "container": (
        ("source title", "journal", "publication title", "journal book", "publication name",
         "journal title", "periodical full", "primary location source display name", "secondary title",
         "title secondary", "book title", "conference name", "periodical abbrev",
         "abbreviated source title", "so", "jo", "jf", "t2"),
        ("publication",), ("source",),
    ),
    "volume": (("volume", "journal volume", "biblio volume", "vl"),),
    "issue": (("issue", "journal issue", "issue number", "biblio issue", "is"), ("number",)),
    "pages": (("pages", "page range", "pagination"),),
    "first_page": (
        ("page start", "start page", "first page", "biblio first page", "beginning page", "sp", "bp"),
    ),
    "last_page": (
        ("page end", "end page", "last page", "biblio last page", "other pages", "ending page", "ep"),
    ),
    "article_number": (("art no", "article number"),),
    "dois": (("doi", "item doi", "doi link", "ids doi", "di", "do"),),
    "pmid": (("pubmed id", "pmid", "medline pmid", "ids pmid", "pm"),),
    "abstract": (("abstract", "abstract note", "abstracts", "abstract text", "ab"), ("n2",)),
    "keywords": (
        ("author keywords", "keywords", "index keywords", "keyword", "manual tags", "mesh terms", "mesh",
         "de", "kw"),
    ),
    "references": (("references", "cited references", "referenced works"),),
    "languages": (
        ("language of original document", "language", "original language", "article language", "la"),
    ),
    "urls": (
        ("link", "url", "ur", "doi link", "external url", "source urls",
         "primary location landing page url"),
        ("pdf link",),
    ),
}  # fmt: skip
"""Names in the form of `normal`, in groups in the order of preference.

Columns of one group say the same thing: where the cell of one is empty, the next fills in. A later group
counts only in tables that have no column of the groups before: in an export of Scopus, "Source" is the name
of the database, and an empty "Source title" stays empty.
"""

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
    found = {}
    for field, groups in NAMES_BY_FIELD.items():
        places = ([place[name] for name in names if name in place] for names in groups)
        found[field] = next(filter(None, places), [])
    return {field: places for field, places in found.items() if places}


def is_wos(names: Sequence[str]) -> bool:
    """Whether the columns are headed by the tags of Web of Science."""
    return {"pt", "au", "ti", "so"} <= set(names)


def recognised(header: Sequence[str]) -> int:
    """How many fields the header names; 0 where it names no title, abstract or DOI, so is no header."""
    found = columns_by_field(header)
    return len(found) if {"title", "abstract", "dois"} & found.keys() else 0
