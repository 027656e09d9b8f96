"""Names of BibTeX fields with blanks in them ("author name", "Art. Number"), as people write them."""

from __future__ import annotations

from collections.abc import Mapping

from coprod_review.read.columns import columns_by_field

_NAME_BY_FIELD = {
    "title": "title", "authors": "author", "dates": "year", "container": "journal", "volume": "volume",
    "issue": "number", "pages": "pages", "article_number": "article-number", "dois": "doi", "pmid": "pmid",
    "abstract": "abstract", "keywords": "keywords", "references": "references", "languages": "language",
    "urls": "url", "types": "type",
}  # fmt: skip
"""The BibTeX field for each field of drafts."""


def with_known_names(values: Mapping[str, str]) -> dict[str, str]:
    """The values under the names that are known for them, where a name with blanks heads columns of tables.

    A field that has its proper name too keeps that value. Names that are not known stay as they are.
    """
    known = dict(values)
    for name, text in values.items():
        if " " in name:
            known.setdefault(_known(name), text)
    return known


def _known(name: str) -> str:
    fields = columns_by_field([name])
    return next((_NAME_BY_FIELD[field] for field in fields if field in _NAME_BY_FIELD), name)
