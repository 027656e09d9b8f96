"""Entries that hold more than any document has: set aside, since later stages would not come to an end."""

from __future__ import annotations

from coprod_review.model.limits import ReadingLimits
from coprod_review.read.entries import Draft, EntryFault
from coprod_review.read.fields import RecordColumns

LISTS = ("authors", "keywords", "references")
TEXTS = ("title", "container", "source_id", "volume", "issue", "pages", "pmid")
CHARS_OF_ITEM = 100
"""What an item of a list has, on the average of all, at most."""


def refuse_beyond(draft: Draft, limits: ReadingLimits) -> None:
    """Raise EntryFault, naming the field, where texts or whole lists are longer than the limits."""
    _refuse("abstract", len(draft.abstract), limits.max_abstract_chars, "characters", "max_abstract_chars")
    for name in TEXTS:
        _refuse(name, len(getattr(draft, name)), limits.max_field_chars, "characters", "max_field_chars")
    for name in LISTS:
        length = sum(map(len, getattr(draft, name)))
        _refuse(name, length, limits.max_items * CHARS_OF_ITEM, "characters", "max_items")


def columns_beyond(columns: RecordColumns, limits: ReadingLimits) -> dict[int, EntryFault]:
    """The fault of each record whose title is longer than the limits or a list has more items, by its place.

    Titles are asked when markup is out of them: a formula of MathML takes thousands of characters.
    """
    found: dict[int, EntryFault] = {}
    for place, title in enumerate(columns["title"]):
        if len(title) > limits.max_title_chars:
            found[place] = _fault(
                "title", len(title), limits.max_title_chars, "characters", "max_title_chars"
            )
    for name in LISTS:
        for place, items in enumerate(columns[name]):
            if len(items) > limits.max_items:
                found[place] = _fault(name, len(items), limits.max_items, "items", "max_items")
    return found


def _refuse(name: str, n: int, most: int, unit: str, key: str) -> None:
    if n > most:
        raise _fault(name, n, most, unit, key)


def _fault(name: str, n: int, most: int, unit: str, key: str) -> EntryFault:
    return EntryFault(
        f"this entry is beyond the limits: {name} of {n:,} {unit}, where {most:,} are read",
        remedy=f"look what the entry is; raise read.{key} in config/config.yaml to read it all the same",
    )
