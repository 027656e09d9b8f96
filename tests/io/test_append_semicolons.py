"""Rows put behind those of a table that a spreadsheet saved with semicolons."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
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


HEADER = "report;coder;verdict;criterion;date;reason\n"


def test_rows_that_are_parted_otherwise_than_line_1_are_told_as_that_and_once(tmp_path: Path) -> None:
    path = tmp_path / "screening.csv"
    rows = 'r2,ann,include,,2026,\nr3,ann,exclude,field,2026,"late, and short"\n'
    path.write_text(f"{HEADER}r1;ann;include;;2026;\n{rows}")
    with pytest.raises(ReviewError) as caught:
        read_people(path, SCREENING)
    told = str(caught.value)
    assert "2 rows are parted by commas, from here to line 4, and line 1 by semicolons" in told
    assert "let all rows be parted alike" in told and "double quotes" not in told


def test_a_header_of_another_mark_and_another_encoding_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "screening.csv"
    commas = HEADER.replace(";", ",") + "r2,ann,include,,2026,\n"
    path.write_bytes(f"{HEADER}r1;ann;include;;2026;Müde\n{commas}".encode("cp1252"))
    with pytest.raises(ReviewError) as caught:
        read_people(path, SCREENING)
    told = str(caught.value)
    assert "line 1 and its rows have semicolons, line 3 and those behind it commas" in told
    assert "this file is not UTF-8 text" in told
