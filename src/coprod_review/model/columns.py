"""The fields for which people may name the columns of a table, in the manifest and on the command line."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

COLUMN_FIELDS = (
    "source_id",
    "type",
    "title",
    "authors",
    "year",
    "container",
    "volume",
    "issue",
    "pages",
    "first_page",
    "last_page",
    "article_number",
    "doi",
    "pmid",
    "abstract",
    "keywords",
    "references",
    "language",
    "url",
)
"""Those of a record, and three from which its pages are made."""

NamedColumns = Mapping[str, Sequence[str]]
"""The names of columns by the field that they fill, the first before the next."""

_USUAL_WORDS = {
    "journal": "container",
    "source": "container",
    "author": "authors",
    "date": "year",
    "pubmed id": "pmid",
    "link": "url",
    "number": "issue",
    "id": "source_id",
}


def field_meant(written: str) -> str:
    """The field that a misspelt one may stand for; empty where none is near."""
    word = written.strip().lower()
    near = difflib.get_close_matches(word, COLUMN_FIELDS, n=1, cutoff=0.6)
    return _USUAL_WORDS.get(word) or (near[0] if near else "")
