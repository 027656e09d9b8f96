"""The asterisk with which databases mark the main headings of a document ("*Wards/*methods")."""

from __future__ import annotations

import re

_MARK = re.compile(r"(?<![^\s/\[(,])\*+(?=\w)|(?<=\w[\w)])\*(?=$|/)")


def unmarked(word: str) -> str:
    """A keyword without asterisks that open it, a qualifier or a word in it, or stand behind a whole word.

    Others ("C*-algebras") are part of it.
    """
    return _MARK.sub("", word).lstrip("* ") if "*" in word else word
