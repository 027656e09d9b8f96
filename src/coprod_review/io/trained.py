"""The trained coders of a run on the disk: JSON for what people may read, Parquet for weights of features."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from coprod_review.errors import ReviewError
from coprod_review.io.arrays import text_array, whole_float_array
from coprod_review.io.files import read_text, write_text, written_whole
from coprod_review.io.parquet import RUN_AGAIN

CLASSIFIER = "classifier.json"
FEATURES = "features.parquet"
COMBINATION = "combination.json"


def write_plain(path: Path, plain: Mapping[str, Any]) -> None:
    """Write plain data as JSON; numbers are read back exactly."""
    write_text(path, json.dumps(plain, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def read_plain(path: Path) -> dict[str, Any]:
    """Plain data as JSON has them; raises ReviewError where no run has kept any, or the file is damaged."""
    if not path.exists():
        raise _no_trained_coders(path)
    try:
        plain = json.loads(read_text(path))
    except json.JSONDecodeError:
        plain = None
    if not isinstance(plain, dict):
        raise ReviewError("these trained coders are damaged", where=str(path), remedy=RUN_AGAIN)
    return plain


def kept_thresholds(path: Path) -> dict[str, tuple[float | None, dict[tuple[str, ...], float | None]]]:
    """The thresholds of the kept combination by dimension: the common one, and those of answers of their own.

    None is a threshold that lets every answer pass. Raises ReviewError where none are kept, or the file is
    damaged.
    """
    plain = read_plain(path)
    try:
        return {
            dimension: (
                told["threshold"],
                {tuple(own["answer"]): own["threshold"] for own in told["own_thresholds"]},
            )
            for dimension, told in plain["dimensions"].items()
        }
    except (KeyError, TypeError, AttributeError):
        raise ReviewError("these trained coders are damaged", where=str(path), remedy=RUN_AGAIN) from None


def write_feature_table(path: Path, columns: Mapping[str, list[str] | NDArray[np.float64]]) -> None:
    """Write columns of one length: texts, and numbers in full precision."""
    arrays = [
        text_array(values) if isinstance(values, list) else whole_float_array(values)
        for values in columns.values()
    ]
    with written_whole(path) as temporary:
        table = pa.Table.from_arrays(arrays, names=list(columns))
        pq.write_table(table, temporary, compression="zstd")


def read_feature_table(path: Path) -> dict[str, Any]:
    """The columns as they were written: texts as lists, numbers as arrays.

    Raises ReviewError where no run has kept any, or the file is damaged.
    """
    if not path.exists():
        raise _no_trained_coders(path)
    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
    except (pa.ArrowInvalid, OSError) as error:
        raise ReviewError(f"this file is damaged ({error})", where=str(path), remedy=RUN_AGAIN) from None
    return {
        name: column.to_pylist() if pa.types.is_string(column.type) else column.to_numpy()
        for name, column in zip(table.column_names, table.columns, strict=True)
    }


def _no_trained_coders(path: Path) -> ReviewError:
    return ReviewError(
        "there is no finished run with trained coders here",
        where=str(path),
        remedy="run `make review` first, or name the results of a finished run with --run",
    )
