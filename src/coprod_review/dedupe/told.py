"""A comparison in words: the similarity of the titles, and the fields that agree or differ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coprod_review.dedupe.arrow import Ints, distinct
from coprod_review.dedupe.compare import Comparison

FIELDS = (
    "DOI",
    "PMID",
    "registration",
    "authors",
    "container",
    "volume",
    "issue",
    "first page",
    "last page",
    "supplement",
    "abstract",
)
AGREEING = {"authors": "first author"}
"""What of a field agrees, where that is not all of it: the lists of authors may still differ."""

REORDERED = "authors (in another order, or not all)"
"""What is told where authors agree and the first of one list is not the first of the other."""

MOST_YEARS = 200
TURNED, IN_TWO_SCRIPTS = 101, 102

_TOLD_TITLES = {
    TURNED: "titles 100 % alike in another order of words",
    IN_TWO_SCRIPTS: "titles in two scripts, which cannot be compared",
}


def told(c: Comparison, ruling: Ints, because: Sequence[str]) -> list[str]:
    """Why each pair has its verdict: what its rule saw, then how the records compare.

    Pairs that compare alike are told alike, so each of the few different tellings is written once.
    """
    key = ruling * (IN_TWO_SCRIPTS + 1) + _shares(c)
    key = key * 2 + c.part
    key = key * 2 + c.reordered
    key = key * (MOST_YEARS + 2) + np.minimum(c.year_gap, MOST_YEARS) + 1
    for signs in _signs(c):
        key = key * 3 + signs + 1
    keys = distinct(key)
    written = np.asarray([_telling(one, because) for one in keys.tolist()], dtype=object)
    found: list[str] = written[np.searchsorted(keys, key)].tolist() if len(key) else []
    return found


def _shares(c: Comparison) -> Ints:
    """How alike the titles are in percent, 100 where no word differs, TURNED where but the order does,
    IN_TWO_SCRIPTS where they cannot be compared."""
    share = np.rint(c.title).astype(np.int64)
    share[c.reworded] = np.where(c.title[c.reworded] >= 100, TURNED, np.minimum(share[c.reworded], 99))
    share[c.in_two_scripts] = IN_TWO_SCRIPTS
    return share


def _signs(c: Comparison) -> tuple[np.ndarray, ...]:
    return (
        *(c.doi, c.pmid, c.registration, c.authors, c.container),
        *(c.volume, c.issue, c.page, c.last_page, c.supplement, c.abstract),
    )


def _telling(key: int, because: Sequence[str]) -> str:
    signs = []
    for _ in FIELDS:
        key, sign = divmod(key, 3)
        signs.append(sign - 1)
    sign_by_field = dict(zip(FIELDS, reversed(signs), strict=True))
    key, gap = divmod(key, MOST_YEARS + 2)
    key, reordered = divmod(key, 2)
    key, part = divmod(key, 2)
    ruling, share = divmod(key, IN_TWO_SCRIPTS + 1)
    title = _TOLD_TITLES.get(share, f"titles {share} % alike")
    said = AGREEING | ({"authors": REORDERED} if reordered else {})
    agree = [said.get(name, name) for name in FIELDS if sign_by_field[name] > 0]
    differ = [name for name in FIELDS if sign_by_field[name] < 0]
    if gap == 1:
        agree.insert(_after_authors(agree), "year")
    elif gap > 1:
        differ.insert(_after_authors(differ), f"year (by {gap - 1})")
    parts = [because[ruling], title + (" (one is part of the other)" if part else "")]
    parts += [f"agree: {', '.join(agree)}"] if agree else []
    parts += [f"differ: {', '.join(differ)}"] if differ else []
    return "; ".join(parts)


def _after_authors(names: Sequence[str]) -> int:
    return sum(
        name in ("DOI", "PMID", "registration", "authors", AGREEING["authors"], REORDERED) for name in names
    )
