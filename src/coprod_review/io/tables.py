"""The stage tables between programs: Parquet with declared columns.

Each table has one schema here, one function that reads it and, but for reports and decisions, which are
written by columns, one that writes it. The columns are described in docs/stages.md. Rows are written in the
order given: stages sort them. Readers take a choice of rows with `only`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coprod_review.io.arrays import array_of
from coprod_review.io.bibliographic_schemas import RECORDS, REPORTS, TEXTS
from coprod_review.io.coding_arrays import coding_table
from coprod_review.io.files import written_whole
from coprod_review.io.parquet import Only, column_values, read_arrow, read_columns, read_rows, shared_values
from coprod_review.io.record_batches import ROWS, record_batch, write_record_batches
from coprod_review.model.coding import CodeOfRecord, Coding, Evidence
from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

CODING_ROWS = 500
"""Rows of a group of codings: one group is read for the evidence on one report, in milliseconds."""

EVIDENCE = pa.list_(
    pa.struct(
        [
            ("field", pa.string()),
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("quote", pa.string()),
            ("code", pa.string()),
            ("rule", pa.string()),
            ("weight", pa.float64()),
            ("context", TEXTS),
        ]
    )
)

SCREENING = pa.schema(
    [
        ("report_id", pa.string()),
        ("included", pa.bool_()),
        ("reason", pa.string()),
        ("decided_by", TEXTS),
        ("status", pa.string()),
        ("proposed_included", pa.bool_()),
        ("proposed_reason", pa.string()),
        ("proposed_waiting", pa.bool_()),
        ("evidence", EVIDENCE),
        ("note", pa.string()),
    ]
)

CODINGS = pa.schema(
    [
        ("report_id", pa.string()),
        ("dimension", pa.string()),
        ("codes", TEXTS),
        ("coder", pa.string()),
        ("codebook", pa.string()),
        ("confidence", pa.float64()),
        ("confidence_word", pa.string()),
        ("scores", pa.string()),
        ("prediction_set", TEXTS),
        ("evidence", EVIDENCE),
        ("basis", pa.string()),
        ("examined", TEXTS),
        ("date", pa.string()),
        ("note", pa.string()),
    ]
)

CODES = pa.schema(
    [
        ("report_id", pa.string()),
        ("dimension", pa.string()),
        ("codes", TEXTS),
        ("status", pa.string()),
        ("coders", TEXTS),
        ("reason", pa.string()),
        ("confidence", pa.float64()),
    ]
)

NUMBERS = pa.schema(
    [
        ("number_id", pa.string()),
        ("value", pa.float64()),
        ("text", pa.string()),
        ("label", pa.string()),
        ("member_kind", pa.string()),
        ("members", TEXTS),
        ("is_count", pa.bool_()),
        ("low", pa.float64()),
        ("high", pa.float64()),
    ]
)


def write_records(path: Path, records: Iterable[Record]) -> None:
    """Write the record table."""
    waiting = iter(records)
    parts = iter(lambda: list(islice(waiting, ROWS)), [])
    write_record_batches(path, (record_batch(_columns(part)) for part in parts))


def _columns(records: Sequence[Record]) -> dict[str, list[Any]]:
    return {name: [getattr(record, name) for record in records] for name in RECORDS.names}


def read_records(path: Path, *, only: Only | None = None) -> list[Record]:
    """The records of a record table, in its order."""
    return [Record(**row) for row in rows_of(read_arrow(path, RECORDS, only=only))]


def read_reports(path: Path, *, only: Only | None = None) -> list[Report]:
    """The reports of a report table, in its order."""
    return [
        Report(**(row | {"source_by_field": json.loads(row["source_by_field"])}))
        for row in rows_of(read_arrow(path, REPORTS, only=only))
    ]


def read_screening(path: Path, *, only: Only | None = None) -> list[ScreeningDecision]:
    """The screening decisions of a table, in its order."""
    return [ScreeningDecision(**row) for row in rows_of(read_arrow(path, SCREENING, only=only))]


def write_codings(path: Path, codings: Iterable[Coding]) -> None:
    """Write codings of any coder; `scores` are stored as JSON."""
    waiting = iter(codings)
    with (
        written_whole(path) as temporary,
        pq.ParquetWriter(temporary, CODINGS, compression="zstd") as writer,
    ):
        for part in iter(lambda: list(islice(waiting, ROWS)), []):
            writer.write_table(coding_table(part, CODINGS), row_group_size=CODING_ROWS)


def read_codings(path: Path, *, only: Only | None = None, without: Collection[str] = ()) -> list[Coding]:
    """The codings of a table, in its order.

    Fields named in `without` stay as in a coding that says nothing of them: most of such a table is evidence.
    """
    schema = pa.schema([column for column in CODINGS if column.name not in without])
    rows = rows_of(read_arrow(path, schema, only=only))
    if "scores" in without:
        return [Coding(**row) for row in rows]
    return [Coding(**(row | {"scores": json.loads(row["scores"])})) for row in rows]


def read_answers(path: Path) -> list[Coding]:
    """The codings of a table with their codes and codebook alone: most of such a table is evidence."""
    names = ("report_id", "dimension", "codes", "coder", "codebook")
    return [
        Coding(report_id=report, dimension=dimension, codes=tuple(codes), coder=coder, codebook=codebook)
        for report, dimension, codes, coder, codebook in zip(*read_columns(path, names).values(), strict=True)
    ]


def write_codes(path: Path, codes: Iterable[CodeOfRecord]) -> None:
    """Write codes of record."""
    _write_columns(path, CODES, codes)


def read_codes(path: Path, *, only: Only | None = None) -> list[CodeOfRecord]:
    """The codes of record of a table, in its order."""
    return [CodeOfRecord(**row) for row in rows_of(read_arrow(path, CODES, only=only))]


def write_numbers(path: Path, numbers: Iterable[Number]) -> None:
    """Write the ledger of numbers; the members of many are thousands."""
    _write_columns(path, NUMBERS, numbers)


def read_numbers(path: Path, *, only: Only | None = None) -> list[Number]:
    """The ledger of numbers, in its order."""
    return [Number(**row) for row in rows_of(read_arrow(path, NUMBERS, only=only))]


def read_numbers_counting(path: Path, members: Collection[str]) -> list[Number]:
    """The numbers that rest on one of the members, in the ledger's order, each without its members.

    Those of one report's numbers are most of a ledger, and who asks for them knows the report.
    """
    bare = pa.schema([column for column in NUMBERS if column.name != "members"])
    rows = read_rows(path, bare, only=Only(column="members", values=members))
    return [Number(**row) for row in rows]


def _write_columns(path: Path, schema: pa.Schema, values: Iterable[Any]) -> None:
    """Write dataclasses whose fields are plain columns, a part of the rows after the other."""
    waiting = iter(values)
    with (
        written_whole(path) as temporary,
        pq.ParquetWriter(temporary, schema, compression="zstd") as writer,
    ):
        for part in iter(lambda: list(islice(waiting, ROWS)), []):
            columns = [
                array_of([getattr(value, field.name) for value in part], field.type) for field in schema
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def rows_of(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a table as a dataclass takes them: lists as tuples, evidence as passages."""
    names = table.column_names
    columns = [
        _evidence(column) if name == "evidence" else column_values(column)
        for name, column in zip(names, table.columns, strict=True)
    ]
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


_PASSAGE = tuple(field.name for field in fields(Evidence))
_OFTEN = ("field", "quote", "code", "rule")


def _evidence(column: pa.ChunkedArray) -> list[tuple[Evidence, ...]]:
    """The passages of each row, made from columns of all passages together; none where the cell is null."""
    cells = column.combine_chunks()
    columns = {name: cells.values.field(name) for name in _PASSAGE}
    parts = [
        shared_values(column) if name in _OFTEN else column_values(pa.chunked_array([column]))
        for name, column in columns.items()
    ]
    passages = [
        Evidence(
            field=name,
            start=start,
            end=end,
            quote=quote,
            code=code,
            rule=rule,
            weight=weight,
            context=context or (),
        )
        for name, start, end, quote, code, rule, weight, context in zip(*parts, strict=True)
    ]
    ends = cells.offsets.to_pylist()
    return [tuple(passages[start:end]) for start, end in pairwise(ends)]
