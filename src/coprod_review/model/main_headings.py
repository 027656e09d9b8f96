"""The asterisk with which databases mark the main headings of a document ("*Wards/*methods")."""

from __future__ import annotations

import re

_MARK = re.compile(r"(?<![^\s/\[(,])\*+(?=\w)|(?<=\w[\w)])\*(?=$|/)")


def unmarked(word: str) -> str:
    """A keyword without asterisks that open it, a qualifier or a word in it, or stand behind a whole word.

    Others ("C*-algebras") are part of it.
    """
    if "*" not in word:
        return word
    opened = word.lstrip(" ")
    if opened[0] == "*" and "*" not in opened[1:]:
        return opened[1:].lstrip(" ")
    return _MARK.sub("", word).lstrip("* ")
