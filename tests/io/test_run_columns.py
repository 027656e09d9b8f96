"""Tables of a run as the server holds them: columns of a CSV, and the rows of one report."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.stage_tables import write_reports

from coprod_review.errors import ReviewError
from coprod_review.io import tables
from coprod_review.io.code_rows import CodeRows
from coprod_review.io.coding_rows import CodingRows
from coprod_review.io.csv_columns import read_csv_columns
from coprod_review.io.report_rows import ReportRows
from coprod_review.io.results import read_table
from coprod_review.io.sheets import write_csv
from coprod_review.model.coding import CodeOfRecord, Coding, Evidence
from coprod_review.model.report import Report


def _coding(report_id: str, dimension: str) -> Coding:
    evidence = Evidence(field="title", start=0, end=2, quote="Ab", code="x", rule="r", weight=0.5)
    return Coding(
        report_id=report_id,
        dimension=dimension,
        codes=("x",),
        coder="rules",
        scores={"x": 0.5},
        evidence=(evidence,),
    )


def test_columns_are_those_of_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [
        {"a": "=1+1", "b": 'two\n"lines", quoted', "c": ""},
        {"a": "'=x", "b": "", "c": "é"},
        {"a": "NA", "b": "null", "c": "1e5"},
    ]
    write_csv(path, ("a", "b", "c"), rows)
    assert read_csv_columns(path, ("c", "a", "b")) == {
        name: [row[name] for row in read_table(path)] for name in ("c", "a", "b")
    }


def test_a_missing_table_has_no_rows_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    assert read_csv_columns(path, ("a",)) == {"a": []}
    path.write_text("b\n1\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="damaged") as caught:
        read_csv_columns(path, ("a",))
    assert "run the review again" in caught.value.remedy


def test_the_codings_on_a_report_are_found_in_whatever_group_of_rows_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "codings.parquet"
    codings = [_coding(f"r{n // 3}", f"d{n % 3}") for n in range(3 * tables.CODING_ROWS)]
    tables.write_codings(path, [*codings, _coding("r0", "late")])
    rows = CodingRows(path)
    last = tables.CODING_ROWS - 1
    for report_id in ("r0", f"r{last // 3}", f"r{last}", "r0"):
        expected = [c for c in [*codings, _coding("r0", "late")] if c.report_id == report_id]
        assert rows.on(report_id) == expected
    assert rows.on("nobody") == []


def test_a_table_of_codings_that_is_missing_has_none(tmp_path: Path) -> None:
    assert CodingRows(tmp_path / "none.parquet").on("r1") == []


def test_a_damaged_table_of_codings_is_told(tmp_path: Path) -> None:
    path = tmp_path / "codings.parquet"
    path.write_bytes(b"no table")
    with pytest.raises(ReviewError) as caught:
        CodingRows(path)
    assert "run the review again" in caught.value.remedy


def test_a_report_is_read_whole_but_for_its_references(tmp_path: Path) -> None:
    path = tmp_path / "reports.parquet"
    reports = [
        Report(report_id=f"r{n}", record_ids=("a:1",), title=f"T{n}", keywords=("k",), references=("w",))
        for n in range(3)
    ]
    write_reports(path, reports)
    rows = ReportRows(path)
    assert rows.column("title") == ["T0", "T1", "T2"]
    assert (rows.at(1).report_id, rows.at(1).keywords, rows.at(1).references) == ("r1", ("k",), ())


def test_codes_of_record_are_found_by_report_and_those_adjudicated_apart(tmp_path: Path) -> None:
    path = tmp_path / "codes.parquet"
    codes = [
        CodeOfRecord(report_id=r, dimension=d, codes=(d,), status=s, coders=())
        for r, d, s in (("r1", "a", "agreed"), ("r2", "a", "adjudicated"), ("r1", "b", "open"))
    ]
    tables.write_codes(path, codes)
    rows = CodeRows(path)
    assert set(rows.on("r1")) == {"a", "b"}
    assert rows.on("nobody") == {}
    assert rows.adjudicated() == {("r2", "a"): ("a",)}
