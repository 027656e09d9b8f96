"""Exports, settings and names that try to break a run: refused or set aside, with nothing done outside."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.hostile import (
    BAD_NAMES,
    READ,
    REFUSED,
    SCRIPT,
    SET_ASIDE,
    YAML_BOMBS,
    add_to_manifest,
    mutants,
)
from tests.faults.small_review import TRACEBACK, run, sums_of, told

from coprod_review.screen.terms import TermError, pattern_of

INTO = ("--records", "r.parquet", "--set-aside", "s.csv", "--exports", "e.csv")


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_holds_no_export_is_refused_with_a_remedy(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    (tmp_path / "hostile.bin").write_bytes(make())
    finished = run(tmp_path, "read", "hostile.bin", *INTO, timeout=300)
    assert finished.returncode == 2
    assert "remedy:" in told(finished)
    assert TRACEBACK not in told(finished)
    assert [path.name for path in tmp_path.iterdir()] == ["hostile.bin"]


def test_fuzzed_exports_are_read_together_and_every_entry_has_its_fate(project: Path, tmp_path: Path) -> None:
    exports = project / "src" / "coprod_review" / "practice" / "corpus" / "exports"
    sources = [path.read_bytes() for path in sorted(exports.iterdir())]
    names = []
    for number, raw in enumerate(mutants(sources, n=60, seed=3)):
        names.append(f"mutant{number}.txt")
        (tmp_path / names[-1]).write_bytes(raw)
    finished = run(tmp_path, "read", *names, *INTO, timeout=300)
    assert finished.returncode == 0, told(finished)
    assert TRACEBACK not in told(finished)
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(names)
    assert all(int(r["n_entries"]) == int(r["n_records"]) + int(r["n_set_aside"]) for r in rows)


@pytest.mark.parametrize("text", YAML_BOMBS.values(), ids=YAML_BOMBS.keys())
def test_a_manifest_that_is_a_bomb_is_refused_in_words(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.yaml").write_text(text, "utf-8")
    finished = run(tmp_path, "read", "--manifest", "manifest.yaml", *INTO, timeout=120)
    assert finished.returncode == 2
    assert "manifest.yaml" in told(finished)
    assert "remedy:" in told(finished)
    assert TRACEBACK not in told(finished)
    assert not (tmp_path / "broken").exists()


@pytest.mark.parametrize("name", BAD_NAMES)
def test_an_export_whose_name_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "manifest.yaml").write_text("exports:\n", "utf-8")
    add_to_manifest(tmp_path, json.dumps(name), label="x")
    finished = run(tmp_path, "read", *INTO)
    assert finished.returncode == 2
    assert "remedy:" in told(finished)
    assert TRACEBACK not in told(finished)
    assert {path.name for path in tmp_path.iterdir()} == {"corpus"}


def test_a_term_with_asterisks_inside_a_word_is_refused() -> None:
    with pytest.raises(TermError, match="an asterisk stands inside the word"):
        pattern_of(("a*a*a*a*a*b",))
    assert pattern_of(("*safe*",)).search("unsafely done")


def test_hostile_entries_go_through_a_whole_run_as_words_alone(new_review: Path) -> None:
    name, make = READ["hostile entries"]
    (new_review / "corpus" / "exports" / name).write_bytes(make())
    add_to_manifest(new_review, name, label='"hostile <b>label</b> =1+1"')
    corpus = sums_of(new_review / "corpus")
    finished = run(new_review)
    assert finished.returncode == 0, told(finished)
    results = new_review / "results"
    assert not [p for p in results.rglob("*.html") if SCRIPT in p.read_text("utf-8", "replace")]
    assert not list(new_review.rglob("broken"))
    set_aside = (results / "read" / "set_aside.csv").read_text("utf-8")
    assert all(f" {words}" in set_aside for words in SET_ASIDE)
    assert set_aside.count("this entry is beyond the limits") == len(SET_ASIDE)
    assert (results / "report.pdf").read_bytes().startswith(b"%PDF")
    assert sums_of(new_review / "corpus") == corpus
