"""Passages that people copied out of a text: where they stand, in spite of what spreadsheets change."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report
from coprod_review.model.shown_text import MISLEADING, seen

NEAR = 70.0
"""From this likeness in per cent on, the nearest passage is shown where a quote is not found."""

_ALIKE = (
    '"“”„‟«»',
    "'‘’‚‛`´",
    "-‐‑‒–—―−",
)
"""Signs that spreadsheets and keyboards put for each other."""

_CLASS = {sign: f"[{re.escape(signs)}]" for signs in _ALIKE for sign in signs}
_UNSEEN = f"[{MISLEADING}]*"
"""Signs that pages and sheets leave out of a text, which the text itself has."""

_EDGES = "\"“”„«»'‘’ \t\r\n"
_ELLIPSIS = re.compile(r"\.\.\.")


def exact_quote(quote: str, report: Report) -> str | None:
    """The passage as title, abstract or keywords have it; None where none of them does.

    Spaces, line ends, forms of quotation marks and dashes and quotation marks around the whole may differ.
    """
    if not any(map(str.isalnum, quote)):
        return None
    for candidate in dict.fromkeys((quote.strip(), quote.strip(_EDGES))):
        pattern = _pattern(candidate)
        for name in TEXT_FIELDS:
            found = re.search(pattern, report.text_of(name))
            if found:
                return found[0]
    return None


def nearest_passage(quote: str, report: Report) -> str:
    """What in the text reads most like the quote; empty where nothing comes near."""
    best, passage = NEAR, ""
    for name in TEXT_FIELDS:
        text = report.text_of(name)
        found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=best) if text else None
        if found is not None and found.score >= best:
            best, passage = found.score, _whole_words(text, found.dest_start, found.dest_end)
    return " ".join(passage.split())


def _whole_words(text: str, start: int, end: int) -> str:
    """The passage, its first and last words whole."""
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return text[start:end]


def _pattern(quote: str) -> str:
    words = seen(_ELLIPSIS.sub("…", quote)).split()
    return rf"[\s{MISLEADING}]+".join(
        _UNSEEN.join(r"(?:…|\.\.\.)" if sign == "…" else _CLASS.get(sign, re.escape(sign)) for sign in word)
        for word in words
    )
