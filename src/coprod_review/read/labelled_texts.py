"""Values behind labels where an abstract has lines that begin as one with a label does.

Such a line stays in the abstract where its label cannot hold what stands behind it. Where it can, nobody
knows whose it is: the line is read by its label, and where the entry has that label elsewhere too, the notes
say so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from coprod_review.read.entries import Repairs
from coprod_review.read.places import repair_at
from coprod_review.read.text_lines import DOUBLED, LONGEST_LOOKED_AT, is_text, reads_as_sentence

TEXT = "abstract"
"""The field whose values are running text."""

UNREAD = "labels below an abstract that nothing is read from, with words that may be of it"

_TAG_BY_FIELD = {
    "source_id": "AN", "types": "PT", "title": "TI", "authors": "AU", "dates": "PY", "container": "JO",
    "source": "SO", "volume": "VL", "issue": "IS", "pages": "SP", "first_page": "SP", "last_page": "EP",
    "dois": "DO", "pmid": "PM", "languages": "LA", "urls": "UR",
}  # fmt: skip
"""What RIS calls that which a field holds."""

_MANY = frozenset({"authors", "keywords", "types", "languages", "urls", "references"})
"""Fields that have several values."""

_LISTS = frozenset({"keywords", "references"})
"""Fields of many words, of which the first may be small."""

_HEADINGS = frozenset(
    {
        "age group", "age groups", "contents", "gender", "instrumentation", "location", "methodology",
        "people", "population", "section",
    }
)  # fmt: skip
"""Labels that head parts of abstracts too."""


def values_by_label(
    raw: str,
    label: re.Pattern[str],
    *,
    field_by_label: Mapping[str, str],
    line: int,
    repairs: Repairs,
) -> Iterator[tuple[str, str]]:
    """Each label with its value: what stands from the end of its match up to the next, ends stripped.

    `label` matches at line starts; its first group is the label. `field_by_label` says which field a label
    fills, as it is written or in small letters. `line` is where `raw` begins in its export.
    """
    found = list(label.finditer(raw))
    n_ahead = Counter(one.group(1) for one in found)
    field_of = {written: _field(written, field_by_label) for written in n_ahead}
    name, at = "", 0
    names = set()
    for place, one in enumerate(found, 1):
        written = one.group(1)
        n_ahead[written] -= 1
        if name and field_of[name] == TEXT:
            is_elsewhere = written in names or n_ahead[written] > 0
            value = raw[one.end() : one.end() + LONGEST_LOOKED_AT].lstrip()
            if _goes_on(written, field_of[written], value, is_elsewhere=is_elsewhere):
                continue
            whole = raw[one.end() : found[place].start() if place < len(found) else len(raw)]
            if told := _doubt(field_of[written], whole, is_elsewhere=is_elsewhere):
                repair_at(repairs, told, line + raw.count("\n", 0, one.start()))
        if name:
            yield name, raw[at : one.start()].strip()
        name, at = written, one.end()
        names.add(name)
    if name:
        yield name, raw[at:].strip()


def _field(label: str, field_by_label: Mapping[str, str]) -> str:
    return field_by_label.get(label) or field_by_label.get(label.lower(), "")


def _goes_on(label: str, field: str, value: str, *, is_elsewhere: bool) -> bool:
    """Whether a line with this label is of the text before it."""
    if field in _LISTS:
        return reads_as_sentence(value)
    if label.lower() in _HEADINGS and reads_as_sentence(value):
        return True
    tag = _TAG_BY_FIELD.get(field, label)
    return is_text(tag, value, (tag,) if is_elsewhere else ())


def _doubt(field: str, value: str, *, is_elsewhere: bool) -> str:
    """Why a label below a text may be words of it, or nothing: what stands there would be lost."""
    if field:
        return DOUBLED if is_elsewhere and field not in _MANY else ""
    return UNREAD if any(map(_goes_on_small, value.strip().split("\n")[1:])) else ""


def _goes_on_small(line: str) -> bool:
    """Whether a line goes on with a sentence: it opens with a small letter and has several words."""
    return line.lstrip()[:1].islower() and len(line.split()) > 1
