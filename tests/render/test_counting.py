"""Every table says what its rows count, and the printed cross-tables add up to the included reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coprod_review.render.crosstab_matrices import matrices
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet
from coprod_review.render.tables import sheets

from .conftest import CASES

PAIR = {"rows": "tradition", "columns": "issue_character", "basis": "all", "among": "framing is not none"}
COUNTS = {
    ("other", "technical"): ("7", "4.2", "2.5", "0.01"),
    ("other", "procedural"): ("3", "4.8", "-1.2", "0.9"),
    ("none", "technical"): ("0", "2.8", "", ""),
}
TOTALS = {
    ("row", "other"): "8",
    ("row", "none"): "0",
    ("column", "technical"): "7",
    ("column", "procedural"): "3",
    ("all", ""): "8",
    ("left_out", "waiting"): "2",
    ("left_out", "open"): "0",
    ("left_out", "not_asked"): "5",
}


def crossed(full: Results, **test: str) -> Results:
    """Results with one cross-table, its totals and its test."""
    cells = [
        {
            **PAIR,
            **{"row_code": row, "column_code": column, "n": n, "expected": expected},
            **{"adjusted_residual": residual, "p_holm": p, "number_id": "x"},
        }
        for (row, column), (n, expected, residual, p) in COUNTS.items()
    ]
    totals = [{**PAIR, "part": p, "code": c, "n": n, "number_id": "x"} for (p, c), n in TOTALS.items()]
    found = {"n": "8", "chi2": "6.1", "df": "1", "p": "0.02", "method": "Monte Carlo", "cramers_v": "0.31"}
    row = {**PAIR, **found, "low": "0.1", "high": "0.5", "caution": "Built in: invented.", **test}
    tables = {"crosstabs": cells, "crosstab_totals": totals, "associations": [row]}
    return replace(full, tables=tables)


def matrix(full: Results, **test: str) -> Sheet:
    (sheet,) = matrices(crossed(full, **test))
    return sheet


@pytest.mark.parametrize("case", CASES)
def test_every_table_has_a_rule_of_counting(case: str) -> None:
    assert [s.name for s in sheets(CASES[case]()) if not s.counting] == []


def test_tables_of_dimensions_with_several_codes_say_how_a_report_counts(full: Results) -> None:
    counting = {s.name: s.counting for s in sheets(full)}
    for name in ("crosstabs", "crosstab_totals", "performance_codes"):
        assert "safety strategy and issue character a report may have several codes" in counting[name]


def test_a_cross_table_stands_as_rows_by_columns_with_totals(full: Results) -> None:
    sheet = matrix(full)
    assert [c.heading for c in sheet.columns] == ["Tradition", "Technical", "Procedural", "All reports"]
    cells = [[str(row.get(name, "")).replace("\u00a0", " ") for name in sheet.names] for row in sheet.rows]
    assert cells == [
        ["Other", "7 (4.2; +2.5*)", "3 (4.8; −1.2)", "8"],
        ["None", "0 (2.8; –)", "·", "0"],
        ["All reports", "7", "3", "8"],
    ]


def test_a_cross_table_says_how_it_adds_up_to_the_included_reports(full: Results) -> None:
    sheet = matrix(full)
    told = "15 = 8 counted + 2 waiting for adjudication + 5 of which the question is not asked."
    assert f"Included reports: {told}" in sheet.note
    assert "· is ruled out by the codebook" in sheet.note
    assert sheet.counting.startswith("In issue character a report may have several codes")


def test_a_cross_table_tells_its_test_its_strength_and_what_is_built_in(full: Results) -> None:
    note = matrix(full).note.replace("\u00a0", " ")
    assert "Chi-square = 6.1, df = 1, p = 0.0200 (Monte Carlo), n = 8." in note
    assert "Cramér's V, corrected for bias, = 0.31 (95 % interval 0.10 to 0.50). Built in: invented." in note


def test_a_test_without_degrees_of_freedom_does_not_speak_of_them(full: Results) -> None:
    note = matrix(full, df="", method="sum over codes").note.replace("\u00a0", " ")
    assert "Chi-square = 6.1, p = 0.0200 (sum over codes), n = 8." in note


def test_a_cross_table_of_too_few_reports_says_why_it_was_not_tested(full: Results) -> None:
    method = "not tested: fewer than two rows or columns have reports"
    note = matrix(full, p="", chi2="", cramers_v="", low="", high="", n="1", method=method).note
    assert "Not tested: fewer than two rows or columns have reports (n = 1)." in note
    assert "Cramér" not in note


def test_a_very_small_p_is_printed_as_below_the_least_step(full: Results) -> None:
    assert "p < 0.0001 (Monte Carlo)" in matrix(full, p="1e-30").note
