"""The rules on titles that are not the same: a word or two in other places, other words, another language."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.compare import UNKNOWN_GAP, Comparison
from coprod_review.dedupe.forms import families_agree
from coprod_review.dedupe.rulings import (
    Ruling,
    Sides,
    distinct_as,
    duplicate_as,
    loosely_distinct_as,
    maybe_as,
)
from coprod_review.dedupe.title_languages import are_in_english, are_in_two_languages
from coprod_review.dedupe.titles import AKIN, ALIKE

UNLIKE_RULE = "unlike titles"


def alike_titles(c: Comparison, whole: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """Titles with a word or two in place of others: a variant, a correction, or a sister of the study."""
    alike = c.title >= ALIKE
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


def unlike_titles(sides: Sides, c: Comparison, placed: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """Titles that are akin or have nothing in common: a translation, a title in other words, or chance."""
    yield from _at_one_place(sides, c, placed)
    agreeing, differing = c.n_agreeing, c.n_differing
    akin = c.title >= AKIN
    near = (c.year_gap == 0) | (c.year_gap == 1)
    yield (
        c.same_place & (c.abstract > 0) & (c.authors > 0) & (differing == 0),
        duplicate_as("unlike titles, same abstract", "abstract, authors, volume and page agree"),
    )
    yield (
        c.same_place & (c.last_page > 0) & near & (c.authors > 0),
        maybe_as(
            "unlike titles, same place",
            "authors, volume and both pages agree, and the titles are not the same",
        ),
    )
    yield (
        c.range
        & (c.page > 0)
        & (c.last_page > 0)
        & near
        & (c.authors > 0)
        & (differing == 0)
        & (c.abstract >= 0),
        maybe_as(
            "unlike titles, same range of pages",
            "authors, year and both pages agree and nothing differs, and the titles are not the same",
        ),
    )
    yield (
        _may_be_translations(sides, c),
        maybe_as(
            "translated title, same pages",
            "year, volume and both pages agree, and one title may be a translation of the other",
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
    yield (
        _are_versions_in_languages(sides, (c.authors > 0) & (differing == 0) & (c.issue >= 0)),
        maybe_as(
            "unlike titles, same DOI of several",
            "authors and a DOI that stands on several titles agree, nothing differs, and the titles may be "
            "in two languages",
        ),
    )
    yield np.ones(len(c), dtype=np.bool_), loosely_distinct_as(UNLIKE_RULE, "the titles differ")


def _at_one_place(sides: Sides, c: Comparison, placed: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """What is one document by its volume and pages, whatever the titles: akin, or one a translation."""
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


def _are_versions_in_languages(sides: Sides, asked: Mask) -> Mask:
    """Of the pairs in the mask, those under one DOI of several titles that all known authors share, unless
    both titles are in English: a document in three languages has such a DOI, and so has a supplement."""
    columns = sides.columns
    a, b = sides.pairs.T
    doi = columns.volume_doi
    found: Mask = np.asarray(asked & (doi[a] > 0) & (doi[a] == doi[b]))
    found[found] = [
        not are_in_english(columns.titles[one], columns.titles[other])
        and families_agree(
            columns.author_texts[columns.authors[one]], columns.author_texts[columns.authors[other]]
        )
        for one, other in sides.pairs[found].tolist()
    ]
    return found


def _may_be_translations(sides: Sides, c: Comparison) -> Mask:
    """Titles in two scripts, or one in brackets, at one place, where neither people nor journal differ.

    Names of people and journals in two scripts do not differ.
    """
    unreadable = c.in_two_scripts | sides.one(sides.columns.translated)
    place = c.same_place & c.range & (c.last_page > 0) & (c.year_gap == 0) & (c.issue >= 0)
    return np.asarray(unreadable & place & (c.authors >= 0) & (c.container >= 0) & (c.abstract >= 0))


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
