"""ProQuest's text: documents between lines of underscores, in each paragraph a label, a colon and a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.labelled import (
    SEVERAL_LABELS,
    alternatives,
    draft_of,
    entries_at,
    value_lines,
    words,
)
from coprod_review.read.labelled_texts import values_by_label
from coprod_review.read.name_cells import split_authors
from coprod_review.read.source_line import fill_from_source

_LABELS = alternatives(
    """
    Title|Alternate title|Author|Authors|Correspondence author|Author affiliation|Publication info|
    Publication title|Publication subject|Journal title|Source|Volume|Issue|Pages|First page|
    Number of pages|Publication year|Publication date|Date|Year|Section|Publisher|
    Place of publication|Country of publication|ISSN|e-ISSN|ISBN|CODEN|Source type|
    Language of publication|Language|Document type|Document feature|DOI|ProQuest document ID|
    Document URL|Links|Accession number|Copyright|Last updated|Database|Abstract|Abstract (summary)|
    Full text|Full Text|Subject|MeSH|MeSH subject|Descriptor|Identifier / keyword|
    Identifier (keyword)|Identifiers / keywords|Keywords|Classification|Location|People|
    Company / organization|Company|Substance|School|Degree|Degree date|Department|Advisor|
    Committee member|University/institution|University location|Dissertation/thesis number|
    Publication history|Online publication date|Milestone dates|Number of references|References|
    PubMed ID|PMID|Population|Age group|Methodology|Conference|Copyright statement|Contents|
    Illustration|Credit|Entry month|Peer reviewed|Scholarly|Bibliography
    """
)
_START = re.compile(r"^[ \t\ufeff]*Document \d+ of \d+[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
_FIRST_MARK = re.compile(
    r"^[ \t\ufeff]*Document \d+ of \d+[ \t]*\n(?:[ \t]*\n){0,3}[ \t]*(?:Title|Author|Abstract|Full text):"
    rf"|^[ \t\ufeff]*Document \d+ of \d+[ \t]*\n(?:(?![ \t]*(?:{_LABELS}):).*\n){{1,9}}[ \t]*(?:{_LABELS}):"
    r"|^_{20,}[ \t]*\n(?:[ \t]*\n){0,3}[ \t]*(?:Title: |Author: .*\n(?:[ \t]*\n)?Title: )",
    re.MULTILINE,
)
_LABEL = re.compile(rf"^[ \t]*({_LABELS}):(?:[ \t]|$)", re.MULTILINE)

FIELD_BY_LABEL = {
    "title": "title", "author": "authors", "authors": "authors", "publication title": "container",
    "journal title": "container", "source": "source", "publication info": "source", "volume": "volume",
    "issue": "issue", "pages": "pages", "first page": "first_page", "publication year": "dates",
    "year": "dates", "publication date": "dates", "date": "dates", "degree date": "dates",
    "language of publication": "languages", "language": "languages", "document type": "types",
    "source type": "types", "doi": "dois", "proquest document id": "source_id",
    "accession number": "source_id", "document url": "urls", "abstract": "abstract",
    "abstract (summary)": "abstract", "subject": "keywords", "mesh": "keywords", "mesh subject": "keywords",
    "descriptor": "keywords", "identifier / keyword": "keywords", "identifier (keyword)": "keywords",
    "identifiers / keywords": "keywords", "keywords": "keywords", "references": "references",
    "school": "container", "university/institution": "container", "pubmed id": "pmid", "pmid": "pmid",
}  # fmt: skip

_OF_DOCUMENT = re.compile(r"^[ \t]*(?:Title|Abstract|Publication info):", re.MULTILINE)
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
_IN_TWO = re.compile(r"\s;\s?|;\s")
_DOCVIEW = re.compile(r"/docview/(\d+)")


def first_mark(head: str) -> int | None:
    """Where "Document 1 of 20" stands before a label, or underscores do before a title."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The lines "Document 1 of 20"; files without them are parted by underscores alone."""
    return len(_START.findall(text)) if "Document " in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The documents; what stands between lines of underscores without a title is passed over."""
    if _START.search(text.head(1 << 18)):
        yield from entries_at(text, _START, repairs, label=_LABEL)
        return
    for entry in entries_at(text, _RULE, repairs):
        if not _OF_DOCUMENT.search(entry.raw) and len(_LABEL.findall(entry.raw)) < SEVERAL_LABELS:
            entry.passed_over = "underscores without a document below them"
        yield entry


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one document says; what stands below its line of underscores is no part of it."""
    first = _RULE.match(entry.raw)
    body = entry.raw[first.end() :] if first else entry.raw
    end = _RULE.search(body)
    body = body[: end.start()] if end else body
    fields: dict[str, list[str]] = {}
    for label, value in values_by_label(
        body, _LABEL, field_by_label=FIELD_BY_LABEL, line=entry.line + bool(first), repairs=repairs
    ):
        name = FIELD_BY_LABEL.get(label.lower())
        if value and name:
            fields.setdefault(name, []).append(value)
    if not fields:
        raise EntryFault(
            "no label of ProQuest stands in this document",
            remedy="export it again, with citation and abstract",
        )
    if "title" not in fields and (title := _bare_title(body)):
        fields["title"] = [title]
    fields["container"] = [_without_place(name) for name in fields.get("container", [])]
    fill_from_source(fields, (fields.get("source") or [""])[0])
    if "source_id" not in fields and (found := _DOCVIEW.search(" ".join(fields.get("urls", [])))):
        fields["source_id"] = [found.group(1)]
    fields["references"] = value_lines(fields.get("references", []))
    return draft_of(fields, authors=_authors, keywords=words)


def _bare_title(body: str) -> str:
    """What stands without a label between the mark of a document and its first label."""
    first = _LABEL.search(body)
    mark = _START.match(body)
    before = body[mark.end() if mark else 0 : first.start() if first else 0]
    return " ".join(before.split())


def _without_place(container: str) -> str:
    """The name of a journal without the place that stands behind it after a semicolon."""
    return container.partition(";")[0].strip() or container


def _authors(values: Sequence[str]) -> list[str]:
    """The names, without the full stop that ends their line behind a word."""
    return [
        _FULL_STOP.sub("", name)
        for line in value_lines(values)
        for part in _IN_TWO.split(line)
        for name in ([part] if ";" in line else split_authors(part))
    ]


FORMAT = Format(
    name="proquest",
    label="ProQuest text",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by((), otherwise="ProQuest"),
    cuts_in_one_pass=True,
)
