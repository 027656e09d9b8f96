"""The term language of the criteria, as regular expressions.

A term is words; a hyphen or a space between them stands for either or both. `*` ends or begins a word of
any ending or beginning. `(a | b)` gives alternatives. `X NEAR/n Y` finds X and Y in either order with at most
n words between them inside one sentence. Case does not matter; accents do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from coprod_review.model.criteria import TermGroup

_NEAR = re.compile(r"\s+NEAR/(\d+)\s+")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_GAP = r"[^\w.!?;]{1,3}"
_WORD_SIGNS = re.compile(r"(?:\w|\\w\*)+")
"""The signs of a word, and what stands for an ending, at the beginning of an expression."""

_BETWEEN = r"(?:[^\w.!?;]+\w+)"


@dataclass(frozen=True, slots=True)
class TermError(Exception):
    """A term that says nothing that can be looked for, and why."""

    term: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A term as a regular expression, without what bounds it.

    `first_words` are expressions of which one fits the first word of anything that the term finds; there are
    none where a term begins with another sign.
    """

    text: str
    first_words: tuple[str, ...]


def pattern_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that finds any of the terms as whole words, the longest first.

    Raises TermError for a term without a word or with unbalanced brackets.
    """
    parts = (expression.text for expression in expressions_of(terms))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def expressions_of(terms: tuple[str, ...]) -> list[Expression]:
    """The terms as expressions in the order in which they are tried, the longest first.

    Raises TermError as `pattern_of` does.
    """
    return sorted(map(_expression, terms), key=lambda e: (-len(e.text), e.text))


def finds(group: TermGroup, text: str) -> bool:
    """Whether a group's terms find anything in a text."""
    return _compiled(group.terms).search(text) is not None


@lru_cache(maxsize=256)
def _compiled(terms: tuple[str, ...]) -> re.Pattern[str]:
    return pattern_of(terms)


def _expression(term: str) -> Expression:
    sides = _NEAR.split(term.strip())
    if len(sides) == 1:
        one = _side(term, sides[0])
        return Expression(text=one.text, first_words=one.first_words)
    if len(sides) != 3:
        raise TermError(term, "NEAR joins two sides, once in a term")
    left, right = _side(term, sides[0]), _side(term, sides[2])
    between = rf"{_BETWEEN}{{0,{int(sides[1])}}}?[^\w.!?;]+"
    text = rf"(?:{left.text}(?!\w){between}{right.text}|{right.text}(?!\w){between}{left.text})"
    is_told = left.first_words and right.first_words
    return Expression(text=text, first_words=(*left.first_words, *right.first_words) if is_told else ())


def _side(term: str, side: str) -> Expression:
    rest = _ALTERNATIVES.sub(" ", side)
    if "(" in rest or ")" in rest:
        raise TermError(term, "its brackets do not close")
    pieces: list[str] = []
    first_words: tuple[str, ...] = ()
    place = 0
    for found in _ALTERNATIVES.finditer(side):
        pieces += _words(term, side[place : found.start()])
        phrases = [_phrase(term, alternative) for alternative in found.group(1).split("|")]
        first_words = first_words if pieces else tuple(words[0] for words in phrases)
        pieces.append("(?:" + "|".join(map(_GAP.join, phrases)) + ")")
        place = found.end()
    pieces += _words(term, side[place:])
    if not pieces:
        raise TermError(term, "it has no word")
    begun = [_WORD_SIGNS.match(word) for word in first_words or pieces[:1]]
    return Expression(
        text=_GAP.join(pieces), first_words=tuple(one.group() for one in begun if one) if all(begun) else ()
    )


def _phrase(term: str, text: str) -> list[str]:
    words = _words(term, text)
    if not words:
        raise TermError(term, "an alternative is empty")
    return words


def _words(term: str, text: str) -> list[str]:
    words = [w for w in re.split(r"[\s\-]+", text.strip()) if w]
    for word in words:
        if not word.replace("*", "") or "|" in word:
            raise TermError(term, f"{word!r} is not a word")
        if "*" in word.removeprefix("*").removesuffix("*"):
            # Inside a word, several would be tried in all ways that a long word can be parted.
            raise TermError(
                term, f"in {word!r} an asterisk stands inside the word, and it only ends or begins one"
            )
    return [re.escape(word).replace(r"\*", r"\w*") for word in words]
