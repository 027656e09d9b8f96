"""The terms of the criteria, tested by their own sentences like code."""

from __future__ import annotations

from collections.abc import Iterator

from coprod_review.errors import ReviewError
from coprod_review.model.criteria import Criteria, TermGroup
from coprod_review.screen.terms import TermError, finds, pattern_of


def check_terms(criteria: Criteria) -> Iterator[ReviewError]:
    """Each term that cannot be read, each sentence that a group should find and does not, and the reverse."""
    for group in criteria.groups:
        where = f"{criteria.file}, line {group.line}" if criteria.file else group.group_id
        faults = list(_unreadable(group, where))
        yield from faults
        if not faults:
            yield from _wrong(group, where)


def _unreadable(group: TermGroup, where: str) -> Iterator[ReviewError]:
    for term in group.terms:
        try:
            pattern_of((term,))
        except TermError as fault:
            yield ReviewError(
                f"{group.group_id}: the term {term!r} cannot be read: {fault.problem}",
                where=where,
                remedy="see docs/criteria.md for the language of terms",
            )


def _wrong(group: TermGroup, where: str) -> Iterator[ReviewError]:
    for sentence in group.matches:
        if not finds(group, sentence):
            yield ReviewError(
                f"{group.group_id} does not find {sentence!r}",
                where=where,
                remedy="widen the terms, or correct the sentence",
            )
    for sentence in group.misses:
        if finds(group, sentence):
            yield ReviewError(
                f"{group.group_id} finds {sentence!r}, which it should miss",
                where=where,
                remedy="narrow the terms, or correct the sentence",
            )
