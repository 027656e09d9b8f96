"""The coded reports in columns, and who stands in each cell of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from coprod_review.analyse.coded import CodedReports

Members = Mapping[tuple[Any, ...], tuple[str, ...]]


def coded_frame(coded: CodedReports, reports: Iterable[str], dimensions: Sequence[str]) -> pd.DataFrame:
    """Columns report, year and one for each dimension; a report with several codes has a row for each.

    Reports without a code in one of the dimensions have no row. `year` is -1 where it is unknown.
    """
    ids = list(reports)
    years = [coded.report_by_id[report].year for report in ids]
    frame = pd.DataFrame({"report": ids, "year": [-1 if year is None else year for year in years]})
    for dimension in dimensions:
        frame[dimension] = pd.Series([list(coded.codes(report, dimension)) for report in ids], dtype=object)
        frame = frame.explode(dimension)
    return frame.dropna().reset_index(drop=True)


def members_by(frame: pd.DataFrame, columns: Sequence[str]) -> Members:
    """The reports of each combination of the columns' values, in their order; empty cells are not there."""
    found: dict[tuple[Any, ...], tuple[str, ...]] = {}
    for cell, reports in frame.groupby(list(columns), sort=True)["report"]:
        found[cell if isinstance(cell, tuple) else (cell,)] = tuple(dict.fromkeys(reports))
    return found
