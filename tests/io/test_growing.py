"""Tables that others write while one looks: only what is new is read, and every other change is seen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coprod_review.io.growing import GrowingTable
from coprod_review.io.people_tables import SCREENING

HEADER = "report,coder,verdict,criterion,date,reason\n"
ROW = 'r1,AB,exclude,field,2026-01,"road safety, not care"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A table with one row."""
    path = tmp_path / "screening.csv"
    path.write_text(HEADER + ROW, encoding="utf-8")
    return path


def _reports(table: GrowingTable) -> list[str] | None:
    news = table.news()
    return None if news is None else [row["report"] for row in news.rows]


def _replace(path: Path, text: str) -> None:
    """As programs write: another file takes the place of this one."""
    other = path.with_suffix(".new")
    other.write_text(text, encoding="utf-8", newline="")
    other.replace(path)


def test_all_rows_come_first_and_then_those_behind_them(path: Path) -> None:
    table = GrowingTable(path, SCREENING)
    first = table.news()
    assert first is not None
    assert first.is_anew
    assert first.rows[0]["reason"] == "road safety, not care"
    assert table.news() is None
    _replace(path, HEADER + ROW + 'r2,AB,include,,2026-01,"two\nlines"\nr3,AB,include,,2026-01,\n')
    second = table.news()
    assert second is not None
    assert not second.is_anew
    assert [row["report"] for row in second.rows] == ["r2", "r3"]
    assert second.rows[0]["reason"] == "two\nlines"


def test_a_row_that_was_edited_by_hand_makes_all_rows_new_though_the_size_is_the_same(path: Path) -> None:
    table = GrowingTable(path, SCREENING)
    table.news()
    _replace(path, HEADER + ROW.replace("field", "topic"))
    news = table.news()
    assert news is not None
    assert news.is_anew
    assert news.rows[0]["criterion"] == "topic"


def test_a_file_that_comes_later_or_goes_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "later.csv"
    table = GrowingTable(path, SCREENING)
    assert _reports(table) == []
    assert _reports(table) is None
    _replace(path, HEADER + ROW)
    assert _reports(table) == ["r1"]
    path.unlink()
    news = table.news()
    assert news is not None
    assert (news.rows, news.is_anew) == ((), True)


def test_a_row_behind_a_file_without_a_last_line_end_is_read_once(path: Path) -> None:
    _replace(path, (HEADER + ROW).rstrip("\n"))
    table = GrowingTable(path, SCREENING)
    table.news()
    _replace(path, HEADER + ROW + "r2,AB,include,,2026-01,\n")
    news = table.news()
    assert news is not None
    assert news.is_anew
    assert [row["report"] for row in news.rows] == ["r1", "r2"]


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + ROW).replace("\n", "\r\n").encode())
    table = GrowingTable(path, SCREENING)
    assert _reports(table) == ["r1"]
    with path.open("ab") as stream:
        stream.write(b"r2,AB,include,,2026-01,\r\n")
    assert _reports(table) == ["r2"]


@pytest.mark.parametrize(
    ("added", "problem", "line"),
    [
        ("r2,AB\n", "this row has 2 cells", 3),
        (HEADER, "the header", 3),
        (
            "<<<<<<< HEAD\nr2,AB,include,,,\n=======\nr3,AB,include,,,\n>>>>>>> other\n",
            "git could not merge",
            3,
        ),
    ],
)
def test_what_does_not_fit_is_a_fault_with_its_line_and_the_other_rows_are_there(
    path: Path, added: str, problem: str, line: int
) -> None:
    table = GrowingTable(path, SCREENING)
    table.news()
    with path.open("a", encoding="utf-8") as stream:
        stream.write(added + "r9,AB,include,,2026-01,\n")
    news = table.news()
    assert news is not None
    assert news.rows[-1]["report"] == "r9"
    assert news.fault is not None
    assert problem in news.fault.problem
    assert f"line {line}" in news.fault.where
    assert news.fault.remedy


def test_a_table_of_other_columns_is_a_fault(path: Path) -> None:
    _replace(path, "report,coder\nr1,AB\n")
    news = GrowingTable(path, SCREENING).news()
    assert news is not None
    assert news.fault is not None
    assert "lacks the columns verdict" in news.fault.problem


def test_a_touched_file_has_no_new_rows(path: Path) -> None:
    table = GrowingTable(path, SCREENING)
    table.news()
    os.utime(path, (1, 1))
    assert _reports(table) == []
