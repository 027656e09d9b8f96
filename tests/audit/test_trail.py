"""What the site refuses, and what it takes away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.io import tables


def test_evidence_that_no_longer_reads_as_quoted_stops_the_site(
    write_review, run: Callable[[Path, str], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = write_review(tmp_path / "r")
    path = review / "results" / "code" / "rules.parquet"
    codings = tables.read_codings(path)
    moved = replace(codings[0].evidence[0], start=1, end=9)
    tables.write_codings(path, [replace(codings[0], evidence=(moved,)), *codings[1:]])
    assert run(review, "site") == 2
    told = capsys.readouterr().err
    assert "report r001, coder rules, tradition" in told
    assert "run the stages screen and code again" in told


def test_a_number_that_counts_an_unknown_report_stops_the_site(
    write_review, run: Callable[[Path, str], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = write_review(tmp_path / "r")
    path = review / "results" / "analyse" / "numbers.parquet"
    numbers = tables.read_numbers(path)
    tables.write_numbers(path, [replace(numbers[0], members=("r999",)), *numbers[1:]])
    assert run(review, "site") == 2
    told = capsys.readouterr().err
    assert "r999 is counted" in told
    assert "run the stage that counts it again" in told


def test_pages_of_a_former_run_are_taken_away(
    write_review, run: Callable[[Path, str], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r")
    old = review / "results" / "audit" / "reports" / "gone.html"
    old.parent.mkdir(parents=True)
    old.write_text("somebody's own", encoding="utf-8")
    assert run(review, "site") == 0
    assert old.exists(), "a folder that held no site before loses nothing"
    assert run(review, "site") == 0
    assert not old.exists()


def test_an_export_that_is_gone_is_said_to_be_gone(
    write_review, run: Callable[[Path, str], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r")
    (review / "corpus" / "exports" / "a.ris").unlink()
    assert run(review, "site") == 0
    page = (review / "results" / "audit" / "exports" / "a.ris.html").read_text(encoding="utf-8")
    assert "The file is not here" in page
