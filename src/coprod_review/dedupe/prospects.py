"""Which candidate pairs can be worth a verdict, told from the letters of their titles.

Comparing two titles letter by letter takes a hundred times longer than comparing how many of each letter they
have. Two texts are at most as alike as their letters are, whatever the order, so a pair that fails here would
fail there: nothing is lost by not comparing it. What passes is held by its consonants (`skeletons`), which
fail it likewise. Pairs that share a key by chance grow with the square of the records until keys are crowded,
and it is here that each has to cost little.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from coprod_review.dedupe.arrow import Ints, Mask, bytes_of
from coprod_review.dedupe.columns import Columns
from coprod_review.dedupe.main_titles import MIN_PART_LETTERS
from coprod_review.dedupe.skeletons import CONSONANTS, Skeletons
from coprod_review.dedupe.titles import AKIN, MARGIN, WORDED_ALIKE, certain, lack_a_subtitle, supported

N_KINDS = 32
"""Kinds of letter that are counted: 26 letters, the space, some digits together; the last is not counted."""

N_OTHERS = 8
"""The first kinds, which are those of the letters that no skeleton has."""

BATCH = 100_000
RECORDS = 4000

Counts = npt.NDArray[np.uint8]


class Prospects:
    """What pairs of the records can be worth, by the counts of the letters of their titles."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._counts = letter_counts(columns.title_words)
        self._totals = _sums(self._counts)
        self._skeletons = Skeletons(columns.title_words)

    def among(self, pairs: Ints) -> Ints:
        """Those of the pairs (low * n + high) that can be worth a verdict, in their order."""
        batches = (pairs[start : start + BATCH] for start in range(0, len(pairs), BATCH))
        kept = [batch[self._can_be_worth(batch)] for batch in batches]
        return np.concatenate([np.empty(0, dtype=np.int64), *kept])

    def _can_be_worth(self, pairs: Ints) -> Mask:
        columns, lengths = self._columns, self._columns.title_length
        a = pairs // columns.n
        b = pairs - a * columns.n
        here, there = self._counts[a], self._counts[b]
        differences = np.maximum(here, there) - np.minimum(here, there)
        apart = _sums(differences)
        long = np.minimum(lengths[a], lengths[b]) >= MIN_PART_LETTERS
        is_worth = (apart == np.abs(self._totals[a] - self._totals[b])) & long | certain(columns, a, b)
        is_worth |= lack_a_subtitle(columns, a, b)
        total = lengths[a] + lengths[b]
        open_ = np.flatnonzero(~is_worth & (apart <= _most_apart(total, AKIN)))
        a, b, apart, total = a[open_], b[open_], apart[open_], total[open_]
        most_apart = _most_apart(total, np.where(supported(columns, a, b), AKIN, WORDED_ALIKE))
        near = np.flatnonzero(apart <= most_apart)
        others = _sums(differences[open_[near], :N_OTHERS])
        is_worth[open_[near]] = self._skeletons.are_near(a[near], b[near], most_apart[near] - others)
        return np.asarray(is_worth)


def _most_apart(total: Ints, least: float | npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How many letters two texts of so many letters together may be apart to be as alike as `least`."""
    return np.asarray(total * (1 - (least - MARGIN) / 100))


def letter_counts(words: pa.Array) -> Counts:
    """How often each kind of letter stands in each text, up to 255, in an array of shape (n, N_KINDS)."""
    counts = np.empty((len(words), N_KINDS), dtype=np.uint8)
    for start in range(0, len(words), RECORDS):
        part = words.slice(start, RECORDS)
        letters, ends = bytes_of(part)
        record = np.repeat(np.arange(len(part)) * N_KINDS, np.diff(ends))
        record += KIND_BY_BYTE[letters]
        found = np.bincount(record, minlength=len(part) * N_KINDS)
        counts[start : start + RECORDS] = np.minimum(found, 255).reshape(-1, N_KINDS)
    counts[:, -1] = 0
    return counts


def _kinds() -> Ints:
    kinds = np.full(256, N_KINDS - 1, dtype=np.int64)
    for place, letters in enumerate(("a", "e", "i", "o", "u", " ", "01234", "56789")):
        kinds[[ord(letter) for letter in letters]] = place
    kinds[[ord(letter) for letter in CONSONANTS]] = N_OTHERS + np.arange(len(CONSONANTS))
    return kinds


KIND_BY_BYTE = _kinds()
_LOW_BYTES = np.uint64(0x00FF00FF00FF00FF)
_EACH_PAIR = np.uint64(0x0001000100010001)


def _sums(counts: Counts) -> Ints:
    """The sum of each row of counts, four 16-bit sums at a time within a 64-bit number."""
    eight = np.ascontiguousarray(counts).view(np.uint64)
    four = ((eight & _LOW_BYTES) + (eight >> np.uint64(8) & _LOW_BYTES)).sum(axis=1)
    return np.asarray(four * _EACH_PAIR >> np.uint64(48), dtype=np.int64)
