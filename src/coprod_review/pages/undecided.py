"""The reports that a claim cannot count because a code of theirs is not decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.number import Number
from coprod_review.pages.results import Results

ASKED_BY_CLAIM: Mapping[str, tuple[str, ...]] = {
    "1": ("framing", "tradition", "tradition_basis"),
    "2": ("framing", "tradition", "tradition_basis"),
    "3": ("framing", "issue_character"),
}
"""The dimensions whose codes decide whether a report counts for a claim as the run judges it."""

OFF_BASIS = {"tradition_basis": "implicit"}
"""The codes beside "none" that keep a report out of a claim: those of the other basis."""


def undecided_numbers(results: Results) -> list[Number]:
    """`undecided.claim_<n>`: reports that may belong to a claim, had they a code in every dimension it asks.

    A report that one of its decided codes keeps out is not among them. Claims that every such report can be
    counted for have no number, and neither has a large run, of which not all codes are here.
    """
    if results.n_left_out:
        return []
    included = [decision.report_id for decision in results.decisions if decision.included]
    codes_by_place = {(code.report_id, code.dimension): code.codes for code in results.codes}
    found = []
    for claim in results.config.analyse.tested:
        asked = ASKED_BY_CLAIM.get(claim, ())
        members = [name for name in included if _is_undecided(name, asked, codes_by_place)]
        if members:
            found.append(
                Number(
                    number_id=f"undecided.claim_{claim}",
                    value=float(len(members)),
                    text=str(len(members)),
                    label=f"reports that may bear on claim {claim}, with a code that is not decided",
                    member_kind="report",
                    members=tuple(sorted(members)),
                )
            )
    return found


def _is_undecided(
    report_id: str, asked: Sequence[str], codes_by_place: Mapping[tuple[str, str], Sequence[str]]
) -> bool:
    """Whether a dimension that is asked has no code, and no code of the others keeps the report out."""
    codes = {name: codes_by_place.get((report_id, name), ()) for name in asked}
    is_out = any(set(given) & {NONE_CODE, OFF_BASIS.get(name, NONE_CODE)} for name, given in codes.items())
    return not is_out and not all(codes.values())
