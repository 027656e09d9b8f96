"""Which bins of probability the report warns of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.report.coded_review import coded_review

from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger
from coprod_review.report.held_out import overconfident


def test_bins_that_are_right_less_often_than_they_say_are_told_if_enough_reports_are_in_them(
    project: Path,
) -> None:
    def row(mean: str, right: str, n: str, dimension: str = "framing") -> dict[str, str]:
        found = {"dimension": dimension, "mean_probability": mean, "share_correct": right, "n": n}
        return found | {"number_id": f"calibration.{dimension}.0_7-0_8"}

    told = row("0.75", "0.5", "28")
    rows = [
        told,
        row("0.75", "0.7", "28"),
        row("0.75", "0.5", "4"),
        row("0.4", "0.1", "28"),
        row("0.75", "", "28"),
        row("0.75", "0.5", "28", dimension="tradition"),
    ]
    number = Number(
        number_id="calibration.framing.0_7-0_8", value=0.5, text="50 %", label="", member_kind="report"
    )
    results = coded_review(project, n=3).results
    known = replace(results, tables={"calibration": rows}, ledger=Ledger.of([number]))
    assert overconfident(known) == [told]
