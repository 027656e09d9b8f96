"""The formats of exports as people read them: "CSV in the dialect of Scopus", and what was mended."""

from __future__ import annotations

import re

from coprod_review.pages.results import Row

FORMAT_WORDS = {
    "bibtex": "BibTeX",
    "csv": "CSV",
    "endnote": "EndNote XML",
    "json": "JSON",
    "nbib": "NBIB",
    "openalex": "OpenAlex JSON",
    "ris": "RIS",
    "tsv": "tab-separated values",
    "wos": "Web of Science plain text",
    "xlsx": "XLSX",
}

BYTE_ORDER_MARK = re.compile(r"byte-order mark of (?P<encoding>[\w-]+)")


def format_in_words(reading: Row) -> str:
    """The format of an export with its dialect, where that says more than the format does."""
    known = reading["format"]
    form = FORMAT_WORDS.get(known, known.upper() if len(known) <= 4 else known.replace("_", " "))
    dialect = reading.get("dialect", "")
    if not dialect or dialect.casefold() in form.casefold():
        return form
    if dialect == "JSON lines":
        return f"{form}, one entry a line"
    return f"{form} in the dialect of {dialect}"


def repairs_in_words(repairs: str) -> str:
    """What was mended or passed over while an export was read."""
    return BYTE_ORDER_MARK.sub(
        lambda m: f"begins with a {m['encoding'].upper()} byte-order mark, which is passed over", repairs
    )
