"""Rows of stage files are chosen without reading the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.stage_tables import write_reports

from coprod_review.errors import ReviewError
from coprod_review.io import tables
from coprod_review.io.parquet import Only, read_columns
from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.model.report import Report


def _records(n: int) -> list[Record]:
    return [
        Record(record_id=f"a.ris:{i}", export="a.ris", line=i, end_line=i, title=f"T{i}", authors=("A", "B"))
        for i in range(1, n + 1)
    ]


def test_rows_are_chosen_from_several_row_groups_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    records = _records(25_000)
    tables.write_records(path, records)
    wanted = ["a.ris:24999", "a.ris:2", "a.ris:10001", "a.ris:7777777"]
    found = tables.read_records(path, only=Only(column="record_id", values=wanted))
    assert found == [records[1], records[10_000], records[24_998]]


def test_a_row_is_chosen_by_one_value_of_its_list_and_comes_once(tmp_path: Path) -> None:
    path = tmp_path / "reports.parquet"
    reports = [
        Report(report_id="p0", record_ids=()),
        Report(report_id="p1", record_ids=("a:1", "b:2")),
        Report(report_id="p2", record_ids=("a:2",)),
        Report(report_id="p3", record_ids=("a:3",)),
    ]
    write_reports(path, reports)
    only = Only(column="record_ids", values=["a:1", "b:2", "a:3"])
    assert tables.read_reports(path, only=only) == [reports[1], reports[3]]


def test_an_empty_table_and_a_choice_of_nothing_give_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    tables.write_records(path, [])
    assert tables.read_records(path, only=Only(column="record_id", values=["a:1"])) == []
    tables.write_records(path, _records(3))
    assert tables.read_records(path, only=Only(column="record_id", values=[])) == []


def test_the_numbers_of_a_member_come_without_their_members(tmp_path: Path) -> None:
    path = tmp_path / "numbers.parquet"
    numbers = [
        Number(number_id=f"n.{i}", value=2.0, text="2", label="l", member_kind="report", members=members)
        for i, members in enumerate([("p1", "p2"), ("p2",), ()])
    ]
    tables.write_numbers(path, numbers)
    (found,) = tables.read_numbers_counting(path, ["p1"])
    assert (found.number_id, found.members) == ("n.0", ())


def test_a_column_that_is_missing_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    tables.write_records(path, _records(1))
    with pytest.raises(ReviewError) as told:
        read_columns(path, ["title", "colour"])
    assert told.value.problem == "this stage file lacks the columns colour"
    assert "run the review again" in told.value.remedy


def test_a_damaged_file_is_told_whichever_rows_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    tables.write_records(path, _records(50))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ReviewError) as told:
        tables.read_records(path, only=Only(column="record_id", values=["a.ris:1"]))
    assert "damaged" in told.value.problem
    assert "delete the file" in told.value.remedy
