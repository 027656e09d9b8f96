"""Whether the fields of pairs agree, all pairs at once: 1 agree, -1 differ, 0 where either is unsaid."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler

from coprod_review.dedupe.arrow import Codes, Ints, Mask, distinct
from coprod_review.dedupe.columns import Columns
from coprod_review.dedupe.containers import containers_agree
from coprod_review.dedupe.forms import AuthorNames, have_one_first, names_of
from coprod_review.dedupe.issues import issues_agree
from coprod_review.dedupe.pages import Span, are_one_but_for_letters, are_undecided, ends_alike
from coprod_review.dedupe.titles import ratios

SAME_NAME = 0.9
"""Jaro-Winkler similarity from which two family names are one with a typing error or a transliteration."""

MIN_MISTYPED_LETTERS = 4
"""Of shorter names many are one letter apart ("Li", "Liu"), so that they tell nothing."""

SAME_ABSTRACT = 80.0
OTHER_ABSTRACT = 55.0
MIN_ABSTRACT_LETTERS = 80
"""Similarities of the beginnings of two abstracts above and below which they are one text or two."""

MOST_DIGITS = 9

Signs = npt.NDArray[np.int8]


def signs_of(codes: Codes, a: Ints, b: Ints) -> Signs:
    """Whether coded values agree at pairs of places."""
    one, other = codes[a], codes[b]
    return np.where((one == 0) | (other == 0), 0, np.where(one == other, 1, -1)).astype(np.int8)


def author_signs(columns: Columns, a: Ints, b: Ints) -> Signs:
    """Whether the authors agree: one first family, or one list in two forms; not asked across scripts."""
    signs = np.where(columns.family[a] == columns.family[b], 1, -1).astype(np.int8)
    signs[(columns.n_authors[a] == 0) | (columns.n_authors[b] == 0)] = 0
    names: dict[int, AuthorNames] = {}

    def named(code: int) -> AuthorNames:
        if code not in names:
            names[code] = names_of(columns.author_texts[code])
        return names[code]

    family = np.empty(len(columns.author_texts), dtype=np.int32)
    family[columns.authors] = columns.family
    families = family.tolist()

    def agree(one: int, other: int) -> bool | None:
        here, there = named(one), named(other)
        if not (here.first and there.first):
            return None
        name, other_name = columns.families[families[one]], columns.families[families[other]]
        alike = JaroWinkler.similarity(name, other_name) >= SAME_NAME
        short = min(len(name), len(other_name)) < MIN_MISTYPED_LETTERS
        if (alike and not short) or here.agree(there):
            return True
        scripts_differ = name.isascii() is not other_name.isascii()
        return None if alike or scripts_differ or here.is_group or there.is_group else False

    return _asked(signs, signs < 0, (columns.authors[a], columns.authors[b]), agree)


def orders_apart(columns: Columns, a: Ints, b: Ints, agreeing: Mask) -> Mask:
    """Of the pairs whose authors agree, those of which the first author of one is not the first of the
    other, in whatever form."""
    found = np.zeros(len(a), dtype=np.bool_)
    places = np.flatnonzero(agreeing & (columns.family[a] != columns.family[b]))
    found[places] = [
        JaroWinkler.similarity(columns.families[columns.family[one]], columns.families[columns.family[other]])
        < SAME_NAME
        and not have_one_first(
            columns.author_texts[columns.authors[one]], columns.author_texts[columns.authors[other]]
        )
        for one, other in zip(a[places].tolist(), b[places].tolist(), strict=True)
    ]
    return found


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
        swapped = (
            columns.issues[columns.issue[other]].first,
            str(columns.year[one]),
            str(columns.year[other]),
        )
        back = (columns.issues[columns.issue[one]].first, str(columns.year[one]), str(columns.year[other]))
        if here in swapped or there in back:
            signs[place] = 0
    return signs


def follow_by_one(columns: Columns, a: Ints, b: Ints) -> Mask:
    """Whether volume and year of one record both are the next ones after the other's."""
    volume = _whole_numbers(columns.volumes)[columns.volume]
    known = (volume[a] > 0) & (volume[b] > 0)
    step = volume[a] - volume[b]
    return np.asarray(known & (np.abs(step) == 1) & (step == columns.year[a] - columns.year[b]))


def are_swapped(columns: Columns, a: Ints, b: Ints) -> tuple[Mask, Mask]:
    """Whether first page and volume, and first page and issue, stand in each other's place in one of two."""
    page = np.where(columns.firsts.letters == 0, columns.firsts.number, 0)[columns.first_page]
    volume = _whole_numbers(columns.volumes)[columns.volume]
    issue = _whole_numbers([one.first for one in columns.issues])[columns.issue]
    return _crossed(page, volume, a, b), _crossed(page, issue, a, b)


def issue_signs(columns: Columns, a: Ints, b: Ints) -> Signs:
    """Whether the issues agree; numbers beyond those of a year are no places in a volume.

    Some programs write the number of the record there, so that such numbers may agree and do not differ. Nor
    does an issue that is the other's volume, or the first page of one that has no pages, where these stand in
    each other's place.
    """
    signs = signs_of(columns.issue, a, b)
    forms = columns.issues
    signs = _asked(
        signs,
        signs < 0,
        (columns.issue[a], columns.issue[b]),
        lambda one, other: issues_agree(forms[one], forms[other]),
    )
    signs[(signs < 0) & (_issue_elsewhere(columns, a, b) | _issue_elsewhere(columns, b, a))] = 0
    return signs


def _issue_elsewhere(columns: Columns, a: Ints, b: Ints) -> Mask:
    """Whether the issue of one record is the volume of the other, or the page of one whose own pages are
    unsaid."""
    issue = _whole_numbers([one.first for one in columns.issues])[columns.issue[a]]
    volume = _whole_numbers(columns.volumes)[columns.volume]
    page = columns.firsts.number[columns.first_page]
    other_volume = (issue == volume[b]) & (volume[a] != volume[b])
    other_page = (issue == page[b]) & (columns.first_page[a] == 0)
    return np.asarray((issue > 0) & (other_volume | other_page))


def page_signs(columns: Columns, a: Ints, b: Ints) -> tuple[Signs, Mask]:
    """Whether the first pages agree, and whether both records have a range of pages.

    Much begins on page 1, so that this page alone says nothing.
    """
    signs = signs_of(columns.first_page, a, b)
    unlike = np.flatnonzero(signs < 0)
    one, other = (
        Span.of(
            columns.firsts, columns.lasts, (columns.first_page[side[unlike]], columns.last_page[side[unlike]])
        )
        for side in (a, b)
    )
    signs[unlike[are_undecided(one, other)]] = 0
    signs[unlike[are_one_but_for_letters(one, other)]] = 1
    same_end = (columns.last_page[a] == columns.last_page[b]) & (columns.last_page[a] > 0)
    signs[columns.from_one[a] & columns.from_one[b] & ~same_end] = 0
    first, last = columns.firsts.number[columns.first_page], columns.lasts.number[columns.last_page]
    ranged = (columns.last_page > 0) & (first != last)
    return signs, ranged[a] & ranged[b]


def last_page_signs(columns: Columns, a: Ints, b: Ints) -> Signs:
    """Whether the last pages agree; of pages that begin alike, whether they end elsewhere.

    A last page that is the end of the other's, or no later than its first, is cut and does not differ.
    """
    signs = signs_of(columns.last_page, a, b)
    unlike = np.flatnonzero(signs < 0)
    one, other = (columns.lasts.number[columns.last_page[side[unlike]]] for side in (a, b))
    first = columns.firsts.number[columns.first_page[a[unlike]]]
    begin_alike = columns.first_page[a[unlike]] == columns.first_page[b[unlike]]
    whole = (np.minimum(one, other) > first) & ~ends_alike(one, other)
    signs[unlike[~(begin_alike & whole)]] = 0
    return signs


def supplement_signs(columns: Columns, a: Ints, b: Ints) -> Signs:
    """Whether both stand in a supplement, or one does and the other has an issue or pages in none."""
    here, there = columns.supplement[a], columns.supplement[b]
    said = (columns.issue > 0) | (columns.first_page > 0)
    none = (here & ~there & said[b]) | (there & ~here & said[a])
    return (here & there).astype(np.int8) - none.astype(np.int8)


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


def _whole_numbers(texts: Sequence[str]) -> Ints:
    """The numbers that texts are, 0 for other texts."""
    found = [int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0 for text in texts]
    return np.asarray(found, dtype=np.int64)


def _crossed(one: Ints, other: Ints, a: Ints, b: Ints) -> Mask:
    return np.asarray(
        (one[a] == other[b]) & (other[a] == one[b]) & (one[a] != other[a]) & (one[a] > 0) & (other[a] > 0)
    )


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
