"""Rows of the analysis as checked values: a dataclass names the columns, its annotations their kinds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from coprod_review.errors import ReviewError, raise_all

T = TypeVar("T")

REMEDY = "delete the file and run the review again; its columns stand in docs/stages.md"


def columns_of(shape: type[Any]) -> tuple[str, ...]:
    """The columns that a table must have to become values of `shape`."""
    return tuple(f.name for f in fields(shape) if f.default is MISSING and f.default_factory is MISSING)


def rows_as(shape: type[T], rows: Sequence[Mapping[str, str]], *, source: str) -> tuple[T, ...]:
    """Each row as a value of the dataclass `shape`.

    Fields are annotated `str`, `int`, `float` or `float | None` (`int | None`), where None stands for an
    empty cell; columns that the shape does not name are passed over, fields with a default may be absent.
    Raises ReviewError with the line of every cell that is not a number where one is needed.
    """
    faults: list[ReviewError] = []
    missing = [name for name in columns_of(shape) if rows and name not in rows[0]]
    if missing:
        raise ReviewError(
            f"this table lacks the columns {', '.join(missing)}", where=f"{source}, line 1", remedy=REMEDY
        )
    found = []
    for place, row in enumerate(rows, start=2):
        values = {}
        for f in fields(shape):  # type: ignore[arg-type]  # every shape is a dataclass
            if f.name in row and f.type in CASTS:
                try:
                    values[f.name] = CASTS[str(f.type)](row[f.name])
                except ValueError:
                    faults.append(
                        ReviewError(
                            f"{f.name} is {row[f.name]!r}, and a number is needed",
                            where=f"{source}, line {place}",
                            remedy=REMEDY,
                        )
                    )
        if not faults:
            found.append(shape(**values))
    raise_all(faults)
    return tuple(found)


def _whole(text: str) -> int:
    return int(_real(text))


def _real(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _real_or_none(text: str) -> float | None:
    return None if text.strip() in ("", "nan") else _real(text)


def _whole_or_none(text: str) -> int | None:
    return None if text.strip() == "" else _whole(text)


CASTS: dict[str, Any] = {
    "str": str,
    "int": _whole,
    "float": _real,
    "float | None": _real_or_none,
    "int | None": _whole_or_none,
}
