"""The term language of the criteria, as regular expressions.

A term is words; a hyphen or a space between them stands for either or both. `*` ends or begins a word of
any ending or beginning. `(a | b)` gives alternatives. `X NEAR/n Y` finds X and Y in either order with at most
n words between them inside one sentence. Case does not matter; accents do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from coprod_review.model.coding import Evidence
from coprod_review.model.criteria import TermGroup

_NEAR = re.compile(r"\s+NEAR/(\d+)\s+")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_GAP = r"[^\w.!?;]{1,3}"
_BETWEEN = r"(?:[^\w.!?;]+\w+)"


@dataclass(frozen=True, slots=True)
class TermError(Exception):
    """A term that says nothing that can be looked for, and why."""

    term: str
    problem: str


def pattern_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that finds any of the terms as whole words, the longest first.

    Raises TermError for a term without a word or with unbalanced brackets.
    """
    parts = sorted((_expression(term) for term in terms), key=lambda e: (-len(e), e))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def passages(group: TermGroup, field: str, text: str) -> Iterator[Evidence]:
    """The passages of a text that a group's terms find, from left to right."""
    for found in _compiled(group.terms).finditer(text):
        yield Evidence(
            field=field,
            start=found.start(),
            end=found.end(),
            quote=found.group(),
            code=group.criterion,
            rule=group.group_id,
            weight=float(group.sign),
        )


def finds(group: TermGroup, text: str) -> bool:
    """Whether a group's terms find anything in a text."""
    return _compiled(group.terms).search(text) is not None


@lru_cache(maxsize=256)
def _compiled(terms: tuple[str, ...]) -> re.Pattern[str]:
    return pattern_of(terms)


def _expression(term: str) -> str:
    sides = _NEAR.split(term.strip())
    if len(sides) == 1:
        return _side(term, sides[0])
    if len(sides) != 3:
        raise TermError(term, "NEAR joins two sides, once in a term")
    left, right = _side(term, sides[0]), _side(term, sides[2])
    between = rf"{_BETWEEN}{{0,{int(sides[1])}}}?[^\w.!?;]+"
    return rf"(?:{left}(?!\w){between}{right}|{right}(?!\w){between}{left})"


def _side(term: str, side: str) -> str:
    rest = _ALTERNATIVES.sub(" ", side)
    if "(" in rest or ")" in rest:
        raise TermError(term, "its brackets do not close")
    pieces = []
    place = 0
    for found in _ALTERNATIVES.finditer(side):
        pieces += _words(term, side[place : found.start()])
        pieces.append("(?:" + "|".join(_phrase(term, a) for a in found.group(1).split("|")) + ")")
        place = found.end()
    pieces += _words(term, side[place:])
    if not pieces:
        raise TermError(term, "it has no word")
    return _GAP.join(pieces)


def _phrase(term: str, text: str) -> str:
    words = _words(term, text)
    if not words:
        raise TermError(term, "an alternative is empty")
    return _GAP.join(words)


def _words(term: str, text: str) -> list[str]:
    words = [w for w in re.split(r"[\s\-]+", text.strip()) if w]
    for word in words:
        if not word.replace("*", "") or "|" in word:
            raise TermError(term, f"{word!r} is not a word")
    return [re.escape(word).replace(r"\*", r"\w*") for word in words]
