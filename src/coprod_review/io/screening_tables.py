"""Screening decisions as columns, and the few columns of reports and records that screening asks for.

A million reports are screened in batches: none of these holds more than a row group in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pyarrow as pa

from coprod_review.io.arrays import array_of, int_array
from coprod_review.io.parquet import n_groups, read_group
from coprod_review.io.tables import EVIDENCE, SCREENING, rows_of
from coprod_review.model.coding import Evidence
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

READ = ("report_id", "type", "title", "year", "abstract", "keywords", "language")
"""The columns of reports that the criteria ask for, or that the sheet of decisions shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPlace:
    """A record by its id, and the export that it came from."""

    record_id: str
    export: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMembers:
    """A report by its id, and its records."""

    report_id: str
    record_ids: tuple[str, ...]


def n_report_groups(reports: Path) -> int:
    """How many row groups a report table has; raises ReviewError as reading it does."""
    return n_groups(reports, READ)


def read_report_group(reports: Path, group: int) -> list[Report]:
    """The reports of one row group, with the fields that screening needs; others are empty."""
    return [Report(record_ids=(), **row) for row in rows_of(read_group(reports, READ, group))]


def screening_batch(decisions: Sequence[ScreeningDecision]) -> pa.RecordBatch:
    """Screening decisions as Arrow has them."""
    columns = [
        _evidence_array([decision.evidence for decision in decisions])
        if column.name == "evidence"
        else array_of([getattr(decision, column.name) for decision in decisions], column.type)
        for column in SCREENING
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SCREENING)


def _evidence_array(evidence: Sequence[Sequence[Evidence]]) -> pa.Array:
    flat = [passage for passages in evidence for passage in passages]
    struct = EVIDENCE.value_type
    columns = [array_of([getattr(p, part.name) for p in flat], part.type) for part in struct]
    ends = int_array([0, *accumulate(map(len, evidence))], pa.int32())
    return pa.ListArray.from_arrays(ends, pa.StructArray.from_arrays(columns, fields=list(struct)))
