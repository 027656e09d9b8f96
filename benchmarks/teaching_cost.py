"""What one file of teaching texts costs or gives on the settled reports, over several draws of the folds.

    python benchmarks/teaching_cost.py [--area edges] [--seeds 6] [--results results]

For each seed `code train` runs twice, with the file and without it, and codes the settled, included reports
out of fold, in the same folds with the texts and without; the mean over seeds says more than one draw of the
folds. Printed for classifier and combination by dimension: the share of
right answers with and without, and the difference with its least and most.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import mean

from closed_pipe import quietly

from coprod_review.io import tables
from coprod_review.io.included import included_ids

CODERS = ("classifier", "combination")
Question = tuple[str, str]


def main() -> int:
    """Train with and without the texts, seed by seed, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--area", default="edges")
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--config", type=Path, default=Path("config"))
    arguments = parser.parse_args()
    results: Path = arguments.results
    included = set(included_ids(results / "screen" / "decisions.parquet"))
    settled = {
        (code.report_id, code.dimension): code.codes
        for code in tables.read_codes(results / "settle" / "settled.parquet")
        if code.report_id in included
    }
    shares: defaultdict[tuple[str, str, bool], list[float]] = defaultdict(list)
    for seed in range(1, arguments.seeds + 1):
        for is_taught in (True, False):
            with tempfile.TemporaryDirectory() as folder:
                config = configured(
                    arguments.config, Path(folder), seed=seed, without="" if is_taught else arguments.area
                )
                found = right(results, config, Path(folder) / "code", settled)
            for (coder, dimension), share in found.items():
                shares[coder, dimension, is_taught].append(share)
    print("| coder | dimension | with | without | difference (least to most) |")
    print("|---|---|---|---|---|")
    for coder, dimension in sorted({key[:2] for key in shares}):
        ours, others = shares[coder, dimension, True], shares[coder, dimension, False]
        apart = [a - b for a, b in zip(ours, others, strict=True)]
        print(
            f"| {coder} | {dimension} | {mean(ours):.3f} | {mean(others):.3f}"
            f" | {mean(apart):+.3f} ({min(apart):+.3f} to {max(apart):+.3f}) |"
        )
    return 0


def configured(config: Path, folder: Path, *, seed: int, without: str) -> Path:
    """A copy of the configuration with another seed, no rehearsal, and without a file of teaching texts."""
    copy = Path(shutil.copytree(config, folder / "config"))
    if without:
        (copy / "teaching" / f"{without}.csv").unlink()
    settings = (copy / "config.yaml").read_text(encoding="utf-8")
    settings = re.sub(r"(?m)^seed: \d+", f"seed: {seed}", settings)
    settings = re.sub(r"(?m)^( +rehearse:) true", r"\1 false", settings)
    (copy / "config.yaml").write_text(settings, encoding="utf-8")
    return copy


def right(
    results: Path, config: Path, output: Path, settled: Mapping[Question, tuple[str, ...]]
) -> dict[tuple[str, str], float]:
    """The share of right answers by coder and dimension, of coders trained by a configuration."""
    command: list[str | Path] = [sys.executable, "-m", "coprod_review", "code", "train"]
    command += ["--config", config, "--output", output]
    command += ["--reports", results / "dedupe" / "reports.parquet"]
    command += ["--pairs", results / "dedupe" / "pairs.csv"]
    command += ["--settled", results / "settle" / "settled.parquet"]
    command += ["--decisions", results / "screen" / "decisions.parquet"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    found: dict[tuple[str, str], list[bool]] = {}
    for coder in CODERS:
        for coding in tables.read_codings(output / "train" / f"{coder}.parquet"):
            question = coding.report_id, coding.dimension
            if question in settled:
                is_right = coding.codes == settled[question]
                found.setdefault((coder, coding.dimension), []).append(is_right)
    return {key: mean(answers) for key, answers in found.items()}


if __name__ == "__main__":
    raise SystemExit(quietly(main))
