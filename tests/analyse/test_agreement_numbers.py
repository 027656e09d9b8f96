"""The numbers behind the table of agreement."""

from __future__ import annotations

from coprod_review.analyse.agreement_numbers import agreement_numbers
from coprod_review.model.coding import Coding

ROW = {"dimension": "framing", "coder_a": "ann", "coder_b": "bo", "n": "2", "percent": "1", "number_id": "a"}
COEFFICIENTS = {
    f"{name}{bound}": "" for name in ("kappa", "alpha", "ac1", "percent") for bound in ("", "_low", "_high")
}


def test_reports_that_were_excluded_and_count_in_agreement_are_counted() -> None:
    codings = [
        Coding(report_id=report, dimension="framing", codes=("none",), coder=coder)
        for report, coders in {"r1": ("ann", "bo"), "r2": ("ann", "bo"), "r3": ("ann",)}.items()
        for coder in coders
    ]
    rows = [COEFFICIENTS | ROW]
    found = {n.number_id: n.members for n in agreement_numbers(rows, codings, included={"r1"}).numbers}
    assert found["agreement.excluded"] == ("r2",)
    for numbers in (agreement_numbers(rows, codings), agreement_numbers([], codings, included=())):
        assert "agreement.excluded" not in {n.number_id for n in numbers.numbers}
