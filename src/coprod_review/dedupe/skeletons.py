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
from rapidfuzz import process
from rapidfuzz.distance import Indel

from coprod_review.dedupe.arrow import Ints, Mask, letters_among, text_array

CONSONANTS = "bcdfghjklmnpqrstvwxyz"
RECORDS = 50_000
"""So many titles are put in order at once."""

Texts = npt.NDArray[np.object_]


class Skeletons:
    """The consonants of titles that have one space between words."""

    def __init__(self, titles: pa.Array) -> None:
        parts = [titles.slice(start, RECORDS) for start in range(0, len(titles), RECORDS)]
        self._plain = _texts([_skeletons(part) for part in parts])
        self._ordered = _texts([_skeletons(_ordered(part)) for part in parts])

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


def _ordered(titles: pa.Array) -> pa.Array:
    return text_array([" ".join(sorted(title.split(" "))) for title in titles.to_pylist()])


def _skeletons(titles: pa.Array) -> Sequence[str]:
    found: list[str] = letters_among(titles, CONSONANTS).to_pylist()
    return found


def _texts(parts: Sequence[Sequence[str]]) -> Texts:
    found = np.empty(sum(map(len, parts)), dtype=np.object_)
    start = 0
    for part in parts:
        found[start : start + len(part)] = part
        start += len(part)
    return found
