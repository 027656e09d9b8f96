"""How the titles of pairs compare, and which pairs are worth a verdict at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from coprod_review.dedupe.arrow import Codes, Ints, Mask
from coprod_review.dedupe.columns import Columns

AKIN, WORDED_ALIKE, ALIKE, SAME = 75.0, 85.0, 88.0, 96.0
"""Similarities from which titles are akin, are one where only the spelling differs, are alike, the same."""

MIN_PART_LETTERS = 25
"""A title shorter than this is no cut title: too many titles begin or end so."""

FEWEST_ALIKE = 40.0
"""Titles less alike than this are not alike in any order of their words."""

BATCH = 250_000

Scores = npt.NDArray[np.float32]
Pairs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """How the titles of pairs compare: similarity 0 to 100, and whether one is a part of the other.

    The similarity is that of the characters, or of the words in alphabetical order where that is higher.
    """

    similarity: Scores
    part: Mask


def compare_titles(columns: Columns, pairs: Pairs) -> Titles:
    """The titles of each pair compared, in batches on all cores."""
    similarity = np.zeros(len(pairs), dtype=np.float32)
    part = np.zeros(len(pairs), dtype=np.bool_)
    for start in range(0, len(pairs), BATCH):
        batch = slice(start, start + BATCH)
        similarity[batch], part[batch] = _title_batch(columns, pairs[batch])
    return Titles(similarity=similarity, part=part)


def worth_judging(columns: Columns, pairs: Pairs, titles: Titles) -> Mask:
    """Which pairs are worth a verdict: titles alike, or an identifier, the pages or the abstract the same."""
    a, b = pairs[:, 0], pairs[:, 1]

    def same(codes: Codes) -> Mask:
        return np.asarray((codes[a] == codes[b]) & (codes[a] > 0))

    page, volume, family = same(columns.first_page), same(columns.volume), same(columns.family)
    abstract = same(columns.abstract)
    year = columns.year[a] == columns.year[b]
    certain = family | ((same(columns.last_page) | same(columns.container)) & year)
    return np.asarray(
        (titles.similarity >= WORDED_ALIKE)
        | titles.part
        | same(columns.doi)
        | same(columns.pmid)
        | ((titles.similarity >= AKIN) & (page | abstract | (family & (volume | year))))
        | (page & volume & certain)
        | (abstract & family)
    )


def ratios(texts: Sequence[str], left: Sequence[int], right: Sequence[int]) -> Scores:
    """The similarity, 0 to 100, of texts at pairs of places, computed on all cores."""
    found: Scores = process.cpdist(
        [texts[place] for place in left],
        [texts[place] for place in right],
        scorer=ratio,
        dtype=np.float32,
        workers=-1,
    )
    return found


def _title_batch(columns: Columns, pairs: Pairs) -> tuple[Scores, Mask]:
    a, b = pairs[:, 0], pairs[:, 1]
    same = (columns.letters[a] == columns.letters[b]) & (columns.letters[a] > 0)
    similarity = np.where(same, np.float32(100.0), np.float32(0.0))
    part = np.zeros(len(pairs), dtype=np.bool_)
    others = np.flatnonzero(~same & (columns.title[a] > 0) & (columns.title[b] > 0))
    similarity[others] = ratios(columns.titles, a[others].tolist(), b[others].tolist())
    turned = others[(similarity[others] >= FEWEST_ALIKE) & (similarity[others] < SAME)]
    similarity[turned] = np.maximum(similarity[turned], _ordered_ratios(columns, a[turned], b[turned]))
    lengths = columns.title_length
    long = others[np.minimum(lengths[a[others]], lengths[b[others]]) >= MIN_PART_LETTERS]
    pairs_of_titles = zip(a[long].tolist(), b[long].tolist(), strict=True)
    part[long] = [_is_part(columns.titles[x], columns.titles[y]) for x, y in pairs_of_titles]
    return similarity, part


def _ordered_ratios(columns: Columns, a: Ints, b: Ints) -> Scores:
    """The similarity of titles whose words are put in alphabetical order."""
    places, index = np.unique(np.concatenate([a, b]), return_inverse=True)
    texts = [" ".join(sorted(columns.titles[place].split())) for place in places.tolist()]
    left, right = index[: len(a)].tolist(), index[len(a) :].tolist()
    return ratios(texts, left, right)


def _is_part(a: str, b: str) -> bool:
    """Whether one title is the beginning or the end of the other, at a border of words."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return long.startswith(f"{short} ") or long.endswith(f" {short}")
