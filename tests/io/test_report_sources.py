"""Which records stand behind all reports, read without their texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.stage_tables import write_reports

from coprod_review.errors import ReviewError
from coprod_review.io.report_sources import ReportSources, read_report_sources
from coprod_review.model.report import Report


def test_every_report_is_there_with_its_records_in_the_order_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "reports.parquet"
    joined = ("a.ris:2", "b.ris:1")
    write_reports(path, [Report(report_id="r2", record_ids=joined), Report(report_id="r1", record_ids=())])
    assert list(read_report_sources(path)) == [
        ReportSources(report_id="r2", record_ids=joined),
        ReportSources(report_id="r1", record_ids=()),
    ]


def test_a_table_that_is_missing_is_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as raised:
        list(read_report_sources(tmp_path / "reports.parquet"))
    assert raised.value.remedy
