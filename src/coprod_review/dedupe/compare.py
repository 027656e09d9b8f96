"""Comparing two records field by field: similarities in batches, agreement in three values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio, token_sort_ratio

from coprod_review.dedupe.features import Features
from coprod_review.dedupe.forms import containers_agree

SAME_NAME = 0.9
"""Jaro-Winkler similarity from which two family names are one with a typing error or a transliteration."""

MIN_CUT_LETTERS = 25
"""A title shorter than this is no cut title: too many titles begin so."""

MIN_ABSTRACT_WORDS = 12
SAME_ABSTRACT = 0.8
OTHER_ABSTRACT = 0.45
"""Shares of the words that two abstracts begin with, above and below which they are one text or two."""

BATCH = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How the fields of two records compare: True agree, False differ, None where either is unsaid.

    `title` is the higher of the character and the word-order-free similarity of the titles, 0 to 100; `cut`
    tells that one title is the beginning of the other; `year_gap` is in years.
    """

    title: float
    cut: bool
    doi: bool | None
    pmid: bool | None
    authors: bool | None
    year_gap: int | None
    container: bool | None
    volume: bool | None
    issue: bool | None
    first_page: bool | None
    last_page: bool | None
    abstract: bool | None

    @property
    def same_year(self) -> bool | None:
        """Whether the years agree."""
        return None if self.year_gap is None else self.year_gap == 0

    @property
    def same_place(self) -> bool:
        """Whether both say the same volume and first page."""
        return bool(self.volume and self.first_page)

    @property
    def n_agreeing(self) -> int:
        """How many of authors, year, container, volume and first page agree."""
        return sum(value is True for value in self._supports)

    @property
    def n_differing(self) -> int:
        """How many of them differ; years count from a gap of two."""
        return sum(value is False for value in self._supports) - (self.year_gap == 1)

    @property
    def _supports(self) -> tuple[bool | None, ...]:
        return (self.authors, self.same_year, self.container, self.volume, self.first_page)


def title_similarities(features: Sequence[Features], pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """The title similarity of each pair, 0 to 100, computed in batches on all cores."""
    scores = np.zeros(len(pairs), dtype=np.float32)
    for start in range(0, len(pairs), BATCH):
        batch = pairs[start : start + BATCH]
        left = [features[place].core for place in batch[:, 0].tolist()]
        right = [features[place].core for place in batch[:, 1].tolist()]
        scores[start : start + BATCH] = np.maximum(
            process.cpdist(left, right, scorer=ratio, dtype=np.float32, workers=-1),
            process.cpdist(left, right, scorer=token_sort_ratio, dtype=np.float32, workers=-1),
        )
    return scores


def title_similarity(a: str, b: str) -> float:
    """The similarity of two titles, 0 to 100, as `title_similarities` gives it."""
    return float(np.float32(max(ratio(a, b), token_sort_ratio(a, b))))


def compare(a: Features, b: Features, *, title: float) -> Comparison:
    """Compare two records whose title similarity is known."""
    return Comparison(
        title=title,
        cut=_is_cut(a.core, b.core),
        doi=_equal(a.work, b.work),
        pmid=_equal(a.pmid, b.pmid),
        authors=_authors_agree(a, b),
        year_gap=None if a.year is None or b.year is None else abs(a.year - b.year),
        container=containers_agree(a.container, b.container),
        volume=_volumes_agree(a, b),
        issue=_equal(a.issue, b.issue),
        first_page=_equal(a.first_page, b.first_page),
        last_page=_equal(a.last_page, b.last_page),
        abstract=_abstracts_agree(a.abstract, b.abstract),
    )


def _equal(a: str, b: str) -> bool | None:
    return a == b if a and b else None


def _is_cut(a: str, b: str) -> bool:
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return len(short) >= MIN_CUT_LETTERS and long.startswith(f"{short} ")


def _abstracts_agree(a: frozenset[str], b: frozenset[str]) -> bool | None:
    """Whether two abstracts begin with the same words, or with quite other ones; None in between."""
    fewest = min(len(a), len(b))
    if fewest < MIN_ABSTRACT_WORDS:
        return None
    shared = len(a & b) / fewest
    return True if shared >= SAME_ABSTRACT else False if shared <= OTHER_ABSTRACT else None


def _authors_agree(a: Features, b: Features) -> bool | None:
    if not a.names or not b.names:
        return None
    if a.names[0] & b.names[0] or (a.family and a.family == b.family):
        return True
    short, long = (a.names, b.names) if len(a.names) <= len(b.names) else (b.names, a.names)
    parts = frozenset().union(*long)
    if 2 * sum(bool(name & parts) for name in short) >= len(short):
        return True
    if a.family and b.family and JaroWinkler.similarity(a.family, b.family) >= SAME_NAME:
        return True
    return None if max(len(a.names[0]), len(b.names[0])) >= 4 else False


def _volumes_agree(a: Features, b: Features) -> bool | None:
    """Volumes, or a volume that one database put where the other has the issue."""
    if not a.volume or not b.volume:
        return None
    if a.volume == b.volume:
        return True
    swapped = a.volume == b.issue or b.volume == a.issue
    return None if swapped else False
