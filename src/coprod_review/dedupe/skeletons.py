"""Skeletons of titles: their consonants alone, by which most pairs of titles are told to be unlike.

Two texts are no fewer letters apart than their consonants are, in the order in which they stand, and what
else they have of each other letter. A skeleton is half as long as its title, so that it mostly fits one word
of the machine and two are soon compared; few titles that are unlike come through.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import process
from rapidfuzz.distance import Indel

from coprod_review.dedupe.arrow import Ints, Mask, int_array, letters_among, numbers_of, text_array

CONSONANTS = "bcdfghjklmnpqrstvwxyz"
RECORDS = 50_000
"""So many titles are put in order at once."""

Texts = npt.NDArray[np.object_]


class Skeletons:
    """The consonants of titles that have one space between words."""

    def __init__(self, titles: pa.Array) -> None:
        parts = [titles.slice(start, RECORDS) for start in range(0, len(titles), RECORDS)]
        self._plain = _texts([letters_among(part, CONSONANTS) for part in parts])
        self._ordered = _texts([_of_ordered_words(part) for part in parts])

    def are_near(self, a: Ints, b: Ints, most_apart: npt.NDArray[np.float64]) -> Mask:
        """Whether skeletons are no more letters apart, as they are or with the words of titles in order."""
        near = _apart(self._plain, a, b) <= most_apart
        turned = np.flatnonzero(~near)
        near[turned] = _apart(self._ordered, a[turned], b[turned]) <= most_apart[turned]
        return np.asarray(near)


def _apart(texts: Texts, a: Ints, b: Ints) -> npt.NDArray[np.int32]:
    """How many letters are to be taken from texts at pairs of places, and put into them, to make them one."""
    found: npt.NDArray[np.int32] = process.cpdist(
        texts[a].tolist(), texts[b].tolist(), scorer=Indel.distance, dtype=np.int32, workers=-1
    )
    return found


def _of_ordered_words(titles: pa.Array) -> pa.Array:
    """The skeletons of titles whose words are put in alphabetical order."""
    split = pc.split_pattern(titles, " ")
    encoded = pc.list_flatten(split).dictionary_encode()
    words = encoded.dictionary
    by_name = numbers_of(pc.array_sort_indices(words))
    rank = np.empty(len(words), dtype=np.int64)
    rank[by_name] = np.arange(len(words))
    counts = numbers_of(pc.list_value_length(split))
    title = np.repeat(np.arange(len(titles)), counts)
    ordered = np.sort(title * len(words) + rank[numbers_of(encoded.indices)]) % len(words)
    skeletons = letters_among(words, CONSONANTS).take(int_array(by_name[ordered]))
    ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pc.binary_join(pa.ListArray.from_arrays(int_array(ends), skeletons), text_array([""])[0])


def _texts(parts: Sequence[pa.Array]) -> Texts:
    found = np.empty(sum(map(len, parts)), dtype=np.object_)
    start = 0
    for part in parts:
        found[start : start + len(part)] = part.to_pylist()
        start += len(part)
    return found
