"""NoteExpress text, as CNKI and WanFang export it: a name in braces, a colon and the value in each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, Format, Repairs
from coprod_review.read.labelled import (
    alternatives,
    draft_of,
    entries_at,
    value_lines,
    words,
)
from coprod_review.read.labelled_texts import values_by_label
from coprod_review.read.name_cells import split_authors

_START = re.compile(r"^\ufeff?\{Reference Type\}:", re.MULTILINE)
_FIRST_MARK = re.compile(r"^\ufeff?\{Reference Type\}: *[^\n]*\n\{[A-Z][\w /,-]{1,40}\}:", re.MULTILINE)
_LABEL = re.compile(r"^\ufeff?\{([A-Z][^{}\n]{1,40})\}:", re.MULTILINE)
_PROVIDERS = (("WanFang", "万方"), ("WanFang", "wanfang"), ("CNKI", "CNKI"), ("VIP", "维普"))
_PROVIDER = re.compile(r"^\{Database Provider\}: *(.+)", re.MULTILINE)
_ABSTRACT_SIGN = re.compile(r"^(?:Abstract|摘要)?\s*\(#br\)\s*")
_BREAK = "(#br)"
_MANY = re.compile(r";{2,}")

FIELD_BY_LABEL = {
    "Reference Type": "types", "Title": "title", "Author": "authors", "Journal": "container",
    "Secondary Title": "container", "Tertiary Title": "container", "Year": "dates", "Date": "dates",
    "Volume": "volume", "Issue": "issue", "Pages": "pages", "DOI": "dois", "Keywords": "keywords",
    "Abstract": "abstract", "Language": "languages", "URL": "urls", "Accession Number": "source_id",
}  # fmt: skip
_LABELS_OF_LIBRARY = alternatives(
    """
    Reference Type|Title|Author|Author Address|Author Affiliation|First Author|Corresponding Author|
    Translated Author|Translated Title|Translated Abstract|Translated Keywords|Translated Journal|
    Secondary Author|Secondary Title|Tertiary Author|Tertiary Title|Subsidiary Author|Subsidiary Title|
    Alternate Title|Alternate Journal|Short Title|Original Title|Original Publication|Reprint Edition|
    Journal|Journal Abbreviation|Book Title|Conference|Conference Name|Conference Location|Series|
    Series Title|Series Editor|Editor|Translator|Reviewed Item|Year|Date|Volume|Number of Volumes|Number|
    Issue|Pages|Number of Pages|Start Page|End Page|Section|Edition|Article Number|Publisher|
    Place Published|School|Degree|Department|Tutor|Institution|Country|City|Language|Type of Work|Type|
    Keywords|Subject|Subject Headings|Abstract|Notes|Research Notes|Comments|Label|Rating|Caption|
    Accession Number|Call Number|CLC|CN|ISSN|ISBN|ISBN/ISSN|DOI|Electronic Resource Number|URL|Link|
    Author URL|Access Date|Last Modified Date|Date Created|Date Modified|Database Provider|
    Database|Name of Database|Source|Copyright|Funding|Fund|Foundation|Citations|Cited Times|
    Impact Factor|Custom 1|Custom 2|Custom 3|Custom 4|Custom 5|Custom 6|Custom 7|Patent Number|
    Application Number|Country Code|IPC|Assignee|Standard Number|Standard Type
    """
)
_KNOWN = re.compile(rf"^\ufeff?\{{({_LABELS_OF_LIBRARY})\}}:", re.MULTILINE)
_TEXTS = frozenset(
    ("Title", "Translated Title", "Abstract", "Translated Abstract", "Notes", "Research Notes")
)
"""What may have several lines, of which one may begin with words in braces; names that are known end it."""

_PUBLISHED = "Publisher"
"""Where a thesis or a book has its school or publisher, which is its container."""


def first_mark(head: str) -> int | None:
    """Where the type of a reference stands in braces before another name."""
    found = _FIRST_MARK.search(head) if "{Reference Type}" in head else None
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The lines with the type of a reference."""
    return len(_START.findall(text)) if "{Reference Type}" in text else 0


def dialect(head: str) -> str:
    """The database, where the references name it."""
    found = _PROVIDER.search(head)
    provider = found.group(1) if found else ""
    return next((name for name, sign in _PROVIDERS if sign in provider), "NoteExpress")


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its type up to the next."""
    return entries_at(text, _START, repairs, label=_LABEL)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one reference says."""
    fields: dict[str, list[str]] = {}
    published: list[str] = []
    for label, value in _values(entry, repairs):
        if value and label in FIELD_BY_LABEL:
            fields.setdefault(FIELD_BY_LABEL[label], []).append(value)
        elif value and label == _PUBLISHED:
            published.append(value)
    fields["container"] = fields.get("container", []) or published
    fields["keywords"] = [_MANY.sub(";", value) for value in fields.get("keywords", [])]
    abstracts = (_ABSTRACT_SIGN.sub("", value) for value in fields.get("abstract", []))
    fields["abstract"] = [" ".join(map(str.strip, value.split(_BREAK))) for value in abstracts]
    return draft_of(fields, authors=_authors, keywords=words)


def _values(entry: Entry, repairs: Repairs) -> Iterator[tuple[str, str]]:
    """Each name with its value; below a text, words in braces that are no known name are of the text."""
    for label, value in values_by_label(
        entry.raw, _KNOWN, field_by_label=FIELD_BY_LABEL, line=entry.line, repairs=repairs
    ):
        at = 0 if label in _TEXTS else next((f.start() for f in _LABEL.finditer(value)), 0)
        yield label, value[:at].strip() if at else value


def _authors(values: Sequence[str]) -> list[str]:
    """The names, one a line or several between semicolons."""
    parts = [part for line in value_lines(values) for part in line.split(";") if part.strip()]
    return [name for part in parts for name in split_authors(part)]


FORMAT = Format(
    name="noteexpress",
    label="NoteExpress text (CNKI, WanFang)",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=dialect,
    cuts_in_one_pass=True,
)
