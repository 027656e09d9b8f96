"""The rules on one title in several places: a column that recurs, or one document of which the place is told
differently.

Columns, reports of officers and lists bear one title, one author or none, in every issue; so a short title,
or one that is seen to recur, is one document only in one place.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coprod_review.dedupe.arrow import Ints, Mask
from coprod_review.dedupe.compare import Comparison
from coprod_review.dedupe.rulings import Ruling, Sides, distinct_as, only_by_people
from coprod_review.dedupe.titles import WORDED_ALIKE

LONG_TITLE_LETTERS = 40
BRIEF_TITLE_LETTERS = 25
"""A shorter title is that of a column as well as of an article."""

ELSEWHERE = 3
"""So many of year, volume, issue and page that differ are no mistakes about one place."""


def are_one_but_for_spelling(c: Comparison) -> Mask:
    """Whether titles are the same words, however they are spelt."""
    return np.asarray((c.title >= WORDED_ALIKE) & ~c.reworded)


def titles_elsewhere(sides: Sides, c: Comparison, asked: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """One title in two places of one journal, of the pairs in the mask: two documents."""
    same = asked & are_one_but_for_spelling(c) & (c.container >= 0) & ~sides.either(sides.columns.generic)
    apart, recurring = _n_apart(c), sides.either(sides.columns.recurring)
    yield (
        same & (c.page <= 0) & (apart >= ELSEWHERE),
        distinct_as("related: same title elsewhere", "one title, and its place differs throughout"),
    )
    short = _shorter_than(sides, LONG_TITLE_LETTERS)
    yield (
        same
        & (((short & (c.page <= 0)) | recurring) & (apart >= 2) | (recurring & (apart >= 1) & ~_ranges(c))),
        distinct_as("related: recurring title", "a title that recurs, in two places"),
    )


def titles_that_may_recur(sides: Sides, c: Comparison, same: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """Titles that are the same, short or recurring, and whose place is unsaid or not the same."""
    apart, recurring = _n_apart(c), sides.either(sides.columns.recurring)
    short, brief = _shorter_than(sides, LONG_TITLE_LETTERS), _shorter_than(sides, BRIEF_TITLE_LETTERS)
    asked = same & (c.abstract <= 0)
    yield from _without_any_place(sides, c, asked & sides.both(sides.columns.unplaced))
    yield (
        asked
        & ((short & (apart >= 1)) | ((c.authors == 0) & (c.issue < 0)))
        & (c.authors >= 0)
        & (c.container >= 0)
        & ~_ranges(c),
        only_by_people(
            "same title, other place", "a short title or no authors, and year, volume, issue or page differ"
        ),
    )
    one_issue = (c.volume > 0) & (c.issue > 0) & (c.page >= 0)
    one_page = (c.page > 0) & ((c.volume > 0) | (c.year > 0))
    unsure = (recurring & ~_ranges(c)) | ((brief | (short & (c.authors == 0))) & ~one_page)
    yield (
        asked & unsure & ~one_issue,
        only_by_people("recurring title", "the title may recur, and the place does not tell one document"),
    )


def _without_any_place(sides: Sides, c: Comparison, bare: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """One title of which neither record says where it stands, of the pairs in the mask: only people can tell
    a column of several years or issues from one document, unless years and authors agree across databases."""
    columns, (a, b) = sides.columns, sides.pairs.T
    yield (
        bare & (c.container > 0) & (c.year < 0),
        only_by_people("recurring title", "the years differ, and neither record has a place"),
    )
    by_one = sides.both(columns.n_authors <= 1)
    yield (
        bare & (c.container > 0) & by_one & (columns.export[a] == columns.export[b]),
        only_by_people("recurring title", "one export has both, by one author at most and without a place"),
    )
    yield (
        bare & (c.authors <= 0) & (c.year <= 0),
        only_by_people("recurring title", "neither authors nor year nor a place tell one document"),
    )


def _n_apart(c: Comparison) -> Ints:
    """How many of year, volume, issue and page differ; years a year apart only with their volumes."""
    years = (c.year_gap > 1) | ((c.year_gap == 1) & (c.volume < 0))
    found = years.astype(np.int64)
    for sign in (c.volume, c.issue, c.page):
        found += sign < 0
    return np.asarray(found)


def _ranges(c: Comparison) -> Mask:
    """Whether both say the same first and last of several pages."""
    return np.asarray(c.range & (c.page > 0) & (c.last_page > 0))


def _shorter_than(sides: Sides, letters: int) -> Mask:
    return ~sides.both(sides.columns.title_length >= letters)
