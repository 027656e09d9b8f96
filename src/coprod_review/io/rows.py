"""What the loaders of people's tables share: cells of a row checked, and all faults of a file kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.sheets import AT_LINE

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(slots=True)
class RowFaults:
    """The faults of one table, collected row by row and raised together."""

    path: Path
    faults: list[ReviewError] = field(default_factory=list)

    def add(self, row: Mapping[str, str], problem: str, remedy: str) -> None:
        """Note a fault of a row, which knows its line."""
        self.faults.append(ReviewError(problem, where=f"{self.path}, line {row[AT_LINE]}", remedy=remedy))

    def need(self, row: Mapping[str, str], *columns: str) -> None:
        """Note each of the columns that is empty."""
        for column in columns:
            if not row[column].strip():
                self.add(row, f"the column {column} is empty", f"fill in {column}, or delete the row")

    def need_one_of(
        self, row: Mapping[str, str], column: str, allowed: Collection[str], *, what: str
    ) -> None:
        """Note a value that is not among the allowed ones; an empty one is for `need`."""
        value = row[column].strip()
        if value and value not in allowed:
            listed = ", ".join(sorted(allowed))
            self.add(row, f"{value!r} is not {what}", f"use one of: {listed}")

    def need_date(self, row: Mapping[str, str], column: str = "date") -> None:
        """Note a date that is not written as YYYY, YYYY-MM or YYYY-MM-DD; an empty one is unknown."""
        value = row[column].strip()
        if value and not is_date(value):
            self.add(row, f"{value!r} is not a date", "write dates as 2026-11-05, 2026-11 or 2026")

    def raise_found(self, read: object = None) -> None:
        """Raise what was found, all at once, with what was read in spite of it."""
        raise_all(self.faults, read=read)


@lru_cache(maxsize=10_000)
def is_date(text: str) -> bool:
    """Whether the text is a date of the calendar as YYYY, YYYY-MM or YYYY-MM-DD."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True
