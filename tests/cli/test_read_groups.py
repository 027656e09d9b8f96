"""Exports that are read in groups give the bytes of one reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.cli import main

FILES = ("records.parquet", "set_aside.csv", "exports.csv")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four exports: one with an entry that is set aside, one long enough for several row groups."""
    monkeypatch.chdir(tmp_path)
    many = "".join(f"TY  - JOUR\nTI  - Tales of ward {n}\nPY  - 2001\nER  - \n\n" for n in range(10_700))
    exports = {
        "a.ris": "TY  - JOUR\nTI  - A quiet ward\nER  - \n\nTY  - JOUR\nPY  - 2001\nER  - \n",
        "b.bib": "@article{one, title = {Beds and\nbeyond}, year = {2004}}\n",
        "c.ris": many,
        "d.csv": "title,year\nSoup at noon,2003\n",
    }
    for name, text in exports.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def read(folder: Path, *exports: str) -> Path:
    options = ("--records", "--set-aside", "--exports")
    named = [
        part for option, name in zip(options, FILES, strict=True) for part in (option, f"{folder}/{name}")
    ]
    assert main(["read", *exports, "--workers", "1", *named]) == 0
    return folder


@pytest.mark.parametrize("groups", [(4,), (1, 3), (2, 1, 1), (1, 1, 1, 1)])
def test_groups_joined_are_byte_for_byte_one_reading(folder: Path, groups: tuple[int, ...]) -> None:
    exports = ["a.ris", "b.bib", "c.ris", "d.csv"]
    whole = read(folder / "whole", *exports)
    parts: list[Path] = []
    for n in groups:
        parts.append(read(folder / f"part{len(parts)}", *exports[:n]))
        del exports[:n]
    joined = read(folder / "joined", "--join", *map(str, parts))
    for name in FILES:
        assert (joined / name).read_bytes() == (whole / name).read_bytes()


def test_a_group_that_is_missing_is_told_and_nothing_is_joined(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = read(folder / "part", "a.ris")
    (part / "set_aside.csv").unlink()
    assert main(["read", "--join", str(part), "--records", "r.parquet", "--set-aside", "s.csv"]) == 2
    told = capsys.readouterr().err
    assert "set_aside.csv" in told and "run the stage that writes it" in told
    assert not (folder / "s.csv").exists()


def test_a_group_of_other_columns_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = [read(folder / "one", "a.ris"), read(folder / "two", "b.bib")]
    (parts[1] / "set_aside.csv").write_text("export,place\n", encoding="utf-8")
    assert main(["read", "--join", *map(str, parts), "--records", "r.parquet", "--set-aside", "s.csv"]) == 2
    told = capsys.readouterr().err
    assert "other columns" in told and "run the review again" in told
