"""A long column in another order of its rows is read once, and gives what taking from the whole would."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from tests.dedupe.records import record

from coprod_review.dedupe.arrow import text_array
from coprod_review.dedupe.join import join_table
from coprod_review.dedupe.objects import record_table
from coprod_review.dedupe.parting import parted

CHUNKS = st.lists(st.lists(st.text(max_size=3), max_size=4), min_size=1, max_size=4).filter(any)


@given(CHUNKS, st.data(), st.integers(1, 5))
def test_parts_of_a_streamed_column_are_those_of_the_whole(
    chunks: list[list[str]], data: st.DataObject, size: int
) -> None:
    whole = [text for chunk in chunks for text in chunk]
    places = data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=12))
    streamed = (text_array(chunk, large=True) for chunk in chunks)
    found = [part.to_pylist() for part in parted(streamed, np.asarray(places, dtype=np.int64), size)]
    wanted = [whole[place] for place in places]
    assert found == [wanted[start : start + size] for start in range(0, len(wanted), size)]


class _Counting:
    """A table of records that counts how often a column is read."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self.n_reads = 0

    @property
    def num_rows(self) -> int:
        rows: int = self._table.num_rows
        return rows

    def column(self, name: str) -> pa.ChunkedArray:
        return self._table.column(name)

    def chunks(self, name: str) -> Iterator[pa.Array]:
        self.n_reads += name == "abstract"
        yield from self._table.column(name).chunks


def test_abstracts_are_read_no_more_often_for_many_reports_than_for_few() -> None:
    n_reads = []
    for n in (4, 40):
        records = [
            record(f"a.ris:{k}", title=f"Invented nights of ward {k}", abstract="Long.") for k in range(n)
        ]
        table = _Counting(record_table(records))
        assert sum(len(part) for part in join_table(table).merging.tables(size=2)) == n
        n_reads.append(table.n_reads)
    assert n_reads[0] == n_reads[1]
