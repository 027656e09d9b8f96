"""Pairs of records of one study, out of the verdicts of joining duplicates."""

from __future__ import annotations

from pathlib import Path

from coprod_review.io.csv_columns import read_csv_columns
from coprod_review.model.one_study import RecordPair, pairs_of_one_study


def read_related(path: Path) -> tuple[RecordPair, ...]:
    """The pairs of record ids of `pairs.csv` that one study or one document may have; none without the file.

    Raises ReviewError where the table is damaged.
    """
    columns = read_csv_columns(path, ("record_a", "record_b", "verdict", "rule"))
    return pairs_of_one_study(zip(*columns.values(), strict=True))
