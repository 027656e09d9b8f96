"""Embase.com by fields: CSV with one field a row ("TITLE","..."), and plain text ("RECORD 1", "TITLE").

The names of fields are those of the columns in its CSV tables, in capitals. A record opens with TITLE in CSV,
and with RECORD and its number in text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from coprod_review.read.columns import columns_by_field
from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.labelled import (
    alternatives,
    draft_of,
    entries_at,
    value_lines,
    words,
)
from coprod_review.read.labelled_texts import values_by_label
from coprod_review.read.name_cells import split_pointed
from coprod_review.read.source_line import fill_issue, split_source
from coprod_review.read.table_header import parse

_NAMES = alternatives(
    """
    TITLE|ORIGINAL TITLE|ORIGINAL (NON-ENGLISH) TITLE|AUTHOR NAMES|AUTHOR ADDRESSES|
    CORRESPONDENCE ADDRESS|EDITORS|AiP/IP ENTRY DATE|AIP/IP ENTRY DATE|FULL RECORD ENTRY DATE|SOURCE|
    SOURCE TITLE|PUBLICATION YEAR|VOLUME|ISSUE|FIRST PAGE|LAST PAGE|PAGE RANGE|DATE OF PUBLICATION|
    PUBLICATION TYPE|CONFERENCE NAME|CONFERENCE LOCATION|CONFERENCE DATE|CONFERENCE EDITORS|ISSN|ISBN|
    BOOK PUBLISHER|ABSTRACT|ORIGINAL ABSTRACT|AUTHOR KEYWORDS|EMTREE DRUG INDEX TERMS (MAJOR FOCUS)|
    EMTREE DRUG INDEX TERMS|EMTREE MEDICAL INDEX TERMS (MAJOR FOCUS)|EMTREE MEDICAL INDEX TERMS|
    DRUG TRADENAMES|DRUG MANUFACTURER|DEVICE TRADENAMES|DEVICE MANUFACTURER|CAS REGISTRY NUMBERS|
    MOLECULAR SEQUENCE NUMBERS|EMBASE CLASSIFICATION|CLINICAL TRIAL NUMBERS|ARTICLE LANGUAGE|
    SUMMARY LANGUAGE|LANGUAGE OF ARTICLE|EMBASE ACCESSION ID|MEDLINE PMID|PUI|DOI|FULL TEXT LINK|EMBASE LINK|
    OPEN URL LINK|COPYRIGHT|ARTICLE NUMBER|REFERENCES|LIMITS
    """
)
_ROW_START = re.compile(r'^\ufeff?"?TITLE"?[,;\t]', re.MULTILINE)
_FIRST_ROW = re.compile(
    r'^\ufeff?"?TITLE"?([,;\t]).*\n(?:.*\n){0,12}?'
    r'"?(?:AUTHOR NAMES|SOURCE|ABSTRACT|PUI|DOI|SOURCE TITLE)"?\1',
    re.MULTILINE,
)
_TEXT_START = re.compile(r"^\ufeff?RECORD \d+[ \t]*$", re.MULTILINE)
_FIRST_TEXT = re.compile(
    rf"^\ufeff?RECORD \d+[ \t]*\n(?:[ \t]*\n){{0,3}}[ \t]*(?:{_NAMES})(?:[ \t]*\n|:)", re.MULTILINE
)
_LABEL = re.compile(rf"^[ \t]*({_NAMES})(?:[ \t]*$|:[ \t]*)", re.MULTILINE)

_FIELD_BY_NAME = {
    "ABSTRACT": "abstract", "TITLE": "title", "AUTHOR NAMES": "authors", "SOURCE": "source",
    "SOURCE TITLE": "container", "PUBLICATION YEAR": "dates", "VOLUME": "volume", "ISSUE": "issue",
    "FIRST PAGE": "first_page", "LAST PAGE": "last_page", "PAGE RANGE": "pages", "PUBLICATION TYPE": "types",
    "AUTHOR KEYWORDS": "keywords", "DOI": "dois", "MEDLINE PMID": "pmid", "PUI": "source_id",
}  # fmt: skip
"""The fields that a line of an abstract might take over."""


def rows_first_mark(head: str) -> int | None:
    """Where the first row TITLE stands before rows of other fields."""
    found = _FIRST_ROW.search(head)
    return found.start() if found else None


def text_first_mark(head: str) -> int | None:
    """Where "RECORD 1" stands before the name of a field."""
    found = _FIRST_TEXT.search(head)
    return found.start() if found else None


def count_row_marks(text: str) -> int:
    """The rows with TITLE."""
    return len(_ROW_START.findall(text)) if "TITLE" in text else 0


def count_text_marks(text: str) -> int:
    """The lines "RECORD 1"."""
    return len(_TEXT_START.findall(text)) if "RECORD " in text else 0


def cut_rows(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its row TITLE up to the next."""
    return entries_at(text, _ROW_START, repairs)


def cut_text(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its mark up to the next."""
    return entries_at(text, _TEXT_START, repairs, label=_LABEL)


def read_rows(entry: Entry, repairs: Repairs) -> Draft:
    """What the rows of one record say; a field may have several cells, as authors and terms do."""
    delimiter = _ROW_START.match(entry.raw).group()[-1]  # type: ignore[union-attr]
    values: dict[str, list[str]] = {}
    for row in _rows(entry.raw, delimiter):
        values.setdefault(row[0].strip(), []).extend(cell.strip() for cell in row[1:] if cell.strip())
    return _draft(values)


def read_text(entry: Entry, repairs: Repairs) -> Draft:
    """What one record of the plain text says."""
    values: dict[str, list[str]] = {}
    for name, value in values_by_label(
        entry.raw, _LABEL, field_by_label=_FIELD_BY_NAME, line=entry.line, repairs=repairs
    ):
        if value:
            values.setdefault(name, []).append(value)
    return _draft(values)


def _rows(raw: str, delimiter: str) -> list[list[str]]:
    """The rows of an entry; where quotation marks do not come in pairs, each line is one."""
    try:
        reader = csv.reader([f"{line}\n" for line in raw.split("\n")], delimiter=delimiter, strict=True)
        return [row for row in reader if row]
    except csv.Error:
        lines = [line.replace('"', "") for line in raw.split("\n")]
        return [parse(line, delimiter) for line in lines if line.strip()]


def _draft(values: dict[str, list[str]]) -> Draft:
    names = list(values)
    fields = {
        field: [value for at in places for value in values[names[at]]]
        for field, places in columns_by_field(names).items()
    }
    if not fields:
        raise EntryFault(
            "no field of Embase stands in this record", remedy="export it again, with all fields"
        )
    line = (values.get("SOURCE") or [""])[0]
    source = split_source(line)
    if "SOURCE TITLE" not in values:
        fields["container"] = [source.container] if source.container else []
    has_pages = {"pages", "first_page", "article_number"} & fields.keys()
    has_place = has_pages or {"volume", "issue"} & fields.keys()
    filled = {"volume": source.volume, "issue": source.issue, "pages": source.pages}
    for name, value in filled.items():
        if value and not (has_pages if name == "pages" else has_place):
            fields[name] = [value]
    fill_issue(fields, line)
    fields.setdefault("dates", []).extend([source.date] if source.date else [])
    return draft_of(fields, authors=_authors, keywords=words)


def _authors(values: Sequence[str]) -> list[str]:
    return [name for line in value_lines(values) for name in split_pointed(line)]


ROWS = Format(
    name="embase-rows",
    label="Embase CSV by fields",
    first_mark=rows_first_mark,
    count_marks=count_row_marks,
    cut=cut_rows,
    read=read_rows,
    dialect=named_by((), otherwise="Embase"),
    cuts_in_one_pass=True,
)

TEXT = Format(
    name="embase-text",
    label="Embase text",
    first_mark=text_first_mark,
    count_marks=count_text_marks,
    cut=cut_text,
    read=read_text,
    dialect=named_by((), otherwise="Embase"),
    cuts_in_one_pass=True,
)
