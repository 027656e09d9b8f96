"""Stage files that several jobs wrote in parts, joined to what one job would have written.

The parts are streamed, so that memory does not grow with them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from coprod_review.errors import ReviewError
from coprod_review.io.bibliographic_schemas import RECORDS
from coprod_review.io.files import no_stage_file, written_whole
from coprod_review.io.parquet import RUN_AGAIN, read_groups
from coprod_review.io.record_batches import write_record_batches


def join_records(parts: Sequence[Path], path: Path) -> None:
    """Write the record table that the parts are together, in their order.

    Raises ReviewError where a part is missing, is damaged or lacks a column.
    """
    write_record_batches(path, (batch for part in parts for batch in _batches(part)))


def join_sheets(parts: Sequence[Path], path: Path) -> None:
    """Write the rows of several CSV files as one, in their order, under the header that they share.

    Raises ReviewError where a part is missing or has another header than the first.
    """
    with written_whole(path) as temporary, temporary.open("wb") as joined:
        header = None
        for part in parts:
            try:
                with part.open("rb") as file:
                    first = file.readline()
                    if header is None:
                        header = first
                        joined.write(header)
                    if first != header:
                        raise ReviewError(
                            "this part has other columns than the first one",
                            where=str(part),
                            remedy=RUN_AGAIN,
                        )
                    shutil.copyfileobj(file, joined)
            except FileNotFoundError:
                raise no_stage_file(part) from None


def _batches(part: Path) -> Iterator[pa.RecordBatch]:
    for table in read_groups(part, RECORDS):
        yield from table.to_batches()
