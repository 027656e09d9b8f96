"""Where databases run abstracts together: headings glued to their first word, key words behind the end."""

from __future__ import annotations

import re

_HEADINGS = """
    abstract background introduction context rationale importance problem aim aims objective objectives
    purpose goal goals hypothesis method methods methodology design setting settings participants subjects
    sample
    intervention interventions measure measures measurements outcome outcomes procedure procedures approach
    result results finding findings discussion conclusion conclusions implications interpretation significance
    recommendations originality value limitations contribution
"""
_LONGEST_FIRST = sorted(_HEADINGS.split(), key=len, reverse=True)
_WRITTEN = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in _LONGEST_FIRST)
_CAPITALS = "|".join(word.upper() for word in _LONGEST_FIRST)

_SUSPECT = re.compile(r"[a-z][A-Z]|[A-Z]{3}[a-z]")
_GLUED = re.compile(
    rf"(?<![^\W_])(?:(?:{_WRITTEN})(?=[A-Z](?:[a-z]|\s))|(?:{_CAPITALS})(?=[A-Z][a-z]|[A-Z]\s))"
)
_KEYWORDS = re.compile(
    r"(?<![^\W_])(?:key[\s-]?words?(?:\s+(?:and|or)\s+phrases)?|index\s+terms)(?:\s*[:：—–]|\s-\s)",
    re.IGNORECASE,
)
_HEADING = re.compile(rf"(?<![^\W_])(?:{'|'.join(_LONGEST_FIRST)})\s*[:：—–]", re.IGNORECASE)
_LONGEST_TAIL = 600
"""In characters; more words than this are no list of key words."""


def ends_of_glued_headings(written: str) -> list[int]:
    """Where a heading ends that lost the space behind it: after "Background" in "BackgroundPatients were"."""
    if _SUSPECT.search(written) is None:
        return []
    return [found.end() for found in _GLUED.finditer(written)]


def end_of_abstract(written: str) -> int:
    """Where the abstract ends: before a list of key words that the database left behind it, if there is one.

    Key words that stand before the text, or between its sections, end nothing.
    """
    for found in _KEYWORDS.finditer(written):
        tail = written[found.end() :]
        if written[: found.start()].strip() and len(tail) <= _LONGEST_TAIL and not _HEADING.search(tail):
            return found.start()
    return len(written)
