"""What keeps the site small and quick with many reports: packed lists, pages of exports, two processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.audit import exports, lists
from coprod_review.audit.exports import Entry, export_parts
from coprod_review.audit.list_data import DIGITS, SIGNS, packed, positions
from coprod_review.cli import main
from coprod_review.io.listed_results import FILES


def unpacked(text: str) -> list[int]:
    """The places that a text of steps tells, as the script reads them."""
    found: list[int] = []
    last = -1
    for part in text.split():
        steps = [1] * int(part[1:], 36) if part[0] == "R" else [int(part, 36)]
        for step in steps:
            last += step
            found.append(last)
    return found


@given(st.sets(st.integers(min_value=0, max_value=3000)))
def test_places_come_back_as_they_were_told(places: set[int]) -> None:
    text = positions(places)
    assert unpacked(text) == sorted(places)
    assert set(text) <= set(f"{DIGITS}R ")


def test_twenty_thousand_members_in_a_row_are_told_in_a_few_signs() -> None:
    assert positions(range(20_000)) == "Rffk"


@given(st.lists(st.integers(min_value=0, max_value=400)))
def test_a_column_comes_back_whatever_the_number_of_its_values(cells: list[int]) -> None:
    column = packed(cells)
    width, text = column["width"], column["text"]
    read = []
    for start in range(0, len(text), width):
        number = 0
        for sign in text[start : start + width]:
            number = number * len(SIGNS) + SIGNS.index(sign)
        read.append(column["values"][number])
    assert read == cells


def test_a_long_export_is_cut_between_entries_and_every_line_has_its_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exports, "PART", 60)
    lines = [f"line {n:04}" for n in range(1, 41)]
    entries = [Entry(line=n, name=f"a.ris:{n}") for n in range(1, 41, 4)]
    parts = export_parts({"a.ris": lines}, {"a.ris": entries})
    found = parts.by_export["a.ris"]
    assert [part.first for part in found] == [1, 9, 17, 25, 33]
    assert [line for part in found for line in range(part.first, part.last + 1)] == list(range(1, 41))
    assert parts.href("a.ris", 8) == "a.ris.html#L8"
    assert parts.href("a.ris", 9) == "a.ris@2.html#L9"
    assert parts.href("a.ris", 40) == "a.ris@5.html#L40"


def test_an_export_that_is_gone_still_has_its_page() -> None:
    parts = export_parts({}, {"a.ris": [Entry(line=7, name="a.ris:1")]})
    assert parts.href("a.ris", 7) == "a.ris.html#L7"


def test_one_process_and_two_write_the_same_bytes(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(review)
    for workers in ("1", "2"):
        assert main(["site", "--workers", workers, "--output", str(tmp_path / workers)]) == 0
    ones = {p.relative_to(tmp_path / "1"): p for p in (tmp_path / "1").rglob("*") if p.is_file()}
    twos = {p.relative_to(tmp_path / "2"): p for p in (tmp_path / "2").rglob("*") if p.is_file()}
    assert ones.keys() == twos.keys()
    assert [name for name, path in ones.items() if path.read_bytes() != twos[name].read_bytes()] == []


def test_a_second_run_leaves_the_files_of_the_first_untouched(make_review, tmp_path: Path, run) -> None:
    review = make_review(tmp_path / "r")
    audit = review / "results" / "audit"

    def times() -> dict[Path, int]:
        pages = (path for path in audit.rglob("*") if path.is_file() and path.name != FILES)
        return {path: path.stat().st_mtime_ns for path in pages}

    before = times()
    assert run(review, "site") == 0
    assert times() == before


def test_entries_of_a_number_stand_on_several_pages_that_lead_on(
    write_review, tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MANY", 4)
    review = write_review(tmp_path / "r")
    assert run(review, "site") == 0
    pages = review / "results" / "audit" / "lists"
    first = (pages / "flow.identified.a_ris.html").read_text(encoding="utf-8")
    second = (pages / "flow.identified.a_ris@2.html").read_text(encoding="utf-8")
    assert 'rel="next" href="flow.identified.a_ris@2.html"' in first
    assert 'rel="prev" href="flow.identified.a_ris.html"' in second
    assert "Page 2 of 2" in second


def test_the_pages_of_a_long_export_hold_each_line_and_each_entry_once(
    write_review, tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = write_review(tmp_path / "r")
    assert run(review, "site") == 0
    folder = review / "results" / "audit" / "exports"
    whole = (folder / "a.ris.html").read_text(encoding="utf-8")
    monkeypatch.setattr(exports, "PART", 200)
    assert run(review, "site") == 0
    pages = [path.read_text(encoding="utf-8") for path in folder.glob("a.ris*.html")]
    assert len(pages) > 2
    for mark in ('<div class="line"', '<div class="entry'):
        assert sum(page.count(mark) for page in pages) == whole.count(mark) > 0
