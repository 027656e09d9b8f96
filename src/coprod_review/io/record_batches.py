"""Tables as columns: batches of rows in, row groups of one length out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coprod_review.io.arrays import array_of
from coprod_review.io.bibliographic_schemas import RECORDS
from coprod_review.io.files import written_whole

ROWS = 10_000
"""How many rows are gathered before they are written."""


def record_batch(columns: Mapping[str, Sequence[Any]]) -> pa.RecordBatch:
    """Records, given by their columns, as Arrow has them."""
    return pa.RecordBatch.from_arrays(
        [array_of(columns[field.name], field.type) for field in RECORDS], schema=RECORDS
    )


def write_record_batches(path: Path, batches: Iterable[pa.RecordBatch]) -> None:
    """Write the record table from columns, as `write_batches` does."""
    write_batches(path, RECORDS, batches)


def write_batches(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write a table from columns in row groups of ROWS, however the batches were cut."""
    with (
        written_whole(path) as temporary,
        pq.ParquetWriter(temporary, schema, compression="zstd") as writer,
    ):
        held: list[pa.RecordBatch] = []
        n_held = 0
        for batch in batches:
            held.append(batch)
            n_held += batch.num_rows
            while n_held >= ROWS:
                table = pa.Table.from_batches(held)
                writer.write_table(table.slice(0, ROWS).combine_chunks())
                n_held -= ROWS
                held = table.slice(ROWS).to_batches()
        if n_held:
            writer.write_table(pa.Table.from_batches(held).combine_chunks())
