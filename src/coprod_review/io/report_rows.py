"""The reports of a run by columns, and single ones whole: made for programs that show one after the other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from coprod_review.io.bibliographic_schemas import REPORTS
from coprod_review.io.parquet import read_arrow
from coprod_review.io.tables import rows_of
from coprod_review.model.report import Report

_SHOWN = pa.schema([field for field in REPORTS if field.name != "references"])


class ReportRows:
    """The reports of a table without their cited references, held as columns.

    Raises ReviewError where the table is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        self._table = read_arrow(path, _SHOWN)

    def column(self, name: str) -> Sequence[Any]:
        """One field of all reports, in the order of the table."""
        values: list[Any] = self._table.column(name).to_pylist()
        return values

    def at(self, row: int) -> Report:
        """The report of a row, its references left out."""
        found = next(iter(rows_of(self._table.slice(row, 1))))
        return Report(**(found | {"source_by_field": json.loads(found["source_by_field"])}))
