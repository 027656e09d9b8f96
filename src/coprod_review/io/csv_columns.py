"""Single columns of a CSV that a stage wrote: a part of a second where all cells would take seconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from coprod_review.errors import ReviewError
from coprod_review.io.sheets import header_of
from coprod_review.model.sheet_text import restored


def read_csv_columns(
    path: Path, names: Sequence[str], *, optional: Sequence[str] = ()
) -> dict[str, list[str]]:
    """The cells of columns by name as text, without the guard against formulas; a missing file has none.

    Optional columns that the file lacks are empty. Raises ReviewError where a column is missing or
    the table is damaged.
    """
    if not path.exists():
        return {name: [] for name in (*names, *optional)}
    wanted = [*names, *_present(path, optional)]
    try:
        table = csv.read_csv(
            path,
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                include_columns=wanted,
                column_types={name: pa.string() for name in wanted},
                strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError, OSError) as error:
        raise ReviewError(
            f"this table of a stage is damaged ({error})",
            where=str(path),
            remedy="delete the file and run the review again",
        ) from None
    lacking = [""] * table.num_rows
    return {
        name: _restored(table.column(name).to_pylist()) if name in wanted else lacking
        for name in (*names, *optional)
    }


def _present(path: Path, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    with path.open("rb") as file:
        header = header_of(file.readline())
    return [name for name in names if name in header]


def _restored(cells: list[str]) -> list[str]:
    return [restored(cell) if cell.startswith("'") else cell for cell in cells]
