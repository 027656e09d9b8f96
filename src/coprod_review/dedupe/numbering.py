"""Numbers, numerals and part letters of titles, by which the parts of one work are told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_PART_MARK = re.compile(
    r"\b(?:part|pt|paper|chapter|section|volume|vol|phase|series|study|report|number|no|teil)\b\.?\s*$"
)
_LATER = re.compile(r"follow ?up|(?:year|month|week)s? (?:results?|outcomes?|data|survival)")
_PARTS = frozenset(("part", "pt", "paper", "section", "teil"))
_PARTS_AND_CHAPTERS = _PARTS | {"chapter"}
FEW_WORDS = 3
_DIGITS = re.compile(r"\d+")
_COUNTED = re.compile(r"0*(\d+)(?:st|nd|rd|th)?")
ROMAN_LETTERS = "ivx"
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_NUMERALS = tuple(f"{'x' * tens}{unit}" for tens in range(3) for unit in _UNITS)[1:]
_ROMAN = {numeral: number for number, numeral in enumerate(_NUMERALS, start=1)}
_ORDINALS = {
    name: number
    for number, names in enumerate(
        (
            ("one", "first"), ("two", "second"), ("three", "third"), ("four", "fourth"), ("five", "fifth"),
            ("six", "sixth"), ("seven", "seventh"), ("eight", "eighth"), ("nine", "ninth"), ("ten", "tenth"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_PARTS_ELSEWHERE = frozenset(("teil", "partie", "parte", "deel", "del"))
_ORDINALS_ELSEWHERE = {
    name: number
    for number, names in enumerate(
        (
            "erste erster premiere primera primeira prima eerste forste forsta",
            "zweite zweiter deuxieme seconde segunda seconda tweede anden andre andra",
            "dritte dritter troisieme tercera terceira terza derde tredje",
            "vierte vierter quatrieme cuarta quarta vierde fjerde fjarde",
        ),
        start=1,
    )
    for name in names.split()
}
"""Ordinals that number parts in other languages; they are other words away from the name of a part."""


def numbering_differs(a: Sequence[str], b: Sequence[str], *, letters: str | None = None) -> bool:
    """Whether both titles (as words) carry numbers, numerals or part letters, and not the same ones.

    "Part I" against "Part II", 2019 against 2020, "group A" against "group B"; one numeral that only one
    title has is no difference here, see `numbering_is_one_sided`. Of single letters that mark no part, all
    but "a" count, or those in `letters`.
    """
    here, there = Counter(_numerals(a, letters=letters)), Counter(_numerals(b, letters=letters))
    more, less = here - there, there - here
    return bool(more) and bool(less) and more != less


def numbering_is_one_sided(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether just one of two titles carries a number, numeral or part that the other lacks.

    Within a longer subtitle that one title has more, only a marked part counts: databases leave subtitles
    out, and these tell of 12 wards as well as of part 2. A single letter counts only where it marks a part.
    """
    short, long = sorted((list(a), list(b)), key=len)
    for added, rest in ((long[len(short) :], long[: len(short)]), (long[: -len(short)], long[-len(short) :])):
        if rest == short and len(added) > FEW_WORDS:
            part = any(
                before in _PARTS_AND_CHAPTERS and _numerals([word]) for before, word in pairwise(added)
            )
            return part or _is_later_result(added)
    here, there = (Counter(_numerals(words, letters="")) for words in (a, b))
    return bool(here - there) != bool(there - here)


def part_is_one_sided(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether just one of two titles names a part, by a mark and a numeral ("part 2"), or is the other with a
    numeral before or behind it ("II. ...", "... II").

    A part whose number the other title has without the mark is no difference.
    """
    here, there = _parts(a), _parts(b)
    if bool(here) != bool(there):
        return (here or there).isdisjoint(_numerals(b if here else a))
    short, long = sorted((list(a), list(b)), key=len)
    return bool(short) and (
        (long[:-1] == short and _is_part_number(long[-1])) or (long[1:] == short and long[0] in _ROMAN)
    )


def may_number(word: str) -> bool:
    """Whether a word can be a number, a numeral or a letter that numbers."""
    known = word in _ROMAN or word in _ORDINALS or word in _ORDINALS_ELSEWHERE
    return known or len(word) == 1 or not word.isalpha()


def numeral_of(word: str) -> str:
    """The number that a word is, in digits, as a numeral or in letters ("4", "iv", "four"); else empty."""
    if found := _COUNTED.fullmatch(word):
        return found.group(1)
    number = _ORDINALS.get(word) or (len(word) > 1 and _ROMAN.get(word))
    return str(number) if number else ""


def _is_later_result(words: Sequence[str]) -> bool:
    """Whether a few words tell of a later result of the same study ("five-year follow-up")."""
    text = " ".join(words)
    return len(words) <= 2 * FEW_WORDS and bool(_LATER.search(text)) and bool(_numerals(words))


def _parts(words: Sequence[str]) -> set[str]:
    """The numbers, numerals and letters behind the marks of parts; not of chapters."""
    if _PARTS.isdisjoint(words):
        return set()
    return {number for mark, word in pairwise(words) if mark in _PARTS for number in _numerals([word])}


def _is_part_number(word: str) -> bool:
    return word in _ROMAN or (word.isdigit() and int(word) <= len(_NUMERALS))


def _numerals(words: Sequence[str], *, letters: str | None = None) -> list[str]:
    """The numbers, numerals and single letters of a title; with `letters`, only these or marked ones."""
    found: list[str] = []
    for place, word in enumerate(words):
        if not word.isalpha():
            found.extend(digits.lstrip("0") or "0" for digits in _DIGITS.findall(word))
        elif word in _ROMAN and (len(word) > 1 or _marks_part(words, place)):
            found.append(str(_ROMAN[word]))
        elif word in _ORDINALS:
            found.append(str(_ORDINALS[word]))
        elif word in _ORDINALS_ELSEWHERE and not _PARTS_ELSEWHERE.isdisjoint(_beside(words, place)):
            found.append(str(_ORDINALS_ELSEWHERE[word]))
        elif len(word) == 1 and (_counts(word, letters) or _marks_part(words, place)):
            found.append(word)
    return found


def _counts(letter: str, letters: str | None) -> bool:
    return letter != "a" if letters is None else letter in letters


def _beside(words: Sequence[str], place: int) -> Sequence[str]:
    return words[max(place - 1, 0) : place + 2]


def _marks_part(words: Sequence[str], place: int) -> bool:
    last = place == len(words) - 1
    return last or (place > 0 and bool(_PART_MARK.match(words[place - 1])))
