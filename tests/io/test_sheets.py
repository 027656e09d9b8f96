"""CSV that people read and keep."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.io.results import read_table
from coprod_review.io.sheets import read_csv, write_csv, write_spreadsheet
from coprod_review.model.sheet_text import FORMULA_SIGNS, defused, restored


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ("name", "n"), [{"name": 'with "quotes", and\nlines', "n": 3}])
    (row,) = read_csv(path, required=("name", "n"))
    assert row["name"] == 'with "quotes", and\nlines'
    assert row["n"] == "3"


def test_only_a_table_for_spreadsheets_begins_with_a_byte_order_mark_and_both_are_read_back(
    tmp_path: Path,
) -> None:
    person, stage = tmp_path / "person.csv", tmp_path / "stage.csv"
    for path, write in ((person, write_spreadsheet), (stage, write_csv)):
        write(path, ("name",), [{"name": "Åse"}])
        assert read_table(path) == [{"name": "Åse"}]
        assert [row["name"] for row in read_csv(path, required=("name",))] == ["Åse"]
    assert person.read_bytes() == b"\xef\xbb\xbf" + stage.read_bytes()


LIKE_FORMULA = st.builds("".join, st.tuples(st.text("'=+-@\t\r\n＝", max_size=4), st.text(max_size=5)))


@given(st.text() | LIKE_FORMULA)
def test_no_cell_starts_like_a_formula_and_every_text_comes_back(text: str) -> None:
    assert not defused(text).startswith(FORMULA_SIGNS)
    assert defused(text).endswith(text)
    assert restored(defused(text)) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "'=1+1", "''-x", "+a", "-1", "@b", "\tc", "\rd", "a\rb", "'quoted'", "-"]
)
def test_formula_like_text_is_guarded_in_the_file_and_read_back_as_it_was(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ("name", "list"), [{"name": text, "list": (text, "x")}])
    cells = path.read_bytes().decode().split("\n", 1)[1].replace('"', "").split(",")
    assert not any(cell.startswith(FORMULA_SIGNS) for cell in cells)
    (row,) = read_csv(path, required=("name", "list"))
    assert (row["name"], row["list"]) == (text, f"{text}; x")
    assert read_table(path) == [{"name": text, "list": f"{text}; x"}]


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


def test_all_rows_that_do_not_fit_the_header_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1\n1,2\n1,2,3\n", encoding="utf-8")
    with pytest.raises(ReviewErrors) as caught:
        read_csv(path, required=("a", "b"))
    assert [fault.where.rpartition(", ")[2] for fault in caught.value.faults] == ["line 2", "line 4"]


@pytest.mark.parametrize(
    ("row", "n_cells"),
    [('"x;\ny; z"', 1), ('"one; two; three",2', 2), ('"one; two; three"', 1), ('r1,"a\nb; c; d"', 2)],
)
def test_a_row_that_lacks_cells_is_told_as_that_though_its_text_has_semicolons(
    tmp_path: Path, row: str, n_cells: int
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"a,b,c\n1,2,3\n{row}\n", encoding="utf-8")
    with pytest.raises(ReviewError, match=f"this row has {n_cells} cells and the header has 3"):
        read_csv(path, required=("a", "b", "c"))
