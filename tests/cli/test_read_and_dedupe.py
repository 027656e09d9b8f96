"""`read` and `dedupe` on files outside a review: what they write, and what they refuse to write over."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coprod_review.cli import main

ENTRY = "TY  - JOUR\nTI  - Bells of the invented ward\nAU  - Lund, Kim\nPY  - 2001\nER  - \n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.ris").write_text(ENTRY, encoding="utf-8")
    return tmp_path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_reading_named_files_writes_what_was_named_and_nothing_else(folder):
    assert main(["read", "a.ris", "--records", "r.parquet", "--set-aside", "s.csv"]) == 0
    assert sorted(p.name for p in folder.iterdir()) == ["a.ris", "r.parquet", "s.csv"]
    assert pq.read_table("r.parquet")["title"].to_pylist() == ["Bells of the invented ward"]


@pytest.mark.parametrize("options", [[], ["--set-aside", "s.csv"]])
def test_single_files_are_not_read_into_the_results_of_a_review_unasked(folder, capsys, options):
    (folder / "corpus").mkdir()
    (folder / "corpus" / "manifest.yaml").write_text("exports: []\n", encoding="utf-8")
    results = folder / "results" / "read"
    results.mkdir(parents=True)
    (results / "records.parquet").write_bytes(b"")
    assert main(["read", "a.ris", *options]) == 2
    told = capsys.readouterr().err
    assert "records.parquet: this is the place of what a run of this review reads, and not of single" in told
    assert "remedy: say where else to write: --records FILE.parquet, and all else goes beside it" in told
    assert [path.name for path in results.iterdir()] == ["records.parquet"]
    assert main(["read", "a.ris", "--records", "own/r.parquet"]) == 0
    assert sorted(path.name for path in (folder / "own").iterdir()) == ["r.parquet", "set_aside.csv"]
    assert [path.name for path in results.iterdir()] == ["records.parquet"]


def test_all_exports_read_to_another_place_leave_the_results_alone(folder):
    (folder / "corpus" / "exports").mkdir(parents=True)
    (folder / "a.ris").rename(folder / "corpus" / "exports" / "a.ris")
    (folder / "corpus" / "manifest.yaml").write_text(
        "exports:\n  - {file: a.ris, label: A, origin: other_methods, database: experts}\n", encoding="utf-8"
    )
    assert main(["read", "--records", "own/r.parquet"]) == 0
    assert not (folder / "results").exists()
    names = ["exports.csv", "r.parquet", "set_aside.csv"]
    assert sorted(path.name for path in (folder / "own").iterdir()) == names


def test_a_named_file_that_cannot_be_read_costs_no_other(folder, capsys):
    (folder / "paper.pdf").write_bytes(b"%PDF-1.4 nothing here")
    assert main(["read", "paper.pdf", "a.ris", "--records", "r.parquet", "--set-aside", "s.csv"]) == 0
    assert pq.read_table("r.parquet")["export"].to_pylist() == ["a.ris"]
    aside = rows(folder / "s.csv")
    assert [(row["export"], row["line"]) for row in aside] == [("paper.pdf", "1")]
    assert "PDF" in aside[0]["reason"]
    assert "%PDF-1.4" in aside[0]["raw"]
    assert "paper.pdf" in capsys.readouterr().err


def test_a_named_file_that_is_not_there_stops_the_reading(folder, capsys):
    assert main(["read", "gone.ris", "a.ris", "--records", "r.parquet", "--set-aside", "s.csv"]) == 2
    assert "gone.ris" in capsys.readouterr().err
    assert not (folder / "r.parquet").exists()


@pytest.mark.parametrize(
    "outputs",
    [
        ["--records", "a.ris", "--set-aside", "s.csv"],
        ["--records", "r.parquet", "--set-aside", "./a.ris"],
        ["--records", "same", "--set-aside", "same"],
        ["--records", "r.parquet", "--set-aside", "s.csv", "--exports", "s.csv"],
    ],
)
def test_reading_writes_over_no_export_and_no_other_output(folder, capsys, outputs):
    assert main(["read", "a.ris", *outputs]) == 2
    assert "remedy: give" in capsys.readouterr().err
    assert [p.name for p in folder.iterdir()] == ["a.ris"]
    assert (folder / "a.ris").read_text(encoding="utf-8") == ENTRY


def test_joining_writes_a_registry_only_where_one_is_asked_for(folder):
    main(["read", "a.ris", "--records", "r.parquet", "--set-aside", "s.csv"])
    assert main(["dedupe", "--records", "r.parquet", "--pairs", "t.csv", "--reports", "t.parquet"]) == 0
    assert sorted(p.name for p in folder.iterdir()) == ["a.ris", "r.parquet", "s.csv", "t.csv", "t.parquet"]
    assert (folder / "t.csv").read_text(encoding="utf-8-sig").startswith("record_a,record_b,verdict,rule,why")


@pytest.mark.parametrize(
    "outputs",
    [
        ["--pairs", "r.parquet", "--reports", "t.parquet"],
        ["--pairs", "p.csv", "--reports", "p.csv"],
        ["--pairs", "p.csv", "--reports", "t.parquet", "--registry-out", "p.csv"],
    ],
)
def test_joining_writes_over_nothing_that_it_reads_or_writes(folder, capsys, outputs):
    main(["read", "a.ris", "--records", "r.parquet", "--set-aside", "s.csv"])
    before = (folder / "r.parquet").read_bytes()
    assert main(["dedupe", "--records", "r.parquet", *outputs]) == 2
    assert "remedy: give" in capsys.readouterr().err
    assert (folder / "r.parquet").read_bytes() == before
    assert not (folder / "t.parquet").exists()


def test_a_place_that_cannot_be_written_is_told_without_a_traceback(folder, capsys):
    (folder / "file").write_text("not a folder", encoding="utf-8")
    assert main(["read", "a.ris", "--records", "file/r.parquet", "--set-aside", "s.csv"]) == 2
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert "remedy: see that the folder is there" in told


@pytest.mark.parametrize("command", [["read", "--records", "r.parquet", "--set-aside", "s.csv"], ["check"]])
def test_a_link_to_itself_is_told_by_its_name(folder, capsys, command):
    (folder / "loop.ris").symlink_to("loop.ris")
    assert main([command[0], "loop.ris", *command[1:]]) == 2
    told = "".join(capsys.readouterr())
    assert "loop.ris: this link leads to itself" in told
    assert "remedy: put the file itself there, or make the link anew" in told


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="this system shows no memory as a file")
@pytest.mark.parametrize("command", [["read", "--records", "r.parquet", "--set-aside", "s.csv"], ["check"]])
def test_a_file_that_the_system_cannot_read_is_told_by_its_name(folder, capsys, command):
    (folder / "memory.ris").symlink_to("/proc/self/mem")
    assert main([command[0], "memory.ris", *command[1:]]) == 2
    told = "".join(capsys.readouterr())
    assert "memory.ris: this file cannot be read (Input/output error)" in told
    assert "remedy: see that it opens in another program" in told
