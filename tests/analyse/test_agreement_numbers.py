"""The numbers behind the table of agreement."""

from __future__ import annotations

import pytest

from coprod_review.analyse.agreement_numbers import agreement_numbers
from coprod_review.model.codebook import Codebook
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


def test_the_reports_in_which_a_question_arises_have_numbers_of_their_own(codebook: Codebook) -> None:
    answers = {"r1": ("none", "none"), "r2": ("partnership", "mitigation")}
    codings = [
        Coding(report_id=report, dimension=dimension, codes=(code,), coder=coder)
        for report, codes in answers.items()
        for coder in ("ann", "bo")
        for dimension, code in zip(("framing", "safety_strategy"), codes, strict=True)
    ]
    asked = {"n_asked": "1", "kappa_asked": "0.5", "kappa_asked_low": "", "kappa_asked_high": ""}
    row = COEFFICIENTS | ROW | asked | {"dimension": "safety_strategy"}
    found = {n.number_id: n for n in agreement_numbers([row], codings, codebook=codebook).numbers}
    assert found["agreement.safety_strategy.ann.bo.asked.n"].members == ("r2",)
    assert found["agreement.safety_strategy.ann.bo.asked"].text == "0.50"
    with pytest.raises(ValueError, match="asks 2 and the codings 1"):
        agreement_numbers([row | {"n_asked": "2"}], codings, codebook=codebook)
