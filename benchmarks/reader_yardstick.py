"""How well a reader who settled nothing meets the settled codes, beside the machine on the same reports.

    python benchmarks/reader_yardstick.py [--reader collector] [--results results]

The machine is the combination, out of fold. Of each dimension, included reports that are settled and that the
reader coded: all of them, and the half held out while patterns were written. Macro-F1 with its bootstrap
interval, accuracy, Cohen's kappa. What such a reader reaches is about what a machine can be asked for: where
readers differ, no code is right beyond doubt.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from closed_pipe import quietly

from coprod_review.analyse.confusions import Answer, Measures, measures
from coprod_review.config import Config
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.yamls import read_yaml
from coprod_review.model.coding import SETTLED_STATUSES, Coding

Answers = Mapping[tuple[str, str], Answer]


def main() -> int:
    """Measure both sides on the same reports and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reader", default="collector")
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--config", type=Path, default=Path("config"))
    arguments = parser.parse_args()
    config = read_yaml(arguments.config / "config.yaml", Config)
    results: Path = arguments.results
    included = {
        d.report_id for d in tables.read_screening(results / "screen" / "decisions.parquet") if d.included
    }
    settled: Answers = {
        (c.report_id, c.dimension): tuple(sorted(c.codes))
        for c in tables.read_codes(results / "settle" / "settled.parquet")
        if c.report_id in included and c.status in SETTLED_STATUSES
    }
    with (arguments.corpus / "samples" / "rule_development.csv").open(encoding="utf-8") as stream:
        developed = {row["report"] for row in csv.DictReader(stream)}
    people = tables.read_codings(results / "settle" / "codings.parquet", without=("evidence",))
    reader = answers_of([c for c in people if c.coder == arguments.reader])
    machine = answers_of(tables.read_codings(results / "code" / "combination.parquet", without=("evidence",)))
    print(
        "| dimension | reports | reader | machine | held out | reader | machine |"
        "\n|---|---|---|---|---|---|---|"
    )
    for dimension in read_codebook(arguments.config / "codebook.yaml").dimensions:
        both = sorted(
            place for place in settled if place[1] == dimension and reader.get(place) and machine.get(place)
        )
        cells = []
        for asked in (both, [place for place in both if place[0] not in developed]):
            cells.append(str(len(asked)))
            for given in (reader, machine):
                found = measures(
                    [settled[place] for place in asked],
                    [given[place] for place in asked],
                    seed=config.seed,
                    draws=config.analyse.bootstrap_draws,
                    confidence=config.analyse.interval,
                )
                cells.append(told(found))
        print(f"| {dimension} | {' | '.join(cells)} |")
    return 0


def answers_of(codings: Sequence[Coding]) -> Answers:
    """The answers by report and dimension."""
    return {(c.report_id, c.dimension): tuple(sorted(c.codes)) for c in codings}


def told(found: Measures) -> str:
    """Macro-F1 with its interval, accuracy and kappa."""
    if found.macro_f1 is None or found.macro_f1_interval is None or found.accuracy is None:
        return "-"
    low, high = found.macro_f1_interval
    kappa = "-" if found.kappa is None else f"{found.kappa:.2f}"
    return f"{found.macro_f1:.2f} [{low:.2f}, {high:.2f}] / {found.accuracy:.2f} / {kappa}"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
