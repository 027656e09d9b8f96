"""Which candidate pairs can be worth a verdict, told from how often each letter stands in their titles.

Comparing two titles letter by letter takes a hundred times longer than comparing how many of each letter they
have. Two texts are at most as alike as their letters are, whatever the order, so a pair that fails here would
fail there: nothing is lost by not comparing it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from coprod_review.dedupe.arrow import Ints, Mask, bytes_of
from coprod_review.dedupe.columns import Columns
from coprod_review.dedupe.titles import AKIN, MARGIN, MIN_PART_LETTERS, WORDED_ALIKE, certain, supported

N_KINDS = 32
"""Kinds of letter that are counted: 26 letters and some digits together; the last kind is not counted."""

BATCH = 100_000
RECORDS = 4000

Counts = npt.NDArray[np.uint8]


class Prospects:
    """What pairs of the records can be worth, by the counts of the letters of their titles."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._counts = letter_counts(columns.title_words)
        self._totals = _sums(self._counts)

    def among(self, pairs: Ints) -> Ints:
        """Those of the pairs (low * n + high) that can be worth a verdict, in their order."""
        kept = [
            batch[self._can_be_worth(batch // self._columns.n, batch % self._columns.n)]
            for batch in np.split(pairs, range(BATCH, len(pairs), BATCH))
        ]
        return np.concatenate(kept)

    def _can_be_worth(self, a: Ints, b: Ints) -> Mask:
        columns, lengths = self._columns, self._columns.title_length
        here, there = self._counts[a], self._counts[b]
        apart = _sums(np.maximum(here, there) - np.minimum(here, there))
        total = lengths[a] + lengths[b]
        most_alike = 100 * (1 - apart / np.maximum(total, 1))
        least = np.where(supported(columns, a, b), AKIN, WORDED_ALIKE) - MARGIN
        within = apart == np.abs(self._totals[a] - self._totals[b])
        long = np.minimum(lengths[a], lengths[b]) >= MIN_PART_LETTERS
        return np.asarray((most_alike >= least) | (within & long) | certain(columns, a, b))


def letter_counts(words: pa.Array) -> Counts:
    """How often each kind of letter stands in each text, up to 255, in an array of shape (n, N_KINDS)."""
    counts = np.empty((len(words), N_KINDS), dtype=np.uint8)
    for start in range(0, len(words), RECORDS):
        part = words.slice(start, RECORDS)
        letters, ends = bytes_of(part)
        record = np.repeat(np.arange(len(part)) * N_KINDS, np.diff(ends))
        record += _KIND[letters]
        found = np.bincount(record, minlength=len(part) * N_KINDS)
        counts[start : start + RECORDS] = np.minimum(found, 255).reshape(-1, N_KINDS)
    counts[:, -1] = 0
    return counts


def _kinds() -> Ints:
    kinds = np.full(256, N_KINDS - 1, dtype=np.int64)
    kinds[ord("a") : ord("z") + 1] = np.arange(26)
    kinds[ord("0") : ord("9") + 1] = 26 + np.arange(10) // 2
    return kinds


_KIND = _kinds()
_LOW_BYTES = np.uint64(0x00FF00FF00FF00FF)
_EACH_PAIR = np.uint64(0x0001000100010001)


def _sums(counts: Counts) -> Ints:
    """The sum of each row of counts, four 16-bit sums at a time within a 64-bit number."""
    eight = np.ascontiguousarray(counts).view(np.uint64)
    four = ((eight & _LOW_BYTES) + (eight >> np.uint64(8) & _LOW_BYTES)).sum(axis=1)
    return np.asarray(four * _EACH_PAIR >> np.uint64(48), dtype=np.int64)
