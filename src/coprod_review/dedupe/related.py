"""Pairs that look alike and are never joined by the machine: the reasons, in the order they are asked.

A guard is a mask over the pairs and the ruling that it gives; rules that begin with "related: " link two
documents that belong together.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.companions import COMMENT as ABOUT_COMMENT
from coprod_review.dedupe.companions import COMPANION, kind_beside
from coprod_review.dedupe.companions import NOTICE as ABOUT_NOTICE
from coprod_review.dedupe.compare import Comparison
from coprod_review.dedupe.genres import PREPRINT
from coprod_review.dedupe.kinds import KINDS, is_generic
from coprod_review.dedupe.of_one_study import (
    chapters,
    genres,
    have_one_identifier,
    is_close,
    monographs,
    monographs_with_identifiers,
    protocols,
)
from coprod_review.dedupe.recurring_titles import titles_elsewhere
from coprod_review.dedupe.rulings import (
    Ruling,
    Sides,
    distinct_as,
    only_by_people,
)
from coprod_review.dedupe.titles import AKIN, ALIKE

UNLIKE_DOIS_RULE = "different DOIs"
VERSION_YEARS = 2
"""So many years apart, records of one review that has versions are two versions of it."""

NOTICE, COMMENT, REPLY = (KINDS.index(kind) for kind in ("notice", "comment", "reply"))


def guards(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """The reasons against joining, in order."""
    by_title = (_notices, _companions, _numbers, protocols, genres, monographs_with_identifiers)
    by_identifier = (_dois, _pmids)
    for reasons in (*by_title, *by_identifier, _editions, _comments, chapters, monographs):
        yield from reasons(sides, c)


def dois_conflict(sides: Sides, c: Comparison) -> Mask:
    """Whether two records have DOIs that stand for different documents.

    JSTOR gives its own DOIs to articles that have one from their publisher, and ACM numbers of the form of
    DOIs, so those differ without contradicting.
    """
    return np.asarray((c.doi < 0) & ~sides.one(sides.columns.jstor))


def _notices(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    notice = sides.one(sides.columns.kind == NOTICE)
    yield (
        _marked_notices(sides, notice & _under_the_articles_doi(c)),
        distinct_as(
            "related: notice and article",
            "one title is that of a correction or retraction notice, which bears the DOI of its article",
        ),
    )
    yield (
        notice & have_one_identifier(c),
        only_by_people(
            "notice or article",
            "one is called a correction or retraction notice, the other is not, and the identifier agrees",
        ),
    )
    yield (
        notice & is_close(c),
        distinct_as("related: notice and article", "one is a correction or retraction notice of the other"),
    )


def _under_the_articles_doi(c: Comparison) -> Mask:
    """Whether two records have one DOI, and neither PMID nor place tells that they are one document."""
    return np.asarray((c.doi > 0) & (c.pmid <= 0) & ~c.same_place)


def _marked_notices(sides: Sides, asked: Mask) -> Mask:
    """Of the pairs in the mask, those in which a title begins with the mark of a notice or is nothing else.

    A type alone may be a mistake of the database.
    """
    columns, found = sides.columns, asked.copy()
    of_notice = np.where(columns.kind[sides.pairs[:, 0]] == NOTICE, sides.pairs[:, 0], sides.pairs[:, 1])
    found[asked] = [
        _has_mark(columns.whole_titles[place].as_py(), columns.titles[place])
        for place in of_notice[asked].tolist()
    ]
    return found


def _has_mark(whole: str, about: str) -> bool:
    return (whole != about and whole.endswith(about)) or is_generic(whole.split())


def _companions(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """Documents whose title is that of an article and a mark of kind before or behind it."""
    known = have_one_identifier(c)
    notice, comment, companion = _told_beside(sides, c.part | known)
    yield (
        notice & _under_the_articles_doi(c),
        distinct_as(
            "related: notice and article", "one title is that of a notice, which bears the DOI of its article"
        ),
    )
    yield (
        notice & known,
        only_by_people("notice or article", "one title is that of a notice, and the identifier agrees"),
    )
    yield (
        notice,
        distinct_as("related: notice and article", "one is a notice about the other"),
    )
    yield (
        (comment | companion) & (known | (c.same_place & (c.authors >= 0))),
        only_by_people(
            "companion or article", "one title is that of a companion, and identifier or place agree"
        ),
    )
    yield (
        comment,
        distinct_as("related: comment and article", "one title is a comment on or response to the other"),
    )
    yield (
        companion,
        distinct_as(
            "related: article and companion", "one is a summary, supplement, review or report of the other"
        ),
    )


def _told_beside(sides: Sides, asked: Mask) -> tuple[Mask, Mask, Mask]:
    """Which pairs, of those in the mask, are a notice, a comment or a companion and the article."""
    titles = sides.columns.titles
    told = [kind_beside(titles[a], titles[b]) for a, b in sides.pairs[asked].tolist()]
    found = np.zeros((3, len(sides.pairs)), dtype=np.bool_)
    for kind, row in zip((ABOUT_NOTICE, ABOUT_COMMENT, COMPANION), found, strict=True):
        row[asked] = [one == kind for one in told]
    return found[0], found[1], found[2]


def _numbers(_: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    akin = (c.title >= AKIN) | c.part
    known = have_one_identifier(c)
    whole = c.same_place & (c.authors > 0) & (c.last_page >= 0)
    yield (
        akin & c.numbers & (known | (whole & (c.last_page > 0))),
        only_by_people("numbers differ", "the titles differ in a number, and identifier or pages agree"),
    )
    yield (
        akin & c.numbers,
        distinct_as("related: parts", "the titles differ in a number, numeral or part letter"),
    )
    yield (
        akin & c.opposed & (known | whole),
        only_by_people(
            "opposite words", "the titles differ in a word and its opposite, and identifier or pages agree"
        ),
    )
    yield (
        akin & c.opposed,
        distinct_as("related: opposite words", "the titles differ in a word and its opposite"),
    )
    denied = akin & c.denied & ~known
    yield (
        denied & ((c.page < 0) | (c.volume < 0)),
        distinct_as("related: opposite words", "only one title denies or weighs, and volume or page differ"),
    )
    yield (
        denied,
        only_by_people("opposite words", "only one title has a word that denies or weighs what it says"),
    )
    yield (
        akin & c.dated & ~known & ~c.subtitled,
        only_by_people("year in one title", "only one title names a year"),
    )
    same = known | ((c.page > 0) & ((c.volume > 0) | (c.year > 0)) & (c.authors >= 0))
    yield (
        akin & c.one_sided & ~same & ((c.title >= ALIKE) | c.part),
        only_by_people("number in one title", "only one title has the number, numeral or part letter"),
    )


def _dois(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    conflict = dois_conflict(sides, c)
    genre = sides.columns.genre
    yield (
        conflict & (c.title < AKIN) & ~c.part,
        distinct_as(UNLIKE_DOIS_RULE, "DOIs and titles differ"),
    )
    yield (
        conflict & sides.both(sides.columns.cochrane),
        distinct_as("related: versions", "the DOIs name different versions of one review"),
    )
    yield (
        conflict & sides.one(genre == PREPRINT) & (c.authors >= 0),
        distinct_as("related: preprint and article", "one is a preprint; their DOIs differ"),
    )
    yield (
        conflict & (c.title >= ALIKE) & (c.authors >= 0) & c.same_place & (c.n_differing == 0),
        only_by_people(
            "different DOIs, all else agrees", "the DOIs differ, and titles, volume and first page agree"
        ),
    )
    yield (
        conflict,
        distinct_as("related: different DOIs", "the titles are alike and the DOIs differ"),
    )


def _pmids(_: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    alike = (c.title >= ALIKE) & (c.authors >= 0) & c.same_place & (c.n_differing == 0)
    yield (
        (c.pmid < 0) & ((c.doi > 0) | alike),
        only_by_people(
            "different PMIDs", "the PMIDs differ, and the DOIs, or titles, volume and first page, agree"
        ),
    )
    yield (c.pmid < 0) & is_close(c), distinct_as("related: different PMIDs", "the PMIDs differ")
    yield c.pmid < 0, distinct_as("different PMIDs", "the PMIDs differ")


def _editions(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """Works that come out again under one title: versions of a review, annual reports."""
    unknown = (c.doi <= 0) & (c.pmid <= 0) & is_close(c)
    review = unknown & sides.both(sides.columns.cochrane)
    yield (
        review & (c.year_gap >= VERSION_YEARS),
        distinct_as("related: versions", "years apart, they are versions of one review"),
    )
    yield (
        review & (c.year_gap == 1) & (c.issue < 0),
        only_by_people("versions or one", "year and issue differ, and reviews have versions"),
    )
    yield from titles_elsewhere(sides, c, unknown & (c.abstract <= 0))
    yield (
        unknown
        & c.next_volume
        & ~c.substituted
        & (c.abstract <= 0)
        & (c.container >= 0)
        & ~sides.either(sides.columns.generic),
        only_by_people(
            "next volume",
            "year and volume of one follow on the other's, as where a title comes out every year",
        ),
    )


def _comments(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    kind = sides.columns.kind
    unlike = kind[sides.pairs[:, 0]] != kind[sides.pairs[:, 1]]
    asked = unlike & is_close(c) & (c.doi <= 0) & (c.pmid <= 0)
    speaking = (kind == COMMENT) | (kind == REPLY)
    yield (
        asked & sides.both(speaking),
        distinct_as("related: comment and reply", "one replies to the other"),
    )
    yield (
        asked & sides.either(speaking),
        distinct_as("related: comment and article", "one comments on the other or replies to it"),
    )
