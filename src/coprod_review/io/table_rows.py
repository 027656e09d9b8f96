"""The rows of a large table gone through without holding them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Generic, TypeVar

from coprod_review.io.parquet import column_parts

Row = TypeVar("Row")


class Rows(Collection[Row], Generic[Row]):
    """The rows of a table as far as a dataclass names its columns, read anew each time."""

    def __init__(self, path: Path, kind: type[Row]) -> None:
        self._path = path
        self._kind = kind
        self._names = [field.name for field in fields(kind)]  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[Row]:
        for columns in column_parts(self._path, self._names):
            for row in zip(*columns.values(), strict=True):
                yield self._kind(**dict(zip(self._names, row, strict=True)))

    def __len__(self) -> int:
        return sum(len(part[self._names[0]]) for part in column_parts(self._path, self._names[:1]))

    def __contains__(self, row: object) -> bool:
        return any(row == mine for mine in self)
