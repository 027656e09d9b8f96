"""Scopus CSV in the layout since 2023: byte-order mark, every cell quoted, authors parted by semicolons."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from prepare_corpus.choice import happens
from prepare_corpus.forms import abbreviated, family_and_given, family_initials, first_and_last_page, initials
from prepare_corpus.placement import Entry
from prepare_corpus.source import Facts

COLUMNS = (
    "Authors", "Author full names", "Author(s) ID", "Title", "Year", "Source title", "Volume", "Issue",
    "Art. No.", "Page start", "Page end", "Page count", "Cited by", "DOI", "Link", "Affiliations",
    "Authors with affiliations", "Abstract", "Author Keywords", "Index Keywords",
    "Molecular Sequence Numbers", "Chemicals/CAS", "Tradenames", "Manufacturers", "Funding Details",
    "Funding Texts", "References", "Correspondence Address", "Editors", "Publisher", "Sponsors",
    "Conference name", "Conference date", "Conference location", "Conference code", "ISSN", "ISBN", "CODEN",
    "PubMed ID", "Language of Original Document", "Abbreviated Source Title", "Document Type",
    "Publication Stage", "Open Access", "Source", "EID",
)  # fmt: skip

DOCUMENT_TYPES = {
    "article": "Article",
    "review": "Review",
    "chapter": "Book chapter",
    "book": "Book",
    "conference": "Conference paper",
    "report": "Report",
}
LANGUAGES = {"sv": "Swedish", "it": "Italian", "pt": "Portuguese"}
_BRACKETED_YEAR_AT_END = re.compile(r"\(\d{4}\)$")


def export(entries: Iterable[Entry], *, cited_as: Mapping[str, Sequence[str]]) -> bytes:
    """The file, one row an entry."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        writer.writerow(_row(entry, cited_as))
    return text.getvalue().encode("utf-8-sig")


def _row(entry: Entry, cited_as: Mapping[str, Sequence[str]]) -> dict[str, str]:
    facts = entry.facts
    first, last = first_and_last_page(facts.pages)
    unnamed = "[No author name available]"
    return {
        "Authors": "; ".join(family_initials(a, dots=True) for a in facts.authors) or unnamed,
        "Author full names": "; ".join(_full_name(a, facts) for a in facts.authors) or unnamed,
        "Author(s) ID": "" if facts.authors else "[No author id available]",
        "Title": facts.title,
        "Year": str(facts.year or ""),
        "Source title": facts.container.replace(" & ", " and "),
        "Volume": facts.volume,
        "Issue": facts.issue,
        "Art. No.": "" if last else first,
        "Page start": first if last else "",
        "Page end": last,
        "DOI": facts.doi,
        "Link": facts.link,
        "Abstract": facts.summary or "[No abstract available]",
        "Author Keywords": "; ".join(facts.keywords),
        "References": "; ".join(_reference(cited_as[key]) for key in facts.cited),
        "PubMed ID": facts.pmid,
        "Language of Original Document": LANGUAGES.get(facts.language, ""),
        "Abbreviated Source Title": abbreviated(facts.container, dots=True),
        "Document Type": DOCUMENT_TYPES.get(facts.type, ""),
        "Source": "Scopus",
        "EID": entry.accession,
    }


def _full_name(author: str, facts: Facts) -> str:
    family, given = family_and_given(author)
    if given and happens(0.25, facts.report_id, "scopus initials"):
        given = initials(given, dots=True)
    return f"{family}, {given}" if given else family


def _reference(forms: Sequence[str]) -> str:
    """The form since 2022, which ends with the year in brackets, else the last form that is known."""
    return next((form for form in forms if _BRACKETED_YEAR_AT_END.search(form)), forms[-1])
