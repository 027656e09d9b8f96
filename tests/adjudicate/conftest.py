"""A small invented codebook and coders of each kind."""

from __future__ import annotations

import pytest

from coprod_review.model.codebook import Code, Codebook, Constraint, Dimension
from coprod_review.model.corpus import Coder


def dimension(name: str, *codes: str, multiple: bool = False) -> Dimension:
    return Dimension(
        name=name,
        label=name,
        question="?",
        multiple=multiple,
        source="review",
        codes={code: Code(name=code, label=code, definition=code) for code in codes},
    )


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """Weather, wind and clothes: in calm weather nobody asks for a direction."""
    return Codebook(
        version="1",
        dimensions={
            "wind": dimension("wind", "strong", "light", "none"),
            "direction": dimension("direction", "north", "south", "none"),
            "clothes": dimension("clothes", "coat", "hat", "scarf", "none", multiple=True),
        },
        constraints=(Constraint(when={"wind": "none"}, then={"direction": "none"}),),
        coproduction_form={},
        sources={"review": "This review."},
    )


@pytest.fixture(scope="session")
def coders() -> dict[str, Coder]:
    def coder(name: str, kind: str, role: str, *, blind: bool = True) -> Coder:
        return Coder(name=name, kind=kind, role=role, how="by hand", codebook="1", blind=blind)

    return {
        c.name: c
        for c in (
            coder("ada", "person", "reader"),
            coder("bo", "person", "reader"),
            coder("one", "language_model", "reader"),
            coder("two", "language_model", "reader"),
            coder("seer", "language_model", "reader", blind=False),
            coder("cal", "person", "adjudicator", blind=False),
            coder("dee", "person", "adjudicator"),
            coder("heap", "language_model", "collector", blind=False),
        )
    }
