"""Codes that are on no record although a coder gave them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.report.coded_review import coded_review

from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.report.unused import Unused, unused_codes


def test_a_code_that_only_a_coder_without_a_vote_gave_is_told_with_who_gave_it(project: Path) -> None:
    results = coded_review(project, n=4).results
    report = next(d.report_id for d in results.decisions if d.included)

    def given(coder: str, code: str) -> Coding:
        return Coding(report_id=report, dimension="safety_strategy", codes=(code,), coder=coder)

    record = CodeOfRecord(
        report_id=report, dimension="safety_strategy", codes=("mitigation",), status="agreed", coders=()
    )
    codings = [given("ann", "risk_control"), given("ann", "mitigation"), given("rules", "best_practice")]
    known = replace(results, codes=[record], codings=codings)
    assert unused_codes(known, "safety_strategy") == [
        Unused(code="risk_control", number_by_coder=(("ann", "given.safety_strategy.risk_control.ann"),))
    ]
