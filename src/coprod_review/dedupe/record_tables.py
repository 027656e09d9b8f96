"""Records as columns, held or streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

import pyarrow as pa


class RecordTable(Protocol):
    """Records as columns: an Arrow table, or what reads columns of long texts when they are asked for."""

    @property
    def num_rows(self) -> int:
        """How many records there are."""
        ...

    def column(self, name: str) -> pa.ChunkedArray:
        """A column of docs/stages.md, without nulls but in `year`."""
        ...


@runtime_checkable
class StreamedTable(RecordTable, Protocol):
    """Records as columns of which long texts need not be held at once."""

    def chunks(self, name: str) -> Iterator[pa.Array]:
        """A column in parts, each read when it is asked for."""
        ...


def text_of(table: RecordTable, name: str) -> pa.Array:
    """A column of text as one array."""
    return table.column(name).combine_chunks()


def chunks_of(table: RecordTable, name: str) -> Iterable[pa.Array]:
    """A column in parts, which are held no longer than they are used if the table can read them again."""
    chunks: Iterable[pa.Array] = (
        table.chunks(name) if isinstance(table, StreamedTable) else table.column(name).chunks
    )
    return chunks
