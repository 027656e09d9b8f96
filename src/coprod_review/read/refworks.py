"""RefWorks tagged text: two letters and a blank before each value; an entry opens with RT, its type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.dois import dois_of
from coprod_review.read.entries import Draft, Entry, Format, Repairs, named_by
from coprod_review.read.labelled import draft_of, entries_at, words
from coprod_review.read.labelled_texts import values_by_label

_TAGS = (
    "RT|SR|ID|A[1-6]|T[1-3]|JF|JO|YR|FD|VO|IS|SP|OP|K1|AB|NO|ED|PB|PP|SN|AV|AD|AN|LA|CL|SF|OT|LK|DO|CN|DB|DS|"
    r"IP|RD|ST|U\d{1,2}|UL|URL(?= https?:\S+[ \t]*$)|WP|WT|WV|OL|PMID|PMCID|CR|PN|TA|LL"
)
_START = re.compile(r"^\ufeff?RT [A-Z][^\n]{2,40}$", re.MULTILINE)
_FIRST_MARK = re.compile(
    rf"^\ufeff?RT [A-Z][^\n]{{2,40}}\n(?:(?:{_TAGS}) |[ \t]*\n(?:{_TAGS}) )", re.MULTILINE
)
_LABEL = re.compile(rf"^\ufeff?({_TAGS}|vo(?= (?:\d|$)|$))(?: |$|(?<=A1)(?=[\u4e00-\u9fff]))", re.MULTILINE)
"""A tag; CNKI writes that of volumes in small letters, and names of few letters right behind theirs."""

FIELD_BY_TAG = {
    "RT": "types", "AN": "source_id", "A1": "authors", "T1": "title", "JF": "container",
    "JO": "container", "T2": "container", "YR": "dates", "FD": "dates", "VO": "volume", "IS": "issue",
    "SP": "first_page", "OP": "last_page", "K1": "keywords", "AB": "abstract", "DO": "dois",
    "LA": "languages",
    "UL": "urls", "URL": "urls", "LK": "urls", "PMID": "pmid", "CR": "references",
}  # fmt: skip

_DOI_IN_NOTE = re.compile(r"(?:^|;\s?)doi:? ?(10\.\d{4,9}/\S+?)(?=;[A-Za-z]|\s|$)", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"\b(?:errat|corri|correct|comment|retract|expression of concern|repl[yi]|reprint|republi|review of|"
    r"updat|original|previous|translat|supplement|related|cited|version|see )",
    re.IGNORECASE,
)
"""What tells in a note of another document, of which the DOI behind it is."""

_WHOLE = re.compile(r"book, (?:whole|edited)|dissertation|thesis|report", re.IGNORECASE)


def first_mark(head: str) -> int | None:
    """Where the first RT line stands before another tag."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The RT lines."""
    return len(_START.findall(text)) if "RT " in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its RT line up to the next."""
    return entries_at(text, _START, repairs, label=_LABEL)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one entry says."""
    fields: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {"ID": [], "NO": [], "PB": []}
    for written, value in values_by_label(
        entry.raw, _LABEL, field_by_label=FIELD_BY_TAG, line=entry.line, repairs=repairs
    ):
        tag = written.upper()
        if value and tag in FIELD_BY_TAG:
            fields.setdefault(FIELD_BY_TAG[tag], []).append(value)
        if value and tag in others:
            others[tag].append(value)
    fields["types"] = [written.replace(", Section", " Section") for written in fields.get("types", ())]
    if _WHOLE.search(next(iter(fields["types"]), "")):
        fields.setdefault("container", []).extend(others["PB"])
    fields.setdefault("source_id", []).extend(others["ID"])
    fields.setdefault("dois", []).extend([*_noted(others["NO"]), *dois_of(fields.get("urls", ()))])
    return draft_of(fields, keywords=words)


def _noted(notes: list[str]) -> list[str]:
    """The DOIs in notes, up to where one speaks of another document."""
    own = [note[: another.start()] if (another := _OF_ANOTHER.search(note)) else note for note in notes]
    return [found[1] for note in own for found in _DOI_IN_NOTE.finditer(note)]


FORMAT = Format(
    name="refworks",
    label="RefWorks tagged text",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by((), otherwise="RefWorks"),
    cuts_in_one_pass=True,
)
