"""The formats, and the choice among them by content. A new format is one module and one line here."""

from __future__ import annotations

import re

from coprod_review.errors import ReviewError
from coprod_review.read import (
    bibtex,
    crossref,
    csl_json,
    dimensions,
    europe_pmc,
    flat_json,
    json_choice,
    lens,
    nbib,
    openalex,
    pubmed_summary,
    ris,
    semantic_scholar,
    table,
    wos,
    zotero_json,
)
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Format
from coprod_review.read.wrapping import OR_REMOVE

FORMATS: tuple[Format, ...] = (
    wos.FORMAT,
    nbib.FORMAT,
    ris.FORMAT,
    bibtex.FORMAT,
    openalex.FORMAT,
    lens.FORMAT,
    crossref.FORMAT,
    csl_json.FORMAT,
    dimensions.FORMAT,
    europe_pmc.FORMAT,
    semantic_scholar.FORMAT,
    pubmed_summary.FORMAT,
    zotero_json.FORMAT,
    flat_json.FORMAT,
    table.FORMAT,
)

HEAD_CHARS = 1 << 18

_HTML = re.compile(r"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE|[A-Za-z])")


def choose_format(text: DecodedText, *, where: str) -> Format:
    """The format whose sign comes first in the text, whatever the file is called.

    Raises ReviewError where no format shows its sign.
    """
    head = text.head(HEAD_CHARS)
    if _HTML.match(head):
        raise ReviewError(
            "this is a web page, not an export of records",
            where=where,
            remedy=f"use the export function of the database, since a saved page has no records; {OR_REMOVE}",
        )
    marks = [(mark, i) for i, f in enumerate(FORMATS) if (mark := f.first_mark(head)) is not None]
    is_table_at_most = all(FORMATS[i] is table.FORMAT for _, i in marks)
    if is_table_at_most and (what := json_choice.refusal(head)):
        raise ReviewError(what, where=where, remedy=f"export the works as one of: {_labels()}; {OR_REMOVE}")
    if marks:
        return FORMATS[min(marks)[1]]
    what = (
        "this is XML, which is not read yet"
        if _XML.match(head)
        else "no entry of a known format opens in this file"
    )
    raise ReviewError(
        what,
        where=where,
        remedy=f"export it as one of: {_labels()}; {OR_REMOVE}",
    )


def _labels() -> str:
    return ", ".join(f.label for f in FORMATS)


def format_named(name: str) -> Format:
    """The format of a name in the table."""
    return next(f for f in FORMATS if f.name == name)
