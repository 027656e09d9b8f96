"""Matching many phrases against texts with spaCy, asking only those that a sentence can hold."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coprod_review.coding.english import function_words
from coprod_review.coding.phrases import Sequence_, WordSet, compiled
from coprod_review.coding.tokens import MOST_REMEMBERED, Text, vocabulary
from coprod_review.model.spelling import folded

if TYPE_CHECKING:
    from spacy.matcher import Matcher

_BREAKS = frozenset(":;")
"""No passage runs across these; one of them alone is a passage where a phrase asks for it."""

_WORD_ATTRIBUTES = ("ORTH", "TEXT", "LOWER", "NORM")


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """What `key` found: words `start` to `end` of a text, in the sentence numbered `sentence`."""

    start: int
    end: int
    key: str
    sentence: int


@dataclass(frozen=True, slots=True)
class _Path:
    """A sequence as numbered word sets, each with how many words may stand between it and the one before.

    `needs` are the word sets beside the anchor, by which the path is found.
    """

    key: str
    steps: tuple[tuple[int, int], ...]
    needs: frozenset[int]


class PhraseMatcher:
    """Phrases and token patterns under keys, matched sentence by sentence.

    Which word sets a word belongs to is found once per distinct word. Each phrase has an anchor, the word set
    that tells most: a sentence without any anchor is passed over, and a phrase is followed only in sentences
    that hold all its word sets. The passages are those that spaCy's Matcher finds, which is many times
    slower.
    """

    def __init__(
        self,
        phrases: Mapping[str, Sequence[str]],
        tokens: Mapping[str, Sequence[Sequence[Mapping[str, Any]]]] | None = None,
    ) -> None:
        self._number_by_set: dict[WordSet, int] = {}
        self._numbers_by_literal: dict[str, set[int]] = defaultdict(set)
        self._numbers_by_stem: dict[str, set[int]] = defaultdict(set)
        self._paths_by_anchor: dict[int, list[_Path]] = defaultdict(list)
        for key, written in sorted(phrases.items()):
            for sequence in dict.fromkeys(s for phrase in written for s in compiled(phrase)):
                self._index(key, sequence)
        self._sets_by_word = _RememberedWords(self._sets_of)
        self._anchors_by_word = _RememberedWords(self._anchors_of)
        self._matchers = {
            key: _matcher(key, list(map(_folded_spec, told)))
            for key, told in sorted((tokens or {}).items())
            if told
        }

    def passages(self, text: Text, *, only: Collection[int] | None = None) -> list[Passage]:
        """All passages, in order; those of one key do not overlap, shorter ones going first.

        `only` are the numbers of the sentences that are looked at, by default all.
        """
        found: list[Passage] = []
        for number in self._anchored(text) if only is None else sorted(only):
            begin, end = text.sentences[number]
            spans = self._followed(text.words[begin:end])
            for key, matcher in self._matchers.items():
                spans[key] |= {(s, e) for _, s, e in matcher(text.doc[begin:end])}
            if spans:
                found += chosen_passages(spans, text, number)
        return sorted(found)

    def _index(self, key: str, sequence: Sequence_) -> None:
        steps: list[tuple[int, int]] = []
        gap = 0
        for item in sequence:
            if isinstance(item, WordSet):
                steps.append((self._number(item), gap))
                gap = 0
            else:
                gap += item.most
        words = [item for item in sequence if isinstance(item, WordSet)]
        anchor = self._number_by_set[min(words, key=_commonness)]
        needs = frozenset(number for number, _ in steps) - {anchor}
        self._paths_by_anchor[anchor].append(_Path(key, tuple(steps), needs))

    def _number(self, words: WordSet) -> int:
        if words not in self._number_by_set:
            number = self._number_by_set[words] = len(self._number_by_set)
            for literal in words.literals:
                self._numbers_by_literal[literal].add(number)
            for stem in words.stems:
                self._numbers_by_stem[stem].add(number)
        return self._number_by_set[words]

    def _anchored(self, text: Text) -> Iterable[int]:
        """The sentences that hold an anchor, in order; all where token patterns have to be asked."""
        if self._matchers:
            return range(len(text.sentences))
        anchors = self._anchors_by_word
        places = [place for place, word in enumerate(text.words) if anchors[word]]
        if not places:
            return ()
        ends = [end for _, end in text.sentences]
        return sorted({bisect_right(ends, place) for place in places})

    def _followed(self, words: Sequence[str]) -> dict[str, set[tuple[int, int]]]:
        """The spans of every key in one sentence."""
        spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
        anchors = {number for word in words for number in self._anchors_by_word[word]}
        if not anchors:
            return spans
        places: dict[int, list[int]] = {}
        for place, word in enumerate(words):
            for number in self._sets_by_word[word]:
                places.setdefault(number, []).append(place)
        present = set(places)
        for anchor in anchors:
            for path in self._paths_by_anchor[anchor]:
                if path.needs <= present and (found := _along(path, places)):
                    spans[path.key] |= found
        return spans

    def _sets_of(self, word: str) -> tuple[int, ...]:
        beginnings = (word[:n] for n in range(1, len(word) + 1))
        numbers = {n for stem in beginnings for n in self._numbers_by_stem.get(stem, ())}
        return tuple(sorted(numbers | self._numbers_by_literal.get(word, set())))

    def _anchors_of(self, word: str) -> tuple[int, ...]:
        return tuple(number for number in self._sets_by_word[word] if number in self._paths_by_anchor)


class _RememberedWords(dict[str, tuple[int, ...]]):
    """Numbers by word, found when the word is first met."""

    def __init__(self, find: Callable[[str], tuple[int, ...]]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        numbers = self[word] = self._find(word)
        return numbers


def _commonness(words: WordSet) -> tuple[bool, tuple[int, int]]:
    """How many sentences will hold one of the words: function words and signs stand in nearly every one."""
    return any(not w.isalnum() or w in function_words() for w in words.literals), words.weakness()


def _along(path: _Path, places: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """All spans in which the word sets of the path follow each other within their gaps."""
    first = path.steps[0][0]
    spans = {(place, place + 1) for place in places[first]}
    for number, gap in path.steps[1:]:
        spans = {(s, p + 1) for s, e in spans for p in places[number] if e <= p <= e + gap}
    return spans


def chosen_passages(
    spans: Mapping[str, Iterable[tuple[int, int]]], text: Text, number: int
) -> Iterator[Passage]:
    """The passages of one sentence that cross no break and do not overlap others of their key."""
    begin, _ = text.sentences[number]
    for key, found in spans.items():
        whole = [
            (s, e) for s, e in found if e - s == 1 or _BREAKS.isdisjoint(text.words[begin + s : begin + e])
        ]
        for s, e in _without_overlap(whole):
            yield Passage(begin + s, begin + e, key, number)


def _matcher(key: str, specs: list[list[dict[str, Any]]]) -> Matcher:
    from spacy.matcher import Matcher  # noqa: PLC0415 - spaCy takes a second to import

    matcher = Matcher(vocabulary(), validate=True)
    matcher.add(key, specs)
    return matcher


def _folded_spec(pattern: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A token pattern that people wrote, its words folded as the words of texts are."""
    return [{name: _folded_value(name, value) for name, value in spec.items()} for spec in pattern]


def _folded_value(name: str, value: Any) -> Any:
    if name not in _WORD_ATTRIBUTES:
        return value
    if isinstance(value, str):
        return folded(value)
    if isinstance(value, dict):
        return {k: [folded(w) for w in v] if isinstance(v, list | tuple) else v for k, v in value.items()}
    return value


def _without_overlap(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[1] - s[0], s)):
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
    return iter(sorted(taken))
