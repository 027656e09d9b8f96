"""Tables that are too large to be held are joined as others are."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.dedupe.records import record

from coprod_review.dedupe.join import join_table
from coprod_review.dedupe.record_tables import StreamedTable
from coprod_review.errors import ReviewError
from coprod_review.io.columns import write_report_tables
from coprod_review.io.record_columns import open_record_columns
from coprod_review.io.tables import write_records

RECORDS = [
    record(
        f"{side}.ris:{n}",
        title=f"Invented study number {n} of nights on a ward",
        authors=("Linden, Maja",),
        year=2000 + n,
        doi=f"10.5555/{n}",
        abstract=f"Night {n} was long. " * (20 if side == "a" else 21),
        keywords=(f"night {n}", side),
        references=("Berg A, 2010",) if side == "b" else (),
    )
    for n in range(1, 7)
    for side in "ab"
]


def test_a_table_that_is_streamed_gives_the_same_reports_byte_by_byte(tmp_path: Path) -> None:
    write_records(tmp_path / "records.parquet", RECORDS)
    written = []
    for most_held in (0, 10**9):
        table = open_record_columns(tmp_path / "records.parquet", most_held=most_held)
        assert isinstance(table, StreamedTable) == (most_held == 0)
        joining = join_table(table)
        assert len(joining.merging.report_ids) == 6
        write_report_tables(tmp_path / "reports.parquet", joining.merging.tables(size=4))
        written.append((tmp_path / "reports.parquet").read_bytes())
    assert written[0] == written[1]


def test_columns_of_long_texts_that_a_file_lacks_are_empty_in_a_streamed_table(tmp_path: Path) -> None:
    write_records(tmp_path / "whole.parquet", RECORDS)
    with pq.ParquetFile(tmp_path / "whole.parquet") as file:
        table = file.read(columns=["record_id", "title"])
    pq.write_table(table, tmp_path / "few.parquet")
    (keywords,) = open_record_columns(tmp_path / "few.parquet", most_held=0).column("keywords").chunks
    assert keywords.to_pylist() == [[]] * len(RECORDS)


def test_a_file_that_is_no_table_is_told_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "records.parquet").write_text("no table", encoding="utf-8")
    with pytest.raises(ReviewError) as error:
        open_record_columns(tmp_path / "records.parquet")
    assert "write the file again" in error.value.remedy
