"""An updated review counts its previous version in the flow, and the sum of both holds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coprod_review.cli import main
from coprod_review.errors import ReviewError
from coprod_review.io.manifest import read_manifest, read_previous_review
from coprod_review.model.corpus import PreviousReview
from coprod_review.screen.previous import previous_boxes, previous_equations

from .test_commands import dedupe, folder, screen

__all__ = ["folder"]

BEFORE = PreviousReview(reports=120, studies=97, found_again=12, source="an earlier version")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "m.yaml"
    path.write_text(f"exports: []\n{text}", encoding="utf-8")
    return path


def test_a_review_without_a_previous_version_has_no_box_and_no_sum_of_it() -> None:
    assert previous_boxes(None, 5) == ()
    assert list(previous_equations(None, 5)) == []


def test_reports_found_again_count_once_in_both_versions() -> None:
    boxes = {number.number_id: number.value for number in previous_boxes(BEFORE, 200)}
    assert boxes == {
        "flow.included_previous": 120,
        "flow.included_previous.studies": 97,
        "flow.included_previous.found_again": 12,
        "flow.included_total": 308,
    }
    (equation,) = previous_equations(BEFORE, 200)
    assert equation.holds and equation.left == 320


def test_more_reports_found_again_than_included_are_refused() -> None:
    with pytest.raises(ReviewError, match="should be found again") as fault:
        previous_boxes(BEFORE, 11)
    assert "found_again" in fault.value.where
    assert "among the included ones" in fault.value.remedy


def test_the_search_log_tells_the_previous_version(tmp_path: Path) -> None:
    path = written(tmp_path, "previous_review: {reports: 9, source: Ann 2019}\n")
    assert read_previous_review(path) == PreviousReview(reports=9, source="Ann 2019")
    assert read_manifest(path) == ()
    assert read_previous_review(written(tmp_path, "")) is None
    assert read_previous_review(tmp_path / "absent.yaml") is None


def test_more_studies_than_reports_are_refused_with_their_line(tmp_path: Path) -> None:
    path = written(tmp_path, "previous_review:\n  reports: 9\n  studies: 10\n  source: Ann 2019\n")
    with pytest.raises(ReviewError, match="studies says 10") as fault:
        read_previous_review(path)
    assert fault.value.where.endswith("line 4")
    assert "correct reports or studies" in fault.value.remedy


def test_a_misspelt_key_of_the_previous_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="previous_review"):
        read_previous_review(written(tmp_path, "previous_review: {report: 9, source: x}\n"))


@pytest.mark.usefixtures("folder")
def test_screen_writes_the_boxes_and_the_sum_of_an_updated_review(tmp_path: Path, project: Path) -> None:
    assert dedupe() == 0
    manifest = written(tmp_path, "previous_review: {reports: 9, found_again: 1, source: Ann 2019}\n")
    assert screen(project, "--manifest", str(manifest)) == 0
    with (tmp_path / "out" / "flow.csv").open(encoding="utf-8") as file:
        boxes = {row["box"]: int(row["n"]) for row in csv.DictReader(file)}
    assert boxes["included_total"] == 9 + boxes["included"] - 1
    with (tmp_path / "out" / "conservation.csv").open(encoding="utf-8") as file:
        sums = {row["equation"]: row["holds"] for row in csv.DictReader(file)}
    assert sums["previous version + included = total + found again"] in ("True", "yes", "true")


def test_check_tells_what_is_wrong_with_the_previous_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "manifest.yaml").write_text(
        "exports: []\nprevious_review: {reports: 1, found_again: 2, source: x}\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) != 0
    assert "found_again says 2" in "".join(capsys.readouterr())
