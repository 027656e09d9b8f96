"""Tables made anew for a copy that may be published."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coprod_review.io.shared_tables import changed_csv, texts_in

BODY = 'quote,n\n"a, b",1\n'


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_changed_csv_keeps_the_mark_that_it_began_with(mark: bytes) -> None:
    made = changed_csv(mark + BODY.encode(), lambda row: row | {"quote": "withheld"})
    assert made == mark + b"quote,n\nwithheld,1\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_csv_in_which_nothing_changes_has_the_same_bytes(mark: bytes) -> None:
    content = mark + BODY.replace("\n", "\r\n").encode()
    assert changed_csv(content, lambda row: row) == content


def test_every_text_of_a_parquet_file_is_found_however_deep_it_lies() -> None:
    table = pa.table(
        {
            "plain": ["a", None, "a"],
            "list": [["b", None], None, ["c", "b"]],
            "deep": [[{"inner": ["d"], "n": 1}], [], [{"inner": None, "n": None}]],
            "coded": pa.array(["e", "e", None]).dictionary_encode(),
            "pairs": pa.array([[("f", "g")], None, []], type=pa.map_(pa.string(), pa.string())),
            "n": [1, 2, 3],
        }
    )
    stream = io.BytesIO()
    pq.write_table(table.slice(0, 3), stream)
    assert set("abcdefg") <= set(texts_in(".parquet", stream.getvalue()))
