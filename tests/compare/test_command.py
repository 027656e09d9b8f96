"""The command: totals first, then causes, then the changes; as tables and as a page too."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.compare.conftest import HOSTILE
from tests.compare.made import report, run

from coprod_review.cli import main
from coprod_review.compare.comparison import compare
from coprod_review.compare.told import told

Runs = tuple[Path, Path]


def test_the_change_of_a_person_is_told_with_what_it_comes_from(
    two_runs: Runs, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *map(str, two_runs)]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == f"{two_runs[0]} -> {two_runs[1]}"
    assert "  codes of record  1 changed" in lines
    assert any("1. adjudication on r" in line and ", tradition by" in line for line in lines)
    assert any(line.rstrip().endswith("[1]") and "-> other" in line for line in lines)


def test_results_folders_serve_as_well_as_their_reviews(
    two_runs: Runs, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(two_runs[1])
    assert main(["diff", str(two_runs[0] / "results")]) == 0
    assert "  codes of record  1 changed" in capfd.readouterr().out


def test_a_run_is_the_same_as_itself(two_runs: Runs, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(two_runs[0]), str(two_runs[0])]) == 0
    told_text = capfd.readouterr().out
    assert "Both runs were made from the same." in told_text
    assert "changed (" not in told_text


def test_tables_have_every_change_with_its_causes_in_words(two_runs: Runs, tmp_path: Path) -> None:
    assert main(["diff", *map(str, two_runs), "--csv", str(tmp_path / "new" / "tables")]) == 0
    folder = tmp_path / "new" / "tables"
    assert {path.stem for path in folder.iterdir()} == {
        "causes", "reports", "codes", "answers", "cells", "numbers", "claims",
    }  # fmt: skip
    with (folder / "codes.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["after"] for row in rows] == ["other"]
    assert rows[0]["causes"].startswith("adjudication on ")


def test_the_page_escapes_what_people_wrote_and_needs_no_network(two_runs: Runs, tmp_path: Path) -> None:
    assert main(["diff", *map(str, two_runs), "--page", str(tmp_path / "diff.html")]) == 0
    text = (tmp_path / "diff.html").read_text("utf-8")
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text
    assert "<h2>Codes of record</h2>" in text
    assert "http" not in text.replace("http://www.w3.org", "")


def test_the_same_comparison_has_the_same_bytes(two_runs: Runs, tmp_path: Path) -> None:
    for name in ("a", "b"):
        words = [
            "diff",
            *map(str, two_runs),
            "--csv",
            str(tmp_path / name),
            "--page",
            str(tmp_path / name / "p.html"),
        ]
        assert main(words) == 0
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_folder_without_a_run_is_told_with_a_remedy(
    two_runs: Runs, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(two_runs[0]), str(tmp_path)]) == 2
    error = capfd.readouterr().err
    assert f"{tmp_path}: there is no finished run here" in error
    assert "name the results of a run" in error


def test_tables_are_not_written_into_a_file(
    two_runs: Runs, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("a", encoding="utf-8")
    assert main(["diff", *map(str, two_runs), "--csv", str(tmp_path / "file")]) == 2
    assert "name a folder" in capfd.readouterr().err


def test_of_many_changes_the_first_are_told_in_lines_that_a_terminal_holds() -> None:
    many = [report(f"r{number:03}", title="Long words of a title " * 20) for number in range(30)]
    compared = compare(run(reports=[]), run(reports=many))
    lines = list(told(compared, width=80, limit=10))
    assert "  ... and 20 more (--all, --csv FOLDER or --page FILE has them)" in lines
    assert max(map(len, lines)) <= 110
    assert len(list(told(compared, width=80, limit=None))) > len(lines)


def test_control_signs_in_titles_do_not_reach_the_terminal() -> None:
    compared = compare(run(reports=[]), run(reports=[report("r1", title="\x1b[2Jaway\u202e")]))
    assert "\x1b" not in "\n".join(told(compared, width=80, limit=10))
