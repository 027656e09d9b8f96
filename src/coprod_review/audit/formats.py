"""The formats of exports as people read them: "CSV in the dialect of Scopus", and what was mended."""

from __future__ import annotations

import re

from coprod_review.pages.results import Row

FORMAT_WORDS = {
    "article-set-xml": "article set XML",
    "atom": "Atom XML",
    "bibtex": "BibTeX",
    "cochrane": "Cochrane Library text",
    "crossref": "Crossref JSON",
    "csl-json": "CSL-JSON",
    "csv": "CSV",
    "dimensions": "Dimensions JSON",
    "ebsco": "EBSCOhost text",
    "ebsco-xml": "EBSCOhost XML",
    "embase-rows": "Embase CSV by fields",
    "embase-text": "Embase text",
    "endnote-xml": "EndNote XML",
    "enw": "EndNote tagged text",
    "europe-pmc": "Europe PMC JSON",
    "europe-pmc-xml": "Europe PMC XML",
    "ictrp-xml": "WHO ICTRP XML",
    "json": "JSON",
    "lens": "Lens JSON",
    "medline-xml": "MEDLINE XML",
    "mods": "MODS XML",
    "nbib": "NBIB",
    "noteexpress": "NoteExpress text",
    "estudy": "CNKI text for E-Study",
    "openalex": "OpenAlex JSON",
    "ovid": "Ovid text",
    "proquest": "ProQuest text",
    "pubmed-abstract": "PubMed abstracts (text)",
    "pubmed-citations": "PubMed summaries (text)",
    "pubmed-summary": "PubMed summaries (JSON)",
    "pubmed-xml": "PubMed XML",
    "refworks": "RefWorks tagged text",
    "ris": "RIS",
    "scopus-text": "Scopus plain text",
    "semantic-scholar": "Semantic Scholar JSON",
    "tsv": "tab-separated values",
    "xls": "XLS",
    "wos": "Web of Science plain text",
    "wos-json": "Web of Science JSON",
    "xlsx": "XLSX",
    "zotero-json": "Zotero JSON",
    "zotero-rdf": "Zotero RDF",
}

ANY_TABLE = "CSV"
"""The dialect of tables by nobody in particular, whatever parts their cells."""

BYTE_ORDER_MARK = re.compile(r"byte-order mark of (?P<encoding>[\w-]+)")


def format_in_words(reading: Row) -> str:
    """The format of an export with its dialect, where that says more than the format does."""
    form = _form(reading)
    dialect = dialect_in_words(reading)
    if not dialect:
        return form
    if dialect == "JSON lines":
        return f"{form}, one entry a line"
    return f"{form} in the dialect of {dialect}"


def dialect_in_words(reading: Row) -> str:
    """Who wrote an export; empty where that says no more than the format does."""
    dialect = reading.get("dialect", "")
    return "" if dialect == ANY_TABLE or dialect.casefold() in _form(reading).casefold() else dialect


def _form(reading: Row) -> str:
    known = reading["format"]
    return FORMAT_WORDS.get(known, known.upper() if len(known) <= 4 else known.replace("_", " "))


def repairs_in_words(repairs: str) -> str:
    """What was mended or passed over while an export was read."""
    return BYTE_ORDER_MARK.sub(
        lambda m: f"begins with a {m['encoding'].upper()} byte-order mark, which is passed over", repairs
    )
