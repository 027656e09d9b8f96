"""Blocking: which pairs of records are worth comparing, found in time that grows almost linearly.

Two records become a candidate pair when they share one of the keys below. Each key is chosen to survive some
sort of damage: a cut title, a typing error, missing authors, a translated title, a missing volume. Pairs are
read off the sorted hashes of a key, at most `WINDOW` places apart, so that a key that half the corpus shares
("editorial") costs no more than WINDOW comparisons a record; within a key records stand in the order of their
titles, and so the nearest titles are compared. A word that only one record has is no part of a key: it can be
a typing error, and two records cannot share it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coprod_review.dedupe.arrow import Codes, Ints, Mask, distinct, numbers_of
from coprod_review.dedupe.columns import Columns
from coprod_review.dedupe.forms import STOP_WORDS
from coprod_review.dedupe.prospects import Prospects
from coprod_review.dedupe.record_columns import NO_YEAR

WINDOW = 24
"""How far apart, in the order of titles, two records of one key may stand and still be compared."""

MOST_HELD = 2_000_000
"""So many pairs are gathered before those that several keys have found, or that can be worth no verdict, are
struck out."""

MIN_TITLE_WORDS = 3
MIN_ABSTRACT_LETTERS = 100

Hashes = npt.NDArray[np.uint64]
Pairs = npt.NDArray[np.int64]


def candidate_pairs(columns: Columns) -> tuple[Pairs, int]:
    """Candidate pairs as an array of shape (n, 2) of places, the lower first, sorted; and the crowded keys.

    Pairs that can be worth no verdict (`prospects`) are left out. The second value counts the keys that more
    than WINDOW + 1 records share: their records were compared with their WINDOW nearest neighbours by title
    only.
    """
    order = np.argsort(columns.title_rank)
    prospects = Prospects(columns)
    kept: list[Ints] = []
    held: list[Ints] = []
    n_crowded = 0
    for hashes, said in _keys(columns):
        places = order[said[order]]
        hashes, places = _shared(hashes[places], places)
        n_crowded += _n_crowded(hashes)
        for pairs in _neighbours(hashes, places, columns.n):
            held.append(pairs)
            if sum(map(len, held)) > MOST_HELD:
                kept.append(prospects.among(distinct(np.concatenate(held))))
                held = []
    kept += [prospects.among(distinct(np.concatenate(held)))] if held else []
    pairs = distinct(np.concatenate([*kept, np.empty(0, dtype=np.int64)]))
    return np.stack([pairs // max(columns.n, 1), pairs % max(columns.n, 1)], axis=1), n_crowded


def _keys(c: Columns) -> Iterator[tuple[Hashes, Mask]]:
    """Each key as the hash of every record and whether the record has the key at all."""
    year = c.year + 1
    initial = _initials(c)
    yield _mixed(c.doi), c.doi > 0
    if c.volume_doi.any():
        yield _mixed(c.family, c.volume_doi), (c.family > 0) & (c.volume_doi > 0)
    yield _mixed(c.pmid), c.pmid > 0
    if c.registration.any():
        yield _mixed(c.registration), c.registration > 0
    yield _mixed(c.letters), c.letters > 0
    words = _Words.of(c.title_words)
    enough = words.n_content >= MIN_TITLE_WORDS
    yield _mixed(*words.begins), enough
    yield _mixed(*words.ends), enough
    first, second, third = words.rarest
    yield _mixed(first, second), (second > 0) & enough
    yield _mixed(second, third, year), (third > 0) & (c.year != NO_YEAR)
    yield _mixed(c.family, first), (c.family > 0) & (first > 0) & enough
    yield _mixed(c.family, c.main), (c.family > 0) & (c.main > 0)
    paged, placed = c.first_page > 0, (c.first_page > 0) & (c.volume > 0)
    yield _mixed(c.family, c.first_page, year), paged & (c.family > 0) & (c.year != NO_YEAR)
    yield _mixed(c.volume, c.first_page, year), placed & (c.year != NO_YEAR)
    yield _mixed(c.family, c.volume, c.first_page), placed & (c.family > 0)
    yield _mixed(initial, c.volume, c.first_page), placed & (initial > 0)
    yield _mixed(initial, c.first_page, year), paged & (initial > 0) & (c.year != NO_YEAR)
    yield _mixed(c.family, initial, c.volume), (c.family > 0) & (initial > 0) & (c.volume > 0)
    yield _mixed(c.family, initial, year), (c.family > 0) & (initial > 0) & (c.year != NO_YEAR)
    yield _mixed(c.abstract), (c.abstract > 0) & _long_enough(c)


def _long_enough(c: Columns) -> Mask:
    long = np.fromiter(
        (len(text) >= MIN_ABSTRACT_LETTERS for text in c.abstracts), np.bool_, len(c.abstracts)
    )
    return np.asarray(long[c.abstract], dtype=np.bool_)


def _initials(c: Columns) -> Codes:
    """The first letter of each container, which most abbreviations keep."""
    letters = np.fromiter(
        (ord(words[0][0]) if words else 0 for words in c.containers), np.int32, len(c.containers)
    )
    return np.asarray(letters[c.container], dtype=np.int32)


class _Words:
    """The words of all titles as codes, rare words first among the codes of a title."""

    def __init__(self, codes: Ints, records: Ints, n: int, contents: Mask, n_codes: int) -> None:
        keep = contents[codes]
        keep |= (np.bincount(records[keep], minlength=n) == 0)[records]
        self._codes, self._records, self._n, self._n_codes = codes[keep], records[keep], n, n_codes
        self.n_content = np.bincount(self._records, minlength=n)
        self._starts = np.concatenate([[0], np.cumsum(self.n_content)])

    @classmethod
    def of(cls, titles: pa.Array) -> _Words:
        """The words of titles that have one space between words."""
        split = pc.split_pattern(titles, " ")
        counts = numbers_of(pc.list_value_length(split))
        encoded = pc.list_flatten(split).dictionary_encode()
        words = encoded.dictionary
        by_name = numbers_of(pc.array_sort_indices(words))
        code = np.empty(len(words), dtype=np.int64)
        code[by_name] = np.arange(1, len(words) + 1)
        codes = code[numbers_of(encoded.indices)]
        contents = np.ones(len(words) + 1, dtype=np.bool_)
        names = words.to_pylist()
        contents[[code[place] for place, name in enumerate(names) if name in STOP_WORDS or not name]] = False
        records = np.repeat(np.arange(len(titles)), counts)
        return cls(codes, records, len(titles), contents, len(words) + 1)

    @property
    def begins(self) -> list[Ints]:
        """The first four content words of each title, 0 where it has fewer."""
        return [self._at(self._starts[:-1] + step, step) for step in range(4)]

    @property
    def ends(self) -> list[Ints]:
        """The last four content words of each title, 0 where it has fewer."""
        return [self._at(self._starts[1:] - 1 - step, step) for step in range(4)]

    @property
    def rarest(self) -> tuple[Ints, Ints, Ints]:
        """The three rarest words of each title that other titles have too, 0 where there are fewer."""
        both = distinct(self._records * self._n_codes + self._codes)
        records, codes = both // self._n_codes, both % self._n_codes
        frequency = np.bincount(codes, minlength=self._n_codes)
        shared = frequency[codes] > 1
        rarity = np.empty(self._n_codes, dtype=np.int64)
        by_rarity = np.argsort(frequency, kind="stable")
        rarity[by_rarity] = np.arange(self._n_codes)
        ranked = np.sort(records[shared] * self._n_codes + rarity[codes[shared]])
        records, rare = ranked // self._n_codes, ranked % self._n_codes + 1
        counts = np.bincount(records, minlength=self._n)
        starts = np.cumsum(counts) - counts
        found = []
        for step in range(3):
            some = np.zeros(self._n, dtype=np.int64)
            has = counts > step
            some[has] = rare[starts[has] + step]
            found.append(some)
        return found[0], found[1], found[2]

    def _at(self, places: Ints, step: int) -> Ints:
        found = np.zeros(self._n, dtype=np.int64)
        has = self.n_content > step
        found[has] = self._codes[places[has]]
        return found


def _mixed(*parts: npt.NDArray[np.integer]) -> Hashes:
    """One hash of several codes, the same in every run."""
    mixed = np.full(len(parts[0]), 0x9E3779B97F4A7C15, dtype=np.uint64)
    for part in parts:
        mixed ^= part.astype(np.uint64)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(32)
    return mixed


def _shared(hashes: Hashes, places: Ints) -> tuple[Hashes, Ints]:
    """The hashes that several records have, sorted, with their records in the order given."""
    order = np.argsort(hashes, kind="stable")
    hashes, places = hashes[order], places[order]
    same = hashes[1:] == hashes[:-1]
    shared = np.zeros(len(hashes), dtype=np.bool_)
    shared[1:] |= same
    shared[:-1] |= same
    return hashes[shared], places[shared]


def _neighbours(hashes: Hashes, places: Ints, n_records: int) -> Iterator[Ints]:
    """Pairs (low * n + high) of equal hashes that stand 1, 2 and up to WINDOW places apart."""
    for distance in range(1, WINDOW + 1):
        equal = np.flatnonzero(hashes[distance:] == hashes[:-distance])
        if not len(equal):
            return
        a, b = places[equal], places[equal + distance]
        yield np.minimum(a, b) * n_records + np.maximum(a, b)


def _n_crowded(hashes: Hashes) -> int:
    """How many hashes more than WINDOW + 1 records have."""
    far = WINDOW + 1
    return len(distinct(hashes[far:][hashes[far:] == hashes[:-far]].view(np.int64)))
