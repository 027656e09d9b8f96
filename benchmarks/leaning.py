"""What it costs and mends that tradition and framing have no pattern in common among their features.

    python benchmarks/leaning.py [--results results] [--config config]

Classifier and combination are trained anew from the settled codes of a finished run: with every hit of a rule
as a feature for every dimension, with each of the two blind for the other's patterns alone, and with
`classifier.hidden` of the configuration; `--only` names some of these. Printed are macro-F1 and accuracy of
the combination, out of fold, on included settled reports of all and of the half held out, the share with one
possible answer, and the association of tradition and framing in the answers (bias-corrected Cramér's V, 95 %
bootstrap interval over reports), beside that of the settled codes. Takes some minutes; nothing is written.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from closed_pipe import quietly
from rule_performance import half_of, performance

from coprod_review.analyse.association import v_with_interval
from coprod_review.coding.classifier import classify
from coprod_review.coding.combine import combine
from coprod_review.config import Config
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.related_pairs import read_related
from coprod_review.io.teaching import read_teaching
from coprod_review.io.yamls import read_yaml
from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.coding import SETTLED_STATUSES, Coding
from coprod_review.tasks.coding.plan import plan_of

DIMENSIONS = ("tradition", "framing")
MEASURED = ("tradition", "tradition_basis", "framing")
DRAWS = 1000

OTHERS_HIDDEN: Mapping[str, tuple[str, ...]] = {
    "tradition": ("framing",),
    "tradition_basis": ("framing",),
    "framing": ("tradition", "tradition_basis"),
}
WAYS = ("all patterns", "the other's hidden", "as configured")

Answers = Mapping[tuple[str, str], tuple[str, ...]]


def main() -> int:
    """Train in every way and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--only", nargs="*", choices=WAYS, default=WAYS, metavar="WAY")
    arguments = parser.parse_args()
    config = read_yaml(arguments.config / "config.yaml", Config)
    included = {
        d.report_id
        for d in tables.read_screening(arguments.results / "screen" / "decisions.parquet")
        if d.included
    }
    settled: Answers = {
        (c.report_id, c.dimension): c.codes
        for c in tables.read_codes(arguments.results / "settle" / "settled.parquet")
        if c.report_id in included and c.status in SETTLED_STATUSES
    }
    codings = trained(arguments.results, arguments.config, config, arguments.only)
    for way, combined in codings.items():
        print_performance(way, combined, settled)
    answers = {way: {(c.report_id, c.dimension): c.codes for c in found} for way, found in codings.items()}
    print_association({"settled": settled, **answers}, settled, config.seed)
    return 0


def trained(results: Path, folder: Path, config: Config, ways: Sequence[str]) -> dict[str, Sequence[Coding]]:
    """The combination's codings by what is hidden from which dimension."""
    codebook = read_codebook(folder / "codebook.yaml")
    teaching = read_teaching(folder / "teaching", codebook, weight=config.classifier.teaching_weight)
    rules = tables.read_codings(results / "code" / "rules.parquet")
    if teaching.texts:
        rules += tables.read_codings(results / "code" / "teaching_rules.parquet")
    lineage = tables.read_codings(results / "code" / "lineage.parquet")
    settled = tables.read_codes(results / "settle" / "settled.parquet")
    related = read_related(results / "dedupe" / "pairs.csv")
    plan = plan_of(config)
    found = {
        way: classify(
            tables.read_reports(results / "dedupe" / "reports.parquet"),
            settled=settled,
            rules=rules,
            lineage=lineage,
            codebook=codebook,
            plan=replace(plan, hidden=hidden),
            teaching=teaching,
            related=related,
        )
        for way, hidden in zip(WAYS, ({}, OTHERS_HIDDEN, plan.hidden), strict=True)
        if way in ways
    }
    return {
        way: combine(
            rules=rules,
            lineage=lineage,
            classifier=[*one.codings, *one.of_teaching],
            inner=one.inner,
            settled=[*settled, *teaching.codes],
            codebook=codebook,
            coverage=config.decide.coverage,
            per_code_from=config.decide.per_code_from,
            least_chance=config.decide.least_chance,
        )
        for way, one in found.items()
    }


def print_performance(way: str, combined: Sequence[Coding], settled: Answers) -> None:
    """Macro-F1 and accuracy on all reports and on the half held out, and the share with one answer."""
    for dimension in MEASURED:
        of_it = [c for c in combined if c.dimension == dimension and (c.report_id, dimension) in settled]
        for subset in ("all", "held_out"):
            some = [c for c in of_it if subset in ("all", half_of(c.report_id))]
            accuracy, macro_f1, _ = performance(
                [settled[c.report_id, dimension] for c in some], [c.codes for c in some], multiple=False
            )
            sure = sum(c.prediction_set == c.codes for c in some) / len(some)
            print(
                f"{way:18} {dimension:16} {subset:9} n {len(some)}: macro-F1 {macro_f1:.3f},"
                f" accuracy {accuracy:.3f}, one answer {sure:.2f}"
            )


def print_association(answers_by_way: Mapping[str, Answers], settled: Answers, seed: int) -> None:
    """Cramér's V of tradition and framing on the reports that are settled as co-production."""
    ids = sorted(
        r
        for r, d in settled
        if d == "framing" and settled.get((r, "tradition"), (NONE_CODE,)) != (NONE_CODE,)
    )
    on_safety = [r for r in ids if settled[r, "framing"] != (NONE_CODE,)]
    for among, some in (("co-production as settled", ids), ("those and on safety", on_safety)):
        for way, answers in answers_by_way.items():
            given = [["|".join(answers[r, d]) for r in some] for d in DIMENSIONS]
            names = [sorted({*codes}) for codes in given]
            counts = np.zeros((len(names[0]), len(names[1])), dtype=np.int64)
            for row, column in zip(*given, strict=True):
                counts[names[0].index(row), names[1].index(column)] += 1
            found = v_with_interval(counts, draws=DRAWS, seed=seed, confidence=0.95)
            told = "-" if found.v is None else f"{found.v:.2f} [{found.low:.2f}, {found.high:.2f}]"
            print(f"V among {among} ({len(some)}), {way}: {told}")


if __name__ == "__main__":
    raise SystemExit(quietly(main))
