"""Files of a review with their rows changed, and every text that stands in a file, whatever its format."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coprod_review.io.sheets import CSV_FIELD_LIMIT, mark_between
from coprod_review.model.sheet_text import BYTE_ORDER_MARK, csv_text, restored

RowChange = Callable[[dict[str, Any]], dict[str, Any]]
ValueChange = Callable[[Any], Any]

TEXT_SUFFIXES = (
    ".csv", ".json", ".jsonl", ".html", ".svg", ".js", ".css", ".md", ".yaml", ".yml", ".tex", ".log", ".ris",
    ".bib", ".txt", ".nbib", ".ciw", ".tsv", ".xml", ".rdf", ".graphml", ".smk", "",
)  # fmt: skip
OFFICE_SUFFIXES = (".xlsx", ".docx")
"""Packed files that are searched and never changed."""

PICTURE_SUFFIXES = (".png", ".pdf")
"""What shows words that nobody can search here."""


def changed_parquet(content: bytes, change: RowChange) -> bytes:
    """A Parquet file with each row changed, in its schema; the same bytes where no row does."""
    table = pq.ParquetFile(io.BytesIO(content)).read()
    rows = table.to_pylist()
    made = [change(row) for row in rows]
    if made == rows:
        return content
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(made, schema=table.schema), stream, compression="zstd")
    return stream.getvalue()


def changed_csv(content: bytes, change: RowChange) -> bytes:
    """A CSV file with each row changed; the same bytes where no row does, or where it is no whole table."""
    csv.field_size_limit(CSV_FIELD_LIMIT)
    text = content.decode("utf-8-sig")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark_between(text))
    header = next(reader, [])
    cells = [[restored(cell) for cell in row] for row in reader if row]
    if any(len(row) != len(header) for row in cells):
        return content
    rows = [dict(zip(header, row, strict=True)) for row in cells]
    made = [change(row) for row in rows]
    if made == rows:
        return content
    mark = BYTE_ORDER_MARK if content.startswith(BYTE_ORDER_MARK.encode()) else ""
    return f"{mark}{csv_text(header, made)}".encode()


def changed_json(content: bytes, change: ValueChange) -> bytes:
    """A JSON file with its values changed; the same bytes where none does."""
    value = json.loads(content)
    made = change(value)
    return (
        content if made == value else (json.dumps(made, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
    )


CHANGERS: Mapping[str, Callable[[bytes, Callable[[Any], Any]], bytes]] = {
    ".parquet": changed_parquet,
    ".csv": changed_csv,
    ".json": changed_json,
}
"""How tables are changed, by suffix."""


def changed(suffix: str, content: bytes, change: Callable[[Any], Any]) -> bytes | None:
    """A table with its rows or values changed; None where it is damaged, so that nobody can search it."""
    try:
        return CHANGERS[suffix](content, change)
    except (ValueError, OSError):
        return None


def parquet_rows(content: bytes) -> list[dict[str, Any]]:
    """The rows of a Parquet file, all of its columns."""
    rows: list[dict[str, Any]] = pq.ParquetFile(io.BytesIO(content)).read().to_pylist()
    return rows


def is_text(content: bytes) -> bool:
    """Whether a file is text that can be searched: in UTF-8, without the zeros of other encodings."""
    try:
        return "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False


def texts_in(suffix: str, content: bytes) -> Iterator[str]:
    """Every text of a file with this suffix as it is written there.

    A text that stands in many cells of a Parquet column comes once for them.
    """
    if suffix == ".parquet":
        table = pq.ParquetFile(io.BytesIO(content)).read()
        for column in table.itercolumns():
            for chunk in column.chunks:
                yield from _strings_of(chunk)
    elif suffix in OFFICE_SUFFIXES:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            for name in sorted(book.namelist()):
                yield book.read(name).decode("utf-8", errors="replace")
    elif suffix in TEXT_SUFFIXES:
        yield content.decode("utf-8", errors="replace")


def _strings_of(cells: pa.Array) -> Iterator[str]:
    """The texts in an array of any type, each once where the type is one of texts, lists and structures."""
    kind = cells.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        yield from (text for text in cells.unique().to_pylist() if text is not None)
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        yield from _strings_of(cells.flatten())
    elif pa.types.is_struct(kind):
        for inner in cells.flatten():
            yield from _strings_of(inner)
    elif not pa.types.is_primitive(kind):
        yield from _strings(cells.to_pylist())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
