"""The codes of record of a run, held as columns: those of one report, and those that were adjudicated."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from coprod_review.io.parquet import read_arrow
from coprod_review.io.tables import CODES, rows_of
from coprod_review.model.coding import CodeOfRecord


class CodeRows:
    """The codes of a table by report. Raises ReviewError where the table is missing or damaged."""

    def __init__(self, path: Path) -> None:
        self._table = read_arrow(path, CODES)
        self._places: dict[str, list[tuple[int, int]]] = {}
        start = 0
        for report_id, rows in groupby(self._table.column("report_id").to_pylist()):
            n = sum(1 for _ in rows)
            self._places.setdefault(report_id, []).append((start, n))
            start += n

    def on(self, report_id: str) -> dict[str, CodeOfRecord]:
        """The codes of record of a report, by dimension."""
        parts = (self._table.slice(start, n) for start, n in self._places.get(report_id, ()))
        found = (CodeOfRecord(**row) for part in parts for row in rows_of(part))
        return {code.dimension: code for code in found}

    def adjudicated(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The codes that adjudicators had settled when the run was made, by report and dimension."""
        rows = [row for row, status in enumerate(self._column("status")) if status == "adjudicated"]
        if not rows:
            return {}
        ids, dimensions, codes = map(self._column, ("report_id", "dimension", "codes"))
        return {(ids[row], dimensions[row]): tuple(codes[row]) for row in rows}

    def _column(self, name: str) -> list[Any]:
        values: list[Any] = self._table.column(name).to_pylist()
        return values
