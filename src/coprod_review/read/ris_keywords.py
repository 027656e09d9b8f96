"""The keywords of an entry of RIS, and the headings that some databases write beside them."""

from __future__ import annotations

import html

from coprod_review.read.keywords import listed, without_mark
from coprod_review.read.ris_places import OF_REVIEWER
from coprod_review.read.tagged import Values, all_of, split_lines


def keywords_of(values: Values, *, is_own: bool) -> list[str]:
    """One keyword a value, or several between semicolons or line ends, or commas where all stand in one.

    Headings (MH) have one value each, with commas within.
    """
    words = [word for word in all_of(values, "KW", "DE", "K1") if word != OF_REVIEWER]
    if len(words) == 1 and not is_own and not (";" in words[0] or "\n" in words[0]):
        words = listed(words[0])
    words = [*words, *all_of(values, "MH")]
    text = "".join(words)
    if ";" in text or "\n" in text or "*" in text:
        words = [html.unescape(word) for word in words] if "&" in text else words
        parts = split_lines(words, ";")
        return list(map(without_mark, parts)) if "*" in text else parts
    return words
