"""Whether the pages of pairs are one place, beyond being written alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coprod_review.dedupe.arrow import Codes, Ints, Mask, codes_of, text_array
from coprod_review.dedupe.forms import page_number, page_span

FIRST_LOCATOR = 1000
"""A number from here on with letters before it is that of an electronic article and no page."""

LARGEST = 10**9

_ROMAN = re.compile(r"[ivx]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpans:
    """First and last pages of records: the codes of each record, and the pages that they stand for."""

    first: Codes
    firsts: list[str]
    last: Codes
    lasts: list[str]

    @classmethod
    def of(cls, texts: pa.Array) -> PageSpans:
        """The pages that the texts of records name, empty where they name none."""
        pages, spans = codes_of(texts, page_span, empty=("", ""))
        first, firsts = codes_of(text_array([span[0] for span in spans]))
        last, lasts = codes_of(text_array([span[1] for span in spans]))
        return cls(first=first[pages], firsts=firsts, last=last[pages], lasts=lasts)

    def first_is(self, told: Callable[[str], bool]) -> Mask:
        """The records of whose first page this is so."""
        found: Mask = np.asarray([told(page) for page in self.firsts], dtype=np.bool_)[self.first]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumbers:
    """Pages by their codes: number, a code of the letters before it (0: none), whether it is a locator.

    `is_roman` tells that the letters are a numeral: of a volume, put before the page ("viii108").
    """

    number: Ints
    letters: Ints
    is_locator: Mask
    is_roman: Mask

    @classmethod
    def of(cls, pages: Sequence[str]) -> PageNumbers:
        """The numbers of pages as `forms.page_span` writes them."""
        parts = [("", int(page)) if page.isdecimal() else page_number(page) for page in pages]
        code_by_letters: dict[str, int] = {"": 0}
        letters = [code_by_letters.setdefault(text, len(code_by_letters)) for text, _ in parts]
        number = np.asarray([number % LARGEST for _, number in parts], dtype=np.int64)
        coded = np.asarray(letters, dtype=np.int64)
        return cls(
            number=number,
            letters=coded,
            is_locator=(coded > 0) & (number >= FIRST_LOCATOR),
            is_roman=np.asarray([bool(_ROMAN.fullmatch(text)) for text, _ in parts], dtype=np.bool_),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The first and the last pages of one side of pairs; a page that stands alone is both."""

    begin: Ints
    end: Ints
    letters: Ints
    is_locator: Mask
    is_roman: Mask
    has_end: Mask

    @classmethod
    def of(cls, first: PageNumbers, last: PageNumbers, codes: tuple[Codes, Codes]) -> Span:
        """The spans whose pages have these codes."""
        begins, ends = codes
        has_end = ends > 0
        return cls(
            begin=first.number[begins],
            end=np.where(has_end, last.number[ends], first.number[begins]),
            letters=first.letters[begins],
            is_locator=first.is_locator[begins],
            is_roman=first.is_roman[begins],
            has_end=has_end,
        )


def are_one_but_for_letters(a: Span, b: Span) -> Mask:
    """Whether letters before the number are all that differs, and say nothing of the place.

    They are a volume in Roman numerals ("viii108"); or both give the same last page, so that one left them
    out. Else they tell another place: "S12" is a page of a supplement and "e12" an article, neither page 12.
    """
    bare = (a.letters == 0) | (b.letters == 0)
    ends = a.has_end & b.has_end & (a.end == b.end) & (a.end > a.begin)
    return np.asarray((a.begin == b.begin) & (a.begin > 0) & bare & (a.is_roman | b.is_roman | ends))


def ends_alike(a: Ints, b: Ints) -> Mask:
    """Whether the shorter of two numbers is the end of the longer."""
    small, large = np.minimum(a, b), np.maximum(a, b)
    power = np.asarray([10**n for n in range(1, 10)], dtype=np.int64)
    above = power[np.searchsorted(power, small, side="right").clip(max=len(power) - 1)]
    return np.asarray((large % above == small) & (small > 0))


def are_undecided(a: Span, b: Span) -> Mask:
    """Whether pages that are not the same may still be one place.

    The ranges overlap; or one is the number of an electronic article ("e1234"; "5902" beside "1-12", pages
    that count the article by itself) and the other a page; or the last page of one is the end of the other's
    ("125-128", "2-8": a part of the volume got into the page), if neither begins on page 1, as what stands
    first in an issue or is not yet in one does; or the digits of one are those of the other in another order.
    """
    alike = a.letters == b.letters
    bare = (a.letters == 0) | (b.letters == 0)
    overlap = (a.begin <= b.end) & (b.begin <= a.end) & alike
    cut = ends_alike(a.end, b.end) & a.has_end & b.has_end & (np.minimum(a.begin, b.begin) > 1)
    unlike_kinds = (a.is_locator != b.is_locator) | _by_itself(a, b) | _by_itself(b, a)
    other_letters = (a.begin == b.begin) & (a.begin > 0) & ~bare
    return np.asarray(other_letters | overlap | cut | unlike_kinds | (_turned(a, b) & alike))


def _by_itself(paged: Span, numbered: Span) -> Mask:
    """Whether the pages of one count from 1 to its end, and the other has one high number alone."""
    from_one = (paged.begin == 1) & paged.has_end & (paged.end > 1) & (paged.letters == 0)
    alone = ~numbered.has_end & (numbered.letters == 0) & (numbered.begin >= FIRST_LOCATOR)
    return np.asarray(from_one & alone)


def _turned(a: Span, b: Span) -> Mask:
    digits = zip(a.begin.tolist(), b.begin.tolist(), strict=True)
    return np.asarray([sorted(str(x)) == sorted(str(y)) for x, y in digits], dtype=np.bool_)
