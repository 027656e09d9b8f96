"""Runs that are killed, started twice, or find their results changed: they recover or say what to do."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.small_review import (
    RUN,
    TRACEBACK,
    await_stage,
    copy_of,
    differences,
    kill_after,
    run,
    running,
    told,
)

from coprod_review.errors import ReviewError
from coprod_review.io.made_files import noted_files
from coprod_review.tasks.run.begin import Task, begin_run
from coprod_review.tasks.run.snakemake_program import UP_TO_DATE

needs_proc = pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="this system has no /proc")
TEN_YEARS = 10 * 365 * 86400.0


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are killed by signals")
def test_a_run_killed_again_and_again_ends_with_the_bytes_of_an_undisturbed_one(
    undisturbed: Path, new_review: Path
) -> None:
    chance = random.Random(7)
    for _ in range(3):
        kill_after(new_review, chance.uniform(1, 12))
    (new_review / "told.txt").unlink()
    finished = run(new_review)
    assert finished.returncode == 0, told(finished)
    assert differences(undisturbed, new_review) == []


@needs_proc
def test_a_second_run_is_refused_and_names_the_first(new_review: Path) -> None:
    with running(new_review) as started:
        await_stage(started)
        second = run(new_review)
        assert second.returncode == 2
        assert f"another run is at work in this folder (process {started.pid})" in told(second)
        assert "remedy: wait until it ends, or stop it with Ctrl-C" in told(second)
        assert TRACEBACK not in told(second)


def test_changed_results_are_moved_aside_and_made_anew(undisturbed: Path, finished_review: Path) -> None:
    results = finished_review / "results"
    os.truncate(results / "report.html", 1000)
    (results / "figures" / "figures.json").unlink()
    (results / "figures" / "figures.json").mkdir()
    table = min((results / "tables").glob("*.csv"))
    edited = table.read_bytes() + b"edited\n"
    table.write_bytes(edited)
    finished = run(finished_review)
    assert finished.returncode == 0, told(finished)
    assert "not as the run made it, and made anew now" in told(finished)
    assert "remedy: change corpus/ or config/, never results/" in told(finished)
    assert differences(undisturbed, finished_review) == []
    assert (finished_review / "results-changed" / "tables" / table.name).read_bytes() == edited


def test_results_of_another_run_that_were_put_back_are_made_anew(
    undisturbed: Path, finished_review: Path
) -> None:
    results = finished_review / "results"
    sums = results / "SHA256SUMS"
    table = results / "screen" / "screening.csv"
    before = hashlib.sha256(table.read_bytes()).hexdigest()
    table.write_bytes(table.read_bytes().partition(b"\n")[0] + b"\n")
    after = hashlib.sha256(table.read_bytes()).hexdigest()
    sums.write_text(sums.read_text("utf-8").replace(before, after), encoding="utf-8")
    finished = run(finished_review)
    assert finished.returncode == 0, told(finished)
    assert "results/ is that of another run than the last one here; all of it is made anew" in told(finished)
    assert differences(undisturbed, finished_review) == []


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are killed by signals")
def test_a_run_on_results_of_another_one_goes_on_where_it_was_killed(
    undisturbed: Path, finished_review: Path
) -> None:
    (finished_review / ".snakemake" / "last_list").write_text(f"{0:064}\n", encoding="utf-8")
    sums = finished_review / "results" / "SHA256SUMS"
    kept = sums.read_bytes()
    for words in (("-n",), ("--touch",)):
        assert "is that of another run" in told(run(finished_review, *RUN, "--", *words))
        assert sums.read_bytes() == kept and not (finished_review / "results-changed").exists()
    reports = finished_review / "results" / "dedupe" / "reports.parquet"
    before = reports.stat().st_ino
    with running(finished_review):
        wait_until(lambda: reports.is_file() and reports.stat().st_ino != before)
    (finished_review / "told.txt").unlink()
    moved = set((finished_review / "results-changed").rglob("*"))
    made = [name for name in noted_files(finished_review) if is_as_noted(finished_review, name)]
    times = {name: (finished_review / name).stat().st_mtime_ns for name in made}
    finished = run(finished_review)
    assert finished.returncode == 0, told(finished)
    assert "another run" not in told(finished) and "not as the run made it" not in told(finished)
    assert set((finished_review / "results-changed").rglob("*")) == moved
    assert times and {name: (finished_review / name).stat().st_mtime_ns for name in times} == times
    assert differences(undisturbed, finished_review) == []


def is_as_noted(review: Path, name: str) -> bool:
    """Whether a file has the time that Snakemake noted when it was finished."""
    path = review / name
    return path.is_file() and abs(path.stat().st_mtime - noted_files(review)[name].time) < 0.001


def wait_until(is_so: Callable[[], bool], *, seconds: float = 120) -> None:
    """Wait for something that a run does."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_run_that_is_refused_has_moved_nothing(finished_review: Path) -> None:
    edited = finished_review / "results" / "analyse" / "map.csv"
    edited.write_bytes(edited.read_bytes() + b"edited\n")
    for words in (("run", "--profile", "slrum"), ("run", "--cores", "none")):
        assert run(finished_review, *words).returncode == 2
    (finished_review / "config" / "model.yaml").write_text("nothing: known\n", "utf-8")
    refused = run(finished_review)
    assert refused.returncode == 2
    assert "config/model.yaml" in told(refused) and "not as the run made it" not in told(refused)
    assert edited.read_bytes().endswith(b"edited\n")
    assert not (finished_review / "results-changed").exists()


def test_what_no_stage_wrote_is_moved_aside_and_changes_no_byte(
    undisturbed: Path, finished_review: Path
) -> None:
    results = finished_review / "results"
    names = ("analyse/junk.csv", "code/old.txt", "audit/reports/mine.csv", "tables/mine.csv", "own/notes.txt")
    for name in names:
        (results / name).parent.mkdir(exist_ok=True)
        (results / name).write_text("a,b\n", encoding="utf-8")
    (results / "report.html").unlink()  # the report lists files: it is written anew
    finished = run(finished_review)
    assert finished.returncode == 0, told(finished)
    assert "no stage writes this, so that it is no result; it is in results-changed now" in told(finished)
    assert differences(undisturbed, finished_review) == []
    assert all((finished_review / "results-changed" / name).is_file() for name in names)


def test_a_run_with_nothing_to_do_says_so_and_changes_nothing(
    undisturbed: Path, finished_review: Path
) -> None:
    run(finished_review)  # a copy describes itself anew once: the crate names the place of its Snakefile
    before = {path: path.stat().st_mtime_ns for path in finished_review.rglob("*.parquet")}
    finished = run(finished_review)
    assert finished.returncode == 0
    assert told(finished) == "Every stage is up to date: open results/report.html\n"
    assert {path: path.stat().st_mtime_ns for path in finished_review.rglob("*.parquet")} == before
    assert differences(undisturbed, finished_review) == []


def test_a_run_that_only_touches_results_takes_no_log_away(finished_review: Path) -> None:
    settings = finished_review / "config" / "model.yaml"
    settings.write_text(settings.read_text("utf-8").replace("weight: 4", "weight: 3", 1), "utf-8")
    folder = finished_review / "results" / "logs"
    logs = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert "reports" in logs["09_analyse.log"]
    touched = run(finished_review, "run", "--", "--touch")
    assert touched.returncode == 0, told(touched)
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == logs


def test_an_edit_is_seen_though_its_file_has_an_old_time(finished_review: Path) -> None:
    settings = finished_review / "config" / "model.yaml"
    settings.write_text(settings.read_text("utf-8").replace("weight: 4", "weight: 3", 1), "utf-8")
    os.utime(settings, (time.time() - TEN_YEARS,) * 2)
    planned = told(run(finished_review, "run", "--", "--dry-run"))
    assert "rule analyse" in planned
    assert "rule read:" not in planned


def test_all_is_made_anew_where_nothing_is_left_of_what_snakemake_recorded(finished_review: Path) -> None:
    shutil.rmtree(finished_review / ".snakemake")
    planned = told(run(finished_review, "run", "--", "--dry-run"))
    assert "nothing tells any more by what results/ was made" in planned
    assert "rule read:" in planned and "rule analyse" in planned


def test_files_of_the_future_are_refused_before_any_work_with_a_remedy_that_helps(
    finished_review: Path,
) -> None:
    settings = finished_review / "config" / "model.yaml"
    settings.write_text(settings.read_text("utf-8") + "# edited\n", "utf-8")
    os.utime(settings, (time.time() + TEN_YEARS,) * 2)
    refused = run(finished_review)
    assert refused.returncode == 2
    assert "config/model.yaml: dated ahead of this machine's clock, by up to 3,650 days" in told(refused)
    remedy = "find Snakefile rules corpus config -newermt now -exec touch {} +"
    assert f"remedy: set the clock if it is wrong; else give the files the present time: {remedy}" in told(
        refused
    )
    assert not (finished_review / "results-changed").exists()
    subprocess.run(remedy, shell=True, cwd=finished_review, check=True)
    finished = run(finished_review)
    assert finished.returncode == 0, told(finished)


def test_a_time_that_is_about_to_come_is_waited_for(finished_review: Path) -> None:
    terms = finished_review / "config" / "terms.yaml"
    os.utime(terms, (time.time() + 15,) * 2)
    planned = run(finished_review, "run", "--", "--dry-run", "--quiet", "all")
    assert planned.returncode == 0
    assert "s for the time to come at which config/terms.yaml was changed" in told(planned)
    assert terms.stat().st_mtime < time.time()


def test_an_edit_after_the_clock_was_set_back_makes_anew_what_rests_on_it(
    undisturbed: Path, finished_review: Path, tmp_path: Path
) -> None:
    expected = copy_of(undisturbed, tmp_path / "expected")
    for path in (*(finished_review / "results").rglob("*"), *(finished_review / ".snakemake").rglob("*")):
        ahead = path.stat().st_mtime + TEN_YEARS
        os.utime(path, (ahead, ahead))
    for review in (finished_review, expected):
        settings = review / "config" / "config.yaml"
        settings.write_text(re.sub(r"(?m)^(  title: .)", r"\1Anew ", settings.read_text("utf-8")), "utf-8")
        finished = run(review)
        assert finished.returncode == 0, told(finished)
    assert "Anew " in (finished_review / "results" / "report.html").read_text("utf-8")
    assert differences(finished_review, expected) == []
    assert told(run(finished_review)) == f"{UP_TO_DATE}\n"


def test_a_name_with_braces_is_refused_before_snakemake_reads_it_as_a_pattern(finished_review: Path) -> None:
    (finished_review / "config" / "patterns" / "more {x}.yaml").write_text("patterns: []\n", "utf-8")
    finished = run(finished_review)
    assert finished.returncode == 2
    assert "more {x}.yaml: this name has braces" in told(finished)
    assert "remedy: rename the file" in told(finished)


def test_a_run_outside_a_review_says_where_one_is_made(tmp_path: Path) -> None:
    finished = run(tmp_path)
    assert finished.returncode == 2
    assert "this folder holds no review" in told(finished)
    assert "`coprod-review new FOLDER` makes one" in told(finished)
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_is_not_the_one_of_the_manifest_is_run_by_nobody(new_review: Path) -> None:
    export = next(path for path in sorted((new_review / "corpus" / "exports").iterdir()) if path.is_file())
    export.write_bytes(export.read_bytes() + b"\n")
    finished = run(new_review)
    assert finished.returncode == 2
    assert export.name in told(finished) and "sha256" in told(finished)
    assert not (new_review / "results" / "report.html").exists()


def test_results_that_are_a_file_are_told_as_such(new_review: Path) -> None:
    (new_review / "results").write_text("mine\n", "utf-8")
    finished = run(new_review)
    assert finished.returncode == 2
    assert "results: this is no folder, and the run needs one of this name" in told(finished)
    assert "remedy: move it away" in told(finished)
    assert (new_review / "results").read_text("utf-8") == "mine\n"


def test_a_run_without_room_on_the_disk_does_not_begin(
    new_review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(new_review)
    monkeypatch.setattr("coprod_review.tasks.run.refusals.LEAST_ROOM", 1 << 62)
    with pytest.raises(ReviewError, match="nothing can be written into this folder") as caught:
        begin_run(Task(cores="1", profile=None, options=[]))
    assert "No space left" in caught.value.problem
    assert "make room on the disk" in caught.value.remedy
    assert not list((new_review / ".snakemake").iterdir())


@needs_proc
def test_a_run_whose_inputs_change_meanwhile_says_which_and_certifies_nothing(new_review: Path) -> None:
    decisions = new_review / "corpus" / "decisions" / "screening.csv"
    with running(new_review) as started:
        await_result(new_review, "screen/flow.csv")
        decisions.write_bytes(decisions.read_bytes().replace(b"\r\n", b"\n") + b"\n")
        assert started.wait(600) != 0
    said = (new_review / "told.txt").read_text("utf-8")
    assert "corpus/decisions/screening.csv: changed, added or removed while the run was at work" in said
    assert "remedy: run `make review` again, which makes anew what rests on that" in said
    assert TRACEBACK not in said
    for command in (("verify",), ("share", str(new_review.parent / "copy"))):
        refused = run(new_review, *command)
        assert refused.returncode == 2, told(refused)
        assert "VERIFIED:" not in told(refused)
    finished = run(new_review)
    assert finished.returncode == 0, told(finished)
    assert "VERIFIED:" in told(run(new_review, "verify"))


@needs_proc
def test_an_export_that_is_added_while_a_run_is_at_work_waits_for_its_end(new_review: Path) -> None:
    added = min((new_review / "to_add").glob("*.*"))
    facts = ("--origin", "other_methods", "--database", "experts", "--searched", "2026-01-02")
    with running(new_review) as started:
        await_stage(started)
        done = run(new_review, "add", str(added), *facts)
        assert started.poll() == 0, (new_review / "told.txt").read_text("utf-8")
    assert done.returncode == 0, told(done)
    assert f"waiting for the run that is at work in this folder (process {started.pid}) to end" in told(done)
    assert "RESULTS VERIFIED" in told(run(new_review, "verify"))


def await_result(review: Path, name: str, *, seconds: float = 120) -> None:
    """Wait until a run at work has written one of its results."""
    ends = time.monotonic() + seconds
    while not (review / "results" / name).is_file():
        assert time.monotonic() < ends, f"nothing wrote {name}"
        time.sleep(0.05)
