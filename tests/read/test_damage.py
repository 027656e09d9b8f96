"""Damaged exports: whatever breaks in one entry, every other entry is read as before."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from coprod_review.cli import main
from coprod_review.io.tables import read_records
from coprod_review.model.record import Record
from coprod_review.read.names import family_given
from coprod_review.read.reading import Reading

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "exports"
NAMES = ("ebsco.ris", "library.bib", "openalex.jsonl", "pubmed.nbib", "scopus.csv", "web_of_science.txt")

pytestmark_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the bundled corpus is not there")


def content(record: Record) -> tuple[object, ...]:
    return (record.source_id, record.title, record.authors, record.year, record.doi, record.abstract)


def outcome(lines: list[str]) -> tuple[list[Record], int]:
    """The records, and how many entries there are in all."""
    reading = Reading("\n".join(lines).encode(), export="x")
    items = list(reading)
    assert reading.summary().n_entries == len(items)
    return [item for item in items if isinstance(item, Record)], len(items)


def half_a_line(line: str, chance: random.Random) -> str:
    return line[: chance.randrange(max(1, len(line) // 4), max(2, len(line)))]


def one_quote_more(line: str, chance: random.Random) -> str:
    at = chance.randrange(len(line) + 1)
    return f'{line[:at]}"{line[at:]}'


def one_quote_less(line: str, chance: random.Random) -> str:
    places = [i for i, c in enumerate(line) if c == '"']
    at = chance.choice(places) if places else len(line)
    return line[:at] + line[at + 1 :]


def brackets(line: str, chance: random.Random) -> str:
    return "[" * 100_000


@pytestmark_corpus
@pytest.mark.parametrize("damage", [half_a_line, one_quote_more, one_quote_less])
@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_line_costs_at_most_the_entry_it_stands_in(name, damage):
    lines = (CORPUS / name).read_text(encoding="utf-8-sig").split("\n")
    whole, n_entries = outcome(lines)
    chance = random.Random(f"{name} {damage.__name__}")
    for record in chance.sample(whole, 12):
        first = record.line if record.end_line == record.line else record.line + 1
        at = chance.randint(first, max(first, record.end_line - 1)) - 1
        records, n = outcome([*lines[:at], damage(lines[at], chance), *lines[at + 1 :]])
        others = {content(r) for r in whole} - {content(record)}
        assert others <= {content(r) for r in records}, (record.line, at + 1)
        assert n == n_entries, (record.line, at + 1)


@pytestmark_corpus
@pytest.mark.parametrize("name", NAMES)
def test_the_command_reads_an_export_cut_off_anywhere_up_to_the_cut(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    raw = (CORPUS / name).read_bytes()
    whole = [r for r in Reading(raw, export="x") if isinstance(r, Record)]
    n_lines_before = [raw[:at].count(b"\n") for at in range(0, len(raw), len(raw) // 9)][1:]
    for i, n_before in enumerate(n_lines_before):
        at = i * (len(raw) // 9) + len(raw) // 9
        Path(name).write_bytes(raw[:at])
        assert main(["read", name]) == 0
        assert "Traceback" not in capsys.readouterr().err
        read = {content(r) for r in read_records(Path("results/read/records.parquet"))}
        untouched = [r for r in whole if r.end_line <= n_before]
        assert {content(r) for r in untouched} <= read
        aside = Path("results/read/set_aside.csv").read_text(encoding="utf-8")
        opened = [r for r in whole if r.line <= n_before + 1 and r not in untouched]
        assert len(opened) <= 1
        assert len(read) <= len(untouched) + len(opened)
        if name in ("scopus.csv", "openalex.jsonl", "library.bib") and opened:
            assert "export the file again" in aside or len(read) == len(untouched) + 1


@pytestmark_corpus
@pytest.mark.parametrize("other", [brackets, lambda line, _: line[: len(line) // 2]])
def test_a_damaged_json_line_is_one_entry_and_the_others_are_read(other):
    lines = (CORPUS / "openalex.jsonl").read_text(encoding="utf-8").split("\n")
    whole, n_entries = outcome(lines)
    records, n = outcome([lines[0], other(lines[1], random.Random(0)), *lines[2:]])
    assert (len(records), n) == (len(whole) - 1, n_entries)


WORKS = [
    {
        "id": f"INV:{n}",
        "title": f"Title {n}",
        "authorships": [{"author": {"id": f"A{n}"}}],
        "biblio": {"a": {}},
    }
    for n in range(5)
]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrap", [lambda w: w, lambda w: {"meta": {"count": 5}, "results": w}])
@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        ('"Title 2"', '"Title 2'),
        ('"Title 2"', 'Title 2"'),
        ('"Title 2"', "[" * 50_000),
        ('"Title 2"', '"Title 2"}'),
        ('"Title 2"', '{"Title": 2'),
    ],
)
def test_a_broken_element_of_a_list_does_not_cost_its_neighbours(read, indent, wrap, sound, damaged):
    text = json.dumps(wrap(WORKS), indent=indent)
    records, aside, summary = read(text.replace(sound, damaged))
    assert [r.title for r in records] == ["Title 0", "Title 1", "Title 3", "Title 4"]
    assert len(aside) == 1
    assert summary.n_entries == 5
    assert aside[0].remedy.startswith("export the file again")
    assert '"INV:2"' in aside[0].raw


@pytest.fixture
def in_folder(tmp_path, monkeypatch):
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


HEADER = "Authors,Title,Year,DOI,Abstract,EID\n"
ROWS = [f'"Ek, A.","Title {n}",200{n},10.5555/{n},"Text, {n}",2-s2.0-{n}\n' for n in range(4)]


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        ('"Text, 1"', '"Text, 1'),
        ('"Ek, A.","Title 1"', '"Ek, A.,"Title 1"'),
        ('"Title 1"', '"Title, 1'),
        ("2-s2.0-1", '"2-s2.0-1'),
        (",2-s2.0-1", ""),
        ("2-s2.0-1", "2-s2.0-1,more"),
        ('"Text, 1"', "Text\nagain"),
    ],
)
def test_a_row_that_does_not_fit_is_set_aside_alone(read, sound, damaged):
    rows = [ROWS[0], ROWS[1].replace(sound, damaged), *ROWS[2:]]
    records, aside, _ = read(HEADER + "".join(rows))
    assert [r.title for r in records] == ["Title 0", "Title 2", "Title 3"]
    assert [(entry.line, entry.raw) for entry in aside] == [(3, rows[1].rstrip("\n"))]
    assert "export the file again" in aside[0].remedy


def test_cells_that_fill_no_field_may_be_missing_at_the_end(read):
    records, aside, summary = read("Title,Year,Notes\nOne,2001,n\nTwo,2002\n")
    assert ([r.title for r in records], aside) == (["One", "Two"], [])
    assert "short rows filled up with empty cells: 1" in summary.repairs


def test_a_row_without_title_abstract_doi_and_pmid_is_set_aside(read):
    _, aside, _ = read("Title,Year,Authors\n,2001,Ek A\n")
    assert "no title, abstract, DOI or PMID" in aside[0].reason


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Lena Van Holm", "Van Holm, Lena"),
        ("Ann Van Der Ek", "Van Der Ek, Ann"),
        ("Maria De La Ek", "De La Ek, Maria"),
        ("Rut Le Ek", "Le Ek, Rut"),
        ("Van Ek", "Ek, Van"),
        ("Van Anna Ek", "Ek, Van Anna"),
        ("Anna Ben Ek", "Ek, Anna Ben"),
    ],
)
def test_particles_go_with_the_family_name_unless_they_open_the_name(written, expected):
    assert family_given(written, given_first=True) == expected


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (None, "gone.yaml"),
        ("", "gone.yaml"),
        ("exporst: []\n", "exporst"),
    ],
)
@pytest.mark.parametrize("files", [[], ["x.ris"]])
def test_a_manifest_that_is_named_is_never_passed_over(written, problem, files, in_folder, capsys):
    Path("x.ris").write_text("TY  - JOUR\nTI  - A\nER  - \n", encoding="utf-8")
    if written is not None:
        Path("gone.yaml").write_text(written, encoding="utf-8")
    assert main(["read", *files, "--manifest", "gone.yaml"]) == 2
    told = capsys.readouterr().err
    assert problem in told
    assert "remedy" in told
    assert not Path("results").exists()


def test_a_manifest_without_exports_does_not_fit_files_that_are_named(in_folder, capsys):
    Path("x.ris").write_text("TY  - JOUR\nTI  - A\nER  - \n", encoding="utf-8")
    Path("empty.yaml").write_text("exports: []\n", encoding="utf-8")
    assert main(["read", "x.ris", "--manifest", "empty.yaml"]) == 2
    told = capsys.readouterr().err
    assert "names no export" in told and "remedy: add an entry for each export" in told
    assert not Path("results").exists()


def test_a_review_without_exports_is_read_as_an_empty_one_and_told_so(in_folder, capsys):
    Path("empty.yaml").write_text("exports: []\n", encoding="utf-8")
    assert main(["read", "--manifest", "empty.yaml"]) == 0
    told = capsys.readouterr().err
    assert "the review is empty" in told and "remedy: add an entry for each export" in told
    assert Path("results/read/set_aside.csv").read_text(encoding="utf-8").splitlines() == [
        "export,line,reason,remedy,raw"
    ]


def test_a_file_named_twice_is_told_without_the_folders_above(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("x.ris").write_text("TY  - JOUR\nTI  - A\nER  - \n", encoding="utf-8")
    assert main(["read", "x.ris", str(tmp_path / "x.ris")]) == 2
    told = capsys.readouterr().err
    assert "named twice" in told
    assert str(tmp_path) not in told


def test_a_foreign_file_may_be_left_out_with_its_entry_in_the_manifest(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("paper.docx").write_bytes(b"PK\x03\x04...")
    assert main(["read", "paper.docx"]) == 2
    assert "leave the file out, and its entry in the manifest" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("command", ["check", "read", "add"])
def test_a_named_pipe_is_refused_instead_of_waited_for(tmp_path, command):
    (tmp_path / "config").mkdir()
    (tmp_path / "corpus").mkdir()
    os.mkfifo(tmp_path / "pipe.ris")
    told = subprocess.run(
        [sys.executable, "-m", "coprod_review", command, "pipe.ris"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = told.stdout + told.stderr
    assert told.returncode == 2
    assert "pipe.ris: this is a pipe or a device, and a file is needed" in said
    assert "write its content into a file, and name that" in said


def test_a_file_of_no_known_format_is_told_by_its_first_words_and_the_commonest_formats(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    Path("note.txt").write_text("\n\n  Dear all,\nplease find below " + "the list of things to do " * 20)
    assert main(["read", "note.txt"]) == 2
    problem, remedy = capsys.readouterr().err.strip().splitlines()[:2]
    assert "begins with 'Dear all, please find below the list" in problem
    assert "RIS, BibTeX, PubMed text or XML" in remedy
    assert "docs/reading.md" in remedy
    assert len(remedy) < 250
