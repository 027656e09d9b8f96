"""The list of files at the end of the report: whole, and in words."""

from __future__ import annotations

import re
from pathlib import Path

from coprod_review.io.results import STAGE_FOLDERS, files_of_stages
from coprod_review.io.workflow_files import workflow_files
from coprod_review.report.files import described_files

WORKFLOW = workflow_files(Path(__file__).parents[2])
NO_STAGE = {"logs", "audit", "checklists"}
"""Folders that come into being with the report or after it."""


def test_every_folder_that_a_stage_writes_is_listed() -> None:
    text = "".join(path.read_text("utf-8") for path in WORKFLOW.values())
    written = set(re.findall(r'"results/(\w+)/', text))
    assert written - NO_STAGE == set(STAGE_FOLDERS)


def test_pictures_of_a_finer_resolution_say_it() -> None:
    plain, fine = described_files(["figures/map.png", "figures/map-600.png"])
    assert (plain.about, fine.about) == ("figure, as picture", "figure, as picture at 600 dpi")


def test_the_bibliographies_are_listed_and_told_apart(tmp_path: Path) -> None:
    for suffix in ("ris", "bib", "json", "csv"):
        path = tmp_path / "bibliography" / f"included.{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    files = described_files(files_of_stages(tmp_path))
    assert [file.path.rpartition(".")[2] for file in files] == ["bib", "csv", "json", "ris"]
    assert len({file.about for file in files}) == 4
    assert all(file.about for file in files)


def test_no_table_of_the_analysis_is_told_by_its_file_name_alone(project: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in WORKFLOW.values())
    written = sorted(set(re.findall(r'"results/(analyse/\w+\.csv)"', text)))
    assert written
    assert [file.path for file in described_files(written) if file.about.startswith("table of the")] == []


def test_every_table_that_a_stage_writes_says_what_it_holds() -> None:
    text = "".join(path.read_text("utf-8") for path in WORKFLOW.values())
    written = sorted(set(re.findall(r'"results/((?!logs|audit|checklists)\w+/\w+\.csv)"', text)))
    assert any(name.startswith("settle/") for name in written)
    assert [file.path for file in described_files(written) if not file.about] == []
