"""What databases do to abstracts: headings glued to their first word, key words and notices behind."""

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

_NOTICE_OF_RIGHTS = re.compile(
    r"Copyright of [^\n]{1,300}? is the property of [^\n]{1,300}? and (?:its|their) content may not be\b"
)
_NOTICE_OF_RETRACTION = re.compile(
    r"\W*(?:(?:retract|withdraw)\w*(?: article| notice| paper)?\W+)?(?:this|the (?:above|following)) "
    r"(?:article|paper|chapter|publication|study|manuscript|record|review) "
    r"(?:has been|was|is being|is|has) (?:temporarily )?(?:been )?(?:retracted|withdrawn|removed)\b",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 800
"""In characters; a longer text that opens with a retraction goes on with the abstract."""


def ends_of_glued_headings(written: str) -> list[int]:
    """Where a heading ends that lost the space behind it: after "Background" in "BackgroundPatients were"."""
    if _SUSPECT.search(written) is None:
        return []
    return [found.end() for found in _GLUED.finditer(written)]


def end_of_abstract(written: str) -> int:
    """Where the abstract ends: before what the database left behind it, key words or a notice of rights.

    Key words that stand before the text, or between its sections, end nothing. An abstract that only says
    that the article was retracted ends where it begins.
    """
    if len(written) <= _LONGEST_NOTICE and _NOTICE_OF_RETRACTION.match(written):
        return 0
    rights = _NOTICE_OF_RIGHTS.search(written) if "Copyright of " in written else None
    end = rights.start() if rights else len(written)
    for found in _KEYWORDS.finditer(written, 0, end):
        tail = written[found.end() : end]
        if written[: found.start()].strip() and len(tail) <= _LONGEST_TAIL and not _HEADING.search(tail):
            return found.start()
    return end
