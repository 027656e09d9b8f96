"""The dimensions and codes of the codebook that the study asks for by name, and that no review can rename."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coprod_review.errors import ReviewError
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.partnership import CHARACTERS, POSITIONS

PUBLIC = "public_administration"
SERVICE = "service_management"

FIXED_CODES: Mapping[str, tuple[str, ...]] = {
    "tradition": (PUBLIC, SERVICE, NONE_CODE),
    "tradition_basis": ("explicit", "implicit", NONE_CODE),
    "framing": (*POSITIONS, NONE_CODE),
    "issue_character": (*CHARACTERS, NONE_CODE),
    "safety_strategy": (NONE_CODE,),
    "involvement_phase": (NONE_CODE,),
    "involvement_nature": (NONE_CODE,),
    "involvement_locus": (NONE_CODE,),
}
"""What maps, model and claims are made of. Further dimensions and codes are free."""

ALWAYS = ("tradition", "framing")
"""Without these dimensions nothing works; without the others coding does, and the analysis does not."""


def codes_of(codebook: Codebook) -> dict[str, Collection[str]]:
    """The codes of each dimension."""
    return {name: dimension.codes.keys() for name, dimension in codebook.dimensions.items()}


def fault_of_fixed_codes(codes: Mapping[str, Collection[str]], *, where: str) -> ReviewError | None:
    """One fault with all that a codebook lacks of what is fixed; None where it has it.

    `codes` are those of each dimension.
    """
    lacking = {
        dimension: left
        for dimension, fixed in FIXED_CODES.items()
        if (left := [code for code in fixed if code not in codes.get(dimension, ())])
    }
    if not lacking:
        return None
    told = "; ".join(
        f"{name} ({', '.join(left)})" if name in codes else f"the dimension {name} ({', '.join(left)})"
        for name, left in lacking.items()
    )
    return ReviewError(
        f"the codebook lacks what the analysis asks for by name: {told}",
        where=where,
        remedy="keep these names, whatever their labels and definitions say; dimensions and codes beside "
        "them are free (docs/codebook.md of the project)",
    )
