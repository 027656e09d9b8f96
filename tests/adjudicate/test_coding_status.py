"""When two coders are told how far they agree."""

from __future__ import annotations

import pytest

from coprod_review.adjudicate.coding_status import pair_statuses
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding

REPORTS = frozenset(f"r{n}" for n in range(10))


def codings(coder: str, *dimensions: str, n: int = 10) -> list[Coding]:
    return [
        Coding(report_id=report, dimension=dimension, codes=("none",), coder=coder)
        for report in sorted(REPORTS)[:n]
        for dimension in dimensions
    ]


@pytest.mark.parametrize(
    ("given", "to_go"),
    [
        (codings("bo", "wind"), 0),
        (codings("bo", "wind") + codings("bo", "clothes", n=7), 3),
        (codings("bo", "wind", n=9), 1),
    ],
    ids=["one dimension alone", "another is begun", "a report is missing"],
)
def test_a_coder_finishes_what_they_code_and_no_other_dimension(
    codebook: Codebook, given: list[Coding], to_go: int
) -> None:
    everything = codings("ada", "wind", "direction", "clothes")
    (pair,) = pair_statuses(
        {"gold": REPORTS},
        [*everything, *given],
        codebook,
        parts={"gold": [REPORTS]},
        blind={"ada", "bo"},
    )
    assert pair.n_to_go == ({"bo": to_go} if to_go else {})
    assert pair.n_differing == (None if to_go else 0)
