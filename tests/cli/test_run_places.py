"""`coprod-review run` refuses cores that are no number and profiles that are not there, in words."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from coprod_review.cli import main
from coprod_review.errors import ReviewError
from coprod_review.tasks.run import profiles
from coprod_review.tasks.run.profiles import profile_named

needs_sh = pytest.mark.skipif(sys.platform == "win32", reason="the program that is asked is a shell script")


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


def test_settings_for_a_later_snakemake_and_files_of_another_kind_are_no_profile(review: Path) -> None:
    folder = review / "profiles" / "mine"
    folder.mkdir()
    (folder / "config.v900+.yaml").write_text("cores: 3\n")
    (review / "README.md").write_text("words\n")
    for named in ("mine", "README.md"):
        with pytest.raises(ReviewError, match="there is no such profile"):
            profile_named(named, review=review)
    (folder / "config.v1+.yaml").write_text("cores: 2\n")
    assert profiles.settings_of(folder) == folder / "config.v1+.yaml"


def test_a_folder_without_settings_is_no_profile(review: Path) -> None:
    (review / "profiles" / "empty").mkdir()
    with pytest.raises(ReviewError, match="there is no such profile") as caught:
        profile_named("empty", review=review)
    assert "local, slurm (" in caught.value.remedy


def test_where_there_are_no_profiles_that_is_said(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--profile", "elsewhere/nosuch"]) == 2
    assert "in elsewhere there are: none" in capsys.readouterr().err


@pytest.fixture
def sinfo(review: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program that SLURM is asked by, still to be written; the profile slurm hands jobs to SLURM."""
    monkeypatch.setattr(profiles, "EXECUTOR", "json")  # any module that is there
    settings = review / "profiles" / "slurm" / "config.yaml"
    settings.write_text(f"executor: slurm  # of the cluster\n{settings.read_text()}")
    programs = review / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    return programs / "sinfo"


def silence(review: Path, sinfo: Path, script: str) -> ReviewError | None:
    """How a run is refused where asking SLURM does this; None where it is not."""
    sinfo.write_text(f"#!/bin/sh\n{script}\n")
    sinfo.chmod(0o755)
    try:
        profiles.refuse_silent_slurm(Path("profiles/slurm"), review=review)
    except ReviewError as error:
        return error
    return None


@needs_sh
def test_a_slurm_that_does_not_answer_is_told_in_its_own_words_before_any_work(
    review: Path, sinfo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert silence(review, sinfo, "echo 'sinfo: error: no controller' >&2; exit 1")
    assert main(["run", "--profile", "slurm"]) == 2
    told = capsys.readouterr().err
    assert "profiles/slurm: SLURM does not answer (sinfo: error: no controller)" in told
    assert "remedy: see that this is a login node" in told and "nothing was changed" in told
    assert not (review / "results").exists()


@needs_sh
def test_a_slurm_that_is_silent_is_waited_for_only_so_long(
    review: Path, sinfo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profiles, "PATIENCE", 0.2)
    refused = silence(review, sinfo, "exec sleep 60")
    assert refused and "sinfo was silent for 0.2 seconds" in refused.problem


@needs_sh
def test_a_program_that_may_not_be_run_is_told(
    review: Path, sinfo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_words: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(profiles.subprocess, "run", refused)
    told = silence(review, sinfo, "exit 0")
    assert told and "SLURM does not answer (sinfo: Permission denied)" in told.problem


@needs_sh
def test_words_of_slurm_in_any_encoding_are_told(review: Path, sinfo: Path) -> None:
    refused = silence(review, sinfo, r"printf 'kein Z\344hler\n' >&2; exit 1")
    assert refused and "kein Z�hler" in refused.problem


@needs_sh
def test_a_slurm_that_answers_is_no_reason_to_refuse(review: Path, sinfo: Path) -> None:
    assert silence(review, sinfo, "exit 0") is None


def test_a_machine_without_slurm_is_told_so_only_by_a_profile_that_needs_it(
    review: Path, sinfo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(sinfo.parent))
    with pytest.raises(ReviewError, match="sinfo is not found"):
        profiles.refuse_silent_slurm(Path("profiles/slurm"), review=review)
    profiles.refuse_silent_slurm(Path("profiles/local"), review=review)


def test_an_executor_that_is_not_installed_is_told_with_how_to_install_it(
    review: Path, sinfo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profiles, "EXECUTOR", "no_such_executor")
    with pytest.raises(ReviewError, match="is not installed") as caught:
        profiles.refuse_silent_slurm(Path("profiles/slurm"), review=review)
    assert "pip install 'snakemake-executor-plugin-slurm>=2.8'" in caught.value.remedy


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
