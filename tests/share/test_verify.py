"""Verifying a shared copy: it agrees with the files that it was made of, and with no others."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.io import tables

from .conftest import Run, secret


@pytest.fixture
def exports_alone(finished: Path, tmp_path: Path) -> Path:
    """A folder that has the exports of the review and nothing else."""
    shutil.copytree(finished / "corpus" / "exports", tmp_path / "holder" / "corpus" / "exports")
    return tmp_path / "holder"


@pytest.fixture
def copy(shared: Path, tmp_path: Path) -> Path:
    """A shared copy that may be changed."""
    shutil.copytree(shared, tmp_path / "copy")
    return tmp_path / "copy"


def test_a_copy_agrees_with_the_exports_that_it_was_made_of(
    shared: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(exports_alone, "share", "--verify", shared, "--against", exports_alone) == 0
    told = capfd.readouterr().err
    assert "the copy is whole and agrees" in told
    assert "there are no results, so only what the exports tell was compared" in told


def test_a_changed_abstract_is_told_with_its_record_report_and_export(
    shared: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    path = exports_alone / "corpus" / "exports" / "a.ris"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(secret(3), secret(3).replace("hummed", "sang")), encoding="utf-8")
    assert run(exports_alone, "share", "--verify", shared, "--against", exports_alone) == 2
    told = capfd.readouterr().err
    assert "the file corpus/exports/a.ris is another" in told
    assert "the abstract of record a.ris:3 is another" in told
    assert "the abstract of report r003 is another" in told
    assert "a.ris:1 is another" not in told
    assert "remedy: look for the version of the exports" in told


def test_a_missing_export_is_told(
    shared: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    (exports_alone / "corpus" / "exports" / "a.ris").unlink()
    assert run(exports_alone, "share", "--verify", shared, "--against", exports_alone) == 2
    told = capfd.readouterr().err
    assert "the file corpus/exports/a.ris is not there" in told
    assert "the abstract of record a.ris:1 is not there" in told


def test_a_folder_without_any_export_is_told(
    shared: Path, tmp_path: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "share", "--verify", shared, "--against", tmp_path) == 2
    told = capfd.readouterr().err
    assert "none of the exports of this copy is here" in told
    assert "remedy: name with --against" in told


def test_a_changed_missing_or_added_file_of_the_copy_is_told(
    copy: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    (copy / "results" / "report.html").write_text("another", encoding="utf-8")
    (copy / "config" / "model.yaml").unlink()
    (copy / "extra.txt").write_text("more", encoding="utf-8")
    assert run(exports_alone, "share", "--verify", copy, "--against", exports_alone) == 2
    told = capfd.readouterr().err
    assert "report.html: this file of the copy was changed" in told
    assert "model.yaml: this file of the copy is missing" in told
    assert "extra.txt: this file was not part of the copy" in told


def test_a_forged_code_is_told_though_the_sums_were_made_to_fit(
    copy: Path, finished: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    forged = copy / "results" / "analyse" / "claims.csv"
    forged.write_text(forged.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    fit_sum(copy, "results/analyse/claims.csv")
    assert run(finished, "share", "--verify", copy) == 2
    assert (
        "results/analyse/claims.csv: this file of the copy is not what the review gives"
        in capfd.readouterr().err
    )


def test_evidence_that_was_moved_is_told_though_the_sums_were_made_to_fit(
    copy: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    path = copy / "results" / "code" / "rules.parquet"
    codings = tables.read_codings(path)
    first = codings[0].evidence[0]
    moved = replace(codings[0], evidence=(replace(first, start=first.start + 1), *codings[0].evidence[1:]))
    tables.write_codings(path, [moved, *codings[1:]])
    fit_sum(copy, "results/code/rules.parquet")
    assert run(exports_alone, "share", "--verify", copy, "--against", exports_alone) == 2
    told = capfd.readouterr().err
    assert "report r001: 1 passage of the abstract does not read as quoted" in told
    assert "remedy: get the copy again" in told


def test_a_folder_that_is_no_copy_is_refused(
    finished: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(finished, "share", "--verify", finished) == 2
    assert "this folder is no shared copy" in capfd.readouterr().err


@pytest.mark.parametrize("words", [(), ("copy", "--verify", "copy")])
def test_what_is_wanted_must_be_said(
    words: tuple[str, ...], finished: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(finished, "share", *words) == 2
    assert "remedy: write `coprod-review share DIR`" in capfd.readouterr().err


def fit_sum(copy: Path, name: str) -> None:
    """Write the sum of a changed file into the list of sums, as a forger would."""
    sums = copy / "SHA256SUMS"
    digest = hashlib.sha256((copy / name).read_bytes()).hexdigest()
    lines = sums.read_text(encoding="utf-8").splitlines()
    told = [f"{digest}  {name}" if line.endswith(f"  {name}") else line for line in lines]
    sums.write_text("\n".join(told) + "\n", encoding="utf-8")
