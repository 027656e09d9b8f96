"""Two sides in turn, so that both meet the same machine, and what their rounds come to."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where the finished run is, real exports if there are any, the size of the work and the rounds."""

    review: Path
    data: Path | None
    is_full: bool
    n_rounds: int
    scratch: Path

    @property
    def results(self) -> Path:
        """The results of the finished run."""
        return self.review / "results"

    def sized(self, quick: int, full: int) -> int:
        """The size of the work."""
        return full if self.is_full else quick


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A command of one side. `tells_seconds`: its last line is JSON with the seconds that count."""

    command: Sequence[str]
    folder: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    tells_seconds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds on the clock and of processors."""

    clock: float
    processors: float


Round = tuple[Spent, Spent | None]
"""What ours and the peer's took, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Medians over rounds in seconds, and how many times as long as ours the peer took, on the clock and in
    processors: median, least and most of the ratios of single rounds (None without a peer)."""

    ours: Spent
    peer: Spent | None
    ratio: tuple[float, float, float] | None
    of_processors: tuple[float, float, float] | None
    n_rounds: int


def in_turn(ours: Side, peer: Side | None, n_rounds: int) -> Iterator[Round]:
    """So many rounds; the side that begins changes, and a first round of each that fails ends all."""
    for number in range(n_rounds):
        if peer is None:
            yield spent_by(ours), None
        elif number % 2:
            by_peer = spent_by(peer)
            yield spent_by(ours), by_peer
        else:
            by_ours = spent_by(ours)
            yield by_ours, spent_by(peer)


def spent_by(side: Side) -> Spent:
    """What one run took; raises RuntimeError with the last lines where it fails."""
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(
        list(side.command),
        cwd=side.folder,
        env={**os.environ, **side.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    clock, after = time.perf_counter() - start, os.times()
    if done.returncode:
        raise RuntimeError(f"ended with {done.returncode}: {(done.stdout + done.stderr).strip()[-1500:]}")
    if side.tells_seconds:
        told = json.loads(done.stdout.strip().splitlines()[-1])
        return Spent(clock=told["clock"], processors=told["processors"])
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(clock=clock, processors=max(busy, 0.0))


def outcome_of(rounds: Sequence[Round]) -> Outcome:
    """What the rounds come to."""
    ours = [mine for mine, _ in rounds]
    pairs = [(mine, other) for mine, other in rounds if other is not None]
    return Outcome(
        ours=_median(ours),
        peer=_median([other for _, other in pairs]) if pairs else None,
        ratio=_spread([other.clock / mine.clock for mine, other in pairs]),
        of_processors=_spread(
            [other.processors / mine.processors for mine, other in pairs if mine.processors > 0]
        ),
        n_rounds=len(rounds),
    )


def _median(spent: Sequence[Spent]) -> Spent:
    return Spent(clock=median(s.clock for s in spent), processors=median(s.processors for s in spent))


def _spread(ratios: Sequence[float]) -> tuple[float, float, float] | None:
    return (median(ratios), min(ratios), max(ratios)) if ratios else None
