"""Text as people type it: without characters that nobody sees and that change what others see."""

from __future__ import annotations

import unicodedata

KEPT = "\t\n"
"""The control characters that people type."""

JOINERS = "\u200c\u200d"
"""Between letters and signs they belong to the spelling: of Persian words, of joined emoji."""


def without_controls(text: str) -> str:
    """The text without control and format characters (Unicode Cc and Cf) but tabs, line ends and joiners.

    NUL makes a file binary for git, escape sequences reach terminals, and marks of direction or of no width
    show a text as what it is not. Joiners stay between letters, marks and symbols.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(
        c for c in text if c in KEPT or c in JOINERS or unicodedata.category(c) not in ("Cc", "Cf")
    )
    if not any(joiner in seen for joiner in JOINERS):
        return seen
    around = zip(f" {seen}", seen, f"{seen[1:]} ", strict=False)
    return "".join(c for before, c, behind in around if c not in JOINERS or _joins(before, behind))


def _joins(before: str, behind: str) -> bool:
    return all(unicodedata.category(c)[0] in "LMS" for c in (before, behind))
