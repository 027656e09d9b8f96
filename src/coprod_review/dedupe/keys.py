"""Blocking: which pairs of records are worth comparing, found in time that grows almost linearly.

Two records become a candidate pair when they share one of the keys below. Each key is chosen to survive one
sort of damage: a cut title, a typing error, missing authors, a translated title, a missing volume. Pairs are
read off a sorted column of key hashes, at most `WINDOW` places apart, so that one key that half the corpus
shares ("editorial") costs no more than WINDOW comparisons a record.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from coprod_review.dedupe.features import Features
from coprod_review.dedupe.forms import content_words

WINDOW = 40
"""How far apart, in the sorted order of a key, two records of one key may stand and still be compared."""

MIN_TITLE_WORDS = 3
MIN_ABSTRACT_LETTERS = 100

Pairs = npt.NDArray[np.int64]


def candidate_pairs(features: Sequence[Features]) -> tuple[Pairs, int]:
    """Candidate pairs as an array of shape (n, 2) of places, the lower first, sorted; and the crowded keys.

    The second value counts the keys that more than WINDOW + 1 records share: their records were compared with
    their WINDOW nearest neighbours by title only.
    """
    places = array("q")
    hashes = array("Q")
    by_rarity = _document_frequency(features)
    for place, one in enumerate(features):
        for key in keys_of(one, by_rarity):
            places.append(place)
            hashes.append(_hash(key))
    if not places:
        return np.empty((0, 2), dtype=np.int64), 0
    place_column = np.asarray(places, dtype=np.int64)
    hash_column = np.asarray(hashes, dtype=np.uint64)
    order = np.lexsort((place_column, _title_rank(features)[place_column], hash_column))
    return _neighbours(hash_column[order], place_column[order], len(features))


def keys_of(one: Features, frequency: Counter[str]) -> Iterator[tuple[str, ...]]:
    """The blocking keys of a record, each a tuple that begins with the name of the key."""
    year = str(one.year or "")
    words = content_words(one.words)
    if one.work:
        yield "doi", one.work
    if one.pmid:
        yield "pmid", one.pmid
    if one.words:
        yield "title", "".join(one.words)
    if len(words) >= MIN_TITLE_WORDS:
        yield "title begins", *words[:4]
        yield "title ends", *words[-4:]
        rare = sorted(set(words), key=lambda word: (frequency[word], word))
        yield "rare words", *sorted(rare[:2])
        yield "rare words and year", *sorted(rare[1:3]), year
        if one.family:
            yield "author and rare word", one.family, rare[0]
    if one.first_page and one.family:
        yield "author, page, year", one.family, one.first_page, year
    if one.first_page and one.volume:
        yield "volume, page, year", one.volume, one.first_page, year
        if one.family:
            yield "author, volume, page", one.family, one.volume, one.first_page
        if one.container:
            yield "container, volume, page", one.container[0][:1], one.volume, one.first_page
    if len(one.abstract_begins) > MIN_ABSTRACT_LETTERS:
        yield "abstract", one.abstract_begins


def _document_frequency(features: Sequence[Features]) -> Counter[str]:
    frequency: Counter[str] = Counter()
    for one in features:
        frequency.update(set(one.words))
    return frequency


def _hash(key: tuple[str, ...]) -> int:
    """A hash that is the same in every run, as Python's own is not."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(key).encode(), digest_size=8).digest(), "big")


def _title_rank(features: Sequence[Features]) -> npt.NDArray[np.int64]:
    order = sorted(range(len(features)), key=lambda place: (features[place].core, features[place].first_page))
    rank = np.empty(len(features), dtype=np.int64)
    rank[np.asarray(order, dtype=np.int64)] = np.arange(len(features))
    return rank


def _neighbours(
    hashes: npt.NDArray[np.uint64], places: npt.NDArray[np.int64], n_records: int
) -> tuple[Pairs, int]:
    found = [np.empty(0, dtype=np.int64)]
    for distance in range(1, WINDOW + 1):
        same = hashes[distance:] == hashes[:-distance]
        if not same.any():
            break
        a, b = places[:-distance][same], places[distance:][same]
        keep = a != b
        low, high = np.minimum(a, b)[keep], np.maximum(a, b)[keep]
        found.append(low * n_records + high)
        if len(found) > 8:
            found = [np.unique(np.concatenate(found))]
    joined = np.unique(np.concatenate(found))
    crowded = np.unique(hashes[WINDOW + 1 :][hashes[WINDOW + 1 :] == hashes[: -(WINDOW + 1)]])
    return np.stack([joined // n_records, joined % n_records], axis=1), len(crowded)
