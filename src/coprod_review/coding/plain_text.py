"""Words and names in one plain form, so that cases, diacritics and punctuation do not matter."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Letters and digits in lower case without diacritics, single-spaced."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("ö", "o"))
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())


def surname(author: str) -> str:
    """The family name of "Family, Given" as one plain word, so that hyphens and spaces do not matter."""
    return plain(author.split(",", maxsplit=1)[0]).replace(" ", "")
