"""A column that is too long to be held, in another order of its rows, read once.

Rows of one part of the result stand anywhere in the column. So each chunk is dealt out to the parts as it is
read, and what a part has got is kept packed until its turn comes: reading the column again for each part
would grow with the square of the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import pyarrow as pa

from coprod_review.dedupe.arrow import Ints, int_array, taken

_PACKED = pa.ipc.IpcWriteOptions(compression="zstd")


def parted(chunks: Iterable[pa.Array], places: Ints, size: int) -> Iterator[pa.Array]:
    """The values at places of a column, in their order, in arrays of at most `size` values.

    Chunks in a list are held anyhow, so that values are taken from them as they are.
    """
    if isinstance(chunks, list):
        yield from (taken(chunks, places[start : start + size]) for start in range(0, len(places), size))
        return
    order = np.argsort(places, kind="stable")
    ordered = places[order]
    parts = [_Part() for _ in range(0, len(places), size)]
    start = 0
    for chunk in chunks:
        begin, end = np.searchsorted(ordered, (start, start + len(chunk))).tolist()
        _deal(chunk, ordered[begin:end] - start, order[begin:end], parts, size)
        start += len(chunk)
    parts.reverse()
    while parts:
        yield parts.pop().values()


class _Part:
    """Values of one part, packed, and the row of each in the part."""

    def __init__(self) -> None:
        self._rows: list[Ints] = []
        self._sink = pa.BufferOutputStream()
        self._writer: pa.ipc.RecordBatchStreamWriter | None = None

    def add(self, rows: Ints, values: pa.Array) -> None:
        """Keep values for these rows."""
        batch = pa.record_batch([values], names=["value"])
        if self._writer is None:
            self._writer = pa.ipc.new_stream(self._sink, batch.schema, options=_PACKED)
        self._writer.write_batch(batch)
        self._rows.append(rows)

    def values(self) -> pa.Array:
        """All values in the order of rows; the part is empty after that."""
        if self._writer is None:
            raise ValueError("a part without values")
        self._writer.close()
        with pa.ipc.open_stream(self._sink.getvalue()) as stream:
            held = stream.read_all().column("value").combine_chunks()
        rows = np.concatenate(self._rows)
        back = np.empty(len(rows), dtype=np.int64)
        back[rows] = np.arange(len(rows))
        return held.take(int_array(back))


def _deal(chunk: pa.Array, places: Ints, rows: Ints, parts: list[_Part], size: int) -> None:
    """Give the values at places of a chunk to the parts that their rows of the result are in."""
    by_row = np.argsort(rows)
    rows = rows[by_row]
    values = chunk.take(int_array(places[by_row]))
    first, last = (int(rows[0]) // size, int(rows[-1]) // size) if len(rows) else (0, -1)
    edges = np.searchsorted(rows, np.arange(first, last + 2) * size).tolist()
    for part, (begin, end) in enumerate(pairwise(edges), first):
        if begin < end:
            parts[part].add(rows[begin:end] - part * size, values.slice(begin, end - begin))
