"""Faults of the table: clocks that were ahead, so that files are dated in the future."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from fault_files import TEN_YEARS, renamed
from fault_rows import SAME, Bench, Row, is_clear, message
from tests.faults.small_review import differences, run, told

from coprod_review.tasks.run.snakemake_program import UP_TO_DATE

AHEAD = "dated ahead"
TOUCH = "find Snakefile rules corpus config -newermt now -exec touch {} +"
"""The remedy that the message of a refused run names."""

FAKED = ("env", "FAKETIME_DONT_FAKE_MONOTONIC=1", "faketime", "-f", "+3650d")
"""A program (Debian package faketime) under which another one sees the clock ten years ahead; what it
waits for, it waits for as long as ever."""


def rows(bench: Bench) -> Iterator[Row]:
    """The faults, one after the other."""
    expected = bench.copy("edited")
    renamed(expected)
    assert run(expected).returncode == 0
    yield input_of_the_future(bench)
    yield all_of_the_future(bench, expected)
    yield results_of_the_future(bench, expected)
    yield run_under_a_fast_clock(bench, expected)
    yield killed_under_a_fast_clock(bench)


def input_of_the_future(bench: Bench) -> Row:
    """Date an input ahead, as a clock that was set back leaves it; then do as the message tells."""
    review = bench.copy("ahead")
    _date_ahead([review / "config" / "model.yaml"])
    first = run(review)
    subprocess.run(TOUCH, shell=True, cwd=review, check=True)
    second = run(review)
    same = bench.same(review)
    return Row(
        fault="an input of the future",
        done="config/model.yaml dated ten years ahead; `run`; then the touch that it names, and `run`",
        happened=f"code {first.returncode}: {message(first)}; then code {second.returncode}; {same}",
        is_right=_is_refused(first) and second.returncode == 0 and same == SAME,
    )


def all_of_the_future(bench: Bench, expected: Path) -> Row:
    """Let a whole folder be of the future and edit it today, as after copying with a wrong clock."""
    review = bench.copy("back")
    _date_ahead(review.rglob("*"))
    renamed(review)
    first = run(review)
    subprocess.run(TOUCH, shell=True, cwd=review, check=True)
    second = run(review)
    return Row(
        fault="clock set back, all files ahead",
        done="all files dated ten years ahead; then config.yaml edited today, and `run`; then the touch "
        "that it names, and `run`",
        happened=f"code {first.returncode}: {message(first)}; then code {second.returncode}, "
        f"{_compared(review, expected)}",
        is_right=_is_refused(first) and second.returncode == 0 and not differences(review, expected),
    )


def results_of_the_future(bench: Bench, expected: Path) -> Row:
    """Let results and the notes of Snakemake be dated ahead, and edit the settings today."""
    review = bench.copy("results ahead")
    _date_ahead([*(review / "results").rglob("*"), *(review / ".snakemake").rglob("*")])
    renamed(review)
    return _made_anew(
        review,
        expected,
        fault="clock set back, results ahead",
        done="results/ and .snakemake/ dated ten years ahead; then config.yaml edited today, and `run` twice",
    )


def run_under_a_fast_clock(bench: Bench, expected: Path) -> Row:
    """Make a whole run with a clock that is ten years ahead, edit the settings, and run with the true one."""
    fault = "clock set back after a whole run"
    done = "`run` under faketime, ten years ahead; then config.yaml edited today, and `run` twice"
    if not shutil.which("faketime"):
        return Row(fault=fault, done=done, happened="needs the program faketime", is_right=None)
    review = bench.copy("fast", with_results=False)
    faked = run(review, before=FAKED)
    ahead = (review / "results" / "report.html").stat().st_mtime - time.time()
    assert faked.returncode == 0, told(faked)
    assert ahead > TEN_YEARS / 2, ahead
    renamed(review)
    return _made_anew(review, expected, fault=fault, done=done)


def killed_under_a_fast_clock(bench: Bench) -> Row:
    """Kill a run whose clock is ten years ahead, and take it up with the true one."""
    fault = "clock set back in the middle of a run"
    done = "`run` under faketime, ten years ahead, killed (-9) after 60 s; then `run`"
    if not shutil.which("faketime"):
        return Row(fault=fault, done=done, happened="needs the program faketime", is_right=None)
    review = bench.copy("fast and killed", with_results=False)
    run(review, before=("timeout", "-s", "KILL", "60", *FAKED))
    n_made = len(list((review / "results").rglob("*.parquet")))
    finished = run(review)
    same = bench.same(review)
    return Row(
        fault=fault,
        done=done,
        happened=f"{n_made} Parquet files were made by then; code {finished.returncode}; {same}",
        is_right=finished.returncode == 0 and same == SAME,
    )


def _made_anew(review: Path, expected: Path, *, fault: str, done: str) -> Row:
    """Run twice: first all that rests on an edit has to be made anew, then nothing is left to do."""
    first = run(review)
    is_there = (review / "results" / "report.html").exists()
    second = run(review)
    shutil.rmtree(review / "results-changed", ignore_errors=True)
    return Row(
        fault=fault,
        done=done,
        happened=f"{message(first)}; code {first.returncode}, {_compared(review, expected)}; the "
        f"second, code {second.returncode}, {second.stdout.strip() or 'told nothing'}",
        is_right=first.returncode == second.returncode == 0
        and is_there
        and told(second) == f"{UP_TO_DATE}\n"
        and not differences(review, expected),
    )


def _compared(review: Path, expected: Path) -> str:
    different = differences(review, expected)
    names = f" ({', '.join(different[:3])})" if different else ""
    return f"{len(different)} files differ from the same edit without{names}"


def _is_refused(finished: subprocess.CompletedProcess[str]) -> bool:
    return finished.returncode == 2 and is_clear(finished, words=[AHEAD, TOUCH])


def _date_ahead(paths: Iterator[Path] | Sequence[Path]) -> None:
    for path in sorted(paths):
        ahead = path.stat().st_mtime + TEN_YEARS
        os.utime(path, (ahead, ahead))
