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
        known: dict[str, str] = {}
        texts = sorted(set(closed))
        for text in texts:
            words = [known.setdefault(word, word) for word, _, _ in _words_of(text)]
            start = len(self._words)
            self._words += [*words, "\n"]
            for at in range(0, len(words) - SHINGLE + 1, STRIDE):
                self._place_by_shingle.setdefault(hash(tuple(words[at : at + SHINGLE])), start + at)
        self._public = {
            hash(shingle)
            for text in public
            for shingle in _shingles([word for word, _, _ in _words_of(text)])
            if self._place_by_shingle
        }

    def spans(self, text: str) -> list[Span]:
        """The passages in a text, in their order."""
        if not self._place_by_shingle or len(text) < LONG:
            return []
        found = list(_words_of(text))
        if len(found) < LONG:
            return []
        words = [word for word, _, _ in found]
        spans, at = [], 0
        while at <= len(words) - SHINGLE:
            run = self._run_at(words, at)
            if run is None:
                at += 1
                continue
            first, last = run
            if last - first >= LONG and self._is_closed(words[first:last]):
                spans.append(Span(found[first][1], found[last - 1][2], last - first))
            at = last
        return spans

    def marked(self, text: str) -> str:
        """The text with a mark in place of each passage."""
        for span in reversed(self.spans(text)):
            text = text[: span.start] + mark_of(text[span.start : span.end]) + text[span.end :]
        return text

    def _run_at(self, words: list[str], at: int) -> tuple[int, int] | None:
        """From where to where the words run as in a closed text, around the shingle that begins at `at`."""
        shingle = words[at : at + SHINGLE]
        place = self._place_by_shingle.get(hash(tuple(shingle)))
        if place is None or self._words[place : place + SHINGLE] != shingle:
            return None
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
