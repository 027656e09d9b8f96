"""What a run without codes has not counted: a sentence stands for its tables of zeros."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coprod_review.pages.results import Results, Row
from coprod_review.report.findings import Characteristic

COUNTING = (
    *("shares", "map", "associations", "forms", "strategies", "model_cells", "model_rows"),
    *("screening_performance", "operating_points"),
)
"""Tables of the analysis that have all their rows, with zeros, where no report has a code that counts."""

NOT_STATED = "not stated"


def counted_rows(results: Results, name: str) -> Sequence[Row]:
    """The rows of a table; none where it is one of COUNTING and counts no report."""
    rows = results.table(name)
    return rows if name not in COUNTING or counts_any(rows) else ()


def counts_any(rows: Iterable[Row]) -> bool:
    """Whether a row counts a report; one without a count does not stand for nothing."""
    return any(float(row.get("n", "1") or 0) for row in rows)


def unstated(measured: Iterable[Characteristic]) -> list[Characteristic]:
    """Those that no report states; how reports were sampled is asked of prepared corpora alone."""
    return [one for one in measured if not is_stated(one) and one.name != "sample"]


def is_stated(measured: Characteristic) -> bool:
    """Whether any report states the characteristic."""
    return any(row["value"] != NOT_STATED for row in (*measured.shown, *measured.rest))
