"""Matching many phrases against texts with spaCy, asking only those that a sentence can hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coprod_review.coding.phrases import Sequence_, WordSet, compiled, token_specs
from coprod_review.coding.spelling import folded
from coprod_review.coding.tokens import Text, vocabulary

if TYPE_CHECKING:
    from spacy.matcher import Matcher

_BREAKS = frozenset(":;")
"""No passage runs across these."""

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
    """A sequence as numbered word sets, each with how many words may stand between it and the one before."""

    key: str
    steps: tuple[tuple[int, int], ...]
    needs: frozenset[int]


class PhraseMatcher:
    """Phrases and token patterns under keys, matched sentence by sentence.

    Which word sets a word belongs to is found once per distinct word; a phrase is followed only in sentences
    that hold all its word sets. `asking_spacy` gives the same passages by spaCy's Matcher alone, many times
    more slowly: it is the definition that tests hold this to.
    """

    def __init__(
        self,
        phrases: Mapping[str, Sequence[str]],
        tokens: Mapping[str, Sequence[Sequence[Mapping[str, Any]]]] | None = None,
    ) -> None:
        self._sequences = {
            key: [sequence for phrase in written for sequence in compiled(phrase)]
            for key, written in sorted(phrases.items())
        }
        self._tokens = {
            key: [_folded_spec(t) for t in told] for key, told in sorted((tokens or {}).items()) if told
        }
        self._number_by_set: dict[WordSet, int] = {}
        self._sets_by_word: dict[str, tuple[int, ...]] = {}
        self._numbers_by_literal: dict[str, set[int]] = defaultdict(set)
        self._numbers_by_stem: dict[str, set[int]] = defaultdict(set)
        self._paths_by_anchor: dict[int, list[_Path]] = defaultdict(list)
        for key, sequences in self._sequences.items():
            for sequence in sequences:
                self._index(key, sequence)
        self._matchers = {key: _matcher(key, specs) for key, specs in self._tokens.items()}

    def passages(self, text: Text) -> list[Passage]:
        """All passages, in order; those of one key do not overlap, shorter ones going first."""
        found: list[Passage] = []
        for number, (begin, end) in enumerate(text.sentences):
            spans = self._followed(text.words[begin:end])
            for key, matcher in self._matchers.items():
                spans[key] |= {(s, e) for _, s, e in matcher(text.doc[begin:end])}
            found += _chosen(spans, text, number)
        return sorted(found)

    def asking_spacy(self, text: Text) -> list[Passage]:
        """The same passages, found by spaCy's Matcher for every key in every sentence."""
        found: list[Passage] = []
        for number, (begin, end) in enumerate(text.sentences):
            span = text.doc[begin:end]
            spans = {key: {(s, e) for _, s, e in matcher(span)} for key, matcher in self._reference.items()}
            found += _chosen(spans, text, number)
        return sorted(found)

    @cached_property
    def _reference(self) -> dict[str, Matcher]:
        keys = sorted({*self._sequences, *self._tokens})
        specs = {key: [token_specs(sequence) for sequence in self._sequences.get(key, [])] for key in keys}
        return {key: _matcher(key, [*specs[key], *self._tokens.get(key, [])]) for key in keys}

    def _index(self, key: str, sequence: Sequence_) -> None:
        steps: list[tuple[int, int]] = []
        gap = 0
        for item in sequence:
            if isinstance(item, WordSet):
                steps.append((self._number(item), gap))
                gap = 0
            else:
                gap += item.most
        anchor = min((item for item in sequence if isinstance(item, WordSet)), key=WordSet.weakness)
        path = _Path(key, tuple(steps), frozenset(number for number, _ in steps))
        self._paths_by_anchor[self._number_by_set[anchor]].append(path)

    def _number(self, words: WordSet) -> int:
        if words not in self._number_by_set:
            number = self._number_by_set[words] = len(self._number_by_set)
            for literal in words.literals:
                self._numbers_by_literal[literal].add(number)
            for stem in words.stems:
                self._numbers_by_stem[stem].add(number)
        return self._number_by_set[words]

    def _followed(self, words: Sequence[str]) -> dict[str, set[tuple[int, int]]]:
        places: dict[int, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            for number in self._sets_of(word):
                places[number].append(place)
        spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for anchor in places.keys() & self._paths_by_anchor.keys():
            for path in self._paths_by_anchor[anchor]:
                if places.keys() >= path.needs:
                    spans[path.key] |= _along(path, places)
        return spans

    def _sets_of(self, word: str) -> tuple[int, ...]:
        known = self._sets_by_word.get(word)
        if known is None:
            beginnings = (word[:n] for n in range(1, len(word) + 1))
            numbers = {n for stem in beginnings for n in self._numbers_by_stem.get(stem, ())}
            known = tuple(sorted(numbers | self._numbers_by_literal.get(word, set())))
            self._sets_by_word[word] = known
        return known


def _along(path: _Path, places: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """All spans in which the word sets of the path follow each other within their gaps."""
    first = path.steps[0][0]
    spans = {(place, place + 1) for place in places[first]}
    for number, gap in path.steps[1:]:
        spans = {(s, p + 1) for s, e in spans for p in places[number] if e <= p <= e + gap}
    return spans


def _chosen(spans: Mapping[str, Iterable[tuple[int, int]]], text: Text, number: int) -> Iterator[Passage]:
    """The passages of one sentence that cross no break and do not overlap others of their key."""
    begin, _ = text.sentences[number]
    for key, found in spans.items():
        whole = [(s, e) for s, e in found if _BREAKS.isdisjoint(text.words[begin + s : begin + e])]
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
