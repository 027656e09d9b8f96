"""Stage tables of invented reports and decisions, for the tests of what reads them.

The stages write these tables by columns, from far more rows than stand in memory as objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coprod_review.io.bibliographic_schemas import REPORTS
from coprod_review.io.tables import SCREENING
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision


def write_reports(path: Path, reports: Iterable[Report]) -> None:
    """Write the report table; `source_by_field` is stored as JSON."""
    rows = [asdict(report) for report in reports]
    _write(path, REPORTS, [row | {"source_by_field": json.dumps(row["source_by_field"])} for row in rows])


def write_screening(path: Path, decisions: Iterable[ScreeningDecision]) -> None:
    """Write the screening decisions."""
    _write(path, SCREENING, [asdict(decision) for decision in decisions])


def _write(path: Path, schema: pa.Schema, rows: list[Mapping[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
