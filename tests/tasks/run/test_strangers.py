"""What lies in results/ and is no result is moved aside by a run, and by nothing that only looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.io.sums import SUMS_NAME, sha256_and_size, sums_text
from coprod_review.tasks.run.looking import only_looks, only_touches
from coprod_review.tasks.run.strangers import move_strangers

DECLARED = ["results/analyse/claims.csv"]


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review with a file in results/ that no stage writes."""
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "n2.txt").write_text("mine\n", "utf-8")
    return tmp_path


def test_a_dry_run_tells_of_a_file_and_leaves_it(
    review: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["snakemake", "--cores", "1", "-n"])
    assert move_strangers(review, DECLARED) == []
    assert (review / "results" / "n2.txt").is_file() and not (review / "results-changed").exists()
    assert "n2.txt: no stage writes this" in capsys.readouterr().err


def test_a_run_moves_it(
    review: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["snakemake", "--cores", "1"])
    assert move_strangers(review, DECLARED) == [review / "results" / "n2.txt"]
    assert (review / "results-changed" / "n2.txt").read_text("utf-8") == "mine\n"
    assert "remedy: keep files of your own elsewhere" in capsys.readouterr().err


def test_what_a_former_run_wrote_is_not_said_to_be_a_file_of_ones_own(
    review: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["snakemake"])
    results = review / "results"
    (results / "n2.txt").unlink()
    names = ("rehearse/plan.csv", "rehearse/parts/combination.csv", "mixed/ours.csv")
    for name in (*names, "mixed/mine.csv"):
        (results / name).parent.mkdir(parents=True, exist_ok=True)
        (results / name).write_text("x\n", "utf-8")
    sums = sums_text({name: sha256_and_size(results / name)[0] for name in names})
    (results / SUMS_NAME).write_text(sums, "utf-8")
    move_strangers(review, DECLARED)
    former, mine, remedy = capsys.readouterr().err.splitlines()
    assert "rehearse: no stage writes this any more; it is in results-changed now" in former
    assert "mixed: no stage writes this, so that it is no result" in mine and "remedy" in remedy
    assert (review / "results-changed" / "rehearse" / "plan.csv").is_file()


@pytest.mark.parametrize("option", ["-n", "-pn", "-np", "--dry-run", "--dry", "--dag", "--lint=json", "-S"])
def test_options_that_only_look_are_known(option: str) -> None:
    assert only_looks(["--cores", "1", option])


@pytest.mark.parametrize(
    "option", ["-p", "-k", "--report-after-run", "--rerun-incomplete", "-R", "--", "all"]
)
def test_options_of_a_run_are_none_of_these(option: str) -> None:
    assert not only_looks(["--cores", "1", option])


def test_a_run_that_only_touches_is_known_by_its_options() -> None:
    for option in ("--touch", "--tou", "-t", "-Ft"):
        assert only_touches(["--cores", "1", option])
    for option in ("--target-jobs", "--timestamp", "-F", "-jt", "report.html"):
        assert not only_touches(["--cores", "1", option])
