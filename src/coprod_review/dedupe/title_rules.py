"""The rules on pairs that no guard, identifier or generic title decides: what the titles and the facts say.

Titles are the same (alike but for spelling), one is part of the other, alike, akin, or unlike; the less alike
they are, the more of authors, year, container, volume, pages and abstract has to agree.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.compare import UNKNOWN_GAP, Comparison
from coprod_review.dedupe.places import have_as_many_pages, same_place_of_articles, same_whole_place
from coprod_review.dedupe.related import (
    Ruling,
    Sides,
    distinct_as,
    duplicate_as,
    loosely_distinct_as,
    maybe_as,
    only_by_people,
)
from coprod_review.dedupe.title_languages import are_in_two_languages
from coprod_review.dedupe.titles import AKIN, ALIKE, SAME, WORDED_ALIKE

UNLIKE_RULE = "unlike titles"
LONG_TITLE_LETTERS = 40
VERY_LONG_TITLE_LETTERS = 60


def title_rules(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """The rules in their order; the last one holds for every pair."""
    whole = same_whole_place(sides, c)
    spelt = (c.title >= WORDED_ALIKE) & ~c.reworded
    slip = (c.title >= WORDED_ALIKE) & ~c.substituted & c.reworded & ((c.title >= SAME) | ~c.added)
    yield from _same_titles(sides, c, spelt, whole)
    yield from _slips(c, slip & ~c.part, whole)
    yield from _parts_of_titles(sides, c, c.part)
    yield from _alike_titles(c, c.title >= ALIKE, whole)
    yield from _unlike(sides, c, whole)


def _same_titles(sides: Sides, c: Comparison, same: Mask, whole: Mask) -> Iterator[tuple[Mask, Ruling]]:
    yield (
        same & (c.abstract < 0) & ~whole,
        only_by_people("same title, other abstract", "the abstracts are not the same"),
    )
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
    apart = (c.page < 0) & (c.last_page <= 0)
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
        & (sides.one(unplaced) | sides.one(unpaged))
        & (c.volume == 0)
        & ((c.page == 0) | sides.either(unplaced & sides.columns.from_one))
    )
    late = near & (c.abstract > 0) & (c.volume > 0) & long
    late &= (c.page >= 0) | (sides.either(sides.columns.from_one) & have_as_many_pages(sides))
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


def _parts_of_titles(sides: Sides, c: Comparison, part: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """One title is the other with more at its beginning or end: a subtitle, a translation, another study."""
    agreeing, differing = c.n_agreeing, c.n_differing
    quiet = part & (c.authors > 0) & (differing == 0)
    yield (
        part & same_place_of_articles(sides, c) & (agreeing >= 3) & (differing <= 1) & (c.authors >= 0),
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


def _alike_titles(c: Comparison, alike: Mask, whole: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """Titles with a word or two in place of others: a variant, a correction, or a sister of the study."""
    agreeing, differing = c.n_agreeing, c.n_differing
    both_pages = c.range & (c.last_page > 0)
    sure = whole & ((both_pages & (c.container >= 0)) | ~c.substituted)
    yield (
        alike & (agreeing >= 3) & (differing <= 1) & (c.authors >= 0) & sure,
        duplicate_as("alike titles, same page", "volume, first page and one more fact agree"),
    )
    yield (
        alike & (c.container > 0) & (c.year > 0) & both_pages & sure,
        duplicate_as("alike titles, same place", "container, year, volume and both pages agree"),
    )
    yield (
        alike & (c.abstract > 0) & (c.authors > 0) & (differing == 0) & (agreeing >= 2),
        maybe_as("alike titles, same abstract", "abstract, authors and one more fact agree"),
    )
    yield (
        alike & (c.authors >= 0) & (agreeing >= 2) & (c.page >= 0) & (differing <= 1) & (c.abstract >= 0),
        maybe_as("alike titles", "the titles are alike, and at most one fact differs"),
    )
    yield (
        alike & c.substituted & (c.authors < 0),
        distinct_as("alike titles by others", "the titles differ in words and the authors differ"),
    )
    yield alike, loosely_distinct_as("alike titles only", "the titles are alike, and too little else agrees")


def _unlike(sides: Sides, c: Comparison, placed: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """Titles that are akin or have nothing in common: a translation, a title in other words, or chance."""
    agreeing, differing = c.n_agreeing, c.n_differing
    akin = c.title >= AKIN
    sure = ~(c.substituted | c.added) | (c.range & (c.last_page > 0))
    yield (
        akin & placed & (c.authors > 0) & (differing == 0) & (agreeing >= 4) & sure,
        duplicate_as("akin titles, same place", "authors, volume, page and more agree"),
    )
    whole = placed & (c.last_page > 0) & (c.year_gap <= 1) & (c.year_gap != UNKNOWN_GAP)
    yield (
        akin & whole & (c.container > 0) & (c.authors == 0) & (c.year > 0) & (c.abstract >= 0),
        duplicate_as("akin titles, same pages", "container, year, volume and both pages agree"),
    )
    translated = sides.one(sides.columns.translated) & (c.authors > 0) & c.same_place
    near = (c.year_gap == 0) | (c.year_gap == 1)
    told = near & (c.container > 0) & (c.last_page >= 0)
    yield (
        translated & (told | (whole & (c.range | (c.container >= 0)))),
        duplicate_as(
            "translated title, same place", "one title is a translation; authors, volume and first page agree"
        ),
    )
    sure = whole & (c.authors > 0) & (c.container > 0) & c.range & (c.issue >= 0) & (c.abstract >= 0)
    yield (
        _are_translations(sides, sure & ~akin & ~c.part),
        duplicate_as(
            "unlike titles, same pages",
            "authors, container, volume and both pages agree, and the titles are in two languages",
        ),
    )
    yield (
        c.same_place & (c.abstract > 0) & (c.authors > 0) & (differing == 0),
        duplicate_as("unlike titles, same abstract", "abstract, authors, volume and page agree"),
    )
    yield (
        c.same_place & (c.last_page > 0) & near & (c.authors > 0),
        maybe_as(
            "unlike titles, same place",
            "authors, volume and both pages agree, and the titles are too unlike",
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


def _are_translations(sides: Sides, asked: Mask) -> Mask:
    """Of the pairs in the mask, those whose titles are told or seen to be in two languages."""
    columns, found = sides.columns, np.zeros(len(sides.pairs), dtype=np.bool_)
    a, b = sides.pairs[asked].T
    language = columns.language
    told = (language[a] > 0) & (language[b] > 0) & (language[a] != language[b])
    seen = [
        are_in_two_languages(columns.titles[one], columns.titles[other])
        for one, other in zip(a.tolist(), b.tolist(), strict=True)
    ]
    found[asked] = told | np.asarray(seen, dtype=np.bool_)
    return found
