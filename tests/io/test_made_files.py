"""Results that are not as their rules made them are found, and moved aside without loss."""

from __future__ import annotations

import base64
import json
import os
import shutil
from pathlib import Path

import pytest

from coprod_review.io.files import write_text
from coprod_review.io.made_files import Changed, changed_results, is_broken_off, move_aside, note_list, told
from coprod_review.io.sums import SUMS_NAME, sha256_and_size, sums_text

RESULTS = Path("results")
FILES = {
    "read/records.parquet": "read",
    "figures/figures.json": "render",
    "figures/map.svg": "",
    "checklists/items.csv": "",
    "report.html": "report",
    SUMS_NAME: "crate",
}
"""Results and the rules that name them."""


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A finished run: results, what Snakemake noted of them, and the list of sums, which is the last file."""
    results = tmp_path / RESULTS
    for name in FILES:
        if name != SUMS_NAME:
            write_text(results / name, f"of {name}\n")
            os.utime(results / name, (1_000, 1_000))
    sums = {name: sha256_and_size(results / name)[0] for name in FILES if name != SUMS_NAME}
    write_text(results / SUMS_NAME, sums_text(sums))
    os.utime(results / SUMS_NAME, (2_000, 2_000))
    for name, rule in FILES.items():
        if rule:
            note(tmp_path, name, rule, (results / name).stat().st_mtime)
    return tmp_path


def note(review: Path, name: str, rule: str, time: float) -> None:
    encoded = base64.urlsafe_b64encode(f"results/{name}".encode()).decode()
    write_text(review / ".snakemake" / "metadata" / encoded, json.dumps({"rule": rule, "endtime": time}))


def found(review: Path) -> tuple[list[str], tuple[str, ...]]:
    changed = changed_results(review, RESULTS)
    return [path.relative_to(review / RESULTS).as_posix() for path in changed.paths], changed.rules


def test_a_run_as_it_was_made_has_no_changes(review: Path) -> None:
    assert changed_results(review, RESULTS) == Changed()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no time of the last touch")
@pytest.mark.parametrize(
    ("name", "rules"), [("read/records.parquet", ("read",)), ("figures/map.svg", ("render",))]
)
def test_an_edited_result_that_was_given_its_old_time_is_found(
    review: Path, name: str, rules: tuple[str, ...]
) -> None:
    path = review / RESULTS / name
    before = path.stat().st_mtime
    path.write_text("edited\n", encoding="utf-8")
    os.utime(path, (before, before))
    assert found(review) == ([name], rules)


def test_a_run_is_broken_off_where_a_result_is_newer_than_its_list_or_not_finished(review: Path) -> None:
    assert not is_broken_off(review, RESULTS)
    write_text(review / RESULTS / "report.html", "edited\n")
    assert not is_broken_off(review, RESULTS)
    begun = review / ".snakemake" / "incomplete" / "cmVzdWx0cy9yZXBvcnQuaHRtbA=="
    write_text(begun, "")
    assert is_broken_off(review, RESULTS)
    begun.unlink()
    note(review, "report.html", "report", 3_000)
    assert is_broken_off(review, RESULTS)
    shutil.rmtree(review / ".snakemake")
    assert not is_broken_off(review, RESULTS)


def test_an_edited_result_is_found_with_its_rule(review: Path) -> None:
    write_text(review / RESULTS / "read" / "records.parquet", "edited\n")
    assert found(review) == (["read/records.parquet"], ("read",))


def test_a_result_that_only_got_another_time_is_none(review: Path) -> None:
    os.utime(review / RESULTS / "report.html", (3_000, 3_000))
    assert found(review) == ([], ())


def test_a_result_cut_and_dated_back_is_found(review: Path) -> None:
    write_text(review / RESULTS / "report.html", "of")
    os.utime(review / RESULTS / "report.html", (500, 500))
    assert found(review) == (["report.html"], ("report",))


def test_a_file_that_no_rule_names_is_made_by_the_rules_of_its_folder(review: Path) -> None:
    (review / RESULTS / "figures" / "map.svg").unlink()
    assert found(review) == (["figures/map.svg"], ("render",))


def test_a_file_of_a_folder_that_no_rule_names_asks_for_all_rules(review: Path) -> None:
    write_text(review / RESULTS / "checklists" / "items.csv", "edited\n")
    assert found(review) == (["checklists/items.csv"], ())


def test_a_list_of_sums_older_than_a_result_says_nothing_of_others(review: Path) -> None:
    os.utime(review / RESULTS / "report.html", (3_000, 3_000))
    note(review, "report.html", "report", 3_000)
    (review / RESULTS / "figures" / "map.svg").unlink()
    assert found(review) == ([], ())


def test_a_note_that_was_cut_short_is_passed_over(review: Path) -> None:
    for path in (review / ".snakemake" / "metadata").iterdir():
        os.truncate(path, 5)
    assert changed_results(review, RESULTS) == Changed(unaccounted=True)


def test_of_results_without_notes_those_with_another_sum_are_told_as_edited(review: Path) -> None:
    shutil.rmtree(review / ".snakemake")
    write_text(review / RESULTS / "report.html", "edited\n")
    (review / RESULTS / "figures" / "map.svg").unlink()
    edited = review / RESULTS / "report.html"
    assert changed_results(review, RESULTS) == Changed(paths=(edited,), unaccounted=True)


def test_a_folder_without_results_needs_no_notes(review: Path) -> None:
    shutil.rmtree(review / ".snakemake")
    shutil.rmtree(review / RESULTS)
    (review / RESULTS / "logs").mkdir(parents=True)
    assert changed_results(review, RESULTS) == Changed()


def test_what_is_moved_aside_writes_over_nothing(tmp_path: Path) -> None:
    for content in ("first", "second"):
        path = tmp_path / RESULTS / "tables" / "map.csv"
        write_text(path, content)
        move_aside([path], results=tmp_path / RESULTS, aside=tmp_path / "aside")
        assert not path.exists()
    assert (tmp_path / "aside" / "tables" / "map.csv").read_text() == "first"
    assert (tmp_path / "aside" / "tables" / "map_2.csv").read_text() == "second"


def test_many_paths_are_told_by_the_first_and_their_number() -> None:
    assert told([Path(f"{n}.csv") for n in range(7)]) == "0.csv, 1.csv, 2.csv, 3.csv, 4.csv and 2 more"


def test_what_a_killed_run_had_begun_is_not_taken_for_changed_by_people(review: Path) -> None:
    records = review / RESULTS / "read" / "records.parquet"
    write_text(records, "of a stage that outlived its run\n")
    encoded = base64.urlsafe_b64encode(b"results/read/records.parquet").decode()
    write_text(review / ".snakemake" / "incomplete" / encoded, "{}")
    assert changed_results(review, RESULTS) == Changed()


def test_results_of_another_run_that_were_put_back_ask_for_all_stages(review: Path) -> None:
    kept = Path(shutil.copytree(review / RESULTS, review / "kept"))
    note_list(review / RESULTS)
    assert changed_results(review, RESULTS) == Changed()
    write_text(kept / "report.html", "of an earlier run\n")
    sums = {name: sha256_and_size(kept / name)[0] for name in FILES if name != SUMS_NAME}
    write_text(kept / SUMS_NAME, sums_text(sums))
    shutil.rmtree(review / RESULTS)
    shutil.copytree(kept, review / RESULTS)
    changed = changed_results(review, RESULTS)
    assert changed.foreign and not changed.paths


def test_the_list_of_sums_is_noted_only_beside_what_snakemake_notes(tmp_path: Path) -> None:
    write_text(tmp_path / RESULTS / SUMS_NAME, "")
    note_list(tmp_path / RESULTS)
    assert [path.name for path in tmp_path.iterdir()] == ["results"]
