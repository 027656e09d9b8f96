"""XML that is not read: what it is, by its root element, and what to export instead."""

from __future__ import annotations

import re

_BEFORE_ROOT = re.compile(r"\s*(?:<\?[^>]*+>|<!--(?s:.*?)-->|<!DOCTYPE[^<>\[]*+>)\s*")
_ROOT = re.compile(r"\s*<([A-Za-z][\w:.-]*)")

_FETCH = "fetch the records themselves: efetch, or Send to > Citation manager on the page of PubMed"
_AS_CITATIONS = "export the citations, not the full texts, as RIS or nbib"
_AS_RIS = "export the library again as RIS or EndNote XML"
_AS_CSV = "export the same results as CSV"
_AS_JSON = "ask Crossref for JSON, which is read"
_OF_LIBRARY = "export the records as RIS or MODS"

_KNOWN: dict[str, tuple[str, str]] = {
    "eSearchResult": ("the numbers of the records that a search in PubMed found", _FETCH),
    "eSummaryResult": ("summaries of PubMed, without abstracts", _FETCH),
    "pmc-articleset": ("full texts of PubMed Central", _AS_CITATIONS),
    "article": ("the full text of an article (JATS)", _AS_CITATIONS),
    "TEI": ("a full text (TEI)", _AS_CITATIONS),
    "doi_records": ("metadata of Crossref", _AS_JSON),
    "crossref_result": ("metadata of Crossref", _AS_JSON),
    "doi_batch": ("metadata of Crossref", _AS_JSON),
    "rdf:RDF": ("RDF", _AS_RIS),
    "OAI-PMH": ("an answer of a repository (OAI-PMH)", "export the records of the repository as RIS"),
    "collection": ("a collection of a library, perhaps MARCXML", _OF_LIBRARY),
    "marc:collection": ("MARCXML", _OF_LIBRARY),
    "b:Sources": ("the list of sources of Word", "export from the reference manager that they came from"),
    "Workbook": ("a spreadsheet", "save the table as CSV (UTF-8) or XLSX"),
    "search_results": ("studies of ClinicalTrials.gov", _AS_CSV),
    "clinical_study": ("a study of ClinicalTrials.gov", _AS_CSV),
    "rss": ("a news feed", "export the results of the search instead"),
}


def refusal(head: str) -> tuple[str, str] | None:
    """What XML this is and, where known, what to do instead; None for a text that is no XML."""
    at = 0
    while found := _BEFORE_ROOT.match(head, at):
        at = found.end()
    root = _ROOT.match(head, at)
    if not root:
        return None
    name = root.group(1)
    what, remedy = _KNOWN.get(name, ("", ""))
    return f"this is XML with the root <{name}>{what and f', {what}'}, which is not read", remedy
