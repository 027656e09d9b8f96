"""Codes that no report has on record although a coder gave them."""

from __future__ import annotations

from pathlib import Path

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.unused import unused_numbers
from coprod_review.io.codebook import read_codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.report import Report


def test_the_reports_to_which_each_coder_gave_an_unused_code_are_its_members(project: Path) -> None:
    codebook = read_codebook(project / "config" / "codebook.yaml")
    name = "safety_strategy"
    reports = {r: Report(report_id=r, record_ids=(), title="Tea") for r in ("r1", "r2")}
    record = CodeOfRecord(report_id="r1", dimension=name, codes=("mitigation",), status="agreed", coders=())
    given = [
        ("r1", "ann", ("risk_control", "mitigation")),
        ("r2", "ann", ("risk_control",)),
        ("r2", "ben", ("risk_control",)),
        ("r2", "rules", ("best_practice",)),
        ("excluded", "ben", ("risk_control",)),
        ("r2", "ben", ("no_code_of_this_codebook",)),
    ]
    codings = [Coding(report_id=r, dimension=name, codes=codes, coder=who) for r, who, codes in given]
    coded = CodedReports(report_by_id=reports, record_by_place={("r1", name): record})
    found = unused_numbers(coded, codebook, codings, dimension=name).numbers
    assert [(n.number_id, n.members) for n in found] == [
        ("given.safety_strategy.risk_control.ann", ("r1", "r2")),
        ("given.safety_strategy.risk_control.ben", ("r2",)),
    ]
