"""Codings put behind those that stand: every byte kept, nothing mixed, nothing lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.coding_files import append_codings
from coprod_review.io.codings import last_revisions, read_coder_codings

ROW = {"report": "r1", "dimension": "wind", "codes": "light", "codebook": "1", "date": "2026-11-05"}


def test_the_bytes_that_stand_there_stay_and_a_missing_line_end_is_put_in(tmp_path: Path) -> None:
    path = append_codings(tmp_path, "ab", [ROW], before=None)
    before = path.read_bytes().removesuffix(b"\n")
    path.write_bytes(before)
    append_codings(tmp_path, "ab", [ROW | {"report": "r2", "note": "=1+1"}], before=before)
    assert path.read_bytes().startswith(before + b"\n")
    assert [(c.report_id, c.note) for c in read_coder_codings(path)] == [("r1", ""), ("r2", "=1+1")]


def test_a_file_that_lacks_columns_gets_all_of_them_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "codings" / "ab.csv"
    path.parent.mkdir()
    header = "report,dimension,codes,quote,basis,confidence,codebook,date\n"
    path.write_text(f"{header}r1,wind,light,,,,1,2026\n", encoding="utf-8")
    second = ROW | {"codes": "strong", "revision": "2"}
    append_codings(tmp_path, "ab", [second], before=path.read_bytes())
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1] == "r1,wind,light,,,,1,2026,,,,,,,,"
    assert [c.codes for c in read_coder_codings(path)] == [("strong",)]
    assert last_revisions(path) == {("r1", "wind"): 2}


def test_rows_made_from_a_file_that_has_changed_since_are_refused(tmp_path: Path) -> None:
    path = append_codings(tmp_path, "ab", [ROW], before=None)
    with pytest.raises(ReviewError, match="somebody has written") as told:
        append_codings(tmp_path, "ab", [ROW | {"report": "r2"}], before=None)
    assert "import the sheet once more" in told.value.remedy
    assert len(read_coder_codings(path)) == 1


def test_of_several_who_write_at_once_each_is_whole_and_those_who_knew_too_little_are_told(
    tmp_path: Path,
) -> None:
    def write(number: int) -> bool:
        try:
            append_codings(tmp_path, "ab", [ROW | {"report": f"r{number}"}], before=None)
        except ReviewError:
            return False
        return True

    with ThreadPoolExecutor(max_workers=4) as pool:
        written = list(pool.map(write, range(8)))
    assert written.count(True) == 1
    assert len(read_coder_codings(tmp_path / "codings" / "ab.csv")) == 1
