"""Which records stand behind each report, of all reports and without their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coprod_review.io.parquet import column_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSources:
    """A report's id, and the records that were joined to it."""

    report_id: str
    record_ids: tuple[str, ...]


def read_report_sources(reports: Path) -> Iterator[ReportSources]:
    """The records of each report of a report table, in its order, one row group after the other.

    Raises ReviewError where the file is missing, is damaged or lacks a column.
    """
    for part in column_parts(reports, ("report_id", "record_ids")):
        for report_id, record_ids in zip(part["report_id"], part["record_ids"], strict=True):
            yield ReportSources(report_id=report_id, record_ids=tuple(record_ids))
