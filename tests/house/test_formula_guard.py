"""One way of writing tables: no module writes CSV or XLSX past the guard against formulas."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "coprod_review"

GUARDED = {"adjudicate/coding_workbook.py", "model/sheet_text.py", "render/workbook.py"}
"""The modules that write cells, all through `defused`."""

READS_WHAT_IT_WRITES = {"read/workbook.py"}
"""Turns rows of a workbook into lines that reading takes apart again; nothing of it reaches a file."""

WRITERS = ("csv.writer(", "DictWriter(", "xlsxwriter.", "to_csv(", "to_excel(", "openpyxl.Workbook(")


def test_cells_are_written_only_where_they_are_guarded() -> None:
    writing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(writer in path.read_text(encoding="utf-8") for writer in WRITERS)
    }
    assert writing - READS_WHAT_IT_WRITES == GUARDED
    assert all("defused" in (PACKAGE / name).read_text(encoding="utf-8") for name in GUARDED)
