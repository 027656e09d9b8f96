"""Faults of the table: runs of which a part is killed or stopped, and `add`."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fault_rows import SAME, Bench, Row, message
from tests.faults.small_review import (
    TRACEBACK,
    await_stage,
    kill_group,
    run,
    running,
    stages_of,
    sums_of,
    told,
)


def rows(bench: Bench) -> Iterator[Row]:
    """The faults, one after the other."""
    yield from disturbed_in_turn(bench)
    yield interrupted_at_random(bench)
    yield interrupted_add(bench)


def disturbed_in_turn(bench: Bench) -> Iterator[Row]:
    """Disturb one run in several ways, each taking up the one before; the last row tells what came of it."""
    review = bench.copy("in turn", with_results=False)
    disturbed = [
        two_at_once_and_killed_stage(review),
        [killed_engine_and_stopped(review)],
        [started_by_hand(review)],
    ]
    finished = run(review)
    (review / "told.txt").unlink()
    same = bench.same(review) if finished.returncode == 0 else message(finished)
    for row in (row for some in disturbed for row in some):
        yield Row(
            fault=row.fault,
            done=row.done,
            happened=f"{row.happened}; in the end {same}",
            is_right=row.is_right and same == SAME,
        )


def two_at_once_and_killed_stage(review: Path) -> list[Row]:
    """Start a second run while one is at work; then kill the stages of the first, and nothing else."""
    with running(review) as started:
        await_stage(started)
        second = run(review)
        for process in await_stage(started):
            os.kill(process, signal.SIGKILL)
        code = started.wait(1800)
    text = (review / "told.txt").read_text("utf-8")
    return [
        Row(
            fault="two runs in one folder",
            done="`run` while another is at work",
            happened=f"code {second.returncode}: {message(second)}",
            is_right=second.returncode == 2 and "another run is at work" in told(second),
        ),
        Row(
            fault="kill -9 of single stages",
            done="the processes of the stages at work, not Snakemake; then `run`",
            happened=f"the run ended by itself with code {code}",
            is_right=code != 0 and TRACEBACK not in text,
        ),
    ]


def killed_engine_and_stopped(review: Path) -> Row:
    """Kill Snakemake alone, run at once while its stages go on, and stop that run as Ctrl-C does."""
    with running(review) as started:
        await_stage(started)
        os.kill(started.pid, signal.SIGKILL)
        started.wait()
        orphans = len(stages_of(started))
        with running(review) as second:
            await_stage(second)
            os.killpg(second.pid, signal.SIGINT)
            code = second.wait(300)
        outlived = len(stages_of(started))
    text = (review / "told.txt").read_text("utf-8")
    return Row(
        fault="kill -9 of Snakemake alone, then Ctrl-C",
        done="Snakemake killed, `run` at once while its stages go on; an interrupt to that run; then `run`",
        happened=f"{orphans} stages outlived Snakemake, {outlived} of them met a stage of the next run; "
        f"after the interrupt code {code}, {'with a' if TRACEBACK in text else 'no'} traceback; results were "
        f"taken for changed {text.count(CHANGED)} times",
        is_right=outlived == 0 and code != 0 and TRACEBACK not in text and CHANGED not in text,
    )


def started_by_hand(review: Path) -> Row:
    """Start a run while Snakemake, started without our command, is at work; kill that; start again."""
    words = [sys.executable, "-m", "snakemake", "--cores", "2", "--quiet", "all", "--rerun-incomplete"]
    started = subprocess.Popen(
        words, cwd=review, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        await_stage(started)
        second = run(review)
    finally:
        kill_group(started)
    return Row(
        fault="`snakemake` by hand, and its lock after a kill",
        done="`run` while `snakemake` is at work; then kill -9 of that, and `run`",
        happened=f"code {second.returncode}: {message(second)}",
        is_right=second.returncode == 2 and "has locked this folder" in told(second),
    )


def interrupted_at_random(bench: Bench) -> Row:
    """Interrupt runs that take each other up, as Ctrl-C does, at random moments."""
    chance = random.Random(bench.seed)
    review = bench.copy("interrupted", with_results=False)
    codes: list[int] = []
    longest, n_tracebacks = 0.0, 0
    for _ in range(bench.kills):
        (review / "told.txt").unlink(missing_ok=True)
        with running(review) as started:
            with contextlib.suppress(subprocess.TimeoutExpired):
                started.wait(chance.uniform(0.2, 20))
            if started.poll() is not None:
                break
            os.killpg(started.pid, signal.SIGINT)
            begun = time.monotonic()
            codes.append(started.wait(300))
        longest = max(longest, time.monotonic() - begun)
        n_tracebacks += TRACEBACK in (review / "told.txt").read_text("utf-8", "replace")
    (review / "told.txt").unlink()
    finished = run(review)
    same = bench.same(review) if finished.returncode == 0 else message(finished)
    return Row(
        fault="Ctrl-C at random moments",
        done=f"{len(codes)} interrupts of the process group within 20 s, each run taking up the one before; "
        "then `run`",
        happened=f"codes {', '.join(map(str, sorted(set(codes))))}, at most {longest:.0f} s after the "
        f"interrupt, {n_tracebacks} tracebacks; {same}",
        is_right=0 not in codes and not n_tracebacks and longest < 60 and same == SAME,
    )


CHANGED = "not as the run made it"
ADD = ("--database", "Embase", "--searched", "2026-01-05", "--query", "safety", "--hits", "3")
"""What is told of an export that is added."""


def interrupted_add(bench: Bench) -> Row:
    """Kill `add` at random moments, and when it begins to write; then add again."""
    chance = random.Random(bench.seed)
    expected = bench.copy("added")
    words = ("add", str(_to_add(expected)), *ADD)
    assert run(expected, *words).returncode == 0
    found: Counter[str] = Counter()
    for n in range(20):
        review = bench.copy("adding")
        words = ("add", str(_to_add(review)), *ADD)
        with running(review, *words) as started:
            if n % 2:
                _await_change(review / "corpus", started, seconds=60)
                time.sleep(chance.uniform(0, 0.02))
            else:
                time.sleep(chance.uniform(0.05, 5))
        found["untouched"] += bench.corpus_is_untouched(review)
        found["whole"] += sums_of(review / "corpus") == sums_of(expected / "corpus")
        again = run(review, *words)
        found["same"] += sums_of(review / "corpus") == sums_of(expected / "corpus")
        found["clear"] += TRACEBACK not in told(again)
    part = 20 - found["untouched"] - found["whole"]
    return Row(
        fault="`add` killed",
        done="kill -9 of `add`, 10 times at random within 5 s and 10 times within 20 ms of its first "
        "write into corpus/; then the same `add`",
        happened=f"the corpus was as before {found['untouched']} times, with the whole addition "
        f"{found['whole']} times, with the export but not its entry {part} times; after the second `add` it "
        f"is {found['same']} times that of one undisturbed `add`, byte for byte",
        is_right=found["same"] == found["clear"] == 20,
    )


def _to_add(review: Path) -> Path:
    return next(path for path in sorted((review / "to_add").iterdir()) if path.suffix == ".ris")


def _await_change(folder: Path, started: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Wait until a file comes into a folder, or one of it changes, or the process has ended."""
    ends, before = time.monotonic() + seconds, _state(folder)
    while _state(folder) == before and started.poll() is None and time.monotonic() < ends:
        time.sleep(0.0005)


def _state(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    for path in sorted(folder.rglob("*")):
        with contextlib.suppress(FileNotFoundError):
            found.append((str(path), path.stat().st_size, path.stat().st_mtime_ns))
    return found
