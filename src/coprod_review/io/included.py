"""The few reports that stages after screening need, without the many that they do not.

Of a million reports that were screened, some ten thousand are included. Everything here goes through the
stage files one row group after the other and keeps what was asked for, so that what a stage costs follows the
included reports. Where a stage has ids of its own, `tables.read_reports(path, only=Only(...))` does the same.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from coprod_review.io import tables
from coprod_review.io.parquet import Only, column_parts, read_columns
from coprod_review.io.table_rows import Rows
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportName:
    """What names a report: its id, and the facts by which registered aliases find it."""

    report_id: str
    doi: str
    pmid: str
    title: str


class ReportNames(Rows[ReportName]):
    """What names each report of a table, in its order, read anew each time it is gone through.

    It takes the place of reports for `model.resolve.report_id_by_name`, at the cost of four short columns.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, ReportName)


def report_ids(reports: Path) -> list[str]:
    """The id of every report of a report table (or of a table of decisions), in its order."""
    ids: list[str] = read_columns(reports, ("report_id",))["report_id"]
    return ids


def included_ids(decisions: Path) -> list[str]:
    """The ids of the included reports, those that wait for people among them, in the order of the table."""
    return [
        report_id
        for part in column_parts(decisions, ("report_id", "included"))
        for report_id, included in zip(part["report_id"], part["included"], strict=True)
        if included
    ]


def read_included_screening(decisions: Path) -> list[ScreeningDecision]:
    """The screening decisions of the included reports, in the order of the table."""
    return tables.read_screening(decisions, only=_only(included_ids(decisions)))


def read_included(reports: Path, decisions: Path, *, also: Collection[str] = ()) -> list[Report]:
    """The included reports, and those whose ids are among `also`, in the order of the table of reports.

    Ids that the table does not have are passed over.
    """
    return tables.read_reports(reports, only=_only({*included_ids(decisions), *also}))


def _only(report_ids: Collection[str]) -> Only:
    return Only(column="report_id", values=report_ids)
