from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from coprod_review.cli import main
from coprod_review.io import tables
from coprod_review.io.sheets import write_csv
from coprod_review.model.record import Record


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder outside any review, with three records of two reports."""
    monkeypatch.chdir(tmp_path)
    facts: dict[str, Any] = {
        "title": "Families at the bedside of fragile patients",
        "authors": ("Linden, Maja",),
        "year": 2014,
    }
    records = [
        Record(record_id="a.ris:1", export="a.ris", line=1, end_line=5, doi="10.5555/1", **facts),
        Record(record_id="a.ris:2", export="a.ris", line=6, end_line=9, title="Erratum to: Soup at noon"),
        Record(record_id="b.ris:1", export="b.ris", line=1, end_line=5, doi="10.5555/1", **facts),
    ]
    tables.write_records(tmp_path / "records.parquet", records)
    readings = [
        {"export": "a.ris", "n_entries": 3, "n_records": 2},
        {"export": "b.ris", "n_entries": 1, "n_records": 1},
    ]
    write_csv(tmp_path / "exports.csv", ("export", "n_entries", "n_records"), readings)
    aside = [{"export": "a.ris", "line": 10, "reason": "no title", "remedy": "", "raw": "TY"}]
    write_csv(tmp_path / "set_aside.csv", ("export", "line", "reason", "remedy", "raw"), aside)
    return tmp_path


def dedupe(*more: str) -> int:
    return main(
        [
            "dedupe",
            "--records",
            "records.parquet",
            "--pairs",
            "pairs.csv",
            "--reports",
            "reports.parquet",
            *more,
        ]
    )


def screen(project: Path, *more: str) -> int:
    files = ("--records", "records.parquet", "--reports", "reports.parquet", "--exports", "exports.csv")
    criteria = str(project / "config" / "criteria.yaml")
    return main(
        ["screen", *files, "--set-aside", "set_aside.csv", "--criteria", criteria, "--output", "out", *more]
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_records_outside_any_review_are_joined_and_screened(folder: Path, project: Path) -> None:
    assert dedupe() == 0
    assert screen(project) == 0
    (pair,) = rows(folder / "pairs.csv")
    assert (pair["record_a"], pair["record_b"], pair["verdict"]) == ("a.ris:1", "b.ris:1", "duplicate")
    flow = {row["box"]: row["n"] for row in rows(folder / "out" / "flow.csv")}
    assert flow["identified"] == "4"
    assert (flow["set_aside"], flow["joined"], flow["screened"]) == ("1", "1", "2")
    assert (flow["excluded.kind"], flow["included"]) == ("1", "1")
    assert (flow["excluded_by.people"], flow["excluded_by.models"], flow["excluded_by.rules"]) == (
        "0",
        "0",
        "1",
    )
    assert {row["holds"] for row in rows(folder / "out" / "conservation.csv")} == {"yes"}


def test_a_run_that_does_not_add_up_fails_and_says_where(
    folder: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dedupe()
    (folder / "set_aside.csv").write_text("export,line,reason,remedy,raw\n", encoding="utf-8")
    assert screen(project) == 2
    assert "a.ris: entries = records read + set aside: 3 against 2" in capsys.readouterr().err
    assert "no" in {row["holds"] for row in rows(folder / "out" / "conservation.csv")}


def test_a_file_that_the_user_names_must_exist(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dedupe("--registry", "nowhere.csv") == 2
    assert "correct the path, or leave the option out" in capsys.readouterr().err


def test_missing_records_are_told_with_a_remedy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "records.parquet").unlink()
    assert dedupe() == 2
    assert "run the stage that writes it" in capsys.readouterr().err


def test_two_runs_write_the_same_bytes(folder: Path, project: Path) -> None:
    def run() -> dict[str, bytes]:
        assert dedupe() == 0
        assert screen(project) == 0
        files = [folder / "pairs.csv", folder / "reports.parquet", *sorted((folder / "out").iterdir())]
        return {path.name: path.read_bytes() for path in files}

    assert run() == run()
