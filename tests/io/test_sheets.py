"""CSV that people read and keep."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.errors import ReviewError
from coprod_review.io.files import DEFUSED_STARTS, defused
from coprod_review.io.sheets import read_csv, write_csv


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ("name", "n"), [{"name": 'with "quotes", and\nlines', "n": 3}])
    (row,) = read_csv(path, required=("name", "n"))
    assert row["name"] == 'with "quotes", and\nlines'
    assert row["n"] == "3"


@given(st.text())
def test_no_cell_starts_like_a_formula(text: str) -> None:
    assert not defused(text).startswith(DEFUSED_STARTS)
    assert defused(text).endswith(text)


def test_a_misspelt_column_is_refused_with_the_columns_that_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nmae,n\nx,1\n")
    with pytest.raises(ReviewError) as caught:
        read_csv(path, required=("name", "n"))
    assert "lacks the columns name" in caught.value.problem
    assert "unknown columns nmae" in caught.value.problem
    assert "use the columns name, n" in caught.value.remedy


def test_a_row_with_too_many_cells_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,n\nx,1\ny,2,3\n")
    with pytest.raises(ReviewError) as caught:
        read_csv(path, required=("name", "n"))
    assert "line 3" in caught.value.where


def test_a_stray_quote_is_told_without_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('name,n\n"x"y,1\n')
    with pytest.raises(ReviewError, match="not valid CSV"):
        read_csv(path, required=("name", "n"))
