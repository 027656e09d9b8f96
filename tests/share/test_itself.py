"""A copy that agrees with itself, seen by who has nothing else: an editor, a clone, another review."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coprod_review.io.sums import read_sums, sha256_and_size
from coprod_review.share.marks import mark_of

from .conftest import Run
from .test_verify import fit_sum


@pytest.fixture
def copy(described_copy: Path, tmp_path: Path) -> Path:
    """A shared copy with a crate that may be changed."""
    return Path(shutil.copytree(described_copy, tmp_path / "copy"))


def last_line(capfd: pytest.CaptureFixture[str]) -> str:
    return capfd.readouterr().out.splitlines()[-1]


def test_a_copy_with_a_crate_agrees_with_itself_and_with_its_exports(
    described: Path, described_copy: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "verify", described_copy) == 0
    shutil.copytree(described / "corpus" / "exports", tmp_path / "holder" / "corpus" / "exports")
    assert run(tmp_path, "verify", described_copy, "--against", tmp_path / "holder") == 0
    assert run(tmp_path, "verify", described_copy, "--against", described) == 0
    assert last_line(capfd).startswith("VERIFIED: the copy is whole and agrees with ")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("results/report.html", "another than results/SHA256SUMS says"),
        ("corpus/codings/reader_1.csv", "another file than its copy in results/inputs/"),
        ("config/codebook.yaml", "another than results/ro-crate-metadata.json says"),
        ("results/SHA256SUMS", "another than results/ro-crate-metadata.json says"),
    ],
)
def test_a_file_that_was_changed_with_its_sum_is_told_by_the_other_lists(
    name: str, told: str, copy: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    content = (copy / name).read_text(encoding="utf-8")
    changed = content.replace("report", "rep0rt", 1).replace("partnership", "none", 1)
    (copy / name).write_text(changed if name.endswith("html") else f"{changed}#", encoding="utf-8")
    if name == "results/SHA256SUMS":
        (copy / name).write_text(content.replace("report.html", "report.htm"), encoding="utf-8")
    fit_sum(copy, name)
    assert run(copy.parent, "verify", copy) == 2
    captured = capfd.readouterr()
    assert f"this file of the copy is {told}" in captured.err
    assert "get the copy again" in captured.err
    assert captured.out.splitlines()[-1].startswith("NOT VERIFIED: ")


def test_a_file_of_no_list_of_the_run_and_one_that_is_gone_are_told(
    copy: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    added, gone = "results/figures/forged.png", "results/screen/flow.parquet"
    (copy / added).write_bytes(b"x")
    (copy / gone).unlink()
    sums = copy / "SHA256SUMS"
    lines = [line for line in sums.read_text(encoding="utf-8").splitlines() if not line.endswith(f"  {gone}")]
    lines.append(f"{sha256_and_size(copy / added)[0]}  {added}")
    sums.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert run(tmp_path, "verify", copy) == 2
    told = capfd.readouterr().err
    assert f"{added}: this file of the copy is no result of the run" in told
    assert f"{gone}: this file of the copy is in results/SHA256SUMS, and not here" in told


def test_whoever_stands_in_another_review_verifies_that_the_copy_is_whole(
    described_copy: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    exports = tmp_path / "other" / "corpus" / "exports"
    exports.mkdir(parents=True)
    (exports / "other.ris").write_text("TY  - JOUR\nER  -\n", encoding="utf-8")
    (exports / "a.ris").write_text("of the same name\n", encoding="utf-8")
    assert run(tmp_path / "other", "verify", described_copy) == 0
    assert last_line(capfd).startswith("VERIFIED as whole")


def test_a_folder_to_compare_with_that_does_not_exist_is_told_as_such(
    described_copy: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "verify", described_copy, "--against", tmp_path / "none") == 2
    told = capfd.readouterr()
    assert "there is no such folder" in told.err
    assert told.out.startswith("NOT VERIFIED: 1 fault")


@pytest.mark.parametrize("name", ["SHA256SUMS", "results/SHA256SUMS", "results/ro-crate-metadata.json"])
def test_each_sum_that_is_to_be_published_verifies_a_whole_copy_in_one_verdict(
    name: str, described_copy: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    published = sha256_and_size(described_copy / name)[0]
    assert run(tmp_path, "verify", described_copy, "--sha256", published.upper()) == 0
    (verdict,) = capfd.readouterr().out.splitlines()
    assert f"; {name} has the published SHA-256" in verdict
    assert run(tmp_path, "verify", described_copy, "--sha256", "0" * 64) == 2
    told = capfd.readouterr()
    assert told.out == "NOT VERIFIED: 1 fault, told above with what to do\n"
    assert "none of SHA256SUMS, results/ro-crate-metadata.json, results/SHA256SUMS has the" in told.err


def call_changed(copy: Path, name: str) -> None:
    """Say in a copy that a file of it has marks, with the sum that the run lists of it."""
    sums = read_sums(copy / "results" / "SHA256SUMS", remedy="")
    with (copy / "withheld.csv").open("a", encoding="utf-8") as ledger:
        ledger.write(f"changed,{name},,,{sums[name.removeprefix('results/')]}\n")
    fit_sum(copy, name)
    fit_sum(copy, "withheld.csv")


def test_a_forged_file_that_is_called_changed_and_has_no_mark_is_told(
    copy: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    published = sha256_and_size(copy / "results" / "SHA256SUMS")[0]
    name = "results/screen/flow.parquet"
    shutil.copy(copy / "results" / "analyse" / "numbers.parquet", copy / name)
    call_changed(copy, name)
    assert run(tmp_path, "verify", copy, "--sha256", published) == 2
    assert f"{name}: this file of the copy is said to have marks of withheld texts" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["results/SHA256SUMS", "results/ro-crate-metadata.json"])
def test_a_sum_of_the_run_says_for_how_many_files_of_the_copy_it_does_not_vouch(
    name: str, copy: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def unvouched() -> int:
        assert run(tmp_path, "verify", copy, "--sha256", sha256_and_size(copy / name)[0]) == 0
        verdict = last_line(capfd)
        assert verdict.startswith("VERIFIED in part: ")
        return int(
            verdict.partition(f"; {name} has the published SHA-256, which does not vouch for ")[2].split()[0]
        )

    before = unvouched()
    forged = copy / "results" / "report.html"
    marked = f"{forged.read_text(encoding='utf-8')}<!-- forged {mark_of('of nothing')} -->"
    forged.write_text(marked, encoding="utf-8")
    call_changed(copy, "results/report.html")
    assert unvouched() == before + 1


def test_the_sum_of_the_list_of_the_copy_vouches_for_all_of_its_files(
    described_copy: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    published = sha256_and_size(described_copy / "SHA256SUMS")[0]
    assert run(tmp_path, "verify", described_copy, "--sha256", published) == 0
    assert last_line(capfd).startswith("VERIFIED as whole: ")


def test_a_link_in_place_of_a_file_is_none_of_the_copy(
    copy: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = copy / "results" / "report.html"
    shutil.move(page, tmp_path / "elsewhere.html")
    page.symlink_to(tmp_path / "elsewhere.html")
    assert run(tmp_path, "verify", copy) == 2
    assert f"{page}: this is a link to another place, and no file of the copy" in capfd.readouterr().err


def test_why_a_copy_is_not_run_again_where_it_lies_is_told_with_what_is_missing(
    copy: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "verify", copy, "--rerun") == 2
    told = capfd.readouterr().err
    assert "this copy lacks exports, so that it cannot be run again as it is: a.ris, c.bib" in told
    for name in ("a.ris", "c.bib"):
        (copy / "corpus" / "exports" / name).write_text("", encoding="utf-8")
    assert run(tmp_path, "verify", copy, "--rerun") == 2
    assert "its README.md says how to run it again" in capfd.readouterr().err
