"""Results that are not as their rules made them are found, and moved aside without loss."""

from __future__ import annotations

import base64
import json
import os
import shutil
from pathlib import Path

import pytest

from coprod_review.io import made_files
from coprod_review.io.files import write_text
from coprod_review.io.made_files import (
    LAST_LIST,
    Changed,
    changed_results,
    is_broken_off,
    move_aside,
    told,
    write_list,
)
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


@pytest.fixture
def of_another_run(review: Path) -> Path:
    """A review in whose results/ lies what was kept of another run than the last one here."""
    finish(review)
    assert changed_results(review, RESULTS) == Changed()
    write_text(review / RESULTS / "report.html", "of an earlier run\n")
    write_text(review / RESULTS / SUMS_NAME, sums_text(sums_of(review / RESULTS)))
    return review


def finish(review: Path) -> None:
    """Write the list of sums as the last stage does."""
    write_list(review / RESULTS, sums_of(review / RESULTS))
    note(review, SUMS_NAME, "crate", (review / RESULTS / SUMS_NAME).stat().st_mtime)


def sums_of(results: Path) -> dict[str, str]:
    return {name: sha256_and_size(results / name)[0] for name in FILES if name != SUMS_NAME}


def test_results_of_another_run_that_were_put_back_are_told_whole_and_their_list_last(
    of_another_run: Path,
) -> None:
    write_text(of_another_run / RESULTS / "next" / "next.csv", "beside the run\n")
    changed = changed_results(of_another_run, RESULTS)
    assert changed.foreign
    names = [path.name for path in changed.paths]
    assert names == ["checklists", "figures", "read", "report.html", SUMS_NAME]


def test_of_a_run_on_results_of_another_one_that_is_killed_nothing_is_taken_for_changed(
    of_another_run: Path, tmp_path: Path
) -> None:
    results = of_another_run / RESULTS
    aside = tmp_path / "aside"
    first, *others = changed_results(of_another_run, RESULTS).paths
    move_aside([first], results=results, aside=aside)
    assert changed_results(of_another_run, RESULTS) == Changed(paths=tuple(others), foreign=True)
    move_aside(others, results=results, aside=aside)
    assert changed_results(of_another_run, RESULTS) == Changed()
    write_text(results / "read" / "records.parquet", "made anew\n")
    note(of_another_run, "read/records.parquet", "read", (results / "read/records.parquet").stat().st_mtime)
    assert changed_results(of_another_run, RESULTS) == Changed()


def test_the_list_of_sums_is_noted_only_beside_what_snakemake_notes(tmp_path: Path) -> None:
    (tmp_path / RESULTS).mkdir()
    write_list(tmp_path / RESULTS, {})
    assert [path.name for path in tmp_path.iterdir()] == ["results"]


def test_the_list_of_a_kept_copy_is_not_noted_as_that_of_the_last_run(review: Path) -> None:
    finish(review)
    shutil.copytree(review / RESULTS, review / "results-before")
    write_list(review / "results-before", {})
    assert changed_results(review, RESULTS) == Changed()


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights there")
def test_the_list_of_results_on_another_disk_is_noted_beside_the_link(review: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    (disk / ".snakemake").mkdir(parents=True)
    shutil.move(review / RESULTS, disk / "of_a_review")
    (review / RESULTS).symlink_to(disk / "of_a_review")
    write_text(review / ".snakemake" / LAST_LIST, "of the run before\n")
    finish(review)
    assert changed_results(review, RESULTS) == Changed()
    assert not (disk / ".snakemake" / LAST_LIST).exists()


@pytest.mark.parametrize("n_writes", [1, 2])
def test_a_list_of_sums_that_is_broken_off_leaves_results_that_are_of_no_other_run(
    review: Path, monkeypatch: pytest.MonkeyPatch, n_writes: int
) -> None:
    write_list(review / RESULTS, {})
    reached: list[str] = []

    def killed(path: Path, content: str) -> None:
        reached.append(path.name)
        if len(reached) == n_writes:
            raise KeyboardInterrupt
        write_text(path, content)

    monkeypatch.setattr(made_files, "write_text", killed)
    with pytest.raises(KeyboardInterrupt):
        write_list(review / RESULTS, sums_of(review / RESULTS))
    assert reached == [LAST_LIST, SUMS_NAME][:n_writes]
    assert not changed_results(review, RESULTS).foreign
