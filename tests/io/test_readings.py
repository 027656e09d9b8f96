"""What reading gave, as tables for people."""

from __future__ import annotations

from pathlib import Path

from coprod_review.io.readings import SET_ASIDE_COLUMNS, write_set_aside
from coprod_review.io.sheets import AT_LINE, read_csv
from coprod_review.model.record import SetAside


def test_set_aside_entries_are_read_back_with_their_lines_in_the_export(tmp_path: Path) -> None:
    path = tmp_path / "set_aside.csv"
    entry = SetAside(
        export="a.ris", line=31, reason="never ends", remedy="export again", raw="TY  - JOUR\nTI  - T"
    )
    write_set_aside(path, [entry])
    (row,) = read_csv(path, required=SET_ASIDE_COLUMNS)
    assert (row["line"], row["raw"]) == ("31", entry.raw)
    assert row[AT_LINE] == "3"
