"""`coprod-review check` says of each export how it is read, what its records have, and what was guessed."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from coprod_review.cli import main
from coprod_review.cli.check_told import lines_of, share
from coprod_review.model.record import ExportReading
from coprod_review.tasks.check import Told

Check = Callable[..., tuple[int, str, str]]

RIS = (
    "TY  - JOUR\nTI  - Falls at night\nAB  - They fall.\nPY  - 2020\nDO  - 10.1234/a\nER  - \n\n"
    "TY  - JOUR\nTI  - Falls by day\nPY  - 2021\nER  - \n\n"
    "TY  - JOUR\nER  - \n"
)


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Runs `check` in an empty folder: its exit code, what it printed, and its complaints."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(tmp_path)
        code = main(["check", *arguments])
        printed = capsys.readouterr()
        return code, printed.out.replace("\u00a0", " "), printed.err

    return run


def test_a_file_outside_any_corpus_is_told_with_its_format_counts_and_shares(
    tmp_path: Path, check: Check
) -> None:
    (tmp_path / "falls.txt").write_text(RIS)
    code, told, complaint = check("falls.txt")
    assert code == 0
    header, row, *_ = told.splitlines()
    assert header.split()[:7] == ["export", "format", "dialect", "encoding", "entries", "records", "set"]
    assert row.split()[:2] == ["falls.txt", "RIS"]
    assert row.endswith("3        2          1  100 %      50 %  50 %  100 %   0 %")
    assert "1 entry set aside" in complaint
    assert "check: 1 export, 2 records, 1 set-aside entry: no faults, 1 warning" in told


def test_several_files_are_told_in_one_table_and_a_bad_one_costs_no_other(
    tmp_path: Path, check: Check
) -> None:
    (tmp_path / "a.ris").write_text(RIS)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 not an export")
    code, told, complaint = check("b.pdf", "a.ris", "missing.ris")
    assert code == 2
    assert "a.ris" in told
    assert "b.pdf: this is a PDF" in complaint
    assert "missing.ris: this file does not exist" in complaint
    assert "remedy: put the file there" in complaint
    assert "2 faults, 1 warning" in told


def test_a_table_of_nobody_in_particular_is_told_column_by_column(tmp_path: Path, check: Check) -> None:
    (tmp_path / "t.csv").write_text("Article Title,Authors,Publication Year,Shelf\nFalls,Ek A,2020,B7\n")
    _, told, _ = check("t.csv")
    assert "t.csv: columns read: title from 'Article Title'; authors from 'Authors'" in told
    assert "year from 'Publication Year'" in told
    assert "Shelf" in told


def test_columns_may_be_named_for_a_file(tmp_path: Path, check: Check) -> None:
    (tmp_path / "t.csv").write_text("Heading,Wer,Title\nFalls,Ek A,x\n")
    _, told, _ = check("t.csv", "--columns", "title=Heading,authors=Wer")
    assert "title from 'Heading'" in told
    assert "authors from 'Wer'" in told


def test_a_field_that_does_not_exist_is_refused_with_the_fields_there_are(
    tmp_path: Path, check: Check
) -> None:
    (tmp_path / "t.csv").write_text("Heading,Wer\nFalls,Ek A\n")
    code, _, complaint = check("t.csv", "--columns", "titel=Heading")
    assert code == 2
    assert "no field is called 'titel'" in complaint
    assert "write FIELD=NAME" in complaint


def test_the_exports_of_the_manifest_are_told_too(tmp_path: Path, project: Path, check: Check) -> None:
    exports = tmp_path / "corpus" / "exports"
    exports.mkdir(parents=True)
    (exports / "a.ris").write_text(RIS)
    entry = {"file": "a.ris", "label": "prepared file 1", "origin": "prepared", "database": "Invented"}
    entry["sha256"] = hashlib.sha256(RIS.encode()).hexdigest()
    (tmp_path / "corpus" / "manifest.yaml").write_text(json.dumps({"exports": [entry]}))
    code, told, _ = check("--config", str(project / "config"))
    assert code == 0
    assert told.splitlines()[1].startswith("a.ris")
    assert "50 %" in told


def test_names_that_steer_a_terminal_are_shown_without_steering_it(tmp_path: Path, check: Check) -> None:
    (tmp_path / "t.csv").write_text("Title,Authors,Odd\x1b[31m\nFalls,Ek A,1\n")
    _, told, _ = check("t.csv")
    assert "Odd" in told
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("n", "total", "text"),
    [
        (0, 0, "—"),
        (0, 9, "0 %"),
        (1, 900, "< 1 %"),
        (899, 900, "> 99 %"),
        (900, 900, "100 %"),
        (1, 3, "33 %"),
    ],
)
def test_only_all_records_are_a_hundred_per_cent_and_only_none_are_0(n: int, total: int, text: str) -> None:
    assert share(n, total).replace("\u00a0", " ") == text


def test_where_the_table_is_too_wide_each_export_has_lines_of_its_own() -> None:
    reading = ExportReading(
        export="a.ris",
        format="ris",
        dialect="EBSCO",
        encoding="cp1252",
        sha256="0" * 64,
        n_entries=2000,
        n_records=1999,
        n_set_aside=1,
        with_year=1999,
        repairs=("HTML entities resolved: 2",),
    )
    lines = list(lines_of([Told(name="a.ris", reading=reading, columns={})], width=60))
    assert max(map(len, lines)) <= 60 + len("title, abstract, DOI, year, refs (references): the share")
    told = " ".join(" ".join(lines).split()).replace("\u00a0", " ")
    assert "a.ris format RIS, dialect EBSCO, encoding cp1252, entries 2,000, records 1,999" in told
    assert "year 100 %" in told
    assert "a.ris: HTML entities resolved: 2" in told


def test_the_share_of_records_with_a_title_is_told_in_a_table_for_terminals(
    tmp_path: Path, check: Check
) -> None:
    untitled = RIS.replace("TI  - Falls", "AB  - Falls")
    (tmp_path / "scopus_2030-04-01_part_2.ris").write_text(RIS + untitled)
    _, told, _ = check("scopus_2030-04-01_part_2.ris")
    header, row, *_ = told.splitlines()
    assert header.split()[-5:] == ["title", "abstract", "DOI", "year", "refs"]
    assert max(len(header), len(row)) <= 120


def test_records_behind_the_end_of_a_cut_archive_are_warned_of(tmp_path: Path, check: Check) -> None:
    entries = "".join(
        RIS.replace("Falls", f"Falls {hashlib.sha256(bytes([n])).hexdigest()}") for n in range(99)
    )
    packed = gzip.compress(entries.encode())
    (tmp_path / "whole.ris.gz").write_bytes(packed)
    (tmp_path / "cut.ris.gz").write_bytes(packed[: len(packed) // 2])
    _, _, complaint = check("whole.ris.gz")
    assert "records behind are missing" not in complaint
    _, _, complaint = check("cut.ris.gz")
    assert "cut short, read as far as it goes: records behind are missing" in complaint
    assert "download the export again" in complaint


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("hidden", "is not read, save it as a file of its own, and name both"),
        ("visible", "is read as well, delete"),
    ],
)
def test_a_further_sheet_of_records_is_warned_of(tmp_path: Path, check: Check, state: str, told: str) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Included"
    for sheet in (book.active, book.create_sheet("Excluded")):
        sheet.append(["Title", "Authors", "Year", "DOI"])
        sheet.append(["Falls at night", "Lee, A.", 2019, "10.5555/a"])
    book["Excluded"].sheet_state = state
    book.create_sheet("Remarks").append(["nothing that is a record"])
    book.save(tmp_path / "two.xlsx")
    _, _, complaint = check("two.xlsx")
    assert complaint.count("warning:") == 1
    problem, remedy = told.split(", ", 1)
    assert f"two.xlsx: sheet 'Excluded' holds records too and {problem}" in complaint
    assert remedy in complaint


def test_an_export_of_which_most_records_have_no_title_is_warned_of(tmp_path: Path, check: Check) -> None:
    (tmp_path / "own.csv").write_text(
        "Artikel,Year,DOI\nFalls at night,2020,10.5555/1\nFalls by day,2021,10.5555/2\n", encoding="utf-8"
    )
    code, printed, complaints = check("own.csv")
    assert code == 0
    assert "none of 2 records has a title" in printed + complaints
    assert "columns: {title: NAME}" in printed + complaints
    _, printed, complaints = check("own.csv", "--columns", "title=Artikel")
    assert "has a title" not in printed + complaints


def test_titles_that_are_missing_from_what_is_no_table_are_looked_for_in_no_column(
    tmp_path: Path, check: Check
) -> None:
    (tmp_path / "own.nbib").write_text(
        "PMID- 9000001\nDP  - 2020\nAU  - Owl A\nAB  - Falls at night.\n", "utf-8"
    )
    _, printed, complaints = check("own.nbib")
    assert "none of 1 records has a title" in printed + complaints
    assert "remedy: export again, with titles chosen among the fields" in printed + complaints
    assert "column" not in complaints


def test_an_xml_of_entity_declarations_alone_is_told_for_what_it_is(tmp_path: Path, check: Check) -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    path = tmp_path / "bomb.xml"
    path.write_text(
        f'<?xml version="1.0"?>\n<!DOCTYPE PubmedArticleSet [<!ENTITY l0 "ha">{bomb}]>\n'
        "<PubmedArticleSet>&l9;</PubmedArticleSet>\n"
    )
    _, _, complaint = check(path.name)
    assert "entity declarations were found and ignored" in complaint
    assert "with all records chosen" not in complaint
