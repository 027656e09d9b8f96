"""Codings without their evidence: what a coder says of each code, and nothing of why."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pyarrow as pa

from coprod_review.io.parquet import Only, read_rows
from coprod_review.io.tables import CODINGS
from coprod_review.model.coding import Coding

LEFT = ("evidence", "note", "date", "confidence_word")
SCORES = pa.schema([column for column in CODINGS if column.name not in LEFT])


def read_scores(path: Path, dimensions: Collection[str]) -> list[Coding]:
    """The codings of some dimensions in the order of the table, without evidence and notes.

    Most of a table of codings is evidence; without it, it is read in a tenth of the time.
    """
    rows = read_rows(path, SCORES, only=Only(column="dimension", values=dimensions))
    return [Coding(**_fields(row)) for row in rows]


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    found = {name: tuple(cell) if isinstance(cell, list) else cell for name, cell in row.items()}
    return found | {"scores": json.loads(row["scores"])}
