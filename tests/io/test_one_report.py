"""What one report has in the tables of a run, and nothing of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.one_report import rows_with

TABLE = """\
report_id,other,note
r1,x,first
r2,r1,named beside
r3,x,r1
"'=r4",x,a formula
r1
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("values", "columns", "notes"),
    [
        (["r1"], ["report_id"], ["first", None]),
        (["r1"], ["report_id", "other"], ["first", "named beside", None]),
        (["r2", "r3"], ["report_id"], ["named beside", "r1"]),
        (["=r4"], ["report_id"], ["a formula"]),
        (["r9"], ["report_id"], []),
        (["r1"], ["not_there"], []),
    ],
)
def test_rows_of_other_reports_stay_out(
    table: Path, values: list[str], columns: list[str], notes: list[str | None]
) -> None:
    assert [row.get("note") for row in rows_with(table, values, columns=columns)] == notes


def test_a_table_that_is_not_there_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="does not exist"):
        rows_with(tmp_path / "none.csv", ["r1"], columns=["report_id"])
