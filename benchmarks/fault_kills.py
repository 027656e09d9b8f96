"""Faults of the table: runs that are killed at any moment, as a whole or in one of their stages."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from fault_rows import SAME, Bench, Row, message
from tests.faults.small_review import TRACEBACK, await_stage, kill_after, run, running, stages_of, told

CHAIN = 20
"""How many kills follow each other, each run taking up the one before, until a run may end."""

LONGEST = 40.0
"""Seconds after which a run that takes up another is killed at the latest."""


def rows(bench: Bench) -> Iterator[Row]:
    """The faults, one after the other."""
    yield killed_at_random(bench)
    yield from disturbed_in_turn(bench)
    yield interrupted_add(bench)


def killed_at_random(bench: Bench) -> Row:
    """Kill the whole process group, in chains of runs that take each other up."""
    chance = random.Random(bench.seed)
    moments: list[float] = []
    same = []
    while len(moments) < bench.kills:
        review = bench.copy("killed", with_results=False)
        for _ in range(min(CHAIN, bench.kills - len(moments))):
            at = chance.uniform(0.2, LONGEST)
            if not kill_after(review, at):
                break
            moments.append(at)
        (review / "told.txt").unlink()
        finished = run(review)
        same.append(bench.same(review) if finished.returncode == 0 else told(finished)[-300:])
    shown = ", ".join(f"{moment:.0f}" for moment in sorted(moments))
    return Row(
        fault="kill -9 of a whole run",
        done=f"{len(moments)} kills of the process group, {shown} s after a start, in chains of {CHAIN} "
        "in which each run takes up the one before; after each chain `run` to the end",
        happened=f"after {len(same)} chains: {'; '.join(sorted(set(same)))}",
        is_right=set(same) == {SAME} and len(moments) >= bench.kills,
    )


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
        f"after the interrupt code {code}, {'with a' if TRACEBACK in text else 'no'} traceback",
        is_right=outlived == 0 and code != 0 and TRACEBACK not in text,
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
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
    return Row(
        fault="`snakemake` by hand, and its lock after a kill",
        done="`run` while `snakemake` is at work; then kill -9 of that, and `run`",
        happened=f"code {second.returncode}: {message(second)}",
        is_right=second.returncode == 2 and "has locked this folder" in told(second),
    )


def interrupted_add(bench: Bench) -> Row:
    """Kill `add` at ten moments, then add again."""
    chance = random.Random(bench.seed)
    n_as_before, wrong = 0, []
    for _ in range(10):
        review = bench.copy("adding")
        export = next(path for path in sorted((review / "to_add").iterdir()) if path.suffix == ".ris")
        words = (
            "add",
            str(export),
            "--database",
            "Embase",
            "--searched",
            "2026-01-05",
            "--query",
            "safety",
            "--hits",
            "3",
        )
        with running(review, *words):
            time.sleep(chance.uniform(0.05, 5))
        n_as_before += bench.corpus_is_untouched(review)
        again = run(review, *words)
        logged = (review / "corpus" / "manifest.yaml").read_text("utf-8").count(f"file: {export.name}")
        left = [path.name for path in (review / "corpus").rglob(".*")]
        if logged != 1 or left or TRACEBACK in told(again):
            wrong.append(told(again)[-200:])
    return Row(
        fault="`add` killed",
        done="kill -9 of `add` at 10 random moments within 5 s, then the same `add`",
        happened=f"the corpus was as before {n_as_before} times, else with the addition; after the second "
        f"`add` the export is logged once and nothing half is left{f', but {wrong}' if wrong else ''}",
        is_right=not wrong,
    )
