"""Rows put behind a table of people: what is kept, what is refused, what a writer sees there."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.append import NewRow, Standing, append_rows
from coprod_review.io.people_tables import ADJUDICATIONS, DISPUTES, read_people

ROW = {"report": "r1", "dimension": "wind", "codes": "light", "coder": "cd", "date": "2026", "reason": "seen"}


def put(corpus: Path, *rows: NewRow) -> Path:
    path = corpus / "decisions" / "adjudications.csv"
    append_rows(path, corpus=corpus, columns=ADJUDICATIONS, make=lambda standing: rows)
    return path


def test_a_new_file_has_all_columns_so_that_two_branches_have_equal_headers(tmp_path: Path) -> None:
    path = put(tmp_path, ROW)
    assert path.read_text(encoding="utf-8").splitlines()[0].split(",") == list(ADJUDICATIONS.columns)


def test_rows_of_a_branch_that_answers_on_joined_documents_are_joined_with_those_of_another(
    tmp_path: Path,
) -> None:
    before = put(tmp_path, ROW, ROW | {"report": "r2"}).read_text(encoding="utf-8")
    versions = [tmp_path / name for name in ("ours", "base", "theirs")]
    versions[1].write_text(before, encoding="utf-8")
    joined = ROW | {"codes": "strong", "revision": "2", "instead_of": "r2@1"}
    versions[0].write_text(put(tmp_path, joined).read_text(encoding="utf-8"), encoding="utf-8")
    path = tmp_path / "decisions" / "adjudications.csv"
    path.write_text(before, encoding="utf-8")
    versions[2].write_text(
        put(tmp_path, ROW | {"report": "r9"}).read_text(encoding="utf-8"), encoding="utf-8"
    )
    merged = subprocess.run(
        ["git", "merge-file", "-p", "--union", *versions], capture_output=True, check=True
    )
    path.write_bytes(merged.stdout)
    assert [row["report"] for row in read_people(path, ADJUDICATIONS)] == ["r1", "r2", "r1", "r9"]


def test_without_a_new_row_nothing_is_touched(tmp_path: Path) -> None:
    assert not put(tmp_path).exists()
    path = put(tmp_path, ROW)
    before = path.stat()
    put(tmp_path)
    assert path.stat().st_ino == before.st_ino


def test_a_writer_that_raises_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = put(tmp_path, ROW)
    before = path.read_bytes()

    def refuse(standing: Standing) -> Sequence[NewRow]:
        raise ReviewError("no such code", remedy="choose another")

    with pytest.raises(ReviewError, match="no such code"):
        append_rows(path, corpus=tmp_path, columns=ADJUDICATIONS, make=refuse)
    assert path.read_bytes() == before


def test_a_cell_that_never_ends_is_told_before_anything_is_put_behind_it(tmp_path: Path) -> None:
    path = put(tmp_path, ROW)
    path.write_text(path.read_text(encoding="utf-8") + 'r2,wind,"light,cd,2026\n', encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(ReviewError, match="not valid CSV") as told:
        put(tmp_path, ROW)
    assert "double each quote" in told.value.remedy
    assert path.read_bytes() == before


def test_a_table_of_other_columns_is_refused_with_those_that_it_should_have(tmp_path: Path) -> None:
    path = put(tmp_path, ROW)
    with pytest.raises(ReviewError, match="lacks the columns quote") as told:
        append_rows(path, corpus=tmp_path, columns=DISPUTES, make=lambda standing: [ROW])
    assert "use the columns report, dimension" in told.value.remedy


def test_a_column_that_the_table_does_not_have_is_a_fault_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no columns verdict"):
        put(tmp_path, ROW | {"verdict": "agree"})


def test_an_empty_file_is_taken_for_one_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "decisions" / "adjudications.csv"
    path.parent.mkdir()
    path.touch()
    put(tmp_path, ROW)
    assert len(read_people(path, ADJUDICATIONS)) == 1


def test_rows_are_found_by_their_cells_however_a_spreadsheet_quotes_them(tmp_path: Path) -> None:
    path = put(tmp_path, ROW)
    header = path.read_text(encoding="utf-8").splitlines()[0]
    odd = (
        'r1,wind,light,cd,2026,"a note on r2,\nand ""r1"",\n\nin lines",,,,,,,,\n'
        '"r1","wind",strong,cd,2026,x,,2,,,,,,\n'
        " r1 ,wind,none,cd,2026,x,,3,,,,,,\n"
        'r10,wind,light,cd,2026,"r1",,,,,,,,\n'
        "xr1,wind,light,cd,2026,x,,,,,,,,\n"
        'r3,wind,light,cd,2026,a 5" gauge and r1,,,,,,,,\n'
        'r4,wind,light,cd,2026,another 6" gauge,,,,,,,,\n'
        "r1,tide,high,cd,2026,x,,,,,,,,"
    )
    path.write_text(f"{header}\n{odd}", encoding="utf-8", newline="")
    found: list[list[dict[str, str]]] = []

    def look(standing: Standing) -> Sequence[NewRow]:
        found.append(standing.having(report="r1", dimension="wind"))
        found.append(standing.having(report="r1", dimension="tide"))
        found.append([row for row in standing if row["report"].strip() == "r1"])
        return []

    append_rows(path, corpus=tmp_path, columns=ADJUDICATIONS, make=look)
    wind, tide, every = found
    assert [row["codes"] for row in wind] == ["light", "strong", "none"]
    assert [row["codes"] for row in tide] == ["high"]
    assert every == wind + tide
