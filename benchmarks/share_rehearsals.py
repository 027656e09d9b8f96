"""How often corrected shares hold what all settled codes of a finished run say, over many samples of 150.

    python benchmarks/share_rehearsals.py [--results results] [--samples 200] [--retrain 25]

First with the answers of the run's machine coders, which are out of fold, but learned from the settled codes
of the other folds. Then, with --retrain, by the command `rehearse` with another seed each time: another
sample, and a machine trained on it alone (about 20 s each).
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from closed_pipe import quietly

from coprod_review.analyse.corrected_questions import Question, questions
from coprod_review.analyse.corrected_shares import CorrectedShare, corrected_shares
from coprod_review.analyse.gold_sample import GoldSample, gold_sample
from coprod_review.analyse.sampling import draw, machine_strata
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.samples import read_plan
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.sample import PlannedReport, inclusion_by_report

SIZE, FLOOR = 150, 3
DESIGNS = {"random": (), "stratified": ("tradition", "framing")}
RETRAINED = "stratified, machine trained on it alone"

Held = defaultdict[tuple[str, str, str], list[float]]
"""By design, kind of share, and what: for each share whether an interval holds the truth, or its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a finished run has settled."""

    included: list[str]
    settled: list[CodeOfRecord]
    codebook: Codebook

    def sample(self, plan: list[PlannedReport], machine: list[Coding]) -> GoldSample:
        """The sample of a plan, for the corpus of the settled reports, whose true shares are known."""
        return gold_sample(
            "rehearsal",
            self.included,
            inclusion=inclusion_by_report(plan),
            settled=self.settled,
            machine=machine,
            only_settled=True,
        )


def main() -> int:
    """Draw, estimate, and print tables in Markdown."""
    arguments = _arguments()
    results = arguments.results
    decisions = tables.read_screening(results / "screen" / "decisions.parquet")
    run = Run(
        included=[d.report_id for d in decisions if d.included],
        settled=tables.read_codes(results / "settle" / "settled.parquet"),
        codebook=read_codebook(arguments.config / "codebook.yaml"),
    )
    print_by_design(run, results, samples=arguments.samples)
    if arguments.retrain:
        print_retrained(run, results, arguments.config, times=arguments.retrain)
    return 0


def print_by_design(run: Run, results: Path, *, samples: int) -> None:
    """Samples at random and by strata, with the run's own machine codes."""
    machine = tables.read_codings(results / "code" / "combination.parquet")
    rules = tables.read_codings(results / "code" / "rules.parquet")
    held: Held = defaultdict(list)
    for design, dimensions in DESIGNS.items():
        strata = machine_strata(run.included, rules, dimensions)
        for seed in range(samples):
            plan = draw(strata, (), size=SIZE, floor=FLOOR, seed=seed)
            _note_all(held, design, run, run.sample(plan, machine))
    _print_held(held, f"The run's own machine codes, {samples} samples of each design, in per cent:")


def print_retrained(run: Run, results: Path, config: Path, *, times: int) -> None:
    """The rehearsal with other seeds."""
    settings = (config / "config.yaml").read_text(encoding="utf-8")
    held: Held = defaultdict(list)
    for seed in range(1, times + 1):
        with tempfile.TemporaryDirectory() as folder:
            changed, made = Path(folder) / "config.yaml", Path(folder) / "made"
            changed.write_text(re.sub(r"(?m)^seed: .*", f"seed: {seed}", settings), encoding="utf-8")
            subprocess.run(
                [
                    *(sys.executable, "-m", "coprod_review", "rehearse"),
                    *("--settings", str(changed), "--output", str(made)),
                ],
                cwd=results.resolve().parent,
                capture_output=True,
                check=True,
            )
            plan = read_plan(made / "plan.csv")
            machine = tables.read_codings(made / "combination.parquet")
        _note_all(held, RETRAINED, run, run.sample(plan, machine))
    _print_held(held, f"{times} rehearsals, the machine trained on each sample alone, in per cent:")


def _note_all(held: Held, design: str, run: Run, sample: GoldSample) -> None:
    for question in questions(run.codebook):
        for share in corrected_shares(sample, question, confidence=0.95):
            _note(held, design, question, share)


def _note(held: Held, design: str, question: Question, share: CorrectedShare) -> None:
    if share.every is None or np.isnan(share.corrected.value):
        return
    kind = "difference" if share.other else question.measure
    about = f"{kind} where {question.among}" if question.among else kind
    for name, found in (("ours", share.corrected), ("sample", share.sample), ("naive", share.naive)):
        inside = found.low - 1e-9 <= share.every.value <= found.high + 1e-9
        held[design, about, name].append(float(inside))
        held[design, about, f"{name} width"].append(found.high - found.low)


def _print_held(held: Held, title: str) -> None:
    print(f"\n{title}\n")
    print(
        "| sample | what | n | coverage: corrected | sample alone | machine alone | width: corrected | "
        "sample alone |"
    )
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for design, about in dict.fromkeys(key[:2] for key in held):
        cells = [
            f"{100 * np.mean(held[design, about, name]):.1f}"
            for name in ("ours", "sample", "naive", "ours width", "sample width")
        ]
        print(f"| {design} | {about} | {len(held[design, about, 'ours'])} | {' | '.join(cells)} |")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--retrain", type=int, default=0, metavar="N", help="rehearse the run N times")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(quietly(main))
