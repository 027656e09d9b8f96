"""Terms of many groups looked for at once, word by word.

A term can only begin at a word that its first word fits, and most words of a text fit none. What a word may
begin is worked out once for each word of a language; the expressions are then tried where they can begin,
and find the very passages that `terms.passages` finds with all expressions at all places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from coprod_review.model.coding import Evidence
from coprod_review.model.criteria import TermGroup
from coprod_review.screen.terms import expressions_of, pattern_of
from coprod_review.screen.words import words_of

MOST_WORDS = 300_000
"""So many words that begin no term are remembered: more than texts have, numbers and misspelt ones aside."""

Begun = tuple[tuple[int, re.Pattern[str]], ...]


class TermSearch:
    """The terms of some groups."""

    def __init__(self, groups: Sequence[TermGroup]) -> None:
        self.groups = groups
        self._expressions = [expressions_of(group.terms) for group in groups]
        self._anywhere = {
            place: pattern_of(groups[place].terms)
            for place, expressions in enumerate(self._expressions)
            if any(not expression.first_words for expression in expressions)
        }
        self._first_words = [
            [_one_of(expression.first_words) for expression in expressions]
            for place, expressions in enumerate(self._expressions)
            if place not in self._anywhere
        ]
        self._searched = [place for place in range(len(groups)) if place not in self._anywhere]
        every = [word for expressions in self._expressions for one in expressions for word in one.first_words]
        self._any_first = _one_of(every) if every else re.compile(r"(?!)")
        self._begun_by_word: dict[str, Begun] = {}
        self._idle: set[str] = set()
        self._patterns: dict[tuple[int, tuple[int, ...]], re.Pattern[str]] = {}

    def passages(self, field: str, text: str) -> dict[int, list[Evidence]]:
        """The passages by the place of their group, from left to right; of groups that find any."""
        found: dict[int, list[tuple[int, int]]] = {
            place: spans
            for place, pattern in self._anywhere.items()
            if (spans := [one.span() for one in pattern.finditer(text)])
        }
        words = set(words_of(text))
        self._learn(words - self._idle)
        self._search(text, [word for word in words if word in self._begun_by_word], found)
        return {
            place: [_passage(self.groups[place], field, text, start, end) for start, end in spans]
            for place, spans in found.items()
        }

    def _search(self, text: str, words: Iterable[str], found: dict[int, list[tuple[int, int]]]) -> None:
        """Try what each of the words may begin, at every place of the text where it stands."""
        for start, word in sorted((start, one) for one in words for start in _places(text, one)):
            for place, pattern in self._begun_by_word[word]:
                spans = found.get(place)
                if spans and start < spans[-1][1]:
                    continue
                if one := pattern.match(text, start):
                    found.setdefault(place, []).append(one.span())

    def _learn(self, words: Iterable[str]) -> None:
        if len(self._idle) > MOST_WORDS:
            self._idle.clear()
        for word in words:
            if word in self._begun_by_word:
                continue
            if self._any_first.fullmatch(word) and (begun := self._begun(word)):
                self._begun_by_word[word] = begun
            else:
                self._idle.add(word)

    def _begun(self, word: str) -> Begun:
        """The groups of which a term can begin at the word, each with the expression of those terms."""
        begun = []
        for place, first_words in zip(self._searched, self._first_words, strict=True):
            fitting = tuple(n for n, first in enumerate(first_words) if first.fullmatch(word))
            if fitting:
                begun.append((place, self._pattern(place, fitting)))
        return tuple(begun)

    def _pattern(self, place: int, chosen: tuple[int, ...]) -> re.Pattern[str]:
        if (place, chosen) not in self._patterns:
            parts = [self._expressions[place][n].text for n in chosen]
            self._patterns[place, chosen] = re.compile(rf"(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
        return self._patterns[place, chosen]


def _places(text: str, word: str) -> Iterator[int]:
    """Where the word stands in a text, and not within another one."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not (_is_of_word(text[place - 1 : place]) or _is_of_word(text[end : end + 1])):
            yield place
        place = text.find(word, end)


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _passage(group: TermGroup, field: str, text: str, start: int, end: int) -> Evidence:
    return Evidence(
        field=field,
        start=start,
        end=end,
        quote=text[start:end],
        code=group.criterion,
        rule=group.group_id,
        weight=group.weight,
    )


def _one_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)
