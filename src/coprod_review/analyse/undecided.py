"""The reports that a claim cannot count because a code of theirs is not decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.ledger import count, number_id
from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.number import Number

ASKED_BY_CLAIM: Mapping[str, tuple[str, ...]] = {
    "1": ("framing", "tradition", "tradition_basis"),
    "2": ("framing", "tradition", "tradition_basis"),
    "3": ("framing", "issue_character"),
}
"""The dimensions whose codes decide whether a report counts for a claim as the run judges it."""

OFF_BASIS = {"tradition_basis": "implicit"}
"""The codes beside "none" that keep a report out of a claim: those of the other basis."""


def undecided_numbers(coded: CodedReports, tested: Sequence[str]) -> list[Number]:
    """`undecided.claim_<n>`: reports that may belong to a claim, had they a code in every dimension it asks.

    A report that one of its decided codes keeps out is not among them. Claims that every such report can be
    counted for have no number.
    """
    found = []
    for claim in tested:
        asked = ASKED_BY_CLAIM.get(claim, ())
        members = [name for name in coded if _is_undecided(coded, name, asked)]
        if members:
            found.append(
                count(
                    number_id("undecided", f"claim_{claim}"),
                    members,
                    f"reports that may bear on claim {claim}, with a code that is not decided",
                )
            )
    return found


def _is_undecided(coded: CodedReports, report_id: str, asked: Sequence[str]) -> bool:
    """Whether a dimension that is asked has no code, and no code of the others keeps the report out."""
    codes = {name: coded.codes(report_id, name) for name in asked}
    is_out = any(set(given) & {NONE_CODE, OFF_BASIS.get(name, NONE_CODE)} for name, given in codes.items())
    return not is_out and not all(codes.values())
