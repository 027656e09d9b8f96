"""What publishers put before or behind the title of an article that they withdraw, which stays the same."""

from __future__ import annotations

import re

RETRACTED = "retracted"
WITHDRAWN = "withdrawn"

_WORDS = r"{0}(?:\s+(?:article|paper|chapter|publication))?"
_FRONT, _BRACKETED, _BEHIND = (
    _WORDS.format(rf"(?P<{name}>{RETRACTED}|{WITHDRAWN})") for name in ("front", "bracketed", "behind")
)
_STAMP = re.compile(
    rf"^\s*(?:{_FRONT}\s*:|[\[(]\s*{_BRACKETED}\s*[\])]\s*:?)\s*"
    rf"|\s*[\[(]\s*{_BEHIND}\s*(?:[.,:;][^\[\]()]*)?[\])][\s.]*$",
    re.IGNORECASE,
)
"""A colon or brackets tell it from words of the title: "Retracted articles in surgery" is a study of such."""


def stamp_of(title: str) -> str:
    """What a title says of its own article, RETRACTED or WITHDRAWN; else empty."""
    found = _STAMP.search(title)
    return (found[found.lastgroup] if found and found.lastgroup else "").lower()


def without_stamp(title: str) -> str:
    """A title as it was before its article was withdrawn."""
    return _STAMP.sub("", title)
