"""Which reports a table of answers names, before anything of it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.io.people_tables import named_reports


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("report,codes\nr1,a\n r2 ,b\n", {"r1", "r2"}),
        ("\ufeffcodes,report\na,r1\n\nb\n", {"r1"}),
        ('report,quote\n"r1","two\nlines"\n\'=r2,x\n', {"r1", "=r2"}),
        ("codes\na\n", set()),
        ("", set()),
    ],
    ids=["plain", "byte-order mark and short rows", "quoted and guarded", "no such column", "empty"],
)
def test_every_name_is_found_as_it_is_read_later(tmp_path: Path, written: str, named: set[str]) -> None:
    (tmp_path / "ann.csv").write_text(written, encoding="utf-8")
    assert named_reports(tmp_path / "ann.csv") == named


def test_a_table_that_is_missing_names_no_report(tmp_path: Path) -> None:
    assert named_reports(tmp_path / "nobody.csv") == set()
