"""`coprod-review run` refuses cores that are no number and profiles that are not there, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.cli import main
from coprod_review.errors import ReviewError
from coprod_review.tasks.run.profiles import profile_named


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a review; no run may begin in it."""
    (tmp_path / "Snakefile").write_text("raise SystemExit('a run began')\n")
    for name in ("local", "slurm"):
        (tmp_path / "profiles" / name).mkdir(parents=True)
        (tmp_path / "profiles" / name / "config.yaml").write_text("cores: 2\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("cores", ["abc", "0", "-1", "1.5", "²"])
def test_cores_that_are_no_number_are_refused(
    review: Path, cores: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", f"--cores={cores}"]) == 2
    told = capsys.readouterr().err
    assert "is no number of cores" in told and "with make: CORES=2" in told
    assert not (review / "results").exists()


@pytest.mark.parametrize("named", ["profiles/nosuch", "nosuch"])
def test_a_profile_that_is_not_there_is_refused_with_those_that_are(
    review: Path, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--profile", named]) == 2
    told = capsys.readouterr().err
    assert f"{named}: there is no such profile" in told
    assert "in profiles there are: local, slurm" in told and "PROFILE=local" in told
    assert not (review / "results").exists()


def test_a_profile_is_found_by_its_name_its_folder_or_its_file(review: Path) -> None:
    (review / "profiles" / "mine").mkdir()
    (review / "profiles" / "mine" / "profile.v9+.yaml").write_text("cores: 3\n")
    for named, place in (
        ("mine", "profiles/mine"),
        ("profiles/mine", "profiles/mine"),
        ("profiles/mine/profile.v9+.yaml", "profiles/mine/profile.v9+.yaml"),
        (str(review / "profiles" / "mine"), str(review / "profiles" / "mine")),
    ):
        assert profile_named(named, review=Path()) == Path(place)


def test_a_folder_without_settings_is_no_profile(review: Path) -> None:
    (review / "profiles" / "empty").mkdir()
    with pytest.raises(ReviewError, match="there is no such profile") as caught:
        profile_named("empty", review=review)
    assert "local, slurm (" in caught.value.remedy


def test_where_there_are_no_profiles_that_is_said(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--profile", "elsewhere/nosuch"]) == 2
    assert "in elsewhere there are: none" in capsys.readouterr().err


def test_rules_that_the_snakefile_includes_and_that_are_not_there_are_named(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (review / "Snakefile").write_text('include: "rules/read.smk"  # read\ninclude: "rules/code.smk"\n')
    (review / "rules").mkdir()
    (review / "rules" / "code.smk").write_text("")
    assert main(["run"]) == 2
    told = capsys.readouterr().err
    assert "the Snakefile includes rules that are not there: rules/read.smk" in told
    assert "remedy: copy them from where the Snakefile is from" in told
    assert not (review / "results").exists()
