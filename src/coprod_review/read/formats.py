"""The formats, and the choice among them by content. A new format is one module and one line here."""

from __future__ import annotations

import re

from coprod_review.errors import ReviewError
from coprod_review.read import bibtex, nbib, openalex, ris, table, wos
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Format

FORMATS: tuple[Format, ...] = (
    wos.FORMAT,
    nbib.FORMAT,
    ris.FORMAT,
    bibtex.FORMAT,
    openalex.FORMAT,
    table.FORMAT,
)

HEAD_CHARS = 1 << 18
OR_REMOVE = "or remove the file and its entry in the manifest"

_FOREIGN_BYTES = (
    (b"%PDF", "a PDF", "download the search results as an export of records, not as a document"),
    (b"PK\x03\x04", "a zip archive or an Office file", "unpack it, or save the table as CSV (UTF-8)"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save the table as CSV (UTF-8)"),
    (b"{\\rtf", "a rich text document", "export again as plain text"),
    (b"\x89PNG", "a picture", "name an export of records"),
    (b"\xff\xd8\xff", "a picture", "name an export of records"),
)
_HTML = re.compile(r"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE|[A-Za-z])")


def refuse_foreign(raw: bytes, *, where: str) -> None:
    """Raise ReviewError for a file that is empty or is plainly something else than an export."""
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReviewError("this file is empty", where=where, remedy=f"export it again; {OR_REMOVE}")
    for sign, what, remedy in _FOREIGN_BYTES:
        if raw.startswith(sign):
            raise ReviewError(
                f"this is {what}, not an export of records", where=where, remedy=f"{remedy}; {OR_REMOVE}"
            )


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
        remedy=f"export it as one of: {', '.join(f.label for f in FORMATS)}; {OR_REMOVE}",
    )
