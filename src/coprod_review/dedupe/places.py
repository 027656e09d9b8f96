"""Whether two records stand in one place that only one document can fill."""

from __future__ import annotations

import numpy as np

from coprod_review.dedupe.arrow import Ints, Mask
from coprod_review.dedupe.columns import Columns
from coprod_review.dedupe.compare import Comparison
from coprod_review.dedupe.rulings import Sides

FEWEST_OWN_PAGES = 3
"""So many pages hold one document; on fewer of a supplement, or on one of an issue, several stand."""

FIRST_ARTICLE_NUMBER = 10_000
"""A number from here on in the place of pages is that of one article."""


def same_whole_place(sides: Sides, c: Comparison) -> Mask:
    """Whether volume and first page are one document's own, and neither last page nor issue differs.

    Another issue does not count where both give the same range of pages. A single page is no document's own.
    """
    ranges = c.range & (c.last_page > 0)
    quiet = (c.last_page >= 0) & (c.issue >= 0)
    own = sides.either((_pages_of(sides.columns) > 1) | _is_article_number(sides.columns))
    return np.asarray(same_place_of_articles(sides, c) & own & (ranges | quiet))


def same_place_of_articles(sides: Sides, c: Comparison) -> Mask:
    """Whether volume and first page are the same, and no pages of supplements and meetings ("S12", "A12").

    Several short pieces share such pages, unless both records give one range of several.
    """
    columns = sides.columns
    long = c.range & (c.last_page > 0) & sides.both(_pages_of(columns) >= FEWEST_OWN_PAGES)
    return np.asarray(c.same_place & (~sides.either(columns.supplement | columns.lettered) | long))


def have_as_many_pages(sides: Sides) -> Mask:
    """Whether both records give a range, and one of as many pages."""
    one, other = _pages_of(sides.columns)[sides.pairs].T
    return np.asarray((one == other) & (one > 1))


def are_pages_of_two_numberings(sides: Sides) -> Mask:
    """Whether the pages of an article may differ because each record counts in its own way.

    One is the number of an electronic article, or a range from page 1, as an early view has it, and the other
    is not; or both give a range, and only one the volume. Pages of supplements and books are
    counted in one way.
    """
    columns = sides.columns
    page = columns.first_page
    electronic = (columns.firsts.letters[page] > 0) & ~columns.firsts.is_roman[page] & ~columns.lettered
    electronic |= _is_article_number(columns)
    ranged = _pages_of(columns) > 1
    early = sides.one(columns.volume > 0) & sides.both(ranged)
    apart = sides.one(electronic) | sides.one(columns.from_one & ranged) | early
    bound = columns.supplement | columns.lettered | sides.typed("chapter", "book", "conference")
    return np.asarray(apart & ~sides.either(bound))


def _pages_of(columns: Columns) -> Ints:
    """How many pages each record says that it has; 1 where it gives one page alone."""
    first, last = columns.firsts.number[columns.first_page], columns.lasts.number[columns.last_page]
    return np.where((columns.last_page > 0) & (last > first), last - first + 1, 1)


def _is_article_number(columns: Columns) -> Mask:
    number = columns.firsts.number[columns.first_page]
    return np.asarray(columns.firsts.is_locator[columns.first_page] | (number >= FIRST_ARTICLE_NUMBER))
