"""Guards that tell two documents of one study or work: protocol and results, preprint, contribution to a
meeting, thesis, book and chapter.

They link what they keep apart, so each asks before the guards that know only that identifiers or places
differ, and says what it saw.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.companions import is_plan_beside
from coprod_review.dedupe.compare import Comparison
from coprod_review.dedupe.genres import MEETING, PREPRINT
from coprod_review.dedupe.kinds import KINDS
from coprod_review.dedupe.rulings import Ruling, Sides, distinct_as, maybe_as
from coprod_review.dedupe.title_columns import SHARED
from coprod_review.dedupe.titles import AKIN, ALIKE

MONOGRAPHS = ("thesis", "report", "book")
PIECES = ("article", "review")
ARTICLES = (*PIECES, "chapter")
PROTOCOL = KINDS.index("protocol")


def is_close(c: Comparison) -> Mask:
    """Whether two records look as if they belonged together."""
    return np.asarray((c.title >= AKIN) | c.part | have_one_identifier(c))


def have_one_identifier(c: Comparison) -> Mask:
    """Whether two records have one DOI or PMID."""
    return np.asarray((c.doi > 0) | (c.pmid > 0))


def protocols(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """The plan of a study and what came of it; not a mark that a database dropped from one title."""
    kind = sides.columns.kind
    unlike = sides.one(kind == PROTOCOL) & ~sides.either(np.isin(kind, SHARED))
    cut = c.same_place & (c.authors > 0) & c.part
    asked = is_close(c) & ~have_one_identifier(c) & ~cut
    yield (
        asked & (unlike | _plan_beside(sides, asked & c.part & ~unlike)),
        distinct_as("related: protocol and results", "one is the protocol of the other"),
    )


def _plan_beside(sides: Sides, asked: Mask) -> Mask:
    """Which pairs, of those in the mask, are a title and the same after "protocol for" or before its like."""
    titles, found = sides.columns.titles, np.zeros(len(sides.pairs), dtype=np.bool_)
    found[asked] = [is_plan_beside(titles[a], titles[b]) for a, b in sides.pairs[asked].tolist()]
    return found


def genres(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """Preprints and contributions to meetings that became articles."""
    genre = sides.columns.genre
    unlike = genre[sides.pairs[:, 0]] != genre[sides.pairs[:, 1]]
    asked = unlike & is_close(c) & ~have_one_identifier(c) & ~c.same_place & (c.authors >= 0)
    asked &= ~sides.either(np.isin(sides.columns.kind, SHARED)) & (
        (c.title >= ALIKE) | c.part | ~_conflict(c)
    )
    yield (
        asked & sides.either(genre == PREPRINT),
        distinct_as("related: preprint and article", "one stands on a preprint server"),
    )
    told = (c.container > 0) | ((c.container == 0) & ((c.page > 0) | (c.abstract > 0)))
    told |= _in_one_volume(sides, c)
    apart = _conflict(c) | ((c.page < 0) & ((c.volume < 0) | (c.supplement < 0)))
    apart |= ~told & ~_may_be_title_alone(sides, c)
    yield (
        asked & sides.either(genre == MEETING) & apart,
        distinct_as("related: meeting and article", "one is a contribution to a meeting"),
    )


def _may_be_title_alone(sides: Sides, c: Comparison) -> Mask:
    """Whether one record has neither type, authors, container nor place, and so may be the contribution.

    Years far apart and two abstracts tell that it is not.
    """
    of = sides.columns
    untold = (of.authors == 0) & (of.container == 0) & (of.volume == 0) & (of.first_page == 0)
    is_near = (c.year == 0) | (c.year_gap <= 1)
    return np.asarray(sides.either(untold & sides.typed("")) & is_near & (c.abstract >= 0))


def _in_one_volume(sides: Sides, c: Comparison) -> Mask:
    """Whether one range of pages, not from page 1, tells one paper under two names of its proceedings.

    A series ("Lecture Notes in ...") and the meeting are such names, and only one of them has a volume.
    """
    ranges = c.range & (c.page > 0) & (c.last_page > 0) & ~sides.either(sides.columns.from_one)
    return np.asarray(ranges & (c.year > 0) & (c.volume >= 0) & (c.authors > 0))


def monographs_with_identifiers(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """Theses, reports and books, and articles under their title, that have each an identifier of its own."""
    alike = ((c.title >= ALIKE) | c.part) & (c.authors >= 0)
    asked = alike & _conflict(c) & ~have_one_identifier(c) & ~c.same_place & (c.container <= 0)
    yield from _as_monographs(sides, asked & _types_apart(sides, PIECES))


def monographs(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """Theses, reports and books that became articles under the same title."""
    asked = _types_apart(sides, ARTICLES) & is_close(c) & ~have_one_identifier(c)
    asked &= ~c.same_place & (c.container <= 0)
    asked &= ~((c.abstract > 0) & (c.year >= 0) & (c.container == 0))
    yield from _as_monographs(sides, asked & ((c.container < 0) | (c.year < 0)))
    yield (
        asked,
        maybe_as("types differ", "the types differ, and too little else tells whether they are one document"),
    )


def _as_monographs(sides: Sides, asked: Mask) -> Iterator[tuple[Mask, Ruling]]:
    for name in MONOGRAPHS:
        yield (
            asked & sides.either(sides.typed(name)),
            distinct_as(f"related: {name} and other form", f"one is a {name} of this title"),
        )


def _types_apart(sides: Sides, articles: tuple[str, ...]) -> Mask:
    """Whether one is a monograph, and the other another kind of monograph or one of the articles."""
    type_a, type_b = sides.columns.type[sides.pairs[:, 0]], sides.columns.type[sides.pairs[:, 1]]
    monograph, article = sides.typed(*MONOGRAPHS), sides.typed(*articles)
    either = sides.either(monograph) & sides.either(article)
    return np.asarray((type_a != type_b) & (sides.both(monograph) | either))


def chapters(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """Books and their chapters, and the chapters of one book."""
    chapter, book = sides.typed("chapter"), sides.typed("book")
    yield (
        sides.one(chapter) & sides.one(book) & sides.either(chapter),
        distinct_as("related: book and chapter", "one is a book and the other a chapter"),
    )
    unlike = (c.page < 0) | ((c.title < ALIKE) & ~c.part)
    yield (
        sides.both(chapter) & (c.container > 0) & unlike,
        distinct_as("related: chapters of one book", "the chapters differ in title or pages"),
    )


def _conflict(c: Comparison) -> Mask:
    return np.asarray((c.doi < 0) | (c.pmid < 0))
