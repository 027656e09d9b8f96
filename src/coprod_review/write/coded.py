"""Included reports with their codes of record, and the form in which each format can hold them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coprod_review.model.bibliographic import each_once, each_person
from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord
from coprod_review.model.main_headings import unmarked
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision
from coprod_review.model.sheet_text import REFERENCE_BAR
from coprod_review.model.shown_text import MISLEADING

FORMS = ("ris", "bibtex", "csl-json", "csv")

_FEED = re.compile("[\x0b\x0c]")
"""Ends of lines and pages, which part words."""

_INVISIBLE = re.compile(f"[{MISLEADING}\xad\u200b-\u200d\u2060-\u2064\ufeff\ufffe\uffff]")
_SUFFIX = r"(?:jr|sr|junior|senior|i{2,3}|iv)\.?"
_SUFFIX_OF_GIVEN = re.compile(rf"(.*\S) ({_SUFFIX})", re.IGNORECASE)
_SUFFIX_OF_FAMILY = re.compile(rf"(\S+ .*\S|\S+ \S+) ({_SUFFIX})", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_VERBATIM = re.compile(r"[\\{}$~]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReport:
    """A report and its codes of record, in the order of the codebook."""

    report: Report
    codes: tuple[CodeOfRecord, ...] = ()

    @property
    def code_keywords(self) -> tuple[str, ...]:
        """The codes as keywords, "tradition: none"; what people have not settled says "(machine)" behind."""
        return tuple(
            f"{found.dimension}: {code}{'' if found.status in SETTLED_STATUSES else f' ({found.status})'}"
            for found in self.codes
            for code in found.codes
        )

    @property
    def code_note(self) -> str:
        """All codes in one line, each dimension with how it was settled and by whom; empty without codes."""
        return "; ".join(_settled(found) for found in self.codes)


def coded_reports(
    reports: Iterable[Report],
    *,
    decisions: Iterable[ScreeningDecision],
    codes: Iterable[CodeOfRecord],
    dimensions: Sequence[str],
) -> list[CodedReport]:
    """The included reports by report id, each with its codes of record in the order of `dimensions`."""
    included = {decision.report_id for decision in decisions if decision.included}
    found = {(code.report_id, code.dimension): code for code in codes}
    return [
        CodedReport(
            report=report,
            codes=tuple(found[report.report_id, d] for d in dimensions if (report.report_id, d) in found),
        )
        for report in sorted(reports, key=lambda report: report.report_id)
        if report.report_id in included
    ]


def as_written(coded: CodedReport, form: str) -> Report:
    """The report as a file of this form can hold it: what each writer writes and reading gives back.

    In every form a text is one line of visible characters, semicolons, which part the items of lists, are
    commas in keywords and blanks in names, keywords have no star that marks a main heading, and the codes
    follow the keywords. In BibTeX semicolons within cited works are commas, and signs that LaTeX would read
    are percent-encoded in addresses. CSL-JSON has a suffix ("Jr.") apart from given and family name. In CSV
    " || " within a cited work is " | ". docs/sharing.md lists these exceptions.
    """
    report = coded.report
    keywords = [_item(word) for word in (*report.keywords, *coded.code_keywords)]
    references = [_line(work) for work in report.references]
    if form == "bibtex":
        references = [work.replace(";", ",") for work in references]
    if form == "csv":
        references = [_one_bar(work) for work in references]
    return replace(
        report,
        title=_line(report.title),
        authors=each_person(_name(name, apart=form == "csl-json") for name in report.authors),
        container=_line(report.container),
        volume=_line(report.volume),
        issue=_line(report.issue),
        pages=_line(report.pages),
        doi=_line(report.doi),
        abstract=_line(report.abstract),
        keywords=each_once(keywords),
        references=tuple(work for work in references if work),
        url=verbatim(_line(report.url)) if form == "bibtex" else _line(report.url),
    )


def joined(words: Sequence[str]) -> str:
    """Words as one text that semicolons part; one stands behind a single word whose commas are its own."""
    return f"{words[0]};" if len(words) == 1 and "," in words[0] else "; ".join(words)


def verbatim(address: str) -> str:
    """An address or DOI without signs that LaTeX would read, which are percent-encoded."""
    return _NOT_VERBATIM.sub(lambda sign: f"%{ord(sign[0]):02X}", address)


def parts_of_name(name: str) -> tuple[str, str, str] | None:
    """Family name, given name and suffix of a person; None for a body or a person of one name."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) not in (2, 3) or not all(parts):
        return None
    family, given, suffix = (*parts, "")[:3]
    return family, given, suffix


def _settled(found: CodeOfRecord) -> str:
    by = f" by {', '.join(found.coders)}" if found.coders else ""
    return _line(f"{found.dimension}: {', '.join(found.codes) or 'no code'} ({found.status}{by})")


def _one_bar(work: str) -> str:
    while REFERENCE_BAR in work:
        work = work.replace(REFERENCE_BAR, " | ")
    return work.strip(" |")


def _line(text: str) -> str:
    visible = _INVISIBLE.sub("", _FEED.sub(" ", _SURROGATE.sub("\ufffd", text)))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _name(text: str, *, apart: bool) -> str:
    """A name as lists can hold it; `apart` is with a suffix such as "Jr." as a part of its own."""
    parts = [part for part in (p.strip() for p in _line(text.replace(";", " ")).split(",")) if part]
    if apart and len(parts) == 2:
        for at, pattern in ((1, _SUFFIX_OF_GIVEN), (0, _SUFFIX_OF_FAMILY)):
            if found := pattern.fullmatch(parts[at]):
                parts[at] = found[1]
                return ", ".join((*parts, found[2]))
    return ", ".join(parts)


def _item(text: str) -> str:
    return unmarked(_line(text.replace(";", ",")).strip(" ,").lstrip("* "))
