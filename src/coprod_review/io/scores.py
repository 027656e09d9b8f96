"""Codings without their evidence: what a coder says of each code, and nothing of why."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import pyarrow as pa

from coprod_review.io.parquet import Only, read_arrow
from coprod_review.io.tables import CODINGS, rows_of
from coprod_review.model.coding import Coding

LEFT = ("evidence", "note", "date", "confidence_word")
SCORES = pa.schema([column for column in CODINGS if column.name not in LEFT])


def read_scores(path: Path, dimensions: Collection[str], *, of: Only | None = None) -> list[Coding]:
    """The codings of some dimensions in the order of the table, without evidence and notes.

    `of` chooses among the reports.

    Most of a table of codings is evidence; without it, it is read in a tenth of the time.
    """
    asked = Only(column="dimension", values=dimensions)
    rows = rows_of(read_arrow(path, SCORES, only=of or asked))
    return [
        Coding(**(row | {"scores": json.loads(row["scores"])}))
        for row in rows
        if row["dimension"] in dimensions
    ]
