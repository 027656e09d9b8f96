"""Codes that are on no record although a coder gave them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.report.coded_review import coded_review

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.unused import unused_numbers
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Coder
from coprod_review.pages.ledger import Ledger
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
    reports = {one.report_id: one for one in results.reports if one.report_id == report}
    coded = CodedReports(report_by_id=reports, record_by_place={(report, "safety_strategy"): record})
    numbers = unused_numbers(coded, results.codebook, codings, dimension="safety_strategy").numbers
    ann = Coder(name="ann", kind="person", role="collector", how="reads", codebook="1", blind=False)
    known = replace(results, coders=[*results.coders, ann], ledger=Ledger.of(numbers))
    assert unused_codes(known, "safety_strategy") == [
        Unused(code="risk_control", number_by_coder=(("ann", "given.safety_strategy.risk_control.ann"),))
    ]
