"""The rules on pairs that no guard, identifier or generic title decides: what the titles and the facts say.

Titles are the same (alike but for spelling), one is part of the other, alike, akin, or unlike; the less alike
they are, the more of authors, year, container, volume, pages and abstract has to agree.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.compare import Comparison
from coprod_review.dedupe.main_titles import MIN_PART_LETTERS
from coprod_review.dedupe.other_titles import alike_titles, unlike_titles
from coprod_review.dedupe.places import have_as_many_pages, same_place_of_articles, same_whole_place
from coprod_review.dedupe.programme_codes import differ_by_a_code
from coprod_review.dedupe.recurring_titles import (
    LONG_TITLE_LETTERS,
    are_one_but_for_spelling,
    titles_that_may_recur,
)
from coprod_review.dedupe.rulings import (
    Ruling,
    Sides,
    distinct_as,
    duplicate_as,
    loosely_distinct_as,
    maybe_as,
    only_by_people,
)
from coprod_review.dedupe.titles import SAME, WORDED_ALIKE

VERY_LONG_TITLE_LETTERS = 60
ALIKE_BUT_FOR_A_CODE = 60.0


def title_rules(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """The rules in their order; the last one holds for every pair."""
    whole = same_whole_place(sides, c)
    spelt = are_one_but_for_spelling(c)
    slip = (c.title >= WORDED_ALIKE) & ~c.substituted & c.reworded & ((c.title >= SAME) | ~c.added)
    yield from _same_titles(sides, c, spelt, whole)
    yield from _slips(c, slip & ~c.part, whole)
    yield from _coded_titles(sides, c)
    yield from _parts_of_titles(sides, c, c.part)
    yield from alike_titles(c, whole)
    yield from unlike_titles(sides, c, whole)


def _same_titles(sides: Sides, c: Comparison, same: Mask, whole: Mask) -> Iterator[tuple[Mask, Ruling]]:
    yield (
        same & (c.abstract < 0) & ~whole,
        only_by_people("same title, other abstract", "the abstracts are not the same"),
    )
    yield from titles_that_may_recur(sides, c, same)
    yield from _same_titles_and_place(sides, c, same)
    yield from _same_titles_and_facts(sides, c, same)
    yield from _early_views(sides, c, same)
    yield from _same_titles_left(sides, c, same)


def _same_titles_and_place(sides: Sides, c: Comparison, same: Mask) -> Iterator[tuple[Mask, Ruling]]:
    long = _longer_than(sides, LONG_TITLE_LETTERS)
    agreeing, differing = c.n_agreeing, c.n_differing
    both_pages = c.range & (c.last_page > 0)
    yield (
        same
        & (c.page > 0)
        & (agreeing >= 3)
        & (differing <= 1 + (agreeing >= 4))
        & ((c.authors >= 0) | both_pages),
        duplicate_as("same title, same page", "the title is the same and the first page agrees"),
    )
    yield (
        same & c.same_place & (c.authors >= 0) & long & (differing <= 1),
        duplicate_as("same title, same place", "the title is the same, volume and first page agree"),
    )
    yield (
        same & long & say_the_same(sides),
        duplicate_as(
            "same record twice",
            "the title is the same, and authors, year, container, volume, issue and pages are written alike "
            "or said by neither",
        ),
    )


def _same_titles_and_facts(sides: Sides, c: Comparison, same: Mask) -> Iterator[tuple[Mask, Ruling]]:
    long, very_long = _longer_than(sides, LONG_TITLE_LETTERS), _longer_than(sides, VERY_LONG_TITLE_LETTERS)
    agreeing, differing = c.n_agreeing, c.n_differing
    near = c.year_gap <= 1
    told = (c.year_gap != 1) | (agreeing >= 2)  # else a meeting's contribution and its article a year later
    yield (
        same & (c.abstract > 0) & (differing == 0) & ((agreeing > 0) | long),
        duplicate_as("same title, same abstract", "the title is the same and the abstract agrees"),
    )
    yield (
        same & (c.authors > 0) & near & (differing == 0) & ((agreeing >= 3) | (long & told)),
        duplicate_as("same title, same authors", "the title is the same and the authors agree"),
    )
    another_issue = (c.issue < 0) & (c.page <= 0)
    apart = another_issue | ((c.page < 0) & (c.last_page <= 0))
    others = (c.authors < 0) & (c.abstract <= 0)
    yield (
        same & (agreeing >= 4) & (differing <= 1) & ~apart & ~others,
        duplicate_as("same title, one field differs", "the title is the same and at least four facts agree"),
    )
    yield (
        same
        & (c.authors > 0)
        & (c.volume > 0)
        & (c.year_gap == 0)
        & (c.page >= 0)
        & ~another_issue
        & ((c.container >= 0) | (c.page > 0))
        & (differing <= 1)
        & very_long,
        duplicate_as("same title, same volume", "the title is the same, authors, year and volume agree"),
    )


def _early_views(sides: Sides, c: Comparison, same: Mask) -> Iterator[tuple[Mask, Ruling]]:
    long = _longer_than(sides, LONG_TITLE_LETTERS)
    near = (c.year_gap >= 0) & (c.year_gap <= 2)
    unplaced, unpaged = sides.columns.volume == 0, sides.columns.first_page == 0
    early = (
        near
        & (c.issue >= 0)
        & (sides.one(unplaced) | sides.one(unpaged))
        & (c.volume == 0)
        & ((c.page == 0) | sides.either(unplaced & sides.columns.from_one))
    )
    late = near & (c.abstract > 0) & (c.volume > 0) & long
    late &= (c.page >= 0) | (sides.either(sides.columns.from_one) & have_as_many_pages(sides))
    late &= (c.issue >= 0) | (c.page != 0)  # else perhaps versions in two languages
    people = same & (c.authors > 0) & (c.container > 0)
    yield (
        people & early,
        duplicate_as("early view and issue", "one of them lacks the volume or pages that the other has"),
    )
    yield (
        people & late,
        duplicate_as("early view and issue", "authors, container, volume and abstract agree"),
    )


def _same_titles_left(sides: Sides, c: Comparison, same: Mask) -> Iterator[tuple[Mask, Ruling]]:
    very_long = _longer_than(sides, VERY_LONG_TITLE_LETTERS)
    agreeing, differing = c.n_agreeing, c.n_differing
    yield (
        same & (c.authors == 0) & (differing == 0) & ((agreeing >= 3) | ((agreeing >= 2) & very_long)),
        duplicate_as("same title, same container", "the title is the same, no authors can be compared"),
    )
    yield (
        same & (c.container < 0) & (c.volume <= 0) & ((c.page < 0) | (c.volume < 0)),
        distinct_as("related: published twice", "one title in two places"),
    )
    yield (
        same & (c.authors < 0) & (differing >= 3),
        distinct_as("same title only", "authors and two more facts differ"),
    )
    yield (
        same & (differing >= 2),
        only_by_people("same title, other facts", "the title is the same and two or more facts differ"),
    )
    yield same, maybe_as("same title", "the title is the same, and too little else agrees")


def _slips(c: Comparison, slip: Mask, whole: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """Titles that are the same but for a word that is like the other's: a typing error, or another word."""
    agreeing, differing = c.n_agreeing, c.n_differing
    yield (
        slip & whole & (agreeing >= 3) & (differing <= 1) & (c.authors >= 0),
        duplicate_as(
            "title but for a slip, same place",
            "the titles differ in a word or in their order, volume and pages tell one place",
        ),
    )
    yield (
        slip & (c.authors < 0) & (differing >= 3),
        distinct_as("alike titles by others", "titles, authors and two more facts differ"),
    )
    yield (
        slip,
        maybe_as(
            "a word apart",
            "the titles differ in a word or in the order of words, and the place does not tell one document",
        ),
    )


def say_the_same(sides: Sides) -> Mask:
    """Whether two records are the same in authors, year, container, volume, issue and pages, said or not."""
    c, (a, b) = sides.columns, sides.pairs.T
    same = c.year[a] == c.year[b]
    for codes in (c.authors, c.container, c.volume, c.issue, c.first_page, c.last_page):
        same &= codes[a] == codes[b]
    return np.asarray(same)


def _longer_than(sides: Sides, letters: int) -> Mask:
    return sides.both(sides.columns.title_length >= letters)


def _coded_titles(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """Contributions to meetings, of which one title tells the number in the programme."""
    told = c.reworded & c.same_place & (c.authors > 0) & (c.n_agreeing >= 4) & (c.n_differing == 0)
    yield (
        differ_by_a_code(sides, told & (c.title >= ALIKE_BUT_FOR_A_CODE)),
        duplicate_as(
            "title but for a number, same place",
            "one title has its number in a programme besides, and authors, volume and first page agree",
        ),
    )


def _parts_of_titles(sides: Sides, c: Comparison, part: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """One title is the other with more at its beginning or end: a subtitle, a translation, another study."""
    agreeing, differing = c.n_agreeing, c.n_differing
    quiet = part & (c.authors > 0) & (differing == 0)
    long = _longer_than(sides, MIN_PART_LETTERS)
    enough = ((agreeing >= 3) & (differing <= 1) & (c.authors >= 0) & long) | (quiet & (agreeing >= 4))
    yield (
        part & same_place_of_articles(sides, c) & enough,
        duplicate_as(
            "part of the title, same place", "one title is part of the other, volume and first page agree"
        ),
    )
    yield (
        quiet & _have_one_abstract(sides) & (agreeing >= 2),
        duplicate_as(
            "part of the title, same abstract",
            "one title is part of the other, the abstracts begin with the same words",
        ),
    )
    yield (
        part & (differing >= 2) & ((c.authors < 0) | (c.page <= 0)),
        loosely_distinct_as(
            "part of the title only", "one title is part of the other, and two or more facts differ"
        ),
    )
    yield part, maybe_as("part of the title", "one title is part of the other, and too little else agrees")


def _have_one_abstract(sides: Sides) -> Mask:
    one, other = sides.columns.abstract[sides.pairs].T
    return np.asarray((one == other) & (one > 0))
