"""Passages of withheld texts, found wherever they stand: many words in a row are a passage, few are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coprod_review.share.marks import mark_of
from coprod_review.share.readings import Reading, readings_of
from coprod_review.share.word_runs import SHINGLE, STRIDE, WORD, KnownRuns, folded_words, shingles

LONG = 11
"""So many words in a row, the same as in a withheld text, are a passage of it."""

CLOSED = LONG - SHINGLE
"""So many words of a passage, or more, stand in no run of eight words of a public text."""

N_BUCKETS = 1 << 24
"""Of public texts, which may be long, those shingles are kept whose bucket has a shingle of a closed text."""

REMEMBERED, SHORT = 1 << 16, 2000
"""So many texts of up to so many characters are searched once, however many cells they stand in."""


@dataclass(frozen=True, slots=True)
class Span:
    """A passage by its offsets in a reading of the text that was searched, how it reads, the number of its
    words, and how many of them no public text has."""

    start: int
    end: int
    shown: str
    n_words: int
    n_closed: int


class Passages:
    """Finds passages of `closed` texts; what stands in `public` texts as well (titles, say) is none.

    So no passage is a title with the name of its field before it, though an abstract has both ("Article
    title: ...").
    """

    def __init__(self, closed: Iterable[str], public: Iterable[str] = ()) -> None:
        self._words: list[str] = []
        self._place_by_shingle: dict[int, int] = {}
        self._further_places: dict[int, list[int]] = {}
        known: dict[str, str] = {}
        is_closed = bytearray(N_BUCKETS)
        texts = sorted({reading.of(text) for text in closed for reading in readings_of(text)})
        self._runs = KnownRuns(texts)
        self._spans_once = lru_cache(maxsize=REMEMBERED)(self._spans)
        for text in texts:
            words = [known.setdefault(word, word) for word in folded_words(text)]
            start = len(self._words)
            self._words += [*words, "\n"]
            for at, shingle in enumerate(shingles(words)):
                is_closed[shingle % N_BUCKETS] = 1
                if at % STRIDE == 0 and self._place_by_shingle.setdefault(shingle, start + at) != start + at:
                    self._further_places.setdefault(shingle, []).append(start + at)
        self._public = {
            shingle
            for text in (public if texts else ())
            for reading in readings_of(text)
            for shingle in shingles(folded_words(reading.of(text)))
            if is_closed[shingle % N_BUCKETS]
        }

    def spans(self, text: str) -> list[Span]:
        """The passages in a text, in whatever way it is read, in their order for each."""
        return [span for reading in self._readings(text) for span in self._found(reading.of(text))]

    def marked(self, text: str) -> str:
        """The text with a mark in place of each passage; what stands between its words, tags say, stays."""
        for reading in self._readings(text):
            spans = self._found(reading.of(text))
            places = reading.places(text, [(span.start, span.end) for span in spans]) if spans else []
            for (start, end), span in reversed(list(zip(places, spans, strict=True))):
                written = text[start:end]
                passage = span.shown if reading.hides_markup else written
                text = f"{text[:start]}{mark_of(passage)}{reading.kept(written)}{text[end:]}"
        return text

    def _readings(self, text: str) -> Iterable[Reading]:
        return readings_of(text) if self._place_by_shingle and len(text) >= LONG else ()

    def _found(self, text: str) -> Sequence[Span]:
        return self._spans_once(text) if len(text) <= SHORT else self._spans(text)

    def _spans(self, text: str) -> tuple[Span, ...]:
        if not self._runs.may_be_in(text):
            return ()
        words = folded_words(text)
        found: list[tuple[int, int, int, int]] = []
        done = 0
        for at, shingle in enumerate(shingles(words)):
            if at < done or shingle not in self._place_by_shingle:
                continue
            first, last = self._run_at(words, at)
            if last - first >= LONG and (n_closed := self._n_closed(words[first:last])) >= CLOSED:
                start = max(first, done)  # a passage may begin within the one before, of another text
                found.append((start, last, last - first, n_closed))
                done = last
        if not found:
            return ()
        places = [match.span() for match in WORD.finditer(text)]
        stretches = [(places[first][0], places[last - 1][1], counts) for first, last, *counts in found]
        return tuple(Span(start, end, text[start:end], *counts) for start, end, counts in stretches)

    def _run_at(self, words: list[str], at: int) -> tuple[int, int]:
        """From where to where the words run as in a closed text, the longest, around the shingle at `at`."""
        shingle = words[at : at + SHINGLE]
        key = hash(tuple(shingle))
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

    def _n_closed(self, words: list[str]) -> int:
        """How many of the words stand in no eight words in a row of a public text."""
        n_closed, public_to = 0, 0
        for at, shingle in enumerate(shingles(words)):
            if shingle in self._public:
                n_closed += max(0, at - public_to)
                public_to = at + SHINGLE
        return n_closed + max(0, len(words) - public_to)
