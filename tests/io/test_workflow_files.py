"""The Snakefile and the rules that it includes are one workflow."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.io.workflow_files import copy_workflow, missing_files, workflow_files


@pytest.fixture
def review(tmp_path: Path) -> Path:
    folder = tmp_path / "review"
    (folder / "rules").mkdir(parents=True)
    (folder / "Snakefile").write_text(
        'include: "rules/read.smk"  # read\n\ninclude: "rules/code.smk"\n', "utf-8"
    )
    for name in ("read.smk", "code.smk", "notes.txt"):
        (folder / "rules" / name).write_text(f"# {name}\n", "utf-8")
    return folder


def test_the_snakefile_stands_first_and_rules_follow_by_name(review: Path) -> None:
    assert list(workflow_files(review)) == ["Snakefile", "rules/code.smk", "rules/read.smk"]


def test_a_copy_has_all_of_the_workflow_and_nothing_else(review: Path, tmp_path: Path) -> None:
    copy_workflow(review, tmp_path / "copy")
    assert {path.name for path in (tmp_path / "copy").rglob("*") if path.is_file()} == {
        "Snakefile",
        "code.smk",
        "read.smk",
    }
    assert missing_files(tmp_path / "copy") == []


def test_what_the_snakefile_includes_and_is_not_there_is_missing(review: Path, tmp_path: Path) -> None:
    (review / "rules" / "read.smk").unlink()
    assert missing_files(review) == ["rules/read.smk"]
    assert missing_files(tmp_path) == ["Snakefile"]
