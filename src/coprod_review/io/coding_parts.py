"""The codings of all machine coders in files of their own, written part by part and joined.

Every part is sorted by report and no report stands in two of them, so that the joined file has the same bytes
however the reports were parted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from coprod_review.io.coding_arrays import coding_table
from coprod_review.io.files import written_whole
from coprod_review.io.parquet import read_groups
from coprod_review.io.record_batches import ROWS
from coprod_review.io.tables import CODING_ROWS, CODINGS
from coprod_review.model.coding import MACHINE_CODERS, Coding


def part_of(folder: Path, coder: str) -> Path:
    """Where the codings of a machine coder stand in the folder of a part."""
    return folder / f"{coder}.parquet"


def write_parts(folder: Path, batches: Iterable[Sequence[Coding]]) -> dict[str, int]:
    """Write the codings of every machine coder to its file, in their order; how many each has.

    Batches are taken one after the other: no more than one is held.
    """
    counts = dict.fromkeys(MACHINE_CODERS, 0)
    with ExitStack() as files:
        writers = {
            coder: files.enter_context(
                pq.ParquetWriter(
                    files.enter_context(written_whole(part_of(folder, coder))), CODINGS, compression="zstd"
                )
            )
            for coder in MACHINE_CODERS
        }
        for batch in batches:
            for coder, writer in writers.items():
                codings = [coding for coding in batch if coding.coder == coder]
                counts[coder] += len(codings)
                if codings:
                    writer.write_table(coding_table(codings, CODINGS), row_group_size=CODING_ROWS)
    return counts


def join_codings(path: Path, learned: Path, parts: Sequence[Path]) -> int:
    """Join the codings of those who taught with those of the parts, by report; the number of rows.

    The parts follow each other in the order of their reports.
    """
    n_rows = 0
    with (
        written_whole(path) as temporary,
        pq.ParquetWriter(temporary, CODINGS, compression="zstd") as writer,
    ):
        for table in _of_even_length(_merged(_tables([learned]), _tables(parts))):
            writer.write_table(table, row_group_size=CODING_ROWS)
            n_rows += table.num_rows
    return n_rows


def _tables(paths: Iterable[Path]) -> Iterator[pa.Table]:
    for path in paths:
        yield from (table for table in read_groups(path, CODINGS) if table.num_rows)


def _merged(left: Iterator[pa.Table], right: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Two sorted streams as one: from each in turn all rows that stand before the other's next report."""
    ours, others = next(left, None), next(right, None)
    while ours is not None and others is not None:
        if _first(others) < _first(ours):
            ours, others, left, right = others, ours, right, left
        n_before = _n_before(ours, _first(others))
        yield ours.slice(0, n_before)
        ours = ours.slice(n_before) if n_before < ours.num_rows else next(left, None)
    for table, rest in ((ours, left), (others, right)):
        if table is not None:
            yield table
            yield from rest


def _first(table: pa.Table) -> str:
    return str(table.column("report_id")[0].as_py())


def _n_before(table: pa.Table, report_id: str) -> int:
    """How many rows of a sorted table stand before a report."""
    low, high = 0, table.num_rows
    column = table.column("report_id")
    while low < high:
        middle = (low + high) // 2
        if column[middle].as_py() < report_id:
            low = middle + 1
        else:
            high = middle
    return low


def _of_even_length(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The rows in tables of ROWS rows each but the last, as one writing would have them."""
    held: list[pa.Table] = []
    n_held = 0
    for table in tables:
        held.append(table)
        n_held += table.num_rows
        while n_held >= ROWS:
            whole = pa.concat_tables(held)
            yield whole.slice(0, ROWS).combine_chunks()
            held, n_held = [whole.slice(ROWS)], n_held - ROWS
    if n_held:
        yield pa.concat_tables(held).combine_chunks()
