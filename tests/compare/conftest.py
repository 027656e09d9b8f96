"""Two invented reviews that were run to their end, the second with other codings."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.audit import invented_review

from coprod_review.cli import main
from coprod_review.io import tables

HOSTILE = '<script>alert("told")</script>'


def finish(folder: Path) -> Path:
    """Run the last stages of a review; its folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        for words in (["report"], ["site"], ["crate"]):
            assert main(words) == 0
    finally:
        os.chdir(before)
    return folder


def write_adjudications(folder: Path, rows: Sequence[str]) -> None:
    path = folder / "corpus" / "decisions" / "adjudications.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["report,dimension,codes,coder,date,reason", *rows, ""]), encoding="utf-8")


@pytest.fixture(scope="session")
def two_runs(project: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two finished reviews; in the second somebody has adjudicated the tradition of the second report."""
    folders = []
    for name in ("first", "second"):
        folder = invented_review.write_review(tmp_path_factory.mktemp("diff") / name, project)
        (folder / "results" / "dedupe" / "reports.csv").write_text("report_id,aliases\n", encoding="utf-8")
        (folder / "Snakefile").write_text("rule all:\n", encoding="utf-8")
        write_adjudications(folder, [])
        folders.append(folder)
    first, second = folders
    path = second / "results" / "code" / "codes.parquet"
    codes = tables.read_codes(path)
    report_id = codes[0].report_id
    changed = [
        replace(one, codes=("other",), status="adjudicated")
        if (one.report_id, one.dimension) == (report_id, "tradition")
        else one
        for one in codes
    ]
    assert changed != codes
    tables.write_codes(path, changed)
    write_adjudications(second, [f"{report_id},tradition,other,{HOSTILE.replace(',', '')},2026-01-02,seen"])
    return finish(first), finish(second)
