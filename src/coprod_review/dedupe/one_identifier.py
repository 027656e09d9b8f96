"""Documents that belong together and bear one DOI or PMID: what tells that they are two.

Databases give a comment the DOI of its article, the parts of a work that of the first, and the chapters of a
book that of the book. An identifier joins titles that are little alike, so these are asked of all pairs that
share one, after the guards; that they share it leaves them to people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.companions import is_plan_beside
from coprod_review.dedupe.compare import Comparison
from coprod_review.dedupe.genres import MEETING
from coprod_review.dedupe.kinds import KINDS
from coprod_review.dedupe.notices import sort_of_notice
from coprod_review.dedupe.numbering import ROMAN_LETTERS, part_is_one_sided
from coprod_review.dedupe.of_one_study import PROTOCOL, have_one_identifier
from coprod_review.dedupe.places import are_pages_of_two_numberings
from coprod_review.dedupe.programme_codes import differ_by_a_code, has_abstract_mark
from coprod_review.dedupe.rulings import Ruling, Sides, only_by_people
from coprod_review.dedupe.titles import AKIN
from coprod_review.dedupe.wording import numbers_apart

IDENTIFIER_TITLE = 60.0
"""Titles so much alike are one where the identifier is."""

NOTICE, COMMENT, REPLY = (KINDS.index(kind) for kind in ("notice", "comment", "reply"))


def two_under_one_identifier(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """The reasons against joining two records that have one DOI or PMID."""
    known = have_one_identifier(c) & sides.both(sides.columns.title_length > 0)
    unlike = known & (sides.columns.letters[sides.pairs[:, 0]] != sides.columns.letters[sides.pairs[:, 1]])
    for reasons in (_parts, _plans, _comments, _notices, _chapters, _abstracts, _shared_titles):
        yield from reasons(sides, c, known, unlike)


def either_begins(sides: Sides, asked: Mask) -> Mask:
    """Whether one title begins with the other, of the pairs in the mask."""
    return _told_by(
        sides.columns.titles,
        sides,
        asked,
        lambda x, y: bool(x and y) and (x.startswith(y) or y.startswith(x)),
    )


def _parts(sides: Sides, c: Comparison, _: Mask, unlike: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """Parts and years of one work whose titles go on in other words, which the guards by titles pass over.

    Titles that are not akin may be of two languages, which have words of one letter.
    """
    titles, akin = sides.columns.titles, c.title >= AKIN
    reworded = unlike & c.substituted
    apart = _told_by(titles, sides, reworded & akin, lambda x, y: numbers_apart(x.split(), y.split()))
    apart |= _told_by(
        titles,
        sides,
        reworded & ~akin,
        lambda x, y: numbers_apart(x.split(), y.split(), letters=ROMAN_LETTERS),
    )
    yield (
        apart,
        only_by_people("numbers differ", "the titles differ in a number, and the identifier agrees"),
    )
    yield (
        _told_by(titles, sides, unlike, lambda x, y: part_is_one_sided(x.split(), y.split())),
        only_by_people("part in one title", "only one title names a part, and the identifier agrees"),
    )


def _plans(sides: Sides, c: Comparison, known: Mask, unlike: Mask) -> Iterator[tuple[Mask, Ruling]]:
    plan = known & ((c.title >= IDENTIFIER_TITLE) | c.part) & sides.one(sides.columns.kind == PROTOCOL)
    plan |= _told_by(sides.columns.titles, sides, unlike & c.part & ~plan, is_plan_beside)
    yield (
        plan,
        only_by_people("protocol or results", "one title is that of a protocol, and the identifier agrees"),
    )


def _comments(sides: Sides, _: Comparison, known: Mask, __: Mask) -> Iterator[tuple[Mask, Ruling]]:
    kind = sides.columns.kind
    other = kind[sides.pairs[:, 0]] != kind[sides.pairs[:, 1]]
    yield (
        known & other & sides.either((kind == COMMENT) | (kind == REPLY)),
        only_by_people(
            "comment or article", "one title is that of a comment or reply, and the identifier agrees"
        ),
    )


def _notices(sides: Sides, _: Comparison, known: Mask, __: Mask) -> Iterator[tuple[Mask, Ruling]]:
    yield (
        _of_two_sorts(sides, known & sides.both(sides.columns.kind == NOTICE)),
        only_by_people(
            "two notices", "one notice corrects its article and the other does not, and the identifier agrees"
        ),
    )


def _of_two_sorts(sides: Sides, asked: Mask) -> Mask:
    found = asked.copy()
    found[asked] = [
        len({_sort(sides, place) for place in pair} - {""}) > 1 for pair in sides.pairs[asked].tolist()
    ]
    return found


def _sort(sides: Sides, place: int) -> str:
    """What a notice does, by its mark: the title without that of its article, or a title that is all mark."""
    whole, about = sides.columns.whole_titles[place].as_py(), sides.columns.titles[place]
    return sort_of_notice(whole if whole == about else whole.replace(about, ""))


def _chapters(sides: Sides, c: Comparison, known: Mask, unlike: Mask) -> Iterator[tuple[Mask, Ruling]]:
    chapter = sides.typed("chapter")
    worded = unlike & c.substituted & ~c.part & sides.either(chapter)
    worded &= ~either_begins(sides, worded)
    yield (
        worded | (known & (c.page < 0) & sides.both(chapter)),
        only_by_people(
            "chapters or one", "one is a chapter, its title or pages differ, and the identifier agrees"
        ),
    )


def _abstracts(sides: Sides, c: Comparison, known: Mask, unlike: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """Contributions to meetings and the articles that came of them.

    A database may leave the mark out of the title of a contribution, which then has
    its place, or its volume or abstract and no fact that differs.
    """
    meeting = known & sides.one(sides.columns.genre == MEETING) & (c.page < 0)
    meeting &= ((c.volume < 0) | (c.supplement < 0)) & ~are_pages_of_two_numberings(sides)
    one = c.same_place | (((c.volume > 0) | (c.abstract > 0)) & (c.n_differing == 0))
    marked = known & ~one
    marked &= has_abstract_mark(sides, marked) | differ_by_a_code(sides, unlike & marked & ~c.dated)
    yield (
        meeting | marked,
        only_by_people(
            "abstract or article", "one is a contribution to a meeting, and the identifier agrees"
        ),
    )


def _shared_titles(sides: Sides, c: Comparison, known: Mask, _: Mask) -> Iterator[tuple[Mask, Ruling]]:
    yield (
        known & sides.either(sides.columns.generic) & (c.n_differing > 0),
        only_by_people(
            "generic title, one identifier",
            "many documents bear this title, and the identifier agrees and other facts do not",
        ),
    )


def _told_by(titles: list[str], sides: Sides, asked: Mask, tells: Callable[[str, str], bool]) -> Mask:
    """Of the pairs in the mask, those of whose titles a question holds."""
    found = np.zeros(len(sides.pairs), dtype=np.bool_)
    found[asked] = [tells(titles[a], titles[b]) for a, b in sides.pairs[asked].tolist()]
    return found
