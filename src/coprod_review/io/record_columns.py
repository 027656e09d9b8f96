"""Tables of records whose long texts may be more than memory should hold at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from coprod_review.io.bibliographic_schemas import RECORDS
from coprod_review.io.columns import LARGE, read_chunks, read_record_columns

MOST_HELD = 256_000_000
"""Tables of more bytes than this, unpacked, have their long texts read only when they are asked for."""

SMALL = tuple(name for name in RECORDS.names if name not in LARGE)


class RecordColumns:
    """The columns of a table of records as `read_record_columns` gives them; long texts are not kept.

    Columns of long texts are read each time, in one chunk per row group of the file; the others are held, in
    one chunk each.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held = read_record_columns(path, names=SMALL)

    @property
    def num_rows(self) -> int:
        """How many records there are."""
        rows: int = self._held.num_rows
        return rows

    def column(self, name: str) -> pa.ChunkedArray:
        """One column; raises ReviewError as `read_record_columns` does."""
        return pa.chunked_array(list(self.chunks(name)))

    def chunks(self, name: str) -> Iterator[pa.Array]:
        """One column in its chunks, each read when it is asked for; raises ReviewError likewise."""
        return read_chunks(self._path, name) if name in LARGE else iter(self._held.column(name).chunks)


def open_record_columns(path: Path, *, most_held: int = MOST_HELD) -> pa.Table | RecordColumns:
    """The record table of this or another program: whole where it is no more than `most_held` bytes unpacked.

    Raises ReviewError as `read_record_columns` does.
    """
    return RecordColumns(path) if _size(path) > most_held else read_record_columns(path)


def _size(path: Path) -> int:
    """The bytes of the table once it is unpacked; 0 for what cannot be read, which reading will tell."""
    try:
        with pq.ParquetFile(path) as file:
            metadata = file.metadata
    except (pa.ArrowInvalid, OSError):
        return 0
    return sum(metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))
