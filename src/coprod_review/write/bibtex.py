"""BibTeX as Zotero, JabRef, BibTeX itself and bibliometrix read it: UTF-8, one field a line.

bibliometrix reads line by line, parts authors at "and", keywords and cited works at semicolons, and takes
`note` for a count of citations: so no note is written, and what is said of the codes stands in `annote`.
`keywords` hold the codes as well, `author_keywords` (its field DE) the keywords alone. The key of an entry is
the report id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coprod_review.model.report import Report
from coprod_review.write.coded import CodedReport, as_written, joined, parts_of_name, verbatim

KINDS = {
    "article": ("article", "Article", "journal"),
    "review": ("article", "Review", "journal"),
    "editorial": ("article", "Editorial", "journal"),
    "letter": ("article", "Letter", "journal"),
    "erratum": ("article", "Erratum", "journal"),
    "retraction": ("article", "Retraction", "journal"),
    "chapter": ("incollection", "Book chapter", "booktitle"),
    "book": ("book", "Book", "publisher"),
    "conference": ("inproceedings", "Conference paper", "booktitle"),
    "thesis": ("phdthesis", "Thesis", "school"),
    "report": ("techreport", "", "institution"),
    "preprint": ("misc", "Preprint", "howpublished"),
    "dataset": ("misc", "Dataset", "howpublished"),
    "other": ("misc", "Other", "howpublished"),
    "": ("misc", "", "howpublished"),
}
"""Type -> kind of entry, document type, and the field that names where the document appeared."""

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "-": "-{}",
}
"""Braces as words: an escaped brace would still count for BibTeX, which ends a value by counting them.
Apostrophes, grave accents and hyphens only where several would be set as one quotation mark or dash."""

_SPECIAL = re.compile(r"[\\{}~^$&%#_]|`(?=`)|(?<=`)`|'(?=')|(?<=')'|-(?=-)")
_NOT_IN_KEY = re.compile(r"[^\w.:/+-]")
_ADDRESS = re.compile(r"\W*(?:available\b|https?:|www\.)", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)


def bibtex_text(reports: Iterable[CodedReport]) -> str:
    """The reports as BibTeX, in their order; the same bytes every time."""
    taken: set[str] = set()
    return "\n".join(_entry(coded, taken) for coded in reports)


def escaped(text: str) -> str:
    """Text in which LaTeX finds no command, comment, formula or brace of its own."""
    return _SPECIAL.sub(lambda sign: _LATEX[sign[0]], text)


def _entry(coded: CodedReport, taken: set[str]) -> str:
    report = as_written(coded, "bibtex")
    fields = (f"  {name} = {{{value}}}" for name, value in _fields(coded, report) if value)
    inside = ",\n".join((_key(report, taken), *fields))
    return f"@{KINDS[report.type][0]}{{{inside}\n}}\n"


def _fields(coded: CodedReport, report: Report) -> Iterator[tuple[str, str]]:
    _, document_type, place = KINDS[report.type]
    codes = set(coded.code_keywords)
    yield "title", escaped(report.title)
    yield "author", " and ".join(_name(name) for name in report.authors)
    yield "year", "" if report.year is None else f"{report.year:04d}"
    yield _place(report, place), escaped(report.container)
    yield "volume", escaped(report.volume)
    yield "number", escaped(report.issue)
    yield "pages", escaped(report.pages).replace("-", "--")
    yield "doi", verbatim(report.doi)
    yield "pmid", report.pmid
    yield "url", report.url
    yield "language", report.language
    yield "document_type", document_type
    yield "abstract", escaped(report.abstract)
    yield "author_keywords", escaped(joined([word for word in report.keywords if word not in codes]))
    yield "keywords", escaped(joined(report.keywords))
    yield "references", escaped("; ".join(report.references))
    yield "annote", escaped(f"Codes of record: {coded.code_note}") if coded.code_note else ""


def _key(report: Report, taken: set[str]) -> str:
    base = key = _NOT_IN_KEY.sub("_", report.report_id) or "report"
    n = 1
    while key in taken:
        n += 1
        key = f"{base}_{n}"
    taken.add(key)
    return key


def _place(report: Report, name: str) -> str:
    """A container that only `journal` keeps apart from the title or from an address stands there."""
    is_odd = report.container.lower() == report.title.lower() or _ADDRESS.match(report.container)
    return "journal" if is_odd else name


def _name(name: str) -> str:
    """A person as "Family, Suffix, Given", parts with "and" in braces; a body, one part, all in braces."""
    parts = parts_of_name(name)
    if parts is None:
        return escaped(name) if name.isalpha() and not _AND.search(name) else f"{{{escaped(name)}}}"
    family, given, suffix = (_part(part) for part in parts)
    return ", ".join(part for part in (family, suffix, given) if part)


def _part(text: str) -> str:
    return f"{{{escaped(text)}}}" if _AND.search(text) else escaped(text)
