"""How long the whole review takes, stage by stage, as a table on the terminal.

    python benchmarks/whole_run.py [--project .] [--cores 2] [--repeats 10] [--only run,nothing,pattern,help]

The project is copied without its results and run there: the whole run with its stages and jobs; the run with
nothing to do beside an empty workflow, in turn, so that both meet the same machine; the run after an edit of
one file of patterns; and the help of every command. CPU seconds are user and system time of all processes;
they vary less with what else the machine does than the clock.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from closed_pipe import quietly

from coprod_review.cli.commands import COMMANDS

PARTS = ("Snakefile", "rules", "config", "corpus")
MEASURES = ("run", "nothing", "pattern", "help")
EMPTY = "rule all:\n    input: []\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a program took, in seconds of the clock and of processors."""

    clock: float
    cpu: float


def main() -> None:
    """Measure what is asked for, in a copy of the project."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # what is measured shows at once
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--project", type=Path, default=Path())
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=10, help="of the run with nothing to do")
    parser.add_argument("--only", default=",".join(MEASURES), help=f"of {', '.join(MEASURES)}")
    arguments = parser.parse_args()
    wanted = arguments.only.split(",")
    with tempfile.TemporaryDirectory(prefix="coprod-run-") as folder:
        copy = Path(folder) / "review"
        for part in PARTS:
            source = arguments.project / part
            (shutil.copytree if source.is_dir() else _copy)(source, copy / part)
        if set(wanted) & {"run", "nothing", "pattern"}:
            tell_run(copy, "Whole run, nothing made before", arguments.cores)
        if "nothing" in wanted:
            tell_nothing(copy, arguments.cores, arguments.repeats)
        if "pattern" in wanted:
            patterns = min((copy / "config" / "patterns").glob("*.yaml"))
            patterns.write_text(patterns.read_text("utf-8") + "\n# edited\n", "utf-8")
            tell_run(copy, f"After an edit of {patterns.name}", arguments.cores)
    if "help" in wanted:
        tell_help(arguments.repeats)


def tell_run(review: Path, title: str, cores: int) -> None:
    """Run Snakemake, and print what it took, the jobs and the clock time of each in their order."""
    begun = time.time()
    taken = snakemake(review, cores)
    stages = _jobs(review, begun)
    print(f"\n{title}: {taken.clock:.1f} s, {taken.cpu:.1f} CPU s, {len(stages) + 1} jobs with `all`\n")
    print("| job | begins | takes |\n|---|---|---|")
    for start, end, rule in stages:
        print(f"| {rule} | {start - begun:.1f} s | {end - start:.1f} s |")


def tell_nothing(review: Path, cores: int, repeats: int) -> None:
    """Print how the run with nothing to do compares with an empty workflow."""
    with tempfile.TemporaryDirectory(prefix="coprod-empty-") as folder:
        empty = Path(folder)
        (empty / "Snakefile").write_text(EMPTY, "utf-8")
        pairs = [(snakemake(empty, cores), snakemake(review, cores)) for _ in range(repeats)]
    print(
        "\nNothing to do, beside an empty workflow (medians)\n\n"
        "| | empty | review | ratio |\n|---|---|---|---|"
    )
    for name in ("clock", "cpu"):
        nothing, ours = (median(getattr(pair[at], name) for pair in pairs) for at in (0, 1))
        ratio = median(getattr(pair[1], name) / getattr(pair[0], name) for pair in pairs)
        print(f"| {name} | {nothing:.2f} s | {ours:.2f} s | {ratio:.2f} |")


def tell_help(repeats: int) -> None:
    """Print how long the help of the commands takes: of all of them, and of the slowest single one."""
    words = [["--help"], *([command.name, "--help"] for command in COMMANDS)]
    taken = {" ".join(w): median(_help(w).cpu for _ in range(min(repeats, 3))) for w in words}
    slowest = max(taken, key=lambda name: taken[name])
    print(
        f"\ncoprod-review --help: {taken['--help']:.2f} CPU s; the slowest, {slowest}: "
        f"{taken[slowest]:.2f} CPU s"
    )


def snakemake(folder: Path, cores: int) -> Taken:
    """Run Snakemake in a folder; stops with what it printed where it fails."""
    command = [sys.executable, "-m", "snakemake", "--cores", str(cores), "--quiet", "all"]
    return _taken(command, folder)


def _help(words: Sequence[str]) -> Taken:
    return _taken([sys.executable, "-m", "coprod_review", *words], Path())


def _taken(command: Sequence[str], folder: Path) -> Taken:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Taken(clock=time.perf_counter() - begun, cpu=cpu)


def _jobs(review: Path, begun: float) -> list[tuple[float, float, str]]:
    """Start, end and rule of every job that began later, by what Snakemake noted of the files of each."""
    found: dict[tuple[str, str], tuple[float, float, str]] = {}
    for path in (review / ".snakemake" / "metadata").rglob("*"):
        with contextlib.suppress(json.JSONDecodeError, IsADirectoryError, KeyError):
            note = json.loads(path.read_text("utf-8"))
            if note["starttime"] and note["starttime"] >= begun:
                job = (note["rule"], note["shellcmd"])
                found[job] = (note["starttime"], note["endtime"], note["rule"])
    return sorted(found.values())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


if __name__ == "__main__":
    raise SystemExit(quietly(main))
