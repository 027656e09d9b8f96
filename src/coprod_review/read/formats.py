"""The formats, and the choice among them by content. A new format is one module and one line here."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from functools import cache

from coprod_review.errors import ReviewError
from coprod_review.model.columns import NamedColumns
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Format
from coprod_review.read.json_text import opens_json
from coprod_review.read.wrapping import OR_REMOVE

_TABLE = "table.FORMAT"
_PLACES = (
    "pubmed_xml.FORMAT",
    "pubmed_xml.OLD_FORMAT",
    "xml_article_set.FORMAT",
    "endnote_xml.FORMAT",
    "xml_europe_pmc.FORMAT",
    "xml_ebsco.FORMAT",
    "xml_mods.FORMAT",
    "xml_atom.FORMAT",
    "xml_ictrp.FORMAT",
    "zotero_rdf.FORMAT",
    "wos.FORMAT",
    "nbib.FORMAT",
    "ris.FORMAT",
    "bibtex.FORMAT",
    "openalex.FORMAT",
    "lens.FORMAT",
    "crossref.FORMAT",
    "csl_json.FORMAT",
    "dimensions.FORMAT",
    "europe_pmc.FORMAT",
    "semantic_scholar.FORMAT",
    "pubmed_summary.FORMAT",
    "zotero_json.FORMAT",
    "wos_json.FORMAT",
    "flat_json.FORMAT",
    "refer.FORMAT",
    "refworks.FORMAT",
    "ovid.FORMAT",
    "cochrane.FORMAT",
    "scopus_text.FORMAT",
    "pubmed_abstract.FORMAT",
    "pubmed_cited.FORMAT",
    "noteexpress.FORMAT",
    "estudy.FORMAT",
    "proquest.FORMAT",
    "ebsco.FORMAT",
    "embase.ROWS",
    "embase.TEXT",
    _TABLE,
)
"""Module and name of each format. A module is loaded when a file may have its format and not before: all of
them take longer to load than a common export takes to read."""

COMMON_FORMATS = (
    "export it as RIS, BibTeX, PubMed text or XML, Web of Science text, CSV or XLSX "
    "(docs/reading.md lists all)"
)
JSON_FORMATS = "export the works as OpenAlex JSON, CSL-JSON, Crossref JSON or RIS (docs/reading.md lists all)"
CITATIONS = (
    "export the references as RIS, BibTeX or XML (in EndNote: File, Export, as XML, or as text in the "
    "output style RefMan (RIS) Export or BibTeX Export)"
)
SHOWN = 60
HEAD_CHARS = 1 << 18

NAME_COLUMNS = "in the manifest (columns: {title: ..., doi: ...}) or with --columns title=...,doi=..."

SAMPLE = 4_096
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CITED = re.compile(
    r"(?:\[?\d{1,4}[.\])]\s*)?[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){0,3}, (?:[^\W\d_]\.|[^\W\d_]{2,})"
    r".{0,300}?"
    r"(?:\((?:1[89]|20)\d\d[a-z]?\)|\b(?:1[89]|20)\d\d[a-z]?[.,;:]).{10}"
)
"""A citation such as "Berg, L. and A. Ek (2020). Title. Journal 12(4): 943-952."."""

_HTML = re.compile(r"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE|[A-Za-z])")


def choose_format(text: DecodedText, *, where: str, columns: NamedColumns | None = None) -> Format:
    """The format whose sign comes first in the text, whatever the file is called.

    Where columns are named, it is a table. Raises ReviewError where no format shows its sign, or where the
    table that columns are named for has none such.
    """
    head = text.head(HEAD_CHARS)
    if _HTML.match(head):
        raise ReviewError(
            "this is a web page, not an export of records",
            where=where,
            remedy=f"use the export function of the database, since a saved page has no records; {OR_REMOVE}",
        )
    if columns:
        return _table(head, columns, where=where)
    marks = list(_marks(head))
    if marks:
        return _format_at(_PLACES[min(marks)[1]])
    if alone := _table_of_titles(head):
        return alone
    raise _refusal(head, where=where)


def formats() -> Iterator[Format]:
    """All formats, in the order in which their signs are looked for."""
    yield from map(_format_at, _PLACES)


def format_named(name: str) -> Format:
    """The format of this name."""
    return next(one for one in formats() if one.name == name)


@cache
def _format_at(place: str) -> Format:
    module, name = place.split(".")
    found: Format = getattr(importlib.import_module(f"coprod_review.read.{module}"), name)
    return found


def _refusal(head: str, *, where: str) -> ReviewError:
    """Why a text shows the sign of no format, and what would help."""
    from coprod_review.read import json_choice, table_header, xml_refusal  # noqa: PLC0415 - for refusals alone

    if _is_binary(head):
        return ReviewError(
            "this file is no text: it holds signs that texts do not have",
            where=where,
            remedy=f"{COMMON_FORMATS}; {OR_REMOVE}",
        )
    if what := json_choice.refusal(head):
        return ReviewError(what, where=where, remedy=f"{JSON_FORMATS}; {OR_REMOVE}")
    names = table_header.names_shown(head)
    if names and not _XML.match(head):
        return ReviewError(
            f"this is a table, but none of its columns is known: {names}",
            where=where,
            remedy=f"say which columns are which, {NAME_COLUMNS}; {OR_REMOVE}",
        )
    if _lists_citations(head):
        return ReviewError(
            "this is a list of citations in a style for readers, from which fields cannot be told apart",
            where=where,
            remedy=f"{CITATIONS}; {OR_REMOVE}",
        )
    what, instead = xml_refusal.refusal(head) or (_unknown(head), "")
    others = JSON_FORMATS if head.lstrip().startswith(("[", "{")) else COMMON_FORMATS
    return ReviewError(what, where=where, remedy=f"{instead or others}; {OR_REMOVE}")


def _is_binary(head: str) -> bool:
    """Whether more than a few of the first characters are control signs, a hundredth at least."""
    sample = head[:SAMPLE]
    return len(_CONTROL.findall(sample)) > max(2, len(sample) // 100)


def _lists_citations(head: str) -> bool:
    """Whether most of the first lines that are not blank are citations: names, and further on a year."""
    lines = [line.strip() for line in head[:SAMPLE].split("\n") if line.strip()]
    n_cited = sum(bool(_CITED.match(line)) for line in lines[:20])
    return n_cited * 2 > len(lines[:20])


def _unknown(head: str) -> str:
    words = " ".join(head.split())[:SHOWN]
    return f"no entry of a known format opens in this file, which begins with {words!r}"


def _marks(head: str) -> Iterator[tuple[int, int]]:
    """The first sign of each format and its place in the table, up to one that no other can come before.

    What opens as JSON is not searched for columns of a table, of which one long line would have thousands.
    """
    for number, place in enumerate(_PLACES):
        if place == _TABLE and opens_json(head) is not None:
            continue
        mark = _format_at(place).first_mark(head)
        if mark is not None:
            yield mark, number
        if mark == 0:
            return


def _table_of_titles(head: str) -> Format | None:
    """The format of a table of one column, that of titles: no sign parts cells, so it is looked for last."""
    from coprod_review.read import table, table_header  # noqa: PLC0415 - where no format shows its sign

    name = table_header.title_alone(head)
    return table.format_told({"title": [name]}) if name else None


def _table(head: str, columns: NamedColumns, *, where: str) -> Format:
    from coprod_review.read import table, table_header  # noqa: PLC0415 - where columns are named

    told = table.format_told(columns)
    if told.first_mark(head) is not None:
        return told
    marked = [f for f in formats() if f is not table.FORMAT and f.first_mark(head) is not None]
    if marked:
        raise ReviewError(
            f"columns are named for this export, but it is no table: it is {marked[0].label}",
            where=where,
            remedy="remove `columns`: where values stand in this format is known",
        )
    raise table_header.lacking(head.split("\n")[: table_header.HEAD_LINES], columns, where=where)
