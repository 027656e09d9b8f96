"""EBSCOhost's detailed text: "Record: 1", then labels with a colon and the value behind or below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.labelled import (
    alternatives,
    draft_of,
    entries_at,
    value_lines,
    without_footnotes,
    words,
)
from coprod_review.read.labelled_texts import values_by_label
from coprod_review.read.name_cells import split_authors
from coprod_review.read.source_line import fill_from_source

_LABELS = alternatives(
    """
    Title|Alternate Title|Authors|Author|Affiliation|Author Affiliations|Source|Document Type|
    Publication Type|Doc Type|Language|Journal Subset|Special Interest|Major Subjects|Minor Subjects|
    Subject Terms|Subjects|Subject|Descriptors|Keywords|Author-Supplied Keywords|
    Author Supplied Keywords|Key Terms|Thesaurus|MeSH Terms|Abstract|Abstract (English)|ISSN|ISBN|
    MEDLINE Info|PMID|Entry Date|Revision Date|DOI|Digital Object Identifier|Accession Number|
    Database|Publication Date|Publication Year|Publication Title|Journal|Volume|Issue|Pages|
    Page Count|Grant Information|Publisher|Publisher Information|Full Text Word Count|Persistent link|
    Persistent link to this record (Permalink)|Cut and Paste|Geographic Terms|NAICS/Industry Codes|
    Company/Entity|People|Instrumentation|Age Group|Age Groups|Gender|Population|Methodology|Format|
    References|Number of References|Copyright|Series|Notes|Country
    """
)
_START = re.compile(r"^\ufeff?Record: \d+[ \t]*$", re.MULTILINE)
_FIRST_MARK = re.compile(rf"^\ufeff?Record: \d+[ \t]*\n(?:[ \t]*\n){{0,3}}[ \t]*(?:{_LABELS}):", re.MULTILINE)
_LABEL = re.compile(rf"^[ \t]*({_LABELS}):(?:[ \t]|$)", re.MULTILINE)

FIELD_BY_LABEL = {
    "title": "title", "authors": "authors", "author": "authors", "source": "source",
    "publication title": "container", "journal": "container", "document type": "types",
    "doc type": "types", "publication type": "types", "language": "languages", "major subjects": "keywords",
    "minor subjects": "keywords", "subject terms": "keywords", "subjects": "keywords", "subject": "keywords",
    "descriptors": "keywords", "keywords": "keywords", "author-supplied keywords": "keywords",
    "author supplied keywords": "keywords", "key terms": "keywords", "mesh terms": "keywords",
    "abstract": "abstract", "abstract (english)": "abstract", "pmid": "pmid", "medline info": "pmid",
    "doi": "dois", "digital object identifier": "dois", "accession number": "source_id",
    "publication date": "dates", "publication year": "dates", "volume": "volume", "issue": "issue",
    "pages": "pages", "persistent link": "urls", "persistent link to this record (permalink)": "urls",
    "references": "references",
}  # fmt: skip

_BEHIND_NAME = re.compile(r"(?:\s?\(AUTHOR\))?(?:\s[^\s@]+@\S+)?\s*$")
"""The mark of a name that is known to be an author's, and a mail address."""

_PMID = re.compile(r"\bPMID:?\s*(?:NLM)?(\d+)|UID:?\s*(\d+)|^\s*(\d+)\s*$", re.IGNORECASE)


def first_mark(head: str) -> int | None:
    """Where "Record: 1" stands before a label."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The lines "Record: 1"."""
    return len(_START.findall(text)) if "Record: " in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its mark up to the next."""
    return entries_at(text, _START, repairs, label=_LABEL)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one record says."""
    fields: dict[str, list[str]] = {}
    for label, value in values_by_label(
        entry.raw, _LABEL, field_by_label=FIELD_BY_LABEL, line=entry.line, repairs=repairs
    ):
        name = FIELD_BY_LABEL.get(label.lower())
        if name == "pmid":
            found = _PMID.search(value)
            value = next(filter(None, found.groups()), "") if found else ""
        if value and name:
            fields.setdefault(name, []).append(value)
    if not fields:
        raise EntryFault(
            "no label of EBSCO stands under this mark", remedy="export the record again, in detail"
        )
    fill_from_source(fields, (fields.get("source") or [""])[0])
    fields["source_id"] = [number.partition(". ")[0] for number in fields.get("source_id", [])]
    fields["references"] = value_lines(fields.get("references", []))
    return draft_of(fields, authors=_authors, keywords=words)


def _authors(values: Sequence[str]) -> list[str]:
    """Names without marks, numbers of affiliations and mail addresses behind them."""
    names = [name for line in value_lines(values) for name in split_authors(line)]
    return [without_footnotes(_BEHIND_NAME.sub("", name)) for name in names]


FORMAT = Format(
    name="ebsco",
    label="EBSCOhost text",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by((), otherwise="EBSCO"),
    cuts_in_one_pass=True,
)
