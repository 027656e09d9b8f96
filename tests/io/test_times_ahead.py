"""Results dated ahead get times that have come, in the order that they had."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest

from coprod_review.io.files import write_text
from coprod_review.io.made_files import Changed, changed_results, noted_files
from coprod_review.io.sums import SUMS_NAME, sha256_and_size, sums_text
from coprod_review.io.times_ahead import bring_back, files_ahead

RESULTS = Path("results")
NOW = 10_000.0


def make(review: Path, name: str, time: float) -> Path:
    """A result of a rule that was finished at a time, with the note of it."""
    path = review / RESULTS / name
    write_text(path, f"of {name}\n")
    os.utime(path, (time, time))
    encoded = base64.urlsafe_b64encode(f"results/{name}".encode()).decode()
    note = {"rule": path.stem, "starttime": time - 7, "endtime": time, "incomplete": False}
    write_text(review / ".snakemake" / "metadata" / encoded, json.dumps(note))
    return path


def times(*paths: Path) -> list[float]:
    return [path.stat().st_mtime for path in paths]


def test_files_ahead_are_those_whose_time_has_not_come(tmp_path: Path) -> None:
    past, future = make(tmp_path, "past.csv", NOW - 1), make(tmp_path, "future.csv", NOW + 5)
    assert files_ahead([past, future, tmp_path / "missing.csv"], now=NOW) == {future: NOW + 5}


def test_results_brought_back_keep_their_distances_and_end_now(tmp_path: Path) -> None:
    past = make(tmp_path, "read/past.parquet", 2_000)
    first, second = make(tmp_path, "code/b.parquet", 90_000), make(tmp_path, "code/a.parquet", 90_030)
    assert bring_back(tmp_path, RESULTS, now=NOW) == 2
    assert times(past, first, second) == pytest.approx([2_000, NOW - 30, NOW])


def test_results_brought_back_stay_newer_than_all_others_where_there_is_little_room(tmp_path: Path) -> None:
    past = make(tmp_path, "read/past.parquet", NOW - 10)
    first, second = make(tmp_path, "code/b.parquet", 50_000), make(tmp_path, "code/a.parquet", 90_000)
    bring_back(tmp_path, RESULTS, now=NOW)
    assert times(past, first, second) == pytest.approx([NOW - 10, NOW - 5, NOW])


def test_notes_have_the_new_times_and_the_old_lengths(tmp_path: Path) -> None:
    make(tmp_path, "code/a.parquet", 90_000)
    bring_back(tmp_path, RESULTS, now=NOW)
    (made,) = noted_files(tmp_path).values()
    assert made.time == pytest.approx(NOW)
    assert json.loads(made.note.read_text("utf-8"))["starttime"] == pytest.approx(NOW - 7)


def test_what_is_brought_back_still_passes_for_as_it_was_made(tmp_path: Path) -> None:
    made = make(tmp_path, "code/a.parquet", 90_000)
    listed = make(tmp_path, SUMS_NAME, 90_010)
    write_text(listed, sums_text({"code/a.parquet": sha256_and_size(made)[0]}))
    os.utime(listed, (90_010, 90_010))
    bring_back(tmp_path, RESULTS, now=NOW)
    assert changed_results(tmp_path, RESULTS) == Changed()


def test_nothing_is_brought_back_where_no_time_is_ahead(tmp_path: Path) -> None:
    make(tmp_path, "code/a.parquet", 9_000)
    assert bring_back(tmp_path, RESULTS, now=NOW) == 0


def test_a_link_that_leads_nowhere_has_no_time_and_stops_nothing(tmp_path: Path) -> None:
    made = make(tmp_path, "code/a.parquet", 90_000)
    try:
        (tmp_path / RESULTS / ".#notes.txt").symlink_to("me@host")
    except OSError:
        pytest.skip("links cannot be made here")
    assert bring_back(tmp_path, RESULTS, now=NOW) == 1
    assert times(made) == [NOW]
