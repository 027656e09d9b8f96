"""Records of other programs: few columns, other types, nulls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.columns import read_record_columns
from coprod_review.io.files import write_text


def read(tmp_path: Path, columns: dict[str, Any]) -> dict[str, list[Any]]:
    pq.write_table(pa.table(columns), tmp_path / "r.parquet")
    return read_record_columns(tmp_path / "r.parquet").to_pydict()


def test_an_id_and_a_title_are_enough(tmp_path: Path) -> None:
    row = read(tmp_path, {"record_id": ["a"], "title": ["Night rounds"]})
    assert (row["authors"], row["year"], row["doi"], row["abstract"]) == ([[]], [None], [""], [""])


@pytest.mark.parametrize(
    ("years", "known"),
    [
        (["2014", "c. 2015", ""], [2014, 2015, None]),
        ([2014.0, float("nan"), 2016.0], [2014, None, 2016]),
        ([2014, None, 2016], [2014, None, 2016]),
    ],
)
def test_years_may_be_text_or_numbers_with_a_point(
    tmp_path: Path, years: list[Any], known: list[Any]
) -> None:
    assert read(tmp_path, {"record_id": list("abc"), "title": list("xyz"), "year": years})["year"] == known


def test_volumes_may_be_numbers(tmp_path: Path) -> None:
    row = read(
        tmp_path, {"record_id": ["a", "b"], "title": ["x", "y"], "volume": [12.0, None], "issue": [3, 4]}
    )
    assert (row["volume"], row["issue"]) == (["12", ""], ["3", "4"])


def test_lists_may_be_one_text_or_null(tmp_path: Path) -> None:
    columns = {
        "record_id": ["a", "b"],
        "title": ["x", "y"],
        "authors": ["Linden, Maja; Okafor, Tunde", "Berg, A and Sand, U"],
        "keywords": ["research and care; wards", None],
        "references": pa.array([["one", None], None], type=pa.list_(pa.string())),
    }
    row = read(tmp_path, columns)
    assert row["authors"] == [["Linden, Maja", "Okafor, Tunde"], ["Berg, A", "Sand, U"]]
    assert row["keywords"] == [["research and care", "wards"], []]
    assert row["references"] == [["one"], []]


def test_text_may_be_coded_or_large(tmp_path: Path) -> None:
    titles = pa.array(["x", "x"]).dictionary_encode()
    columns = {
        "record_id": ["a", "b"],
        "title": titles,
        "doi": pa.array(["10.5555/a", None], type=pa.large_string()),
    }
    row = read(tmp_path, columns)
    assert (row["title"], row["doi"]) == (["x", "x"], ["10.5555/a", ""])


def test_a_table_without_titles_is_refused_with_the_columns_that_are_needed(tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as error:
        read(tmp_path, {"record_id": ["a"], "name": ["x"]})
    assert "lacks the columns title" in error.value.problem
    assert "record_id and title are needed" in error.value.remedy


def test_a_record_without_id_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as error:
        read(tmp_path, {"record_id": ["a", None], "title": ["x", "y"]})
    assert "row 2" in error.value.where
    assert "an id of its own" in error.value.remedy


def test_a_column_of_another_kind_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as error:
        read(tmp_path, {"record_id": ["a"], "title": ["x"], "pages": [[1, 9]]})
    assert "column pages" in error.value.where
    assert "docs/stages.md" in error.value.remedy


def test_what_is_no_parquet_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "r.parquet").write_text("record_id,title\n")
    with pytest.raises(ReviewError) as error:
        read_record_columns(tmp_path / "r.parquet")
    assert "no Parquet file" in error.value.problem
    assert "`coprod-review read FILE --records R.parquet` makes records in Parquet" in error.value.remedy
    assert "delete" not in error.value.remedy
    write_text(tmp_path / "results" / "r.parquet", "record_id,title\n")
    with pytest.raises(ReviewError) as error:
        read_record_columns(tmp_path / "results" / "r.parquet")
    assert "run the review again" in error.value.remedy


def test_a_file_that_is_missing_is_a_matter_of_a_run_only_among_results(tmp_path: Path) -> None:
    for place, advice in (
        ("r.parquet", ", if it belongs to one; else correct the path that names it"),
        ("results/r.parquet", ""),
    ):
        with pytest.raises(ReviewError) as error:
            read_record_columns(tmp_path / place)
        whole = "run the stage that writes it, or the whole review with `make review`"
        assert error.value.remedy == whole + advice
