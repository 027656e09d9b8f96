"""DOIs that stand for a volume, a supplement or a whole book, and so for none of the documents in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from rapidfuzz.fuzz import ratio

from coprod_review.dedupe.arrow import Codes, Mask

FEWEST_TITLES = 3
"""Two unlike titles may be one document's, of which one is wrong or translated; three are of a volume.

Or of a document in three languages: its records are left to people (`other_titles.py`)."""

UNLIKE_TITLES = 60.0
"""Titles less alike than this, of which neither begins with the other, are of two documents."""


def bear_a_volumes_doi(doi: Codes, letters: Codes, titles: Sequence[str]) -> Mask:
    """Which records have a DOI that stands on so many unlike titles that it tells none of them."""
    said = np.flatnonzero((doi > 0) & (letters > 0))
    _, first = np.unique(np.stack([doi[said], letters[said]]), axis=1, return_index=True)
    places = said[first]
    often = np.bincount(doi[places], minlength=1) >= FEWEST_TITLES
    titles_by_doi: dict[int, list[str]] = defaultdict(list)
    for place in places[often[doi[places]]].tolist():
        titles_by_doi[int(doi[place])].append(titles[place])
    shared = [code for code, borne in titles_by_doi.items() if _are_of_several(borne)]
    return np.isin(doi, shared)


def _are_of_several(titles: Sequence[str]) -> bool:
    """Whether FEWEST_TITLES of the titles are each unlike the others."""
    unlike: list[str] = []
    for title in sorted(titles):
        if all(_are_unlike(title, other) for other in unlike):
            unlike.append(title)
            if len(unlike) == FEWEST_TITLES:
                return True
    return False


def _are_unlike(one: str, other: str) -> bool:
    return (
        ratio(one, other, score_cutoff=UNLIKE_TITLES) == 0
        and not one.startswith(other)
        and not other.startswith(one)
    )
