"""Passages of withheld texts, found wherever they stand: many words in a row are a passage, few are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coprod_review.share.marks import mark_of

LONG = 11
"""So many words in a row, the same as in a withheld text, are a passage of it."""

SHINGLE, STRIDE = 8, 4
"""Shingles of eight words from every fourth place: any run of `LONG` words holds one of them whole."""

N_BUCKETS = 1 << 24
"""Of public texts, which may be long, those shingles are kept whose bucket has a shingle of a closed text."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A passage by its offsets in the text that was searched, and its number of words."""

    start: int
    end: int
    n_words: int


class Passages:
    """Finds passages of `closed` texts; what stands in `public` texts as well (titles, say) is none."""

    def __init__(self, closed: Iterable[str], public: Iterable[str] = ()) -> None:
        self._words: list[str] = []
        self._place_by_shingle: dict[int, int] = {}
        self._further_places: dict[int, list[int]] = {}
        known: dict[str, str] = {}
        is_closed = bytearray(N_BUCKETS)
        texts = sorted(set(closed))
        for text in texts:
            words = [known.setdefault(word, word) for word, _, _ in _words_of(text)]
            start = len(self._words)
            self._words += [*words, "\n"]
            for at, shingle in enumerate(map(hash, _shingles(words))):
                is_closed[shingle % N_BUCKETS] = 1
                if at % STRIDE == 0 and self._place_by_shingle.setdefault(shingle, start + at) != start + at:
                    self._further_places.setdefault(shingle, []).append(start + at)
        self._public = {
            shingle
            for text in (public if texts else ())
            for shingle in map(hash, _shingles([word for word, _, _ in _words_of(text)]))
            if is_closed[shingle % N_BUCKETS]
        }

    def spans(self, text: str) -> list[Span]:
        """The passages in a text, in their order."""
        if not self._place_by_shingle or len(text) < LONG:
            return []
        found = list(_words_of(text))
        if len(found) < LONG:
            return []
        words = [word for word, _, _ in found]
        spans: list[Span] = []
        at = done = 0
        while at <= len(words) - SHINGLE:
            first, last = self._run_at(words, at)
            if last - first < LONG or not self._is_closed(words[first:last]):
                at += 1
                continue
            start = max(first, done)  # a passage may begin within the one before, of another text
            spans.append(Span(found[start][1], found[last - 1][2], last - first))
            at = done = last
        return spans

    def marked(self, text: str) -> str:
        """The text with a mark in place of each passage."""
        for span in reversed(self.spans(text)):
            text = text[: span.start] + mark_of(text[span.start : span.end]) + text[span.end :]
        return text

    def _run_at(self, words: list[str], at: int) -> tuple[int, int]:
        """From where to where the words run as in a closed text, the longest, around the shingle at `at`."""
        shingle = words[at : at + SHINGLE]
        key = hash(tuple(shingle))
        if key not in self._place_by_shingle:
            return at, at
        places = (self._place_by_shingle[key], *self._further_places.get(key, ()))
        runs = (
            self._run(words, at, place) for place in places if self._words[place : place + SHINGLE] == shingle
        )
        return max(runs, key=lambda run: run[1] - run[0], default=(at, at))

    def _run(self, words: list[str], at: int, place: int) -> tuple[int, int]:
        first, there = at, place
        while first > 0 and there > 0 and words[first - 1] == self._words[there - 1]:
            first, there = first - 1, there - 1
        last, there = at + SHINGLE, place + SHINGLE
        while last < len(words) and there < len(self._words) and words[last] == self._words[there]:
            last, there = last + 1, there + 1
        return first, last

    def _is_closed(self, words: list[str]) -> bool:
        return any(hash(shingle) not in self._public for shingle in _shingles(words))


def _words_of(text: str) -> Iterator[tuple[str, int, int]]:
    return ((m.group().casefold(), m.start(), m.end()) for m in _WORD.finditer(text))


def _shingles(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
