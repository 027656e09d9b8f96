"""RIS as Zotero, EndNote and Mendeley read it: one value a line, CRLF after each, a type they know.

The report id stands under AN (accession number), which they keep and write out again. What sort of article it
is stands under M3, the PubMed number under U1 with "[pmid]" behind it. Names of bodies end with a comma, by
which EndNote and Zotero tell them from persons. Notes (N1) say how each code was settled, and list the cited
works.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coprod_review.model.report import Report
from coprod_review.write.coded import CodedReport, as_written

DATABASE = "coprod-review"

KINDS = {
    "article": ("JOUR", ""),
    "review": ("JOUR", "Review"),
    "editorial": ("JOUR", "Editorial"),
    "letter": ("JOUR", "Letter"),
    "erratum": ("JOUR", "Erratum"),
    "retraction": ("JOUR", "Retraction"),
    "chapter": ("CHAP", ""),
    "book": ("BOOK", ""),
    "conference": ("CONF", ""),
    "thesis": ("THES", ""),
    "report": ("RPRT", ""),
    "preprint": ("UNPB", "Preprint"),
    "dataset": ("DATA", ""),
    "other": ("GEN", "Other"),
    "": ("GEN", ""),
}
"""Type -> TY and, where TY does not tell it, M3."""

ISSUED = ("BOOK", "THES", "RPRT")
"""Documents that name who issued them (PB) and no work that holds them (T2)."""

Line = tuple[str, str]


def ris_text(reports: Iterable[CodedReport]) -> str:
    """The reports as RIS, in their order; the same bytes every time."""
    return "".join(f"{_entry(coded)}\r\n" for coded in reports)


def _entry(coded: CodedReport) -> str:
    report = as_written(coded, "ris")
    lines = [*_bibliographic(report), *_notes(coded, report), ("ER", "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value or tag == "ER")


def _bibliographic(report: Report) -> Iterator[Line]:
    kind, detail = KINDS[report.type]
    first, last = _pages(report.pages)
    yield "TY", kind
    yield "AN", report.report_id
    yield "DB", DATABASE
    yield "TI", report.title
    yield from (("AU", name if "," in name or " " not in name else f"{name},") for name in report.authors)
    yield "PY", "" if report.year is None else f"{report.year:04d}"
    yield "PB" if kind in ISSUED else "T2", report.container
    yield "VL", report.volume
    yield "IS", report.issue
    yield "SP", first
    yield "EP", last
    yield "DO", report.doi
    yield "M3", detail
    yield "U1", f"{report.pmid} [pmid]" if report.pmid else ""
    yield "AB", report.abstract
    yield from (("KW", word) for word in report.keywords)
    yield "LA", report.language
    yield "UR", report.url


def _notes(coded: CodedReport, report: Report) -> Iterator[Line]:
    if coded.code_note:
        yield "N1", f"Codes of record: {coded.code_note}"
    if report.references:
        listed = (f"[{number}] {work}" for number, work in enumerate(report.references, start=1))
        yield "N1", "\r\n".join(("References:", *listed))


def _pages(pages: str) -> Line:
    first, _, last = pages.partition("-")
    return (first, last) if first and last and "-" not in last else (pages, "")
