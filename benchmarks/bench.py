"""Every ratio of the project beside its peer, measured in one session: `make bench`.

    python benchmarks/bench.py                       some minutes; works on a finished run (`make review`)
    python benchmarks/bench.py --full                larger work, more rounds, and whole runs
    python benchmarks/bench.py --only reading,server      what has a word that begins so
    python benchmarks/bench.py --only whole,nothing,pattern      `make review` as people use it every day
    python benchmarks/bench.py --data FOLDER         real exports too, with a MANIFEST.tsv (reading_peers.py)
    python benchmarks/bench.py --install-peers       set up what it is measured beside, in .venv/peers/

Both sides of a line run by turns, so that they meet the same machine. Printed are the medians in seconds, and
how many times as long as ours the peer takes: median (least to most) of the single rounds, on the clock and
in seconds of processors, which say more where others use the machine. Goals are judged by the clock; by
processors where the load at the start is above one a core, which is told (`bench_goals.py`). Each line is
added to benchmarks/history.csv with commit, machine and versions. What is not installed is told as not
measured.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench_goals import Machine, goal_of, machine_of, verdict_of, warning_of
from bench_history import append_history, session
from bench_measurements import Measurement, measurements
from bench_peers import FILES, install_peers, installed_version
from bench_rounds import Outcome, Setting, outcome_of
from bench_setups import PROJECT
from closed_pipe import quietly

HEADER = (
    "what",
    "beside",
    "ours, s (of processors)",
    "peer, s (of processors)",
    "peer / ours",
    "of processors",
    "goal",
    "met",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A measurement with its outcome, or with the reason why there is none."""

    measurement: Measurement
    version: str = ""
    outcome: Outcome | None = None
    missing: str = ""


def main(argv: Sequence[str] | None = None) -> int:
    """0 when all that could be measured was, whether goals are met or not; 1 where a side failed."""
    arguments = _arguments(argv)
    if arguments.install_peers:
        return min(install_peers(FILES), 1)
    if not (arguments.review / "results" / "screen" / "decisions.parquet").exists():
        print("bench: there is no finished run to measure with; run `make review` first", file=sys.stderr)
        return 2
    about = session() | {"mode": "full" if arguments.full else "quick"}
    machine = machine_of(about)
    told = f"commit {about['commit']}, {about['cores']} cores, {about['memory_gb']} GB, {about['processor']}"
    print(f"{told}, Python {about['python']}, load at the start {about['load']}\n")
    if warning := warning_of(machine):
        print(f"bench: {warning}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="coprod-bench-") as scratch:
        setting = Setting(
            review=arguments.review.resolve(),
            data=arguments.data,
            is_full=arguments.full,
            n_rounds=arguments.rounds or (5 if arguments.full else 3),
            scratch=Path(scratch),
        )
        try:
            asked = asked_for(measurements(setting), arguments.only, is_full=arguments.full)
        except ValueError as error:
            print(f"bench: {error}", file=sys.stderr)
            return 2
        lines = list(told_lines(asked, setting, about, keeps_history=not arguments.keep_no_history))
    reasons = [f"{line.measurement.name}: {line.missing}" for line in lines if line.missing]
    if reasons:
        print("\nNot measured:\n" + "\n".join(f"- {reason}" for reason in reasons))
    return int(any(not line.missing.endswith(MAKE_PEERS) for line in lines if line.missing))


def asked_for(every: Sequence[Measurement], only: Sequence[str], *, is_full: bool) -> list[Measurement]:
    """The measurements that words begin one of the names of; without words, all but those of --full alone.

    Raises ValueError with the names that there are, where a word begins none.
    """
    words = [word for given in only for word in given.split(",") if word]
    names = [measurement.name for measurement in every]
    unknown = [word for word in words if not any(_is_meant(word, name) for name in names)]
    if unknown:
        raise ValueError(f"nothing to measure is named {', '.join(unknown)}; there are: {', '.join(names)}")
    if words:
        return [m for m in every if any(_is_meant(word, m.name) for word in words)]
    return [m for m in every if is_full or not m.only_full]


def told_lines(
    asked: Sequence[Measurement], setting: Setting, about: Mapping[str, str], *, keeps_history: bool
) -> Iterator[Line]:
    """Measure one after the other, print each line at once, and add it to the history."""
    print(f"| {' | '.join(HEADER)} |\n|{'---|' * len(HEADER)}", flush=True)
    machine = machine_of(about)
    for measurement in asked:
        line = measured(measurement, setting)
        print(f"| {' | '.join(cells_of(line, machine))} |", flush=True)
        if line.outcome and keeps_history:
            append_history([dict(about) | history_row(line, machine)])
        yield line


def _is_meant(word: str, name: str) -> bool:
    return name.startswith(word) or any(part.startswith(word) for part in name.split())


MAKE_PEERS = "is not installed (make peers)"


def measured(measurement: Measurement, setting: Setting) -> Line:
    """The line of one measurement; a side that fails is told and ends nothing."""
    version = installed_version(measurement.environment, measurement.package) if measurement.package else ""
    if measurement.package and not version:
        return Line(measurement=measurement, missing=f"{measurement.package} {MAKE_PEERS}")
    try:
        return Line(
            measurement=measurement,
            version=version,
            outcome=outcome_of(list(measurement.rounds(setting))),
        )
    except (RuntimeError, OSError, SystemExit) as error:
        return Line(measurement=measurement, version=version, missing=str(error))


def cells_of(line: Line, machine: Machine) -> list[str]:
    """The cells of a line as they are printed; "3x" stands for ours where it does more than the peer."""
    measurement, outcome = line.measurement, line.outcome
    peer = f"{measurement.peer} {line.version}".strip() or "-"
    if outcome is None:
        return [measurement.name, peer, "not measured", "", "", "", goal_of(measurement), ""]
    ratio = _times if measurement.at_most_times is not None else _ratio
    return [
        measurement.name,
        peer,
        f"{_seconds(outcome.ours.clock)} ({_seconds(outcome.ours.processors)})",
        f"{_seconds(outcome.peer.clock)} ({_seconds(outcome.peer.processors)})" if outcome.peer else "-",
        ratio(outcome.ratio),
        ratio(outcome.of_processors),
        goal_of(measurement),
        str(verdict_of(measurement, outcome, machine)),
    ]


def history_row(line: Line, machine: Machine) -> dict[str, str]:
    """What the history keeps of a line."""
    outcome, measurement = line.outcome, line.measurement
    if outcome is None:
        return {}
    verdict = verdict_of(measurement, outcome, machine)
    row = {
        "what": measurement.name,
        "size": measurement.size,
        "rounds": str(outcome.n_rounds),
        "ours_s": f"{outcome.ours.clock:.4g}",
        "ours_processor_s": f"{outcome.ours.processors:.4g}",
        "peer": measurement.peer,
        "peer_version": line.version,
        "goal": goal_of(measurement),
        "met": {True: "yes", False: "no", None: ""}[verdict.met],
        "judged_by": verdict.by,
    }
    if outcome.peer and outcome.ratio:
        row["peer_s"] = f"{outcome.peer.clock:.4g}"
        row["peer_processor_s"] = f"{outcome.peer.processors:.4g}"
        row |= dict(zip(("ratio", "ratio_least", "ratio_most"), map(_four, outcome.ratio), strict=True))
        row["processor_ratio"] = _four(outcome.of_processors[0]) if outcome.of_processors else ""
    return row


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", nargs="+", default=[], metavar="WORD")
    parser.add_argument("--rounds", type=int, help="by default 3, with --full 5")
    parser.add_argument("--data", type=Path, metavar="FOLDER")
    parser.add_argument("--review", type=Path, default=PROJECT, help="a review with a finished run")
    parser.add_argument("--keep-no-history", action="store_true")
    parser.add_argument("--install-peers", action="store_true")
    return parser.parse_args(argv)


def _seconds(value: float) -> str:
    return f"{value:.4f}" if value < 0.1 else f"{value:.2f}"


def _ratio(spread: tuple[float, float, float] | None) -> str:
    return f"{spread[0]:.2f} ({spread[1]:.2f} to {spread[2]:.2f})" if spread else "-"


def _times(spread: tuple[float, float, float] | None) -> str:
    """How many times as long as the peer ours takes: the same the other way round."""
    return (
        "-" if spread is None else f"ours {1 / spread[0]:.2f}x ({1 / spread[2]:.2f} to {1 / spread[1]:.2f})"
    )


def _four(value: float) -> str:
    return f"{value:.4g}"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
