"""What more coding would buy: the classifier taught by a part of the settled reports, as a table.

    python benchmarks/learning_curve.py [--results results] [--dimension tradition --dimension framing]
        [--seeds 5]

Of the settled reports of a finished run a random share is kept as settled (by whole groups of reports that
are duplicates or belong to one study), the classifier is trained on these as in a run, with and without
teaching texts, and predicts all settled reports: those kept out of fold, the others unseen. Counted are
included reports of the half that was held out from rule writing, every report in every draw. Printed are
means over the draws, with the smallest and greatest; the last lines tell what the last doubling has bought.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from closed_pipe import quietly

from coprod_review.coding.classifier import classify
from coprod_review.coding.folds import groups_of
from coprod_review.coding.material import Plan
from coprod_review.coding.settled_sides import settled_answers
from coprod_review.config import Config
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.related_pairs import read_related
from coprod_review.io.teaching import read_teaching
from coprod_review.io.yamls import read_yaml
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.report import Report
from coprod_review.model.teaching import NO_TEACHING, Teaching
from coprod_review.tasks.coding.plan import plan_of

SHARES = (0.125, 0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What every training of the curve has in common."""

    reports: Sequence[Report]
    settled: Sequence[CodeOfRecord]
    rules: Sequence[Coding]
    lineage: Sequence[Coding]
    codebook: Codebook
    plan: Plan
    related: Sequence[tuple[str, str]]
    measured: frozenset[str]


def main() -> int:
    """Train at every share, and print the table."""
    arguments = _arguments()
    config, codebook = read_yaml(arguments.config, Config), read_codebook(arguments.codebook)
    coded = arguments.results / "code"
    teaching = read_teaching(
        arguments.codebook.parent / "teaching", codebook, weight=config.classifier.teaching_weight
    )
    decisions = tables.read_screening(arguments.results / "screen" / "decisions.parquet")
    settled = tables.read_codes(arguments.results / "settle" / "settled.parquet")
    run = Run(
        reports=tables.read_reports(arguments.results / "dedupe" / "reports.parquet"),
        settled=[s for s in settled if s.dimension in arguments.dimension],
        rules=[
            *tables.read_codings(coded / "rules.parquet"),
            *tables.read_codings(coded / "teaching_rules.parquet"),
        ],
        lineage=tables.read_codings(coded / "lineage.parquet"),
        codebook=codebook,
        plan=plan_of(config),
        related=read_related(arguments.results / "dedupe" / "pairs.csv"),
        measured=frozenset(d.report_id for d in decisions if d.included and _is_held_out(d.report_id)),
    )
    print("| dimension | teaching texts | settled reports | macro-F1, mean (least to most) | accuracy |")
    print("|---|---|---|---|---|")
    gains: list[str] = []
    for name in arguments.dimension:
        for taught in (NO_TEACHING, teaching):
            points = {share: _points(run, name, taught, share, arguments.seeds) for share in SHARES}
            for share, drawn in points.items():
                print(_line(run, name, taught, share, drawn), flush=True)
            gains.append(_gain(name, taught, points))
    print("\n".join(("", *gains)))
    return 0


def _points(
    run: Run, dimension: str, teaching: Teaching, share: float, n_seeds: int
) -> list[tuple[float, float]]:
    """Macro-F1 and accuracy of each draw; one draw where nothing is left to chance."""
    return [_point(run, dimension, teaching, share, seed) for seed in range(n_seeds if share < 1 else 1)]


def _point(run: Run, dimension: str, teaching: Teaching, share: float, seed: int) -> tuple[float, float]:
    answers = settled_answers(run.settled)[dimension]
    kept = _kept(run, share, seed)
    found = classify(
        run.reports,
        settled=[s for s in run.settled if s.report_id in kept and s.dimension == dimension],
        rules=run.rules,
        lineage=run.lineage,
        codebook=run.codebook,
        plan=run.plan,
        teaching=Teaching(
            texts=teaching.texts,
            codes=tuple(c for c in teaching.codes if c.dimension == dimension),
            weight=teaching.weight,
        ),
        related=run.related,
    )
    pairs = [
        (answers[c.report_id], c.codes)
        for c in found.codings
        if c.dimension == dimension and c.report_id in answers and c.report_id in run.measured
    ]
    return _macro_f1(pairs), statistics.fmean(right == given for right, given in pairs)


def _kept(run: Run, share: float, seed: int) -> frozenset[str]:
    """The reports of a random share of the groups."""
    groups = groups_of(run.reports, run.related)
    names = sorted(set(groups.values()))
    random.Random(seed).shuffle(names)
    kept = set(names[: round(len(names) * share)])
    return frozenset(report for report, group in groups.items() if group in kept)


def _macro_f1(pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> float:
    codes = sorted({code for right, _ in pairs for code in right})
    return statistics.fmean(
        2
        * sum(code in right and code in given for right, given in pairs)
        / max(1, sum((code in right) + (code in given) for right, given in pairs))
        for code in codes
    )


def _line(
    run: Run, dimension: str, teaching: Teaching, share: float, drawn: Sequence[tuple[float, float]]
) -> str:
    f1, right = [f for f, _ in drawn], [a for _, a in drawn]
    n = round(len(settled_answers(run.settled)[dimension]) * share)
    return f"| {dimension} | {len(teaching.texts)} | {n} | {_told(f1)} | {_told(right)} |"


def _told(values: Sequence[float]) -> str:
    return f"{statistics.fmean(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def _gain(dimension: str, teaching: Teaching, points: Mapping[float, Sequence[tuple[float, float]]]) -> str:
    half, full = (
        [statistics.fmean(drawn[i] for drawn in points[share]) for i in (0, 1)] for share in (0.5, 1.0)
    )
    return (
        f"{dimension}, {len(teaching.texts)} teaching texts: the last doubling of settled reports bought"
        f" {full[0] - half[0]:+.3f} macro-F1 and {full[1] - half[1]:+.3f} accuracy"
    )


def _is_held_out(report_id: str) -> bool:
    """Whether no pattern was written with this report in view: an odd last digit of its SHA-256."""
    return int(hashlib.sha256(report_id.encode()).hexdigest()[-1], 16) % 2 == 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--codebook", type=Path, default=Path("config/codebook.yaml"))
    parser.add_argument("--config", type=Path, default=Path("config/config.yaml"))
    parser.add_argument("--dimension", action="append")
    parser.add_argument("--seeds", type=int, default=5)
    arguments = parser.parse_args()
    arguments.dimension = arguments.dimension or ["tradition", "framing"]
    return arguments


if __name__ == "__main__":
    raise SystemExit(quietly(main))
