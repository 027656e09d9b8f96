"""Whether the fields of pairs agree, all pairs at once: 1 agree, -1 differ, 0 where either is unsaid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler

from coprod_review.dedupe.arrow import Codes, Ints, Mask, distinct
from coprod_review.dedupe.columns import Columns
from coprod_review.dedupe.forms import AuthorNames, containers_agree, names_of, page_number
from coprod_review.dedupe.titles import ratios

SAME_NAME = 0.9
"""Jaro-Winkler similarity from which two family names are one with a typing error or a transliteration."""

SAME_ABSTRACT = 80.0
OTHER_ABSTRACT = 55.0
MIN_ABSTRACT_LETTERS = 80
"""Similarities of the beginnings of two abstracts above and below which they are one text or two."""

MOST_ISSUES = 60
"""A weekly has 53 issues a year."""

Signs = npt.NDArray[np.int8]


def signs_of(codes: Codes, a: Ints, b: Ints) -> Signs:
    """Whether coded values agree at pairs of places."""
    one, other = codes[a], codes[b]
    return np.where((one == 0) | (other == 0), 0, np.where(one == other, 1, -1)).astype(np.int8)


def author_signs(columns: Columns, a: Ints, b: Ints) -> Signs:
    """Whether the authors agree: one first family, or one list in two forms."""
    signs = np.where(columns.family[a] == columns.family[b], 1, -1).astype(np.int8)
    signs[(columns.n_authors[a] == 0) | (columns.n_authors[b] == 0)] = 0
    names: dict[int, AuthorNames] = {}

    def named(code: int) -> AuthorNames:
        if code not in names:
            names[code] = names_of(columns.author_texts[code])
        return names[code]

    families = dict(zip(columns.authors[a].tolist(), columns.family[a].tolist(), strict=True))
    families |= dict(zip(columns.authors[b].tolist(), columns.family[b].tolist(), strict=True))

    def agree(one: int, other: int) -> bool | None:
        here, there = named(one), named(other)
        if not (here.first and there.first):
            return None
        alike = JaroWinkler.similarity(columns.families[families[one]], columns.families[families[other]])
        if alike >= SAME_NAME or here.agree(there):
            return True
        return None if here.is_group or there.is_group else False

    return _asked(signs, signs < 0, (columns.authors[a], columns.authors[b]), agree)


def container_signs(columns: Columns, a: Ints, b: Ints) -> Signs:
    """Whether the containers agree, abbreviated or not."""
    signs = signs_of(columns.container, a, b)
    forms = columns.containers
    return _asked(
        signs,
        signs < 0,
        (columns.container[a], columns.container[b]),
        lambda one, other: containers_agree(forms[one], forms[other]),
    )


def volume_signs(columns: Columns, a: Ints, b: Ints) -> Signs:
    """Volumes, or a volume that one database put where the other has the issue or the year."""
    signs = signs_of(columns.volume, a, b)
    for place in np.flatnonzero(signs < 0).tolist():
        one, other = int(a[place]), int(b[place])
        here, there = columns.volumes[columns.volume[one]], columns.volumes[columns.volume[other]]
        swapped = (columns.issues[columns.issue[other]], str(columns.year[one]), str(columns.year[other]))
        back = (columns.issues[columns.issue[one]], str(columns.year[one]), str(columns.year[other]))
        if here in swapped or there in back:
            signs[place] = 0
    return signs


def issue_signs(columns: Columns, a: Ints, b: Ints) -> Signs:
    """Whether the issues agree; numbers beyond those of a year are no places in a volume.

    Some programs write the number of the record there, so that such numbers may agree and do not differ.
    """
    signs = signs_of(columns.issue, a, b)
    beyond = [issue.isdecimal() and int(issue) > MOST_ISSUES for issue in columns.issues]
    counted = np.asarray(beyond, dtype=np.bool_)[columns.issue]
    signs[(signs < 0) & counted[a] & counted[b]] = 0
    return signs


def page_signs(columns: Columns, a: Ints, b: Ints) -> tuple[Signs, Mask]:
    """Whether the first pages agree, and whether both records have a range of pages.

    They agree where only a prefix differs ("S12", "viii108"). They neither agree nor differ where the ranges
    overlap, where one is the number of an electronic article ("e1234") and the other a page, where the last
    page of one is the end of the other's ("125-128", "2-8": a part of the volume got into the page), or where
    the digits of one are those of the other in another order.
    """
    signs = signs_of(columns.first_page, a, b)
    first, last = _Numbers.of(columns.first_pages), _Numbers.of(columns.last_pages)
    one, other = columns.first_page[a], columns.first_page[b]
    end_one, end_other = columns.last_page[a], columns.last_page[b]
    bare = (first.letters[one] == 0) | (first.letters[other] == 0)
    same = (first.number[one] == first.number[other]) & (first.number[one] > 0)
    begin_a, begin_b = first.number[one], first.number[other]
    end_a = np.where(end_one > 0, last.number[end_one], begin_a)
    end_b = np.where(end_other > 0, last.number[end_other], begin_b)
    overlap = (begin_a <= end_b) & (begin_b <= end_a) & (first.letters[one] == first.letters[other])
    cut = _ends_alike(end_a, end_b) & ((end_one > 0) & (end_other > 0))
    mixed = first.is_locator[one] != first.is_locator[other]
    turned = (first.turned[one] == first.turned[other]) & (first.letters[one] == first.letters[other])
    signs[(signs < 0) & same & bare] = 1
    signs[(signs < 0) & (same | overlap | cut | mixed | turned)] = 0
    ranged = (columns.last_page > 0) & (first.number[columns.first_page] != last.number[columns.last_page])
    return signs, ranged[a] & ranged[b]


def abstract_signs(columns: Columns, a: Ints, b: Ints) -> Signs:
    """Whether two abstracts begin with the same words, or with quite other ones; 0 in between."""
    one, other = columns.abstract[a], columns.abstract[b]
    signs: Signs = ((one == other) & (one > 0)).astype(np.int8)
    both = np.flatnonzero((one > 0) & (other > 0) & (one != other))
    left, right = one[both].tolist(), other[both].tolist()
    likeness = ratios(columns.abstracts, left, right)
    short = [
        min(len(columns.abstracts[x]), len(columns.abstracts[y])) < MIN_ABSTRACT_LETTERS
        for x, y in zip(left, right, strict=True)
    ]
    sign = (likeness >= SAME_ABSTRACT).astype(np.int8) - (likeness <= OTHER_ABSTRACT).astype(np.int8)
    sign[np.asarray(short, dtype=np.bool_)] = 0
    signs[both] = sign
    return signs


def _asked(
    signs: Signs, where: Mask, sides: tuple[Codes, Codes], answer: Callable[[int, int], bool | None]
) -> Signs:
    """The signs, those in the mask by an answer that is asked once for every different pair of codes."""
    places = np.flatnonzero(where)
    one, other = (side[places].astype(np.int64) for side in sides)
    low, high = np.minimum(one, other), np.maximum(one, other)
    asked = low << 32 | high
    questions = distinct(asked)
    answers = [answer(question >> 32, question & 0xFFFFFFFF) for question in questions.tolist()]
    known = np.asarray([0 if x is None else 1 if x else -1 for x in answers], dtype=np.int8)
    signs[places] = known[np.searchsorted(questions, asked)] if len(places) else 0
    return signs


def _ends_alike(a: Ints, b: Ints) -> Mask:
    """Whether the shorter of two numbers is the end of the longer."""
    small, large = np.minimum(a, b), np.maximum(a, b)
    power = np.power(10, np.char.str_len(small.astype(np.str_)), dtype=np.int64)
    return np.asarray((large % power == small) & (small > 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """Pages by their codes: number, letters before it, digits in order, whether it is a locator."""

    number: Ints
    letters: Ints
    turned: Ints
    is_locator: Mask

    @classmethod
    def of(cls, pages: Sequence[str]) -> _Numbers:
        parts = [page_number(page) for page in pages]
        code_by_letters: dict[str, int] = {"": 0}
        letters = [code_by_letters.setdefault(text, len(code_by_letters)) for text, _ in parts]
        return cls(
            number=np.asarray([number % 10**9 for _, number in parts], dtype=np.int64),
            letters=np.asarray(letters, dtype=np.int64),
            turned=np.asarray(
                [int("".join(sorted(str(n % 10**9), reverse=True))) for _, n in parts], dtype=np.int64
            ),
            is_locator=np.asarray([bool(text) and n >= 1000 for text, n in parts], dtype=np.bool_),
        )
