"""Codings as Arrow columns: most of them is evidence, which is laid out flat once for all codings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Any

import pyarrow as pa

from coprod_review.io.arrays import array_of, int_array
from coprod_review.model.coding import Coding, Evidence

EVIDENCE = "evidence"
SCORES = "scores"

_json_of = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


def coding_table(codings: Sequence[Coding], schema: pa.Schema) -> pa.Table:
    """The codings as rows of a table, `scores` as JSON."""
    columns = [_column(codings, field) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _column(codings: Sequence[Coding], field: pa.Field) -> pa.Array:
    if field.name == EVIDENCE:
        return _passages([coding.evidence for coding in codings], field.type)
    cells: Sequence[Any] = list(map(attrgetter(field.name), codings))
    if field.name == SCORES:
        cells = [_json_of(scores) if scores else "{}" for scores in cells]
    return array_of(cells, field.type)


def _passages(rows: Sequence[Sequence[Evidence]], kind: pa.DataType) -> pa.Array:
    """The passages of each row as a list of structs, made field by field."""
    flat = [passage for row in rows for passage in row]
    parts = [
        array_of(list(map(attrgetter(name), flat)), kind.value_type.field(name).type)
        for name in (kind.value_type.field(i).name for i in range(kind.value_type.num_fields))
    ]
    structs = pa.StructArray.from_arrays(parts, fields=list(kind.value_type))
    ends = int_array([0, *accumulate(map(len, rows))], pa.int32())
    return pa.ListArray.from_arrays(ends, structs, type=kind)
