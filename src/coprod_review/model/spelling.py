"""Word forms that are the same word: case, diacritics, British and American spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BRITISH = (
    (re.compile(r"(behavi|neighb|fav|lab|hon|col|end|harb|rum|tum|vig|hum|sav)our"), r"\1or"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"centr(e|es|ed|ing)$"), r"center\1"),
    (re.compile(r"centere"), "center"),
    (re.compile(r"p(a)ed(?=i)"), "ped"),
    (re.compile(r"anaesth"), "anesth"),
    (re.compile(r"haem"), "hem"),
    (re.compile(r"gynaec"), "gynec"),
    (re.compile(r"oedem"), "edem"),
    (re.compile(r"foet"), "fet"),
    (re.compile(r"(counsel|model|label|signal|cancel|travel)l(ed|er|ers|ing)$"), r"\1\2"),
    (re.compile(r"(fulfil|enrol|instal)l(ment|ments)?$"), r"\1\2"),
    (re.compile(r"judgement"), "judgment"),
    (re.compile(r"^ageing$"), "aging"),
    (re.compile(r"^sceptic"), "skeptic"),
    (re.compile(r"practise"), "practice"),
    (re.compile(r"^licence"), "license"),
    (re.compile(r"(?<=.)yse(d|s|r|rs)?$"), r"yze\1"),
    (re.compile(r"(?<=.)ysing$"), "yzing"),
    (re.compile(r"(?<=..)is(e|ed|es|er|ers|ing|ation|ations|ational|ationally)$"), r"iz\1"),
)
"""Pairs of spellings; each makes the left form the right one. Applied to texts and to patterns alike, so
that it does not matter when a word such as "promise" is folded too."""


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """The word in lower case, without diacritics, in one of its spellings.

    Two words that differ only in these are folded alike.
    """
    plain = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for british, american in _BRITISH:
        plain = british.sub(american, plain)
    return plain


def folded_stem(stem: str) -> tuple[str, ...]:
    """The beginnings that words with this stem can have once they are folded."""
    plain = folded(stem)
    if plain.endswith(("is", "iz", "ys", "yz")):
        return tuple(sorted({plain[:-1] + "s", plain[:-1] + "z"}))
    return (plain,)
