"""How long drawing takes: all figures in one process and in two, paired, and figures of many reports.

    python benchmarks/figures.py                  the results of this folder, three paired rounds
    python benchmarks/figures.py --reports 10000  results as if so many reports were included
    python benchmarks/figures.py --rounds 5

Every round draws all figures in every format once in one process and once in two, in turn, so that both
meet the same machine. Printed are the seconds of both on the clock and of the processors, and the ratio of
the clock. Where others use the machine, the seconds of the processors say more: with two of them free, the
clock comes near half of what both workers take together.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from closed_pipe import quietly

from coprod_review.cli import render
from coprod_review.config import Config
from coprod_review.io.yamls import read_yaml
from coprod_review.render.drawing import drawing
from coprod_review.render.figures import FIGURES
from coprod_review.render.results import Results
from coprod_review.tasks.render import Task, read_results

GROWING = ("flow", "map_cells", "trends", "forms", "strategies", "statuses", "countries")
"""Tables of counts of reports, which grow with the reports."""


def main() -> None:
    """Print the seconds of both ways and their ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reports", type=int, default=0, help="pretend that so many reports are included")
    arguments = parser.parse_args()
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    config = read_yaml(Path("config/config.yaml"), Config)
    results = _results(config)
    if arguments.reports:
        results = grown(results, arguments.reports)
    names = [spec.name for spec in FIGURES]
    print(f"{len(names)} figures, PNG at {', '.join(map(str, config.figures.dpi))} dpi, PDF and SVG")
    ratios = []
    for number in range(1, arguments.rounds + 1):
        (alone, busy_alone), (two, busy_two) = (_seconds(names, results, config, n) for n in (1, 2))
        ratios.append(two / alone)
        print(
            f"round {number}: one process {alone:.1f} s ({busy_alone:.1f} s of a processor), "
            f"two workers {two:.1f} s ({busy_two:.1f} s of processors), ratio {two / alone:.2f}"
        )
    print(f"median ratio {statistics.median(ratios):.2f}")


def grown(results: Results, n_reports: int) -> Results:
    """Results whose counts are as many times larger as `n_reports` are more than the included reports."""
    included = next((box.n for box in results.flow if box.box == "included"), 0) or 1
    times = n_reports / included

    def larger(row: Any) -> Any:
        totals = {"total": round(row.total * times)} if hasattr(row, "total") else {}
        return replace(row, n=round(row.n * times), **totals)

    tables: dict[str, Any] = {name: [larger(row) for row in getattr(results, name)] for name in GROWING}
    ways = [replace(w, n=w.n * times, total=round(w.total * times)) for w in results.alluvial_ways]
    nodes = [
        replace(n, n=n.n * times, n_reports=round(n.n_reports * times), total=round(n.total * times))
        for n in results.alluvial_nodes
    ]
    cells = [replace(c, n=c.n * times, n_reports=round(c.n_reports * times)) for c in results.model_cells]
    return replace(results, **tables, alluvial_ways=ways, alluvial_nodes=nodes, model_cells=cells)


def _results(config: Config) -> Results:
    parser = argparse.ArgumentParser()
    render.add_arguments(parser)
    return read_results(Task(**vars(parser.parse_args([]))), config)


def _seconds(names: list[str], results: Results, config: Config, workers: int) -> tuple[float, float]:
    """Seconds on the clock, and of all processors."""
    begun, busy = time.perf_counter(), _busy()
    with drawing(names, results, config.figures, workers=workers) as figures:
        for _ in figures:
            pass
    return time.perf_counter() - begun, _busy() - busy


def _busy() -> float:
    found = os.times()
    return found.user + found.system + found.children_user + found.children_system


if __name__ == "__main__":
    raise SystemExit(quietly(main))
