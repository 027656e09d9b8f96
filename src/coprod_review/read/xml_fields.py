"""The fields of one XML entry: leaves, which hold text and no other tags, found by one pattern at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from coprod_review.read.entries import Draft, Repairs
from coprod_review.read.xml_text import damaged, is_hiding, plain, resolved

Leaf = tuple[str, str, str, str]
"""Name, attributes and text of a leaf; else, fourth, the name and the attributes of a tag that opens a part.

Where asked for, the tag that ends the part stands there too, with a slash before its name.
"""

STRAY: Leaf = ("", "", "", "")
"""A tag that is no leaf though its name is one: it holds other tags, or has no counterpart."""


class NotPlain(Exception):  # noqa: N818 - no error: the entry is made plain and read again
    """That an entry holds leaves with other tags in them, or damage."""


@dataclass(slots=True)
class Fields:
    """Values with their attributes, by name; those of a part by part and name ("journal/title")."""

    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first value of the first of the names that has one."""
        for name in names:
            for _, text in self.values.get(name, ()):
                if text and not text.isspace():
                    return resolved(text).strip()
        return ""

    def all(self, *names: str) -> list[str]:
        """All values of the names, name after name."""
        return [resolved(text).strip() for name in names for _, text in self.values.get(name, ())]


def leaves(names: str, *, parts: str = "", with_ends: bool = False) -> re.Pattern[str]:
    """A pattern for `leaves_of`: leaves of these names (bars between), and where `parts` open and end."""
    slash = "/?" if with_ends else ""
    names, parts = _by_first_letter(names), _by_first_letter(parts) if parts else "(?!)"
    return re.compile(
        rf"<(?:({names})((?:\s[^<>]*)?)>([^<]*)</\1\s*>"
        rf"|({slash}(?:{parts})(?:\s[^<>]*)?)(?<!/)>"
        rf"|/?(?:{names})(?=[\s/>]))"
    )


def _by_first_letter(names: str) -> str:
    """The names as a pattern that looks at each letter once: a third faster where there are twenty."""
    rests: dict[str, list[str]] = {}
    for name in names.split("|"):
        rests.setdefault(name[0], []).append(name[1:])
    return "|".join(f"{letter}(?:{'|'.join(some)})" for letter, some in rests.items())


def leaves_of(pattern: re.Pattern[str], text: str) -> list[Leaf]:
    """The leaves in their order. Raises NotPlain where a tag of these names is none."""
    found: list[Leaf] = pattern.findall(text)
    if STRAY in found:
        raise NotPlain
    return found


def fields_of(pattern: re.Pattern[str], text: str) -> Fields:
    """The fields of a text, each under the innermost part around it; the pattern knows where parts end."""
    fields = Fields()
    open_parts: list[str] = []
    for name, attributes, value, part in leaves_of(pattern, text):
        if part.startswith("/"):
            if open_parts:
                open_parts.pop()
        elif part:
            open_parts.append(part.split(None, 1)[0])
        else:
            key = f"{open_parts[-1]}/{name}" if open_parts else name
            fields.values.setdefault(key, []).append((attributes, value))
    return fields


def read_plain(raw: str, read: Callable[[str], Draft], *, names: str, repairs: Repairs) -> Draft:
    """What `read` makes of an entry; where leaves of these names are not plain, after they have been made so.

    Raises EntryFault where tags have no counterpart.
    """
    try:
        if is_hiding(raw):
            raise NotPlain
        return read(raw)
    except NotPlain:
        text = plain(raw, names, repairs)
    try:
        return read(text)
    except NotPlain:
        raise damaged("tags of this entry have no counterpart") from None
