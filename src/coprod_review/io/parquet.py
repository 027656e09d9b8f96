"""Rows and columns of Parquet files: whole tables, or the few rows that one question needs.

Where rows are chosen, the column of the choice is read first and other columns only of the row groups that
have a row of it, so that one report of a large review is found without reading the rest into Python.
"""

from __future__ import annotations

import contextlib
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coprod_review.errors import ReviewError
from coprod_review.io.files import no_stage_file

RUN_AGAIN = "delete the file and run the review again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """A choice of rows: those whose cell in `column` is one of `values`, or, being a list, holds one."""

    column: str
    values: Collection[str]


def read_rows(path: Path, schema: pa.Schema, *, only: Only | None = None) -> list[dict[str, Any]]:
    """The rows of a stage file with the columns of the schema, in their order; `only` chooses among them.

    Raises ReviewError where the file is missing, is damaged or lacks a column.
    """
    rows: list[dict[str, Any]] = read_arrow(path, schema, only=only).to_pylist()
    return rows


def read_arrow(path: Path, schema: pa.Schema, *, only: Only | None = None) -> pa.Table:
    """The rows that `read_rows` reads, as Arrow has them.

    Raises ReviewError as `read_rows` does.
    """
    with _opened(path, schema.names) as file:
        if only is not None:
            parts = list(_chosen(file, schema, only))
            return pa.concat_tables(parts) if parts else schema.empty_table()  # the latter loads pandas
        return file.read(columns=schema.names).select(schema.names)


def read_groups(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows that `read_arrow` reads, one row group of the file after the other.

    Raises ReviewError as `read_rows` does.
    """
    with _opened(path, schema.names) as file:
        for group in range(file.num_row_groups):
            yield file.read_row_group(group, columns=schema.names).select(schema.names)


def n_groups(path: Path, names: Sequence[str]) -> int:
    """How many row groups a file has; raises ReviewError as reading these columns would."""
    with _opened(path, names) as file:
        n: int = file.num_row_groups
        return n


def read_group(path: Path, names: Sequence[str], group: int) -> pa.Table:
    """The named columns of one row group, counted from 0.

    Raises ReviewError as `read_rows` does.
    """
    with _opened(path, names) as file:
        return file.read_row_group(group, columns=list(names)).select(list(names))


def column_values(column: pa.ChunkedArray) -> list[Any]:
    """The cells of a column as Python has them, lists of texts as tuples."""
    if not pa.types.is_list(column.type):
        values: list[Any] = column.to_pylist()
        return values
    cells = column.combine_chunks()
    if cells.null_count:
        return [None if cell is None else tuple(cell) for cell in cells.to_pylist()]
    flat = shared_values(cells.values)
    return [tuple(flat[start:end]) for start, end in pairwise(cells.offsets.to_pylist())]


def shared_values(column: pa.Array | pa.ChunkedArray) -> list[Any]:
    """The cells of a column as Python has them, equal texts as one: a ledger names each report often."""
    import pyarrow.compute  # noqa: F401, PLC0415 - what encodes, slow to load

    cells = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = cells.dictionary_encode()
    values = [*encoded.dictionary.to_pylist(), None]
    return [values[-1 if place is None else place] for place in encoded.indices.to_pylist()]


def read_columns(path: Path, names: Sequence[str]) -> dict[str, list[Any]]:
    """Single columns of a stage file by name, all of one length.

    Raises ReviewError as `read_rows` does.
    """
    with _opened(path, names) as file:
        table = file.read(columns=list(names))
        return {name: table.column(name).to_pylist() for name in names}


def column_parts(path: Path, names: Sequence[str]) -> Iterator[dict[str, list[Any]]]:
    """Single columns of a stage file by name, as `read_columns` gives them, one row group after the other.

    Raises ReviewError as `read_rows` does.
    """
    with _opened(path, names) as file:
        for group in range(file.num_row_groups):
            table = file.read_row_group(group, columns=list(names))
            yield {name: column_values(table.column(name)) for name in names}


@contextlib.contextmanager
def _opened(path: Path, names: Sequence[str]) -> Iterator[pq.ParquetFile]:
    """The open file, its columns checked; what goes wrong in the block is told as the file's damage."""
    try:
        with pq.ParquetFile(path) as file:  # read_table would load pyarrow.dataset, and pandas with it
            missing = [name for name in names if name not in file.schema_arrow.names]
            if missing:
                raise ReviewError(
                    f"this stage file lacks the columns {', '.join(missing)}",
                    where=str(path),
                    remedy=f"{RUN_AGAIN}; the contracts stand in docs/stages.md",
                )
            yield file
    except FileNotFoundError:
        raise no_stage_file(path) from None
    except (pa.ArrowInvalid, OSError) as error:
        raise ReviewError(
            f"this stage file is damaged ({error})", where=str(path), remedy=RUN_AGAIN
        ) from None


def _chosen(file: pq.ParquetFile, schema: pa.Schema, only: Only) -> Iterator[pa.Table]:
    values = sorted(only.values)
    wanted = _array(values)
    for group in _groups_with(file, only.column, values):
        places = _places(file.read_row_group(group, columns=[only.column]).column(0), wanted)
        if len(places):
            table = file.read_row_group(group, columns=schema.names).select(schema.names)
            yield table.take(places)


def _groups_with(file: pq.ParquetFile, column: str, values: Sequence[str]) -> Iterator[int]:
    """The row groups that may hold one of the values, which are sorted, by the bounds that the file tells."""
    place = next((n for n in range(len(file.schema)) if file.schema.column(n).path == column), None)
    for group in range(file.num_row_groups):
        bounds = None if place is None else file.metadata.row_group(group).column(place).statistics
        if bounds is not None and bounds.has_min_max:
            at = bisect_left(values, bounds.min)
            if at == len(values) or values[at] > bounds.max:
                continue
        yield group


def _array(texts: Sequence[str]) -> pa.Array:
    """An array of texts, from bytes: pa.array and pa.scalar load pandas, which takes most of a second."""
    written = [text.encode("utf-8") for text in texts]
    ends = array("i", [0, *accumulate(map(len, written))])
    return pa.StringArray.from_buffers(
        len(written), pa.py_buffer(ends.tobytes()), pa.py_buffer(b"".join(written))
    )


def _places(column: pa.ChunkedArray, wanted: pa.Array) -> pa.Array:
    """The places of the cells that are wanted values or lists that hold one, in order."""
    import pyarrow.compute as pc  # noqa: PLC0415 - slow to load, and only choices need it

    if not pa.types.is_list(column.type):
        return pc.indices_nonzero(pc.is_in(column, value_set=wanted))
    cells = column.combine_chunks()
    held = pc.is_in(pc.list_flatten(cells), value_set=wanted)
    return pc.unique(pc.filter(pc.list_parent_indices(cells), held))
