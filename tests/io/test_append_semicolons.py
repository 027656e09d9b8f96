"""Rows put behind those of a table that a spreadsheet saved with semicolons."""

from __future__ import annotations

from pathlib import Path

from coprod_review.io.append import append_rows
from coprod_review.io.growing import GrowingTable
from coprod_review.io.people_tables import SCREENING, read_people


def test_a_table_with_semicolons_gets_commas_when_a_row_is_put_behind(tmp_path: Path) -> None:
    path = tmp_path / "decisions" / "screening.csv"
    path.parent.mkdir()
    path.write_text(
        "report;coder;verdict;criterion;date;reason;revision;state;undoes\nr1;ann;include;;2026;a, b;;;\n"
    )
    news = GrowingTable(path, SCREENING).news()
    assert news is not None
    assert [row["reason"] for row in news.rows] == ["a, b"]
    row = {"report": "r2", "coder": "ann", "verdict": "include"}
    append_rows(
        path, corpus=tmp_path, columns=SCREENING, make=lambda rows: [row] if rows.having(report="r1") else []
    )
    assert [(r["report"], r["reason"]) for r in read_people(path, SCREENING)] == [("r1", "a, b"), ("r2", "")]
