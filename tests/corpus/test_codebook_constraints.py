"""Every coding is held against the codebook's constraints: people's, adjudications', machines'."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_review.coding.rule_set_codings import codings_under
from coprod_review.io.rule_sets import read_rule_set
from coprod_review.model.report import Report

Check = Callable[[], tuple[int, str]]

NO_FRAMING = "r2,framing,none,judge,2026-01-02,No safety.\n"
ISSUE = "r2,issue_character,technical,judge,2026-01-02,Pumps.\n"


def _append(path: Path, rows: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")


def test_adjudications_of_one_report_that_break_a_constraint_are_told_with_line_and_remedy(
    review: Path, run_check: Check
) -> None:
    _append(review / "corpus" / "decisions" / "adjudications.csv", NO_FRAMING + ISSUE)
    code, printed = run_check()
    assert code == 0
    assert "the codes of r2 break the codebook: when framing is none" in printed
    assert "adjudications.csv, line 2" in printed
    assert "serve --reviewer" in printed and "until then they wait" in printed


def test_adjudications_that_keep_the_constraints_are_not_told(review: Path, run_check: Check) -> None:
    kept = ISSUE.replace("technical", "none")
    _append(review / "corpus" / "decisions" / "adjudications.csv", NO_FRAMING + kept)
    code, printed = run_check()
    assert code == 0 and "break the codebook" not in printed


@pytest.mark.parametrize("broken", ["tradition,none", "tradition_basis,none"])
def test_tradition_none_and_basis_none_go_together_both_ways(
    review: Path, run_check: Check, broken: str
) -> None:
    dimension, code = broken.split(",")
    other = {"tradition": "tradition_basis,explicit", "tradition_basis": "tradition,other"}[dimension]
    rows = f"r2,{dimension},{code},,,,0.2,,\nr2,{other},,,,0.2,,\n"
    _append(review / "corpus" / "codings" / "ann.csv", rows)
    found, printed = run_check()
    assert found == 0
    assert f"the codes of r2 break the codebook: when {dimension} is none" in printed


def test_codings_under_a_former_id_are_held_together_with_those_under_the_present_one(
    review: Path, run_check: Check
) -> None:
    path = review / "corpus" / "codings" / "ann.csv"
    header, _ = path.read_text(encoding="utf-8").split("\n", maxsplit=1)
    path.write_text(
        f"{header}\nr0,framing,none,,,,0.2,,\nr1,issue_character,technical,,,,0.2,,\n", encoding="utf-8"
    )
    code, printed = run_check()
    assert code == 0
    assert "the codes of r1 break the codebook: when framing is none" in printed
    assert "ann.csv, line 2" in printed


def test_no_example_of_the_codebook_is_coded_by_the_rules_against_a_constraint(project: Path) -> None:
    rules = read_rule_set(project / "config")
    texts = [
        text
        for dimension in rules.codebook.dimensions.values()
        for code in dimension.codes.values()
        for text in (*code.examples.gets, *code.examples.near_misses)
    ]
    reports = [Report(report_id=f"e{i:03}", record_ids=(), abstract=text) for i, text in enumerate(texts)]
    given: dict[str, dict[str, tuple[str, ...]]] = {}
    for coding in codings_under(rules, reports):
        if coding.coder == "rules":
            given.setdefault(coding.report_id, {})[coding.dimension] = coding.codes
    assert len(given) == len(texts)
    assert [said for codes in given.values() for said in rules.codebook.violations(codes)] == []
