"""CNKI's text for E-Study: an English and a Chinese name, a colon and the value in each line.

An entry opens with the number of its type ("DataType: 1"), which journals, yearbooks and theses each have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, Format, Repairs, named_by
from coprod_review.read.labelled import draft_of, entries_at, words
from coprod_review.read.labelled_texts import values_by_label
from coprod_review.read.name_cells import split_authors

FIELD_BY_LABEL = {
    "Title": "title", "Author": "authors", "Source": "container", "Year": "dates", "PubTime": "dates",
    "Keyword": "keywords", "Summary": "abstract", "Period": "issue", "Roll": "volume", "Page": "pages",
    "DOI": "dois", "Link": "urls",
}  # fmt: skip
TYPE_BY_DATABASE = (
    ("会议", "conference paper"), ("博士", "thesis"), ("硕士", "thesis"),
    ("报纸", "news"), ("报紙", "news"), ("图书", "book"), ("专利", "patent"),
    ("标准", "standard"), ("期刊", "journal article"),
)  # fmt: skip
"""Words in the name of the database, which tell the kind of its documents."""

_START = re.compile(r"^\ufeff?DataType: *\d+ *$", re.MULTILINE)
_FIRST_MARK = re.compile(r"^\ufeff?DataType: *\d+ *\n[A-Z][A-Za-z]+-[^\s:]{1,20}: ", re.MULTILINE)
_LABEL = re.compile(r"^([A-Z][A-Za-z]{1,30})-(?:[\u4e00-\u9fff]{1,12}|DOI): ?", re.MULTILINE)
_SIGN = re.compile(r"^<正> ?")
"""What CNKI writes before a text that is the beginning of the document and no abstract."""


def first_mark(head: str) -> int | None:
    """Where the number of a type stands before a value with two names."""
    found = _FIRST_MARK.search(head) if "DataType:" in head else None
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The lines with the number of a type."""
    return len(_START.findall(text)) if "DataType:" in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from the number of its type up to the next."""
    return entries_at(text, _START, repairs, label=_LABEL)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one entry says."""
    fields: dict[str, list[str]] = {}
    for label, value in values_by_label(
        entry.raw, _LABEL, field_by_label=FIELD_BY_LABEL, line=entry.line, repairs=repairs
    ):
        if value and label in FIELD_BY_LABEL:
            fields.setdefault(FIELD_BY_LABEL[label], []).append(value)
        elif label == "SrcDatabase":
            fields["types"] = [kind for sign, kind in TYPE_BY_DATABASE if sign in value][:1]
    fields["abstract"] = [_SIGN.sub("", value) for value in fields.get("abstract", [])]
    return draft_of(fields, authors=_authors, keywords=words)


def _authors(values: Sequence[str]) -> list[str]:
    """The names between semicolons."""
    parts = [part for value in values for part in value.split(";") if part.strip()]
    return [name for part in parts for name in split_authors(part)]


FORMAT = Format(
    name="estudy",
    label="CNKI text for E-Study",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by((), otherwise="CNKI"),
    cuts_in_one_pass=True,
)
