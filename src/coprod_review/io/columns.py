"""Tables that stay columns: the records of any program in, reports and the verdicts on pairs out."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from coprod_review.errors import ReviewError
from coprod_review.io.arrays import int_array, text_array, texts_array
from coprod_review.io.bibliographic_schemas import RECORDS, REPORTS
from coprod_review.io.files import is_result, no_stage_file, written_whole
from coprod_review.model.sheet_text import csv_text

REQUIRED = ("record_id", "title")
LARGE = ("abstract", "keywords", "references")
"""Columns whose text may be more than the 2 GB that Arrow's common types hold."""

PAIR_COLUMNS = ("record_a", "record_b", "verdict", "rule", "why", "known_as_a", "known_as_b")
ROWS = 50_000
"""How many lines are gathered before they are written."""

GROUP_ROWS = 10_000
"""Rows of a group of reports: who reads some of the reports reads whole groups."""

_BETWEEN = {
    "authors": re.compile(r"\s*[;|]\s*|\s+and\s+"),
    "keywords": re.compile(r"\s*[;|]\s*"),
    "references": re.compile(r"\s*\|\|\s*|\s*\n\s*"),
}
"""What parts the members of a list that is written as one text."""

_QUOTED = re.compile(r"[^\w.:;/%()' -]")
"""Letters for which a cell may need quotes."""

_YEAR = re.compile(r"\b\d{4}\b")
_LARGE_TEXTS = pa.large_list(pa.large_string())


def read_record_columns(path: Path, *, names: Sequence[str] = tuple(RECORDS.names)) -> pa.Table:
    """The record table of this or another program, with columns of docs/stages.md in one chunk each.

    `record_id` and `title` must be there; other columns may be missing, and their types may be those that
    other programs choose (years as text, volumes as numbers, authors as one text parted by semicolons). Text
    is empty and lists have no members where the file says nothing; only `year` is null. Abstracts, keywords
    and references are of Arrow's large types.

    Raises ReviewError where the file is missing or damaged, lacks a required column, has a column of a type
    that cannot be read as what it should hold, or a record without id.
    """
    table = _read(path, names)
    columns = {}
    for name in names:
        where = f"{path}, column {name}"
        column = _whole_column(table, name)
        if isinstance(column, pa.ChunkedArray):
            raise ReviewError(
                "this column holds more than 2 GB in one type of Arrow",
                where=where,
                remedy="write it as large_string, or part the records into several files",
            )
        columns[name] = _READERS[name](column, table.num_rows, where)
    ids = columns["record_id"]
    nameless = pc.indices_nonzero(pc.equal(ids, text_array([""])[0]))
    if len(nameless):
        raise ReviewError(
            f"{len(nameless)} records have no record_id",
            where=f"{path}, row {nameless[0].as_py() + 1}",
            remedy="give each record an id of its own",
        )
    return pa.table(columns)


def read_chunks(path: Path, name: str) -> Iterator[pa.Array]:
    """One column of long texts as `read_record_columns` gives it, a chunk for each row group of the file."""
    where = f"{path}, column {name}"
    with _opened(path) as file:
        wanted = [name] if name in file.schema_arrow.names else []
        for group in range(file.num_row_groups):
            part = file.read_row_group(group, columns=wanted)
            n = file.metadata.row_group(group).num_rows
            yield _READERS[name](_whole_column(part, name), n, where)


def write_report_tables(path: Path, tables: Iterable[pa.Table]) -> None:
    """Write the report table from its parts, in their order."""
    with written_whole(path) as temporary, pq.ParquetWriter(temporary, REPORTS, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table.select(REPORTS.names).cast(REPORTS), row_group_size=GROUP_ROWS)


def write_pairs(path: Path, columns: Sequence[Sequence[str]]) -> None:
    """Write the columns PAIR_COLUMNS of verdicts on pairs as CSV, as `sheets.write_csv` would their rows."""
    cell = _Cells()
    with written_whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        file.write(csv_text(PAIR_COLUMNS, ()))
        for start in range(0, len(columns[0]), ROWS):
            cells = [[cell[text] for text in column[start : start + ROWS]] for column in columns]
            file.writelines(f"{line}\n" for line in map(",".join, zip(*cells, strict=True)))


class _Cells(dict[str, str]):
    """Texts as cells of a CSV; each text is made a cell once."""

    def __missing__(self, text: str) -> str:
        is_plain = not text or (text[0].isalnum() and not _QUOTED.search(text))
        self[text] = cell = text if is_plain else csv_text((text,), ()).removesuffix("\n")
        return cell


def _read(path: Path, wanted: Sequence[str]) -> pa.Table:
    with _opened(path) as file:
        names = file.schema_arrow.names
        missing = [name for name in REQUIRED if name not in names]
        if missing:
            raise ReviewError(
                f"this table of records lacks the columns {', '.join(missing)}",
                where=str(path),
                remedy="name the columns as docs/stages.md does; record_id and title are needed",
            )
        return file.read(columns=[name for name in wanted if name in names])


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    """The open file; what goes wrong in the block is told as the file's damage."""
    try:
        with pq.ParquetFile(path) as file:  # read_table would load pyarrow.dataset, and pandas with it
            yield file
    except FileNotFoundError:
        raise no_stage_file(path) from None
    except (pa.ArrowInvalid, OSError) as error:
        raise ReviewError(
            f"this is no Parquet file that can be read ({error})",
            where=str(path),
            remedy="write the file again, or delete it and run the review again"
            if is_result(path)
            else "write the file again: "
            "`coprod-review read FILE --records R.parquet` makes records in Parquet",
        ) from None


def _whole_column(table: pa.Table, name: str) -> pa.Array | pa.ChunkedArray | None:
    """A column in one chunk where its type can hold it so; None where the table has none of this name."""
    if name not in table.column_names:
        return None
    column = table.column(name)
    if name in LARGE and pa.types.is_string(column.type):
        column = column.cast(pa.large_string())
    if name in LARGE and pa.types.is_list(column.type) and pa.types.is_string(column.type.value_type):
        column = column.cast(_LARGE_TEXTS)
    return column.combine_chunks()


Reader = Callable[["pa.Array | None", int, str], pa.Array]


def _text(column: pa.Array | None, n: int, where: str) -> pa.Array:
    if column is None or pa.types.is_null(column.type):
        return text_array([""] * n)
    if pa.types.is_floating(column.type):
        column = _whole(column, where)
    return pc.fill_null(_cast(column, pa.string(), where), text_array([""])[0])


def _large_text(column: pa.Array | None, n: int, where: str) -> pa.Array:
    if column is None or pa.types.is_null(column.type):
        return text_array([""] * n).cast(pa.large_string())
    return pc.fill_null(_cast(column, pa.large_string(), where), text_array([""]).cast(pa.large_string())[0])


def _year(column: pa.Array | None, n: int, where: str) -> pa.Array:
    if column is None or pa.types.is_null(column.type):
        return pa.nulls(n, pa.int32())
    if pa.types.is_floating(column.type):
        column = _whole(column, where)
    if pa.types.is_integer(column.type):
        return _cast(column, pa.int32(), where)
    found = (_YEAR.search(text or "") for text in _cast(column, pa.string(), where).to_pylist())
    years = text_array([year.group() if year else "0" for year in found]).cast(pa.int32())
    return pc.if_else(pc.equal(years, int_array([0], pa.int32())[0]), pa.nulls(n, pa.int32()), years)


def _number(column: pa.Array | None, n: int, where: str) -> pa.Array:
    if column is None or not pa.types.is_integer(column.type):
        return int_array([1] * n, pa.int64())
    return _cast(column, pa.int64(), where)


def _listed(kind: pa.DataType, between: re.Pattern[str]) -> Reader:
    def read(column: pa.Array | None, n: int, where: str) -> pa.Array:
        if column is None or pa.types.is_null(column.type):
            return texts_array([[]] * n).cast(kind)
        if not (pa.types.is_list(column.type) or pa.types.is_large_list(column.type)):
            texts = _cast(column, pa.string(), where).to_pylist()
            return texts_array([_parted(text or "", between) for text in texts]).cast(kind)
        column = _cast(column, kind, where)
        if column.null_count or column.values.null_count:
            return texts_array([[one for one in some or () if one] for some in column.to_pylist()]).cast(kind)
        return column

    return read


def _parted(text: str, between: re.Pattern[str]) -> list[str]:
    return [part for part in between.split(text.strip()) if part]


def _cast(column: pa.Array, kind: pa.DataType, where: str) -> pa.Array:
    try:
        return column.cast(kind)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ReviewError(
            f"this column of type {column.type} cannot be read as {kind} ({error})",
            where=where,
            remedy="write the column in the type of docs/stages.md",
        ) from None


def _whole(column: pa.Array, where: str) -> pa.Array:
    """Numbers with a point, as pandas writes whole numbers beside missing ones, as whole numbers."""
    return _cast(pc.if_else(pc.is_nan(column), pa.nulls(len(column), column.type), column), pa.int64(), where)


def _readers() -> Iterator[tuple[str, Reader]]:
    for field in RECORDS:
        if field.name == "abstract":
            yield field.name, _large_text
        elif field.name == "year":
            yield field.name, _year
        elif field.name in ("line", "end_line"):
            yield field.name, _number
        elif pa.types.is_list(field.type):
            kind = field.type if field.name == "authors" else _LARGE_TEXTS
            yield field.name, _listed(kind, _BETWEEN[field.name])
        else:
            yield field.name, _text


_READERS = dict(_readers())
