"""Faults of the table: whole runs that are killed at random moments, each alone or one after the other."""

from __future__ import annotations

import dataclasses
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from fault_rows import SAME, Bench, Row, message
from tests.faults.small_review import kill_after, make_bundled_review, run, told

PROJECT = Path(__file__).parent.parent

FIRST = 0.2
"""Seconds after the start before which nothing is killed: no module is loaded by then."""


def rows(bench: Bench) -> Iterator[Row]:
    """The faults, one after the other."""
    seconds = length_of(bench)
    yield killed_each_alone(bench, seconds=seconds)
    yield killed_in_chains(bench, seconds=seconds, of="practice corpus")
    bundled = bundled_bench(bench)
    yield killed_in_chains(bundled, seconds=length_of(bundled), of="bundled corpus, settings as they are")


def bundled_bench(bench: Bench) -> Bench:
    """The review of the bundled corpus as the project has it, and its undisturbed run."""
    review = bench.folder / "bundled"
    if not review.exists():
        make_bundled_review(review, project=PROJECT)
        finished = run(review)
        assert finished.returncode == 0, told(finished)
    return dataclasses.replace(bench, undisturbed=review)


def length_of(bench: Bench) -> float:
    """The seconds of one more undisturbed run, which has to have the same bytes as the first."""
    review = bench.copy("timed", with_results=False)
    begun = time.monotonic()
    finished = run(review)
    seconds = time.monotonic() - begun
    assert finished.returncode == 0, told(finished)
    assert (same := bench.same(review)) == SAME, same
    return seconds


def killed_each_alone(bench: Bench, *, seconds: float) -> Row:
    """Kill runs, each begun from nothing, at moments spread over the length of a run; run each again."""
    chance = random.Random(bench.seed)
    moments: list[float] = []
    ends: Counter[str] = Counter()
    stages: Counter[str] = Counter()
    for _ in range(2 * bench.kills):
        if len(moments) == bench.kills:
            break
        review = bench.copy("killed alone", with_results=False)
        at = chance.uniform(FIRST, seconds)
        if kill_after(review, at):
            moments.append(at)
            stages[_stage_at_work(review)] += 1
            ends[_end_of(bench, review)] += 1
    at_work = ", ".join(f"{stage} {n}" for stage, n in sorted(stages.items()))
    return Row(
        fault="kill -9 of a whole run, each alone",
        done=f"{len(moments)} runs, each begun from nothing and killed once with its process group, "
        f"{_shown(moments)} s after its start (a run lasts {seconds:.0f} s); each run again and "
        "compared",
        happened=f"{_told(ends)}. The last stage begun before the kill: {at_work}",
        is_right=ends == {SAME: bench.kills},
    )


def killed_in_chains(bench: Bench, *, seconds: float, of: str) -> Row:
    """Kill runs that take each other up; a chain ends where a run does, and is then compared."""
    chance = random.Random(bench.seed + 1)
    moments: list[float] = []
    lengths: list[int] = []
    ends: Counter[str] = Counter()
    while len(moments) < bench.kills:
        review = bench.copy("killed in a chain", with_results=False)
        lengths.append(0)
        while len(moments) < bench.kills:
            at = chance.uniform(FIRST, seconds / 2)
            if not kill_after(review, at):
                break
            moments.append(at)
            lengths[-1] += 1
        ends[_end_of(bench, review)] += 1
    return Row(
        fault=f"kill -9 of a whole run, in chains ({of})",
        done=f"{len(moments)} kills of the process group, {_shown(moments)} s after a start (a run lasts "
        f"{seconds:.0f} s), each run taking up the one before, until one ended before its kill "
        f"({' + '.join(map(str, lengths))} kills); then `run`, and all is compared",
        happened=f"at the end of each chain: {_told(ends)}",
        is_right=ends == {SAME: len(lengths)},
    )


def _end_of(bench: Bench, review: Path) -> str:
    """In words what comes of a killed run that is run again."""
    (review / "told.txt").unlink()
    finished = run(review)
    return bench.same(review) if finished.returncode == 0 else message(finished)


def _stage_at_work(review: Path) -> str:
    """The stage that began last, by its log."""
    logs = sorted((review / "results" / "logs").glob("*.log"), key=lambda path: path.stat().st_mtime)
    return logs[-1].stem if logs else "none"


def _shown(moments: Sequence[float]) -> str:
    return ", ".join(f"{moment:.1f}" for moment in sorted(moments))


def _told(ends: Counter[str]) -> str:
    return "; ".join(f"{n} times: {end}" for end, n in sorted(ends.items()))
