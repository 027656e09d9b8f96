"""Which exports a report stands in, and in what form: about a third stand in two or more."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from prepare_corpus.choice import happens, one_of, share
from prepare_corpus.forms import Wording, abbreviated, without_subtitle
from prepare_corpus.source import Facts

PUBMED, SCOPUS, WOS = "pubmed.nbib", "scopus.csv", "web_of_science.txt"
EBSCO, LIBRARY, OPENALEX = "ebsco.ris", "library.bib", "openalex.jsonl"

FILES = (PUBMED, SCOPUS, WOS, EBSCO, LIBRARY, OPENALEX)

ACCESSION_PREFIX = {
    SCOPUS: "COPROD:SCO:",
    WOS: "COPROD:WOS:",
    EBSCO: "COPROD:EBS:",
    LIBRARY: "COPROD:LIB:",
    OPENALEX: "COPROD:OAX:",
}
"""Accession numbers are visibly the corpus's own; PubMed's own number is used where it was seen."""

P_SECOND, P_THIRD = 0.29, 0.2
P_DOI_MISSING, P_SUBTITLE_CUT, P_NO_ABSTRACT, P_UPPER_CASE = 0.35, 0.2, 0.12, 0.05

_MANAGEMENT = re.compile(
    r"manag|public admin|marketing|service|business|administrat|policy|politic|govern|voluntas|money",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A report as one export gives it. `is_copy` tells that another export holds its full facts."""

    file: str
    accession: str
    facts: Facts
    is_copy: bool


def place(reports: Iterable[Facts], *, wording: Wording) -> list[Entry]:
    """The entries of all exports, in the order of the files and of the report ids."""
    entries = [entry for report in reports for entry in _entries(report, wording)]
    return sorted(entries, key=lambda entry: (FILES.index(entry.file), entry.facts.report_id))


def exports_by_report(entries: Iterable[Entry]) -> Mapping[str, list[str]]:
    """The files that each report stands in."""
    files: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        files[entry.facts.report_id].append(entry.file)
    return files


def _entries(report: Facts, wording: Wording) -> list[Entry]:
    first = _first_file(report)
    entries = [_entry(report, first, is_copy=False)]
    copies = _copies(report, first)
    forms = [report.variants[i] if i < len(report.variants) else report for i in range(len(copies))]
    for file, form in zip(copies, forms, strict=True):
        altered = form if form is not report else _altered(report, file, wording)
        entries.append(_entry(altered, file, is_copy=True))
    return entries


def _entry(facts: Facts, file: str, *, is_copy: bool) -> Entry:
    number = facts.report_id.lstrip("p").zfill(4)
    accession = facts.pmid if file == PUBMED else f"{ACCESSION_PREFIX[file]}{number}"
    return Entry(file=file, accession=accession, facts=facts, is_copy=is_copy)


def _first_file(report: Facts) -> str:
    """Where the full facts of the report stand: the database that would hold such a report."""
    if report.pmid:
        shares = [(PUBMED, 1.0)]
    elif report.cited and report.authors and report.year:
        shares = [(WOS, 0.4), (SCOPUS, 0.4), (LIBRARY, 0.2)]
    elif report.cited or report.type in ("thesis", "report", "book"):
        shares = [(LIBRARY, 1.0)]
    elif report.type == "conference":
        shares = [(LIBRARY, 0.6), (OPENALEX, 0.2), (SCOPUS, 0.2)]
    elif report.type == "chapter":
        shares = [(LIBRARY, 0.5), (SCOPUS, 0.3), (OPENALEX, 0.2)]
    elif not (report.authors and report.year and report.container):
        shares = [(OPENALEX, 0.45), (EBSCO, 0.25), (SCOPUS, 0.15), (LIBRARY, 0.15)]
    elif _MANAGEMENT.search(report.container):
        shares = [(EBSCO, 0.4), (SCOPUS, 0.3), (WOS, 0.3)]
    else:
        shares = [(SCOPUS, 0.35), (WOS, 0.35), (OPENALEX, 0.3)]
    return one_of(shares, report.report_id, "first")


def _copies(report: Facts, first: str) -> list[str]:
    """The further exports of the report; a variant of its facts and its references always find a place."""
    wanted = max(len(report.variants), int(happens(P_SECOND, report.report_id, "second")))
    if wanted == 1 and happens(P_THIRD, report.report_id, "third"):
        wanted = 2
    copies = []
    if report.cited and first == PUBMED:
        copies.append(one_of([(WOS, 0.5), (SCOPUS, 0.5)], report.report_id, "references"))
    if report.type in ("thesis", "report") or not report.authors:
        options = [OPENALEX, LIBRARY, EBSCO]
    else:
        options = [SCOPUS, WOS, EBSCO, OPENALEX, LIBRARY]
    options = [file for file in options if file not in (first, *copies)]
    options.sort(key=lambda file: share(report.report_id, file, "order"))
    return (copies + options)[: max(wanted, len(copies))]


def _altered(report: Facts, file: str, wording: Wording) -> Facts:
    """The report in the form that this database gives its facts, as databases differ."""

    def turn(probability: float, what: str) -> bool:
        return happens(probability, report.report_id, file, what)

    altered = report
    has_other_keys = bool(report.authors and report.year)
    if turn(P_DOI_MISSING, "doi missing") and has_other_keys:
        altered = replace(altered, doi="", link="")
    if turn(P_SUBTITLE_CUT, "subtitle cut") and has_other_keys:
        altered = replace(altered, title=without_subtitle(altered.title))
    if turn(P_NO_ABSTRACT, "no abstract") and file in (EBSCO, LIBRARY) and has_other_keys:
        altered = replace(altered, summary="")
    if file in (EBSCO, LIBRARY) and turn(0.3, "short container") and report.type in ("article", "review"):
        altered = replace(altered, container=abbreviated(altered.container, dots=True))
    if turn(0.35, "small letters"):
        altered = replace(altered, title=wording.sentence_case(altered.title))
    elif file == EBSCO and turn(P_UPPER_CASE * 3, "capitals"):
        altered = replace(altered, title=altered.title.upper())
    if file in (EBSCO, OPENALEX) and turn(0.5, "entities"):
        altered = replace(altered, title=html.escape(altered.title, quote=False))
        altered = replace(altered, container=html.escape(altered.container, quote=False))
    return altered
