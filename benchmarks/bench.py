"""Every ratio of the project beside its peer, measured in one session: `make bench`.

    python benchmarks/bench.py                       some minutes; works on a finished run (`make review`)
    python benchmarks/bench.py --full                larger work, more rounds, and whole runs
    python benchmarks/bench.py --only reading server      what begins with these words
    python benchmarks/bench.py --data FOLDER         real exports too, with a MANIFEST.tsv (reading_peers.py)
    python benchmarks/bench.py --install-peers       set up what it is measured beside, in .venv/peers/

Both sides of a line run by turns, so that they meet the same machine. Printed are the medians in seconds, and
how many times as long as ours the peer takes: median (least to most) of the single rounds, on the clock and
in seconds of processors, which say more where others use the machine. Each line is added to
benchmarks/history.csv with commit, machine and versions. What is not installed is told as not measured.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_history import append_history, session
from bench_measurements import Measurement, measurements
from bench_peers import FILES, install_peers, installed_version
from bench_rounds import Outcome, Setting, outcome_of
from bench_setups import PROJECT

HEADER = ("what", "beside", "ours, s", "peer, s", "peer / ours", "of processors", "goal", "met")


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
    told = f"commit {about['commit']}, {about['cores']} cores, {about['memory_gb']} GB, {about['processor']}"
    print(f"{told}, Python {about['python']}, load at the start {about['load']}\n")
    print(f"| {' | '.join(HEADER)} |\n|{'---|' * len(HEADER)}", flush=True)
    lines = []
    with tempfile.TemporaryDirectory(prefix="coprod-bench-") as scratch:
        setting = Setting(
            review=arguments.review.resolve(),
            data=arguments.data,
            is_full=arguments.full,
            n_rounds=arguments.rounds or (5 if arguments.full else 3),
            scratch=Path(scratch),
        )
        for measurement in measurements(setting):
            if _is_asked_for(measurement, arguments):
                lines.append(measured(measurement, setting))
                print(f"| {' | '.join(cells_of(lines[-1]))} |", flush=True)
                if lines[-1].outcome and not arguments.keep_no_history:
                    append_history([about | history_row(lines[-1])])
    reasons = [f"{line.measurement.name}: {line.missing}" for line in lines if line.missing]
    if reasons:
        print("\nNot measured:\n" + "\n".join(f"- {reason}" for reason in reasons))
    return int(any(not line.missing.endswith(MAKE_PEERS) for line in lines if line.missing))


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


def cells_of(line: Line) -> list[str]:
    """The cells of a line as they are printed."""
    peer = f"{line.measurement.peer} {line.version}".strip() or "-"
    if line.outcome is None:
        return [line.measurement.name, peer, "not measured", "", "", "", _goal(line.measurement), ""]
    outcome = line.outcome
    return [
        line.measurement.name,
        peer,
        _seconds(outcome.ours.clock),
        _seconds(outcome.peer.clock) if outcome.peer else "-",
        _ratio(outcome.ratio),
        _ratio(outcome.of_processors),
        _goal(line.measurement),
        {True: "yes", False: "NO", None: "-"}[is_met(line.measurement, outcome)],
    ]


def is_met(measurement: Measurement, outcome: Outcome) -> bool | None:
    """Whether the goal is met by the median on the clock; None where there is no goal."""
    if measurement.at_most_s is not None:
        return outcome.ours.clock <= measurement.at_most_s
    if measurement.at_least is None or outcome.ratio is None:
        return None
    return outcome.ratio[0] >= measurement.at_least


def history_row(line: Line) -> dict[str, str]:
    """What the history keeps of a line."""
    outcome, measurement = line.outcome, line.measurement
    if outcome is None:
        return {}
    row = {
        "what": measurement.name,
        "size": measurement.size,
        "rounds": str(outcome.n_rounds),
        "ours_s": f"{outcome.ours.clock:.4g}",
        "ours_processor_s": f"{outcome.ours.processors:.4g}",
        "peer": measurement.peer,
        "peer_version": line.version,
        "goal": _goal(measurement),
        "met": {True: "yes", False: "no", None: ""}[is_met(measurement, outcome)],
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


def _is_asked_for(measurement: Measurement, arguments: argparse.Namespace) -> bool:
    if arguments.only:
        return any(measurement.name.startswith(word) for word in arguments.only)
    return arguments.full or not measurement.only_full


def _goal(measurement: Measurement) -> str:
    if measurement.at_most_s is not None:
        return f"at most {measurement.at_most_s:g} s"
    return "-" if measurement.at_least is None else f"at least {measurement.at_least:.2g}"


def _seconds(value: float) -> str:
    return f"{value:.4f}" if value < 0.1 else f"{value:.2f}"


def _ratio(spread: tuple[float, float, float] | None) -> str:
    return f"{spread[0]:.2f} ({spread[1]:.2f} to {spread[2]:.2f})" if spread else "-"


def _four(value: float) -> str:
    return f"{value:.4g}"


if __name__ == "__main__":
    sys.exit(main())
