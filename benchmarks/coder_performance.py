"""Out-of-fold performance of every machine coder and baseline, as a table on the terminal.

    python benchmarks/coder_performance.py [--results results] [--rules FILE] [--lineage FILE]
        [--teaching-weight W]

Classifier, combination and baselines are trained anew from the settled codes of a finished run, and predict
settled reports out of fold; nothing is written. Included reports only. The rule coder's honest figure is that
of the held-out half. Teaching texts teach as the configuration says, or with the weight given here (0: not
at all), and are measured apart: invented texts, predicted out of fold, whose codes are their writers'.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from pathlib import Path

from closed_pipe import quietly

from coprod_review.analyse.performance import performance_tables
from coprod_review.coding.baselines import code_baselines
from coprod_review.coding.classifier import classify
from coprod_review.coding.combine import combine
from coprod_review.config import Config
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.related_pairs import read_related
from coprod_review.io.teaching import read_teaching
from coprod_review.io.yamls import read_yaml
from coprod_review.model.codebook import Codebook
from coprod_review.model.teaching import Teaching
from coprod_review.tasks.coding.plan import plan_of


def main() -> int:
    """Measure and print."""
    arguments = _arguments()
    config = read_yaml(arguments.config, Config)
    codebook = read_codebook(arguments.codebook)
    reports = tables.read_reports(arguments.results / "dedupe" / "reports.parquet")
    settled = tables.read_codes(arguments.results / "settle" / "settled.parquet")
    decisions = tables.read_screening(arguments.results / "screen" / "decisions.parquet")
    rules, lineage = _given(arguments.rules), _given(arguments.lineage)
    weight = (
        config.classifier.teaching_weight if arguments.teaching_weight is None else arguments.teaching_weight
    )
    teaching = read_teaching(arguments.codebook.parent / "teaching", codebook, weight=weight)
    of_teaching = _given(arguments.results / "code" / "teaching_rules.parquet") if rules and weight else []
    begun = time.perf_counter()
    found = classify(
        reports,
        settled=settled,
        rules=[*rules, *of_teaching],
        lineage=lineage,
        codebook=codebook,
        plan=plan_of(config),
        teaching=teaching,
        related=read_related(arguments.results / "dedupe" / "pairs.csv"),
    )
    classified = time.perf_counter()
    combination = combine(
        rules=[*rules, *of_teaching],
        lineage=lineage,
        classifier=[*found.codings, *found.of_teaching],
        inner=found.inner,
        settled=[*settled, *teaching.codes],
        codebook=codebook,
        coverage=config.decide.coverage,
        per_code_from=config.decide.per_code_from,
        least_chance=config.decide.least_chance,
    )
    combined = time.perf_counter()
    baselines = code_baselines(
        reports,
        settled=settled,
        fold_by_report=found.fold_by_report,
        codebook=codebook,
        min_settled=config.classifier.min_settled,
    )
    included = {d.report_id for d in decisions if d.included}
    measured = performance_tables(
        [*rules, *lineage, *found.codings, *combination, *baselines],
        [s for s in settled if s.report_id in included],
        [],
        codebook,
        development_ids=frozenset(r.report_id for r in reports if _in_development_half(r.report_id)),
        seed=config.seed,
        draws=config.analyse.bootstrap_draws,
        confidence=config.analyse.interval,
        coverage=config.decide.coverage,
    )
    for subset in ("all", "held_out"):
        print(f"\n{subset.replace('_', '-')} reports: macro-F1 [95 % interval] / accuracy / kappa")
        for row in measured.performance:
            if row["subset"] == subset:
                print(_line(row))
    print("\nconformal sets: dimension, subset, promised, achieved [interval], single answers")
    for row in measured.coverage:
        if row["code"]:
            continue
        print(
            f"{row['dimension']:20} {row['subset']:11} {row['promised']:.2f} {row['achieved']:.3f}"
            f" [{row['low']:.3f}, {row['high']:.3f}] {row['single_share']:.2f}"
        )
    _print_teaching([*of_teaching, *found.of_teaching], teaching, codebook)
    errors = {row["dimension"]: (row["brier"], row["ece"]) for row in measured.calibration}
    print("\ncalibration of the combination: dimension, Brier, ECE")
    for dimension, (brier, ece) in errors.items():
        print(f"{dimension:20} {brier:.3f} {ece:.3f}")
    print(f"\nclassifier {classified - begun:.1f} s, combination {combined - classified:.1f} s")
    return 0


def _print_teaching(codings: list[tables.Coding], teaching: Teaching, codebook: Codebook) -> None:
    """The share of teaching texts whose answer is the written one, by dimension and coder."""
    written = {(c.report_id, c.dimension): set(c.codes) for c in teaching.codes}
    for coder in sorted({c.coder for c in codings}):
        print(
            f"\nteaching texts ({len(teaching.texts)}), out of fold but for rules: right answers of {coder}"
        )
        for dimension in codebook.dimensions:
            right = [
                set(c.codes) == written[c.report_id, dimension]
                for c in codings
                if c.coder == coder and c.dimension == dimension
            ]
            print(f"{dimension:20} {sum(right) / max(len(right), 1):.3f} of {len(right)}")


def _line(row: dict[str, object]) -> str:
    kappa = "undefined" if row["kappa"] is None else f"{row['kappa']:.2f}"
    return (
        f"{row['dimension']:20} {row['coder']:18} {row['macro_f1']:.3f}"
        f" [{row['macro_f1_low']:.2f}, {row['macro_f1_high']:.2f}] / {row['accuracy']:.3f} / {kappa}"
        f"   n {row['n']}, answered or decided {row['n_decided']}"
    )


def _given(path: Path | None) -> list[tables.Coding]:
    return tables.read_codings(path) if path else []


def _in_development_half(report_id: str) -> bool:
    """Whether patterns were written with this report in view: an even last digit of its SHA-256."""
    return int(hashlib.sha256(report_id.encode()).hexdigest()[-1], 16) % 2 == 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--rules", type=Path)
    parser.add_argument("--lineage", type=Path)
    parser.add_argument("--codebook", type=Path, default=Path("config/codebook.yaml"))
    parser.add_argument("--config", type=Path, default=Path("config/config.yaml"))
    parser.add_argument("--teaching-weight", type=float, metavar="W")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(quietly(main))
