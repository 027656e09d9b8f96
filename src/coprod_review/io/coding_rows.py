"""Codings of single reports out of a large table: where each report's rows stand is kept, rows are read."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coprod_review.errors import ReviewError
from coprod_review.io.parquet import RUN_AGAIN
from coprod_review.io.tables import CODINGS, rows_of
from coprod_review.model.coding import Coding


class CodingRows:
    """The codings of a table by report; a table that is missing has none.

    The file stays open, so that a run that replaces it meanwhile mixes nothing. Only the groups of rows that
    a report stands in are read, and the last one is kept: neighbours follow each other.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._file: Any = _opened(path) if path.exists() else None
        self._places: dict[str, list[tuple[int, int, int]]] | None = None
        self._held: tuple[int, pa.Table] | None = None

    def warm(self) -> None:
        """Find out where each report stands, which takes a moment in a large table."""
        with self._lock:
            self._known()

    def on(self, report_id: str) -> list[Coding]:
        """The codings on a report, in the order of the table."""
        with self._lock:
            parts = [
                self._group(group).slice(start, n) for group, start, n in self._known().get(report_id, ())
            ]
        return [
            Coding(**(row | {"scores": json.loads(row["scores"])})) for part in parts for row in rows_of(part)
        ]

    def _known(self) -> dict[str, list[tuple[int, int, int]]]:
        if self._places is None:
            places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
            for group in range(self._file.num_row_groups if self._file else 0):
                start = 0
                ids = self._file.read_row_group(group, columns=["report_id"]).column(0).to_pylist()
                for report_id, rows in groupby(ids):
                    n = sum(1 for _ in rows)
                    places[report_id].append((group, start, n))
                    start += n
            self._places = dict(places)
        return self._places

    def _group(self, group: int) -> pa.Table:
        if self._held is None or self._held[0] != group:
            table = self._file.read_row_group(group, columns=CODINGS.names).select(CODINGS.names)
            self._held = (group, table)
        return self._held[1]


def _opened(path: Path) -> pq.ParquetFile:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise ReviewError(
            f"this stage file is damaged ({error})", where=str(path), remedy=RUN_AGAIN
        ) from None
    if missing := [name for name in CODINGS.names if name not in file.schema_arrow.names]:
        raise ReviewError(
            f"this stage file lacks the columns {', '.join(missing)}", where=str(path), remedy=RUN_AGAIN
        )
    return file
