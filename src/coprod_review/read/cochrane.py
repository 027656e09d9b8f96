"""The Cochrane Library's plain text: "Record #1 of 6", then a tag, a colon and the value in each line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_review.read.decode import DecodedText
from coprod_review.read.entries import Draft, Entry, Format, Repairs, named_by
from coprod_review.read.labelled import draft_of, entries_at, words
from coprod_review.read.labelled_texts import values_by_label
from coprod_review.read.names import is_particle, names_a_body
from coprod_review.read.registers import address_of, without_trial_numbers

_TAGS = (
    "ID|AU|TI|SO|YR|VL|NO|PG|PM|PT|AB|KY|DOI|US|XR|CC|DE|LA|PB|PU|JN|JF|SN|CT|EM|AN|IS|DA|ED|NU|AD|CN|CO|GR|LG|"
    "MH|OT"
)
_START = re.compile(r"^\ufeff?Record #\d+ of \d+[ \t]*$", re.MULTILINE)
_FIRST_MARK = re.compile(rf"^\ufeff?Record #\d+ of \d+[ \t]*\n(?:[ \t]*\n)?(?:{_TAGS}): ", re.MULTILINE)
_LABEL = re.compile(rf"^({_TAGS}):(?: |$)", re.MULTILINE)

FIELD_BY_TAG = {
    "ID": "source_id", "TI": "title", "AU": "authors", "SO": "container", "JN": "container", "YR": "dates",
    "VL": "volume", "NO": "issue", "PG": "pages", "PM": "pmid", "PT": "types", "AB": "abstract",
    "KY": "keywords", "MH": "keywords", "DE": "keywords", "DOI": "dois", "US": "urls", "LA": "languages",
    "LG": "languages",
}  # fmt: skip

_REVIEWS = "Cochrane Database of Systematic Reviews"
_PUBLISHED = re.compile(r"\.pub(?:[2-9]|[1-9]\d)\b", re.IGNORECASE)
"""What ends the number of a review of its database behind the protocol, of which it is the second version."""

_CHECKWORD = "[checkword]"
"""What the library wrote behind terms of MeSH that say on whom a study was done."""

_JOINING = frozenset({"i", "y", "e"})
_PUBMED = re.compile(r"(?:PUBMED|MEDLINE)\s*:?\s*(\d+)", re.IGNORECASE)


def first_mark(head: str) -> int | None:
    """Where the first "Record #1 of" stands before a tag; BibTeX and RIS of Cochrane have the line too."""
    found = _FIRST_MARK.search(head)
    return found.start() if found else None


def count_marks(text: str) -> int:
    """The lines "Record #1 of 6"."""
    return len(_START.findall(text)) if "Record #" in text else 0


def cut(text: DecodedText, repairs: Repairs) -> Iterator[Entry]:
    """The entries, each from its mark up to the next."""
    return entries_at(text, _START, repairs, label=_LABEL)


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one record says."""
    fields: dict[str, list[str]] = {}
    for tag, value in values_by_label(
        entry.raw, _LABEL, field_by_label=FIELD_BY_TAG, line=entry.line, repairs=repairs
    ):
        if tag in ("PM", "XR") and (found := _PUBMED.search(value)):
            fields.setdefault("pmid", []).append(found.group(1))
        elif value and tag in FIELD_BY_TAG:
            fields.setdefault(FIELD_BY_TAG[tag], []).append(value)
    if any(_CHECKWORD in value for value in fields.get("keywords", ())):
        fields["keywords"] = [value.replace(_CHECKWORD, "") for value in fields["keywords"]]
    if "authors" in fields:
        fields["authors"] = without_trial_numbers(fields["authors"])
    if address := address_of(next(iter(fields.get("container", ())), "")):
        fields["container"] = []
        fields.setdefault("urls", []).append(address)
    if _REVIEWS in fields.get("container", []):
        is_review = any(map(_PUBLISHED.search, fields.get("source_id", ())))
        fields.setdefault("types", ["Review" if is_review else "Journal article"])
        return draft_of(fields, keywords=words, authors=lambda names: list(map(_family_first, names)))
    return draft_of(fields, keywords=words)


def _family_first(name: str) -> str:
    """A name of its reviews, which have the family name before a full given name and no comma between."""
    words = name.split()
    if "," in name or len(words) < 2 or names_a_body(name):
        return name
    at = 1
    while at < len(words) - 1 and is_particle(words[at - 1]):
        at += 1
    if at < len(words) - 2 and words[at] in _JOINING:
        at += 2
    return f"{' '.join(words[:at])}, {' '.join(words[at:])}"


FORMAT = Format(
    name="cochrane",
    label="Cochrane Library text",
    first_mark=first_mark,
    count_marks=count_marks,
    cut=cut,
    read=read,
    dialect=named_by((), otherwise="Cochrane"),
    cuts_in_one_pass=True,
)
