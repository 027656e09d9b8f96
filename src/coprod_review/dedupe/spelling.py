"""Which words are one word in two spellings, whatever else of two records agrees.

British and American forms, singular and plural, umlauts written out, numbers in words and the names of Greek
letters are one word. A typing error is none: "sulfate" and "sulfite" are a letter apart and two words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from coprod_review.dedupe.forms import STOP_WORDS
from coprod_review.dedupe.numbering import numeral_of

ARTICLES = frozenset(("a", "an", "and", "the", "la", "le", "les", "l", "der", "die", "das", "des", "s"))
"""Words that databases leave out or put in without another document being meant."""

MOST_JOINED = 3
"""A word that is written in more parts than this is no compound."""

_FOLDED = tuple(
    (re.compile(written), folded)
    for written, folded in (
        ("[ao]e", "e"),
        (r"our(?=$|s$|ed|ing|er|al|ab|ful|le|it|i[sz]|hood|y)", "or"),
        (r"([iy])s(?=(?:es?|ed|ers?|ing|ations?|able)$)", r"\1z"),
        ("sulph", "sulf"),
        (r"([tbv])re(s|d)?$", r"\1er\2"),
        (r"(?<=.{3})([aeoi])l{2}", r"\1l"),
        ("gramme", "gram"),
        ("ogue", "og"),
        ("dgement", "dgment"),
        ("ageing", "aging"),
        ("(def|off|lic|pret)ence", r"\1ense"),
        ("practise", "practice"),
        ("sceptic", "skeptic"),
        ("mould", "mold"),
        ("grey", "gray"),
        ("leuc(?=o|em)", "leuk"),
        ("ientat(?=ed)", "ient"),
        ("aluminium", "aluminum"),
    )
)
"""British spellings, in this order, and what both forms become."""

_UNFOLDED = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
"""Umlauts written out, and the bare letters that other databases have for them."""

_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "versus": "vs", "v": "vs"}
_GREEK_NAMES = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon
    phi chi psi omega
"""
_GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES.split(), strict=True))
MIN_PLURAL_LETTERS = 4
GROUP_DIGITS = 3
"""Digits that a blank, point or comma sets apart in a long number."""


def are_one_word(one: str, other: str) -> bool:
    """Whether two plain words are one in two spellings."""
    return not _forms(one).isdisjoint(_forms(other))


def other_words(
    a: Sequence[str], b: Sequence[str], left: Sequence[str], right: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Of the words that two titles do not share, those that the other title has in no spelling.

    `left` and `right` are the words that the titles `a` and `b` do not share. Words that are divided in one
    title and written together in the other are one.
    """
    rest, others = _unmatched(_in_order(left, a), _in_order(right, b))
    if not (rest and others):
        return rest, others
    if "".join(rest) == "".join(others):
        return [], []
    rest, others = _without_compounds(rest, others)
    others, rest = _without_compounds(others, rest)
    return rest, others


def long_numbers(words: Sequence[str]) -> set[str]:
    """The numbers among the words that are long enough to be written in groups of digits elsewhere."""
    return {word for word in words if len(word) > GROUP_DIGITS and word.isdigit()}


def with_grouped(words: Sequence[str], numbers: set[str]) -> list[str]:
    """The words, groups of digits that make one of the numbers as that number ("16", "200" as "16200")."""
    found: list[str] = []
    start = 0
    while start < len(words):
        number, stop = words[start], start + 1
        if len(number) <= GROUP_DIGITS and number.isdigit() and number[0] != "0":
            while stop < len(words) and len(words[stop]) == GROUP_DIGITS and words[stop].isdigit():
                number += words[stop]
                stop += 1
                if number in numbers:
                    break
        grouped = number in numbers
        found.append(number if grouped else words[start])
        start = stop if grouped else start + 1
    return found


def are_reworded(rest: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words that two titles do not share make other words of them, not only other articles.

    A preposition counts where another stands in its place.
    """
    here, there = ([word for word in words if word not in ARTICLES] for words in (rest, others))
    content = any(word not in STOP_WORDS for word in (*here, *there))
    return content or bool(here and there)


def are_turned(a: Sequence[str], b: Sequence[str], left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the words that two titles share stand in another order."""
    apart = {*left, *right, *STOP_WORDS}
    return [word for word in a if word not in apart] != [word for word in b if word not in apart]


@lru_cache(maxsize=50_000)
def _forms(word: str) -> frozenset[str]:
    """The forms that a word shares with its other spellings."""
    if number := numeral_of(word):
        return frozenset((number,))
    word = _IRREGULAR.get(word, _GREEK.get(word, word))
    stems = {word, *_singulars(word)}
    return frozenset((*stems, *map(_folded, stems), *map(_unfolded, stems)))


def _singulars(word: str) -> list[str]:
    if len(word) < MIN_PLURAL_LETTERS or not word.endswith("s") or word.endswith("ss"):
        return []
    found = [word[:-1]]
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    elif word.endswith(("ses", "xes", "zes", "ches", "shes")):
        found.append(word[:-2])
    if word.endswith("ses"):
        found.append(word[:-2] + "is")
    return found


def _folded(word: str) -> str:
    for written, folded in _FOLDED:
        word = written.sub(folded, word)
    return word


def _unfolded(word: str) -> str:
    for written, bare in _UNFOLDED:
        word = word.replace(written, bare)
    return word


def _in_order(words: Sequence[str], title: Sequence[str]) -> list[str]:
    """The words in the order in which the title has them."""
    return sorted(words, key=title.index) if len(words) > 1 else list(words)


def _unmatched(left: Sequence[str], right: Sequence[str]) -> tuple[list[str], list[str]]:
    rest, others = [], list(right)
    for word in left:
        twin = next((other for other in others if are_one_word(word, other)), None)
        if twin is None:
            rest.append(word)
        else:
            others.remove(twin)
    return rest, others


def _without_compounds(words: Sequence[str], parts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that are not written in several of the parts, and the parts that make none of the words."""
    kept, left = [], list(parts)
    for word in words:
        found = _parts_of(word, left)
        if found is None:
            kept.append(word)
        else:
            del left[found]
    return kept, left


def _parts_of(word: str, parts: Sequence[str]) -> slice | None:
    for start in range(len(parts)):
        for stop in range(start + 2, min(start + MOST_JOINED, len(parts)) + 1):
            if are_one_word("".join(parts[start:stop]), word):
                return slice(start, stop)
    return None
