"""Records and reports as objects and as columns: the way in and out for callers that hold few of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import pyarrow as pa

from coprod_review.dedupe.arrow import int_array, list_array, text_array
from coprod_review.model.bibliographic import Bibliographic
from coprod_review.model.record import RECORD_FIELDS, Record
from coprod_review.model.report import Report

FIELDS = tuple(field.name for field in fields(Bibliographic))
"""The bibliographic fields, in the order of the stage tables."""

LISTS = ("authors", "keywords", "references")
_NUMBERS = ("year", "line", "end_line")


def record_table(records: Sequence[Record]) -> pa.Table:
    """Records as a table with the columns of docs/stages.md, without nulls but in `year`."""
    return pa.table({name: _column(name, [getattr(one, name) for one in records]) for name in RECORD_FIELDS})


def reports_in(table: pa.Table) -> Iterator[Report]:
    """The reports of a table with the columns of docs/stages.md."""
    for row in table.to_pylist():
        facts: dict[str, Any] = {name: tuple(row[name]) if name in LISTS else row[name] for name in FIELDS}
        yield Report(
            report_id=row["report_id"],
            record_ids=tuple(row["record_ids"]),
            text_status=row["text_status"],
            source_by_field=json.loads(row["source_by_field"]),
            **facts,
        )


def _column(name: str, values: list[Any]) -> pa.Array:
    if name in LISTS:
        return list_array(values)
    if name in _NUMBERS:
        known = np.asarray([value is not None for value in values], dtype=np.bool_)
        return int_array(np.asarray([value or 0 for value in values], dtype=np.int64), known)
    return text_array(values)
