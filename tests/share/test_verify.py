"""Verifying a shared copy: it agrees with the files that it was made of, and with no others."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.io import tables
from coprod_review.model.record import Record
from coprod_review.share.marks import mark_of
from coprod_review.share.reread import reads_as

from .conftest import Run, make_review, run_all, secret


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


@pytest.fixture
def copy_and_holder(copy: Path, exports_alone: Path) -> tuple[Path, Path]:
    """A shared copy that may be changed, and a folder that has its exports."""
    return copy, exports_alone


def test_a_copy_agrees_with_the_exports_that_it_was_made_of(
    shared: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(exports_alone, "share", "--verify", shared, "--against", exports_alone) == 0
    told = capfd.readouterr().err
    assert "compared with what reading 3 exports gives, and the same: 6 records with all fields" in told
    assert "1 entry set aside, 20 withheld texts" in told


def test_what_the_exports_cannot_tell_is_named_and_never_said_to_agree(
    shared: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(exports_alone, "share", "--verify", shared, "--against", exports_alone) == 0
    told = capfd.readouterr().err
    sums = (shared / "SHA256SUMS").read_bytes()
    n_compared = len(["records.parquet", "set_aside.csv", "exports.csv", "b.ris"])
    assert f"NOT compared, since {exports_alone} has no results" in told
    assert f"the other {len(sums.splitlines()) - n_compared} files" in told
    assert "compare the SHA-256 above with the one that was published" in told
    assert hashlib.sha256(sums).hexdigest() in told
    assert "agree" not in told


def test_a_copy_agrees_with_the_review_that_it_was_made_of(
    shared: Path, finished: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(finished, "share", "--verify", shared) == 0
    told = capfd.readouterr().err
    assert f"the copy agrees with the review in {finished}" in told
    assert "NOT compared" not in told


CHANGES: dict[str, tuple[Callable[[list[Record]], list[Record]], str]] = {
    "title": (
        lambda records: [replace(records[0], title="Another"), *records[1:]],
        "record a.ris:1 is not as its export gives it: title",
    ),
    "doi and year": (
        lambda records: [replace(records[0], doi="10.5555/99", year=1999), *records[1:]],
        "record a.ris:1 is not as its export gives it: year, doi",
    ),
    "line": (
        lambda records: [replace(records[0], line=2), *records[1:]],
        "record a.ris:1 is not as its export gives it: line",
    ),
    "withheld text": (
        lambda records: [replace(records[0], abstract="Words of nobody."), *records[1:]],
        "record a.ris:1 is not as its export gives it: abstract",
    ),
    "open text": (
        lambda records: [*records[:-1], replace(records[-1], abstract="Words of nobody.")],
        "record b.ris:1 is not as its export gives it: abstract",
    ),
    "deleted": (lambda records: records[1:], "record a.ris:1 is in the exports and not in the copy"),
    "added": (
        lambda records: [*records, replace(records[0], record_id="a.ris:9")],
        "record a.ris:9 is in the copy and in none of the exports",
    ),
    "doubled": (
        lambda records: [*records, records[0]],
        "1 record stands in the copy more than once",
    ),
    "turned": (lambda records: records[::-1], "the records stand in another order"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_changed_record_is_told_by_the_exports_alone_though_the_sums_were_made_to_fit(
    kind: str, copy: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    change, words = CHANGES[kind]
    path = copy / "results" / "read" / "records.parquet"
    records = tables.read_records(path)
    tables.write_records(path, change(sorted(records, key=lambda record: record.record_id)))
    fit_sum(copy, "results/read/records.parquet")
    assert run(exports_alone, "share", "--verify", copy, "--against", exports_alone) == 2
    told = capfd.readouterr().err
    assert f"results/read/records.parquet: {words}" in told
    assert "remedy: get the copy again from where it was published" in told


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("set_aside.csv", ("c.bib,1,", "c.bib,2,"), "row 1 is not as its export gives it: line"),
        ("exports.csv", (",bibtex,", ",ris,"), "row 2 is not as its export gives it: format"),
    ],
)
def test_changed_tables_of_reading_are_told_by_the_exports_alone(
    copy_and_holder: tuple[Path, Path],
    run: Run,
    capfd: pytest.CaptureFixture[str],
    *,
    name: str,
    change: tuple[str, str],
    words: str,
) -> None:
    copy, holder = copy_and_holder
    path = copy / "results" / "read" / name
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    fit_sum(copy, f"results/read/{name}")
    assert run(holder, "share", "--verify", copy, "--against", holder) == 2
    assert f"results/read/{name}: {words}" in capfd.readouterr().err


def test_columns_that_the_search_log_names_are_read_as_it_says(
    project: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    review, holder = make_review(tmp_path / "review", project), tmp_path / "holder"
    exports = review / "corpus" / "exports"
    (exports / "d.csv").write_text("Rubrik,Jahr\nWarm soup at noon,2004\n", encoding="utf-8")
    with (review / "corpus" / "manifest.yaml").open("a", encoding="utf-8") as manifest:
        entry = "{file: d.csv, label: four, origin: other_methods, database: D, columns: {title: [Rubrik]}}"
        manifest.write(f"  - {entry}\n")
    run_all(review, "read", "report", "site")
    assert run(review, "share", tmp_path / "copy") == 0
    shutil.copytree(exports, holder / "corpus" / "exports")
    capfd.readouterr()
    assert run(holder, "share", "--verify", tmp_path / "copy", "--against", holder) == 0
    assert "reading 4 exports gives, and the same: 7 records" in capfd.readouterr().err


def test_an_open_export_that_the_holder_lacks_is_named_as_not_compared(
    shared: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    (exports_alone / "corpus" / "exports" / "b.ris").unlink()
    assert run(exports_alone, "share", "--verify", shared, "--against", exports_alone) == 0
    told = capfd.readouterr().err
    assert "reading 2 exports gives, and the same: 5 records" in told
    assert "; of the exports, b.ris" in told


def test_an_open_export_that_was_changed_is_told(
    copy: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    path = copy / "corpus" / "exports" / "b.ris"
    path.write_text(path.read_text(encoding="utf-8").replace("PY  - 2006", "PY  - 2007"), encoding="utf-8")
    fit_sum(copy, "corpus/exports/b.ris")
    assert run(exports_alone, "share", "--verify", copy, "--against", exports_alone) == 2
    assert "this export of the copy is not the one that is here" in capfd.readouterr().err


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
    assert "NOT compared, since they rest on exports that are not here (a.ris): 20 withheld texts, " in told
    assert re.search(r"20 withheld texts, [1-9]\d* quoted passages", told)
    assert told.count("is not there") == 1


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
    (copy / "results" / ".hidden").write_text("more", encoding="utf-8")
    (copy / "empty" / "within").mkdir(parents=True)
    (copy / "link").symlink_to("nowhere")
    (copy / ".git").mkdir()
    assert run(exports_alone, "share", "--verify", copy, "--against", exports_alone) == 2
    told = capfd.readouterr().err
    assert "report.html: this file of the copy was changed" in told
    assert "model.yaml: this file of the copy is missing" in told
    for name in ("extra.txt", "results/.hidden", "link"):
        assert f"{copy / name}: this file was not part of the copy\n  remedy: delete it" in told
    for name in ("empty", "empty/within"):
        assert f"{copy / name}: this folder was not part of the copy\n  remedy: delete it" in told
    assert ".git" not in told


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


@pytest.mark.parametrize(
    ("told", "is_so"),
    [
        (f"One {mark_of('two')} three {mark_of('four five')}", True),
        (f"One {mark_of('tow')} three {mark_of('four five')}", False),
        (f"One {mark_of('two')} six {mark_of('four five')}", False),
        (f"One {mark_of('two')} three four five, and more", False),
        (mark_of("One two three four five"), True),
        ("One two three", False),
    ],
)
def test_a_text_with_marks_reads_as_the_text_that_it_was_made_of(told: str, is_so: bool) -> None:
    assert reads_as(told, "One two three four five") is is_so


def fit_sum(copy: Path, name: str) -> None:
    """Write the sum of a changed file into the list of sums, as a forger would."""
    sums = copy / "SHA256SUMS"
    digest = hashlib.sha256((copy / name).read_bytes()).hexdigest()
    lines = sums.read_text(encoding="utf-8").splitlines()
    told = [f"{digest}  {name}" if line.endswith(f"  {name}") else line for line in lines]
    sums.write_text("\n".join(told) + "\n", encoding="utf-8")


def test_verify_knows_a_shared_copy_and_its_results_by_themselves(
    shared: Path, tmp_path: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    for folder in (shared, shared / "results"):
        assert run(tmp_path, "verify", folder) == 0
        told = capfd.readouterr()
        assert told.out.startswith("VERIFIED as whole")
        assert hashlib.sha256((shared / "SHA256SUMS").read_bytes()).hexdigest() in told.out


def test_verify_compares_a_shared_copy_with_the_exports_of_the_present_folder(
    shared: Path, exports_alone: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(exports_alone, "verify", shared) == 0
    told = capfd.readouterr()
    assert "compared with what reading 3 exports gives" in told.err
    assert "agrees with" in told.out


def test_verify_tells_a_damaged_copy_and_another_published_sum(
    copy: Path, tmp_path: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "verify", copy, "--sha256", "0" * 64) == 2
    assert "NOT VERIFIED" in capfd.readouterr().out
    (copy / "README.md").write_text("another", encoding="utf-8")
    assert run(tmp_path, "verify", copy) == 2
    told = capfd.readouterr()
    assert "this file of the copy was changed" in told.err
    assert told.out.splitlines()[-1].startswith("NOT VERIFIED: 1 fault, told above")
