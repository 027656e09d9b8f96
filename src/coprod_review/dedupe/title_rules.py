"""The rules on pairs that no guard, identifier or generic title decides: what the titles and the facts say.

Titles are the same (alike but for spelling), one is part of the other, alike, akin, or unlike; the less alike
they are, the more of authors, year, container, volume, pages and abstract has to agree.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.compare import UNKNOWN_GAP, Comparison
from coprod_review.dedupe.related import (
    Ruling,
    Sides,
    distinct_as,
    duplicate_as,
    loosely_distinct_as,
    maybe_as,
    only_by_people,
)
from coprod_review.dedupe.titles import AKIN, ALIKE, SAME, WORDED_ALIKE

UNLIKE_RULE = "unlike titles"
LONG_TITLE_LETTERS = 40
VERY_LONG_TITLE_LETTERS = 60


def title_rules(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """The rules in their order; the last one holds for every pair."""
    spelt = (c.title >= WORDED_ALIKE) & ~c.substituted & ~c.added
    same = spelt | ((c.title >= SAME) & ~c.substituted)
    yield from _same_titles(sides, c, same)
    yield from _parts_of_titles(sides, c, c.part)
    yield from _alike_titles(c, c.title >= ALIKE)
    yield from _unlike(sides, c)


def _same_titles(sides: Sides, c: Comparison, same: Mask) -> Iterator[tuple[Mask, Ruling]]:
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
        duplicate_as("same title, same page", "title and first page are the same"),
    )
    yield (
        same & c.same_place & (c.authors >= 0) & long & (differing <= 1),
        duplicate_as("same title, same place", "title, volume and first page are the same"),
    )
    yield (
        same & long & say_the_same(sides) & (c.abstract >= 0),
        duplicate_as(
            "same record twice", "the title is the same and neither says anything that the other does not"
        ),
    )


def _same_titles_and_facts(sides: Sides, c: Comparison, same: Mask) -> Iterator[tuple[Mask, Ruling]]:
    long, very_long = _longer_than(sides, LONG_TITLE_LETTERS), _longer_than(sides, VERY_LONG_TITLE_LETTERS)
    agreeing, differing = c.n_agreeing, c.n_differing
    near = c.year_gap <= 1
    told = (c.year_gap != 1) | (agreeing >= 2)  # else a meeting's contribution and its article a year later
    yield (
        same & (c.abstract > 0) & (differing == 0) & ((agreeing > 0) | long),
        duplicate_as("same title, same abstract", "title and abstract are the same"),
    )
    yield (
        same & (c.abstract < 0) & ~c.same_place & ((agreeing < 4) | (differing > 0)),
        only_by_people("same title, other abstract", "the titles are the same and the abstracts are not"),
    )
    yield (
        same & (c.authors > 0) & near & (differing == 0) & ((agreeing >= 3) | (long & told)),
        duplicate_as("same title, same authors", "title and authors are the same, nothing differs"),
    )
    apart = (c.page < 0) & (c.last_page <= 0)
    others = (c.authors < 0) & (c.abstract <= 0)
    yield (
        same & (agreeing >= 4) & (differing <= 1) & ~apart & ~others,
        duplicate_as("same title, one field differs", "four of five facts agree"),
    )
    yield (
        same
        & (c.authors > 0)
        & (c.volume > 0)
        & (c.year_gap == 0)
        & (c.page >= 0)
        & ((c.container >= 0) | (c.page > 0))
        & (differing <= 1)
        & very_long,
        duplicate_as("same title, same volume", "title, authors, year and volume are the same"),
    )


def _early_views(sides: Sides, c: Comparison, same: Mask) -> Iterator[tuple[Mask, Ruling]]:
    long = _longer_than(sides, LONG_TITLE_LETTERS)
    early = (c.year_gap >= 0) & (c.year_gap <= 2) & (c.volume == 0)
    from_one = sides.columns.from_one
    late = (c.abstract > 0) & (c.year_gap >= 0) & (c.year_gap <= 2) & (c.volume > 0) & long
    late &= (c.page >= 0) | sides.either(from_one)
    early = (early & ((c.page == 0) | sides.either((sides.columns.volume == 0) & from_one))) | late
    yield (
        same & (c.authors > 0) & (c.container > 0) & early,
        duplicate_as("early view and issue", "only one of them has volume or pages yet"),
    )


def _same_titles_left(sides: Sides, c: Comparison, same: Mask) -> Iterator[tuple[Mask, Ruling]]:
    very_long = _longer_than(sides, VERY_LONG_TITLE_LETTERS)
    agreeing, differing = c.n_agreeing, c.n_differing
    yield (
        same & (c.authors == 0) & (differing == 0) & ((agreeing >= 3) | ((agreeing >= 2) & very_long)),
        duplicate_as("same title, same container", "no authors to compare, the other facts agree"),
    )
    yield (
        same & (c.container < 0) & (c.volume <= 0) & ((c.page < 0) | (c.volume < 0)),
        Ruling(
            verdict="distinct", rule="related: published twice", because="one title in two places", firm=True
        ),
    )
    yield (
        same & (c.authors < 0) & (differing >= 3),
        Ruling(verdict="distinct", rule="same title only", because="authors and place differ", firm=True),
    )
    yield (
        same & (differing >= 2),
        only_by_people("same title, other facts", "the titles are the same, and two more facts differ"),
    )
    yield same, maybe_as("same title", "the titles are the same, and too little else agrees")


def say_the_same(sides: Sides) -> Mask:
    """Whether two records are the same in authors, year, container, volume, issue and pages, said or not."""
    c, (a, b) = sides.columns, sides.pairs.T
    same = c.year[a] == c.year[b]
    for codes in (c.authors, c.container, c.volume, c.issue, c.first_page, c.last_page):
        same &= codes[a] == codes[b]
    return np.asarray(same)


def _longer_than(sides: Sides, letters: int) -> Mask:
    return sides.both(sides.columns.title_length >= letters)


def _parts_of_titles(sides: Sides, c: Comparison, part: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """One title is the other with more at its beginning or end: a subtitle, a translation, another study."""
    long, very_long = _longer_than(sides, LONG_TITLE_LETTERS), _longer_than(sides, VERY_LONG_TITLE_LETTERS)
    agreeing, differing = c.n_agreeing, c.n_differing
    yield (
        part & (c.page > 0) & (agreeing >= 3) & (differing <= 1) & (c.authors >= 0),
        duplicate_as(
            "part of the title, same page", "one title is part of the other, the first page is the same"
        ),
    )
    yield (
        part & (c.abstract > 0) & (differing == 0) & (c.authors >= 0) & ((agreeing > 0) | long),
        duplicate_as("part of the title, same abstract", "one title is part of the other, one abstract"),
    )
    quiet = part & (c.authors > 0) & (differing == 0) & (c.abstract >= 0)
    yield (
        quiet & (c.volume > 0) & (agreeing >= 4),
        duplicate_as("part of the title, same volume", "authors, year, container and volume agree"),
    )
    yield (
        quiet & (agreeing >= 3) & very_long & c.subtitled,
        duplicate_as("subtitle left out", "one title lacks the subtitle, and nothing differs"),
    )
    yield (
        part & (differing >= 2) & ((c.authors < 0) | (c.page <= 0)),
        loosely_distinct_as("part of the title only", "one title is part of the other and the facts differ"),
    )
    yield part, maybe_as("part of the title", "one title is part of the other, and too little else agrees")


def _alike_titles(c: Comparison, alike: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """Titles with a word or two in place of others: a variant, a correction, or a sister of the study."""
    agreeing, differing = c.n_agreeing, c.n_differing
    both_pages = c.range & (c.last_page > 0)
    sure = (both_pages & (c.container >= 0)) | ~c.substituted
    yield (
        alike & (c.page > 0) & (agreeing >= 3) & (differing <= 1) & (c.authors >= 0) & sure,
        duplicate_as("alike titles, same page", "first page and two more facts agree"),
    )
    yield (
        alike & c.same_place & (c.container > 0) & (c.year > 0) & ((c.authors >= 0) | both_pages) & sure,
        duplicate_as("alike titles, same place", "container, year, volume and page agree"),
    )
    yield (
        alike & (c.abstract > 0) & (c.authors > 0) & (differing == 0) & (agreeing >= 2),
        duplicate_as("alike titles, same abstract", "abstract, authors and one more fact agree"),
    )
    yield (
        alike & (c.authors >= 0) & (agreeing >= 2) & (c.page >= 0) & (differing <= 1) & (c.abstract >= 0),
        maybe_as("alike titles", "the titles are alike and nothing strong speaks against it"),
    )
    yield (
        alike & c.substituted & (c.authors < 0),
        distinct_as("alike titles by others", "the titles differ in words and the authors differ"),
    )
    yield alike, loosely_distinct_as("alike titles only", "the titles are alike and the facts are not")


def _unlike(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """Titles that are akin or have nothing in common: a translation, a title in other words, or chance."""
    agreeing, differing = c.n_agreeing, c.n_differing
    akin = c.title >= AKIN
    sure = ~(c.substituted | c.added) | (c.range & (c.last_page > 0))
    yield (
        akin & c.same_place & (c.authors > 0) & (differing == 0) & (agreeing >= 4) & sure,
        duplicate_as("akin titles, same place", "authors, volume, page and more agree"),
    )
    whole = c.same_place & (c.last_page > 0) & (c.year_gap <= 1) & (c.year_gap != UNKNOWN_GAP)
    yield (
        akin & whole & (c.container > 0) & (c.authors == 0) & (c.year > 0) & (c.abstract >= 0),
        duplicate_as("akin titles, same pages", "container, year, volume and both pages agree"),
    )
    translated = sides.one(sides.columns.translated) & (c.authors > 0) & c.same_place
    near = (c.year_gap == 0) | (c.year_gap == 1)
    placed = near & (c.container > 0) & (c.last_page >= 0)
    yield (
        translated & (placed | (whole & (c.range | (c.container >= 0)))),
        duplicate_as("translated title, same place", "one title is a translation; all else agrees"),
    )
    yield (
        whole & (c.authors > 0) & (c.container > 0) & c.range & (c.issue >= 0) & (c.abstract >= 0),
        duplicate_as("unlike titles, same pages", "authors, container, year, volume and both pages agree"),
    )
    yield (
        c.same_place & (c.abstract > 0) & (c.authors > 0) & (differing == 0),
        duplicate_as("unlike titles, same abstract", "abstract, authors, volume and page agree"),
    )
    yield (
        whole & (c.authors > 0),
        maybe_as(
            "unlike titles, same place",
            "authors, year, volume and pages agree, and the titles are too unlike",
        ),
    )
    yield (
        (c.abstract > 0) & (c.authors > 0) & (differing == 0) & (agreeing >= 2),
        maybe_as("unlike titles, same abstract", "abstract and authors agree and the titles do not"),
    )
    yield (
        akin & c.substituted & (c.authors < 0),
        distinct_as("akin titles by others", "the titles differ in words and the authors differ"),
    )
    yield (
        akin & (c.page > 0) & (agreeing >= 3) & (differing <= 1),
        maybe_as("akin titles, same page", "first page and two more facts agree"),
    )
    yield np.ones(len(c), dtype=np.bool_), loosely_distinct_as(UNLIKE_RULE, "the titles differ")
