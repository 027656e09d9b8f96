"""How the titles of pairs compare, and which pairs are worth a verdict at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from coprod_review.dedupe.arrow import Codes, Ints, Mask
from coprod_review.dedupe.columns import Columns
from coprod_review.dedupe.main_titles import MIN_PART_LETTERS

AKIN, WORDED_ALIKE, ALIKE, SAME = 75.0, 85.0, 88.0, 96.0
"""Similarities from which titles are akin, are one where only the spelling differs, are alike, the same."""

MIN_CUT_LETTERS = 40
"""A title of at least so many letters may be cut within a word, where a database allows no more."""

FEWEST_ALIKE = 40.0
"""Titles less alike than this are not alike in any order of their words."""

MARGIN = 0.001
"""Similarities are 32-bit floats, whose rounding is far below this."""

BATCH = 250_000

Scores = npt.NDArray[np.float32]
Pairs = npt.NDArray[np.int64]


_LATIN = re.compile("[a-z]")


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
    ordered = _Ordered(columns.titles)
    for start in range(0, len(pairs), BATCH):
        batch = slice(start, start + BATCH)
        similarity[batch], part[batch] = _title_batch(columns, pairs[batch], ordered)
    return Titles(similarity=similarity, part=part)


def worth_judging(columns: Columns, pairs: Pairs, titles: Titles) -> Mask:
    """Which pairs are worth a verdict: titles alike, or an identifier, the pages or the abstract the same."""
    a, b = pairs[:, 0], pairs[:, 1]
    akin = (titles.similarity >= AKIN) & supported(columns, a, b)
    return np.asarray((titles.similarity >= WORDED_ALIKE) | titles.part | akin | certain(columns, a, b))


def certain(columns: Columns, a: Ints, b: Ints) -> Mask:
    """Whether a pair is worth a verdict whatever its titles are: an identifier, pages or abstract agree.

    Pages are those of one volume, or a first and last page of one author and year where a volume is unsaid.
    The DOI of a volume counts with the first author.
    """
    first, last = _same(columns.first_page, a, b), _same(columns.last_page, a, b)
    page = first & _same(columns.volume, a, b)
    family = _same(columns.family, a, b)
    year = columns.year[a] == columns.year[b]
    placed = family | ((last | _same(columns.container, a, b)) & year)
    return np.asarray(
        _same(columns.doi, a, b)
        | _same(columns.pmid, a, b)
        | _same(columns.registration, a, b)
        | (page & placed)
        | (first & last & family & year)
        | (_same(columns.abstract, a, b) & family)
        | (_same(columns.volume_doi, a, b) & family)
    )


def supported(columns: Columns, a: Ints, b: Ints) -> Mask:
    """Whether a pair is worth a verdict if its titles are but akin."""
    year = columns.year[a] == columns.year[b]
    family = _same(columns.family, a, b) & (_same(columns.volume, a, b) | year)
    return np.asarray(_same(columns.first_page, a, b) | _same(columns.abstract, a, b) | family)


def lack_a_subtitle(columns: Columns, a: Ints, b: Ints) -> Mask:
    """Whether one of two titles is short and all that stands before the subtitle of the other.

    Such titles are many, so first author and year, or volume and first page, have to be the same.
    """
    found = _same(columns.main, a, b)
    places = np.flatnonzero(found)
    a, b = a[places], b[places]
    near = _same(columns.family, a, b) & (np.abs(columns.year[a] - columns.year[b]) <= 1)
    near |= _same(columns.volume, a, b) & _same(columns.first_page, a, b)
    generic = columns.generic[a] | columns.generic[b]
    found[places] = near & ~generic & (columns.mere_main[a] ^ columns.mere_main[b])
    return found


def in_two_scripts(columns: Columns, pairs: Pairs, similarity: Scores) -> Mask:
    """Whether one of two titles has Latin letters and the other has none, so that they cannot be compared."""
    found = np.zeros(len(pairs), dtype=np.bool_)
    said = (columns.title[pairs] > 0).all(axis=1)
    places = np.flatnonzero(said & (similarity < FEWEST_ALIKE))
    found[places] = [
        not (one.isascii() and other.isascii()) and bool(_LATIN.search(one)) is not bool(_LATIN.search(other))
        for one, other in ((columns.titles[a], columns.titles[b]) for a, b in pairs[places].tolist())
    ]
    return found


def ratios(texts: Sequence[str] | Mapping[int, str], left: Sequence[int], right: Sequence[int]) -> Scores:
    """The similarity, 0 to 100, of texts at pairs of places, computed on all cores."""
    found: Scores = process.cpdist(
        [texts[place] for place in left],
        [texts[place] for place in right],
        scorer=ratio,
        dtype=np.float32,
        workers=-1,
    )
    return found


def _same(codes: Codes, a: Ints, b: Ints) -> Mask:
    one = codes[a]
    return np.asarray((one == codes[b]) & (one > 0))


def _title_batch(columns: Columns, pairs: Pairs, ordered: Mapping[int, str]) -> tuple[Scores, Mask]:
    a, b = pairs[:, 0], pairs[:, 1]
    same = (columns.letters[a] == columns.letters[b]) & (columns.letters[a] > 0)
    similarity = np.where(same, np.float32(100.0), np.float32(0.0))
    part = np.zeros(len(pairs), dtype=np.bool_)
    others = np.flatnonzero(~same & (columns.title[a] > 0) & (columns.title[b] > 0))
    similarity[others] = ratios(columns.titles, a[others].tolist(), b[others].tolist())
    lengths = columns.title_length
    short = np.minimum(lengths[a[others]], lengths[b[others]])
    most_alike = 200 * short / np.maximum(lengths[a[others]] + lengths[b[others]], 1)
    nested = others[(short >= MIN_PART_LETTERS) & (similarity[others] >= most_alike - MARGIN)]
    pairs_of_titles = zip(a[nested].tolist(), b[nested].tolist(), strict=True)
    part[nested] = [_is_part(columns.titles[x], columns.titles[y]) for x, y in pairs_of_titles]
    part[others] |= lack_a_subtitle(columns, a[others], b[others])
    turned = others[(similarity[others] >= FEWEST_ALIKE) & (similarity[others] < SAME)]
    similarity[turned] = np.maximum(
        similarity[turned], ratios(ordered, a[turned].tolist(), b[turned].tolist())
    )
    return similarity, part


class _Ordered(dict[int, str]):
    """Titles by place, their words in alphabetical order; each is put in order once."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = titles

    def __missing__(self, place: int) -> str:
        self[place] = text = " ".join(sorted(self._titles[place].split()))
        return text


def _is_part(a: str, b: str) -> bool:
    """Whether one title is the beginning or the end of the other, at a border of words or cut within one."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) >= MIN_CUT_LETTERS and long.startswith(short):
        return True
    return long.startswith(f"{short} ") or long.endswith(f" {short}")
