"""Lines within a text that look like a tag and are none: "AU is the unit of ..." in an abstract.

Asked only of the lines behind a text (an abstract, a note), so that no other line costs anything. A line is
text where its tag cannot hold what stands behind it: a year without digits, names that are a sentence, or a
second value, in running words, of a tag that has one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

TEXT_TAGS = frozenset({"AB", "N2", "N1", "OAB", "FX"})
"""Tags whose values are running text, in which such lines may stand."""

_TAGS = {
    "year": "PY Y1 Y2 YR DA PD EA DP DEP EDAT CRDT",
    "number": "VL VO VI IS IP CP SP EP BP PG PS AR C7 SN SU PN TC NR Z9 U2 GA EI ISSN",
    "id": "DI DO D2 AN UT UI PM PMID PMC LID AID OID",
    "names": "AU AF A1 A2 A3 FAU BA BE ED CA CN",
    "single": "TI T1 T2 SO JO JF JA J2 J9 JI JT TA BT PB PU PI PA CY PP LA DT ST TY PT",
}
_KIND_BY_TAG = {tag: kind for kind, tags in _TAGS.items() for tag in tags.split()}
"""What tags hold; "single" are those with one value in an entry, or several that are no sentences."""

_FOR_NUMBERS = """
suppl supplement supp special spec part pt pts in online ahead forthcoming no nos none unpaginated
pp pages page vol volume issue iss art article early epub n.d nd submitted accepted undated
"""
_WORDS_FOR_NUMBERS = frozenset(_FOR_NUMBERS.split())
_UNKNOWN = re.compile(r"not? \w+\.?", re.IGNORECASE)
_ROMAN = re.compile(r"[ivxlcdm]+\b", re.IGNORECASE)
_PARTICLE_WORDS = "de del della den der des di da do dos du van von vom zu zur la le el al bin ibn ter ten"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|had|has|have|be|been|which|that|this|these|we|our|it|not|may|can|should|did|does)\b",
    re.IGNORECASE,
)
_SENTENCE_OF_NAMES = re.compile(r"\b(?:is|are|was|were|been|which|that|this|these)\b", re.IGNORECASE)
_BODY = re.compile(
    r"group|study|collaborat|consorti|investigat|committee|network|team|trial|society|association|organi[sz]ation",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FORMS = {
    "year": re.compile(r"\d{4}(?:\s*$|[/-])"),
    "number": re.compile(r"[A-Za-z]{0,3}\d[\w.:/+-]*(?:\s?\([\w .-]+\))?\s*$|(?:suppl|pt)\b", re.IGNORECASE),
    "id": re.compile(r"\S*\d\S*(?:\s\[\w+\])?\s*$"),
    "names": re.compile(r"[^\W\d_][\w'’-]*(?: [\w'’-]+){0,3}, ?[^\W\d_a-z][\w.'’ -]{0,40}$"),
}
"""The form in which databases write what tags hold, by its kind."""

_TITLES = ("TI", "T1")
_ONCE = frozenset({"TI", "T1", "PY", "Y1", "DP", "VL", "VI", "IS", "IP", "SP", "BP", "EP", "PG", "DO", "DI"})
DOUBLED = "values below an abstract or note that the entry has elsewhere too, of which one counts"
_END_OF_SENTENCE = re.compile(r"[.!?][)\]\"'”]*\s*$")
_IN_SMALL_LETTERS = frozenset({"KW", "K1", "DE", "UR", "LK", "L1", "L2", "L3", "L4", "LA", "DB", "DP"})
"""Tags whose values may begin with a small letter."""

LONGEST_LOOKED_AT = 300
_BEFORE = "([\"'.,;:"
"""Signs that may stand before a word."""


_BESIDE_HYPHENS = (
    "and|or|to|nor|not|but|as|vs|versus|than|rather|then|plus|through|during|in|on|of|with|without|instead|if|"
    "y|e|o|u|ni|et|ou|und|oder|bzw|bis|och|eller|og|en"
)
"""Words that stand behind the hyphen of a word that shares its end with another, by a blank."""


def broken_at_hyphen(line_end: str) -> re.Pattern[str]:
    """What finds the line ends at which PubMed breaks words behind their hyphens; others stand before words.

    "Pre- and", "pre- versus" and "low- middle- and" keep their blank; and so does a line that ends with one.
    """
    return re.compile(rf"(?<=\w-){line_end}(?=\w)(?!(?:{_BESIDE_HYPHENS})(?![\w-])|\w+-\W)")


def is_text(tag: str, value: str, known: Container[str]) -> bool:
    """Whether a line with this tag and value goes on with the text before it.

    `known` are the tags that have a value already.
    """
    kind = _KIND_BY_TAG.get(tag, "")
    value = value[:LONGEST_LOOKED_AT].partition("\n")[0].strip()
    if tag in _TITLES and value and tag in known:
        return True  # the first counts, so that a second would be lost
    if (not kind or (kind == "single" and tag not in known)) and not value.lstrip(_BEFORE)[:1].islower():
        return False
    words = value.split()
    if len(words) < 2:
        return False
    opening = words[0].strip(_BEFORE)
    is_small = opening.islower() and bool(_WORD.fullmatch(opening))
    if kind == "year":
        fits = not _is_no_date(value, opening, words)
    elif kind == "number":
        fits = not _is_no_number(value, opening, words, is_small=is_small)
    elif kind == "id":
        fits = any(c.isdigit() for c in words[0] + words[1])
    elif kind == "names":
        fits = not _is_no_name(value, opening, words, is_small=is_small, is_known=tag in known)
    elif kind == "single" and tag in known:
        fits = not (is_small or _SENTENCE.search(value))
    else:
        fits = not (is_small and len(words) > 3 and _SENTENCE.search(value))
    return not fits


def n_doubled(behind: Sequence[str], values: Mapping[str, Sequence[str]]) -> int:
    """How many of the tags that stand behind a text have one value in an entry, and another here."""
    return sum(tag in _ONCE and len(set(values[tag])) > 1 for tag in behind)


def reads_as_sentence(value: str) -> bool:
    """Whether the first line of a value is a sentence, and no list between semicolons."""
    value = value[:LONGEST_LOOKED_AT].partition("\n")[0].strip()
    is_whole = len(value) >= LONGEST_LOOKED_AT - 1 or bool(_END_OF_SENTENCE.search(value))
    return is_whole and ";" not in value and len(value.split()) > 3 and bool(_SENTENCE_OF_NAMES.search(value))


def can_hold(tag: str, value: str, known: Container[str], *, by_form: bool) -> bool:
    """Whether a tag that is written in another way than the rest of its entry holds this value for certain.

    With `by_form` only dates, numbers, ids and names in the form that databases give them do.
    """
    kind = _KIND_BY_TAG.get(tag, "")
    if form := _FORMS.get(kind):
        is_formed = bool(form.match(value[:LONGEST_LOOKED_AT]))
        if by_form or kind in ("year", "number", "id"):
            return is_formed
    if by_form or not value:
        return False
    if kind == "single" and _has_value(tag, known):
        return False
    if value[:1].islower() and not (tag in _IN_SMALL_LETTERS or value.partition(" ")[0] in _PARTICLES):
        return False
    return not is_text(tag, value, known)


def _has_value(tag: str, known: Container[str]) -> bool:
    """Whether a tag with one value in an entry has it, under this name or another of titles."""
    return tag in known or (tag in _TITLES and any(title in known for title in _TITLES))


def _is_no_date(value: str, opening: str, words: list[str]) -> bool:
    """Whether words stand where a date should, though a year may be among them."""
    if any(c.isdigit() for c in value):
        return len(words) > 2 and bool(_SENTENCE.search(value))
    return not _stands_for_number(opening) and (len(words) > 2 or words[-1].islower())


def _is_no_number(value: str, opening: str, words: list[str], *, is_small: bool) -> bool:
    """Whether words stand where a volume, an issue or pages should."""
    if _stands_for_number(opening) or _ROMAN.fullmatch(opening) or _UNKNOWN.fullmatch(value):
        return False
    if is_small:
        return True
    has_digits = any(c.isdigit() for c in value)
    return (len(words) > 6 and not has_digits) or (len(words) > 3 and bool(_SENTENCE.search(value)))


def _is_no_name(value: str, opening: str, words: list[str], *, is_small: bool, is_known: bool) -> bool:
    """Whether a sentence stands where names should; bodies have long names too, and so has a first author."""
    if len(words) < 3 or _BODY.search(value):
        return False
    if (is_small and opening not in _PARTICLES) or ("," not in value and _SENTENCE_OF_NAMES.search(value)):
        return True
    n_small = sum(word.islower() and word not in _PARTICLES for word in words)
    return is_known and n_small > len(words) / 2


def _stands_for_number(word: str) -> bool:
    return word.lower() in _WORDS_FOR_NUMBERS
