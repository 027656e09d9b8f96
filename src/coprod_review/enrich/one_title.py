"""Whether two titles may be of one document, whatever publishers put before or behind them."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from coprod_review.model.fingerprint import title_fingerprint
from coprod_review.model.stamps import without_stamp

TITLE_LIKENESS = 70.0
"""From this likeness on (rapidfuzz, per cent, words in any order) titles are of one document."""

LEAST_HEAD = 3
"""A title of so many words may stand for a longer one that goes on behind them with a subtitle."""

_ABOUT_ANOTHER = re.compile(
    r"\W*(?:(?:author|publisher)s?['’]?s?\s+)?(?:(?P<mended>correction|corrigendum|erratum|errata|addendum)"
    r"|(?P<taken>retraction|withdrawal|removal)|(?P<doubted>expression of concern)"
    r"|(?P<said>comments?|commentary)|(?P<answered>reply|response)|(?P<letter>letter))\b"
    r"(?:\s+(?:note|notice))?\s*(?:to|on|of|regarding|[:.–—-])",
    re.IGNORECASE,
)
"""How titles begin that name another document, and are in the rest like that one's; the groups are kinds."""

_ANSWER_BEHIND = re.compile(
    r"(?:[:.?!]|\s[–—-]+)\s*(?:an?\s+|the\s+)?(?:authors?['’]?s?\s+)?"
    r"(?:reply|response|rejoinder|comments?|commentary|correction|corrigendum|erratum)\W*$",
    re.IGNORECASE,
)
"""How titles end that name the document to which they answer."""

_PART = re.compile(r"\b(?:part|volume|phase)\s+([0-9]{1,3}|[ivx]{1,5})\b", re.IGNORECASE)

_WORD = re.compile(r"\w+")
_HAS_SUBTITLE = re.compile(r"[\"'”’»)]*\s*(?:[:.?!;(\[]|\s[/–—-]+\s)")


def is_one_title(ours: str, theirs: str) -> bool:
    """Whether titles may be of one document; an unknown one contradicts nothing.

    They may be in other words by a third, or one of them may lack the subtitle of the other; that an article
    was retracted does not make it another one. A correction, a comment or a notice has the title of what it
    is about, and is another document, and so is another part. Letters of other scripts or a translation make
    them unlike: then nobody knows, and they are not one.
    """
    if not ours or not theirs or ours == theirs or title_fingerprint(ours) == title_fingerprint(theirs):
        return True
    ours, theirs = (without_stamp(title).casefold() for title in (ours, theirs))
    if _kind(ours) != _kind(theirs) or _parts_differ(ours, theirs):
        return False
    return _is_head(ours, theirs) or fuzz.token_sort_ratio(ours, theirs) >= TITLE_LIKENESS


def _kind(title: str) -> str:
    """What a title says its document is, where it names another; else empty."""
    found = _ABOUT_ANOTHER.match(title)
    if found:
        return found.lastgroup or ""
    return "behind" if _ANSWER_BEHIND.search(title) else ""


def _parts_differ(one: str, other: str) -> bool:
    parts = [_PART.findall(title) for title in (one, other)]
    return all(parts) and parts[0] != parts[1]


def _is_head(one: str, other: str) -> bool:
    """Whether one title is the other without its subtitle, by their words."""
    head, whole = sorted((list(_WORD.finditer(one)), list(_WORD.finditer(other))), key=len)
    if len(head) < LEAST_HEAD or [w[0] for w in head] != [w[0] for w in whole[: len(head)]]:
        return False
    last = whole[len(head) - 1]
    return len(head) == len(whole) or bool(_HAS_SUBTITLE.match(last.string, last.end()))
