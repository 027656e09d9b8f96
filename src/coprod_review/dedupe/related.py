"""Pairs that look alike and are never joined by the machine: the reasons, in the order they are asked.

Each guard says a `Ruling` (a verdict, a rule that begins with "related: " where the two belong together, and
the reason in words) or None where it does not apply.
"""

from __future__ import annotations

from typing import NamedTuple

from coprod_review.dedupe.compare import Comparison
from coprod_review.dedupe.features import Features
from coprod_review.dedupe.kinds import numbering_differs, numbering_is_one_sided

ALIKE = 88.0
AKIN = 75.0
JSTOR = "10.2307/"
MONOGRAPHS = frozenset({"thesis", "report", "book"})
ARTICLES = frozenset({"article", "review", "chapter"})
COCHRANE = "10.1002/14651858."


class Ruling(NamedTuple):
    """A verdict on a pair, the rule that gave it, and what the rule saw."""

    verdict: str
    rule: str
    because: str


def guard(a: Features, b: Features, c: Comparison) -> Ruling | None:
    """The first reason against joining two records by machine, or None."""
    for reason in (_notice, _numbers, _dois, _pmids, _comment_or_protocol, _genre, _types, _chapters):
        ruling = reason(a, b, c)
        if ruling:
            return ruling
    return None


def dois_conflict(a: Features, b: Features) -> bool:
    """Whether two records have DOIs that stand for different documents.

    JSTOR gives its own DOIs to articles that have one from their publisher, so those differ without
    contradicting.
    """
    both = bool(a.work and b.work) and a.work != b.work
    return both and a.work.startswith(JSTOR) == b.work.startswith(JSTOR)


def _is_close(c: Comparison) -> bool:
    return c.title >= AKIN or c.cut or bool(c.doi) or bool(c.pmid)


def _notice(a: Features, b: Features, c: Comparison) -> Ruling | None:
    if (a.kind == "notice") == (b.kind == "notice") or not _is_close(c):
        return None
    return Ruling(
        "distinct", "related: notice and article", "one is a correction or retraction notice of the other"
    )


def _numbers(a: Features, b: Features, c: Comparison) -> Ruling | None:
    if c.title < AKIN:
        return None
    if numbering_differs(a.words, b.words):
        if c.doi or c.pmid or (c.same_place and c.authors and c.last_page):
            return Ruling(
                "maybe", "numbers differ", "the titles differ in a number, and identifier or pages agree"
            )
        return Ruling("distinct", "related: parts", "the titles differ in a number, numeral or part letter")
    same = c.doi or c.pmid or (c.first_page and (c.volume or c.same_year) and c.authors is not False)
    if numbering_is_one_sided(a.words, b.words) and not same and c.title >= ALIKE:
        return Ruling("maybe", "number in one title", "only one title has the number, numeral or part letter")
    return None


def _dois(a: Features, b: Features, c: Comparison) -> Ruling | None:
    if not dois_conflict(a, b):
        return None
    if c.title < AKIN and not c.cut:
        return Ruling("distinct", "different DOIs", "DOIs and titles differ")
    if a.work.startswith(COCHRANE) and b.work.startswith(COCHRANE):
        return Ruling("distinct", "related: versions", "the DOIs name different versions of one review")
    if a.genre != b.genre and "preprint" in (a.genre, b.genre) and c.authors is not False:
        return Ruling("distinct", "related: preprint and article", "one is a preprint; their DOIs differ")
    if c.title >= ALIKE and c.authors is not False and c.same_place and not c.n_differing:
        return Ruling("maybe", "different DOIs", "the DOIs differ and everything else agrees")
    return Ruling("distinct", "related: different DOIs", "the titles are alike and the DOIs differ")


def _pmids(a: Features, b: Features, c: Comparison) -> Ruling | None:
    if c.pmid is not False:
        return None
    if c.doi or (c.title >= ALIKE and c.authors is not False and c.same_place and not c.n_differing):
        return Ruling("maybe", "different PMIDs", "the PMIDs differ and everything else agrees")
    rule = "related: different PMIDs" if _is_close(c) else "different PMIDs"
    return Ruling("distinct", rule, "the PMIDs differ")


def _comment_or_protocol(a: Features, b: Features, c: Comparison) -> Ruling | None:
    if a.kind == b.kind or not _is_close(c) or c.doi or c.pmid:
        return None
    kinds = {a.kind, b.kind}
    if kinds == {"comment", "reply"}:
        return Ruling("distinct", "related: comment and reply", "one replies to the other")
    if kinds & {"comment", "reply"}:
        return Ruling(
            "distinct", "related: comment and article", "one comments on the other or replies to it"
        )
    if c.same_place and c.authors and c.cut:
        return None
    return Ruling("distinct", "related: protocol and results", "one is the protocol of the other")


def _genre(a: Features, b: Features, c: Comparison) -> Ruling | None:
    if a.genre == b.genre or not _is_close(c) or c.doi or c.pmid or c.same_place or c.authors is False:
        return None
    if "preprint" in (a.genre, b.genre):
        return Ruling("distinct", "related: preprint and article", "one stands on a preprint server")
    if c.container or (c.container is None and (c.first_page or c.abstract)):
        return None
    return Ruling("distinct", "related: meeting and article", "one is a contribution to a meeting")


def _types(a: Features, b: Features, c: Comparison) -> Ruling | None:
    """Theses, reports and books that became articles under the same title."""
    types = {a.type, b.type}
    apart = len(types) == 2 and types & MONOGRAPHS and (types & ARTICLES or types <= MONOGRAPHS)
    if not apart or not _is_close(c) or c.doi or c.pmid or c.same_place or c.container:
        return None
    if c.abstract and c.same_year is not False and c.container is None:
        return None
    names = " and ".join(sorted(types))
    if c.container is False or c.same_year is False:
        return Ruling(
            "distinct", f"related: {names}", f"one is a {sorted(types & MONOGRAPHS)[0]} of this title"
        )
    return Ruling(
        "maybe", f"{names}", "the types differ, and too little else tells whether they are one document"
    )


def _chapters(a: Features, b: Features, c: Comparison) -> Ruling | None:
    books = {"book", "chapter"}
    if {a.type, b.type} == books:
        return Ruling("distinct", "related: book and chapter", "one is a book and the other a chapter")
    if a.type != "chapter" or b.type != "chapter" or not c.container:
        return None
    if c.first_page is False or (c.title < ALIKE and not c.cut):
        return Ruling("distinct", "related: chapters of one book", "the chapters differ in title or pages")
    return None
