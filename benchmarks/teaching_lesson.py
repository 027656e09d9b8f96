"""Whether what one file of teaching texts teaches holds for texts that it does not have, as a table.

    python benchmarks/teaching_lesson.py [--area edges] [--weight 0.5 --weight 1.0] [--results results]

Texts of the area are coded as unseen reports: by coders taught without the area, and in five folds by coders
that the other folds have taught too. Siblings, whose ids differ in their last letter alone, stand in one
fold. The kind of a text is the second part of its id. Counted are answers of rules, classifier and
combination that are the written ones, and how many the combination decides by itself. Rules are those of
config/patterns/, or of `--patterns FOLDER`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from closed_pipe import quietly

from coprod_review.coding.classifier import classify
from coprod_review.coding.combine import combine
from coprod_review.coding.rules import RuleCoder, code_by_rules
from coprod_review.config import Config
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.io.related_pairs import read_related
from coprod_review.io.teaching import read_teaching
from coprod_review.io.yamls import read_yaml
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.report import Report
from coprod_review.model.teaching import PREFIX, Teaching
from coprod_review.tasks.coding.plan import plan_of

FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What every training has in common."""

    reports: Sequence[Report]
    settled: Sequence[CodeOfRecord]
    rules: Sequence[Coding]
    lineage: Sequence[Coding]
    codebook: Codebook
    config: Config
    related: Sequence[tuple[str, str]]


def main() -> int:
    """Train without the area and in folds, and print the table."""
    arguments = _arguments()
    config, codebook = read_yaml(arguments.config / "config.yaml", Config), read_codebook(arguments.codebook)
    coder = RuleCoder(
        codebook=codebook,
        patterns=read_patterns(arguments.patterns or arguments.config / "patterns", codebook),
        weighing=read_weighing(arguments.config / "contexts.yaml"),
        decisions=read_decisions(arguments.config / "decisions.yaml", codebook),
    )
    settled = tables.read_codes(arguments.results / "settle" / "settled.parquet")
    coded = {s.report_id for s in settled}
    reports = tables.read_reports(arguments.results / "dedupe" / "reports.parquet")
    reports = [report for report in reports if report.report_id in coded]
    teaching = read_teaching(arguments.config / "teaching", codebook)
    known = Known(
        reports=reports,
        settled=settled,
        rules=list(code_by_rules(coder, [*reports, *teaching.texts])),
        lineage=tables.read_codings(arguments.results / "code" / "lineage.parquet"),
        codebook=codebook,
        config=config,
        related=read_related(arguments.results / "dedupe" / "pairs.csv"),
    )
    own = [text for text in teaching.texts if text.report_id.startswith(f"{PREFIX}{arguments.area}-")]
    pairs = sorted({text.report_id[:-1] for text in own})
    fold = {text.report_id: pairs.index(text.report_id[:-1]) % FOLDS for text in own}
    ids = frozenset(fold)
    print(
        "| weight | taught by | kind | texts | dimension | rules | classifier | combination | decided"
        " | of these right |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for weight in arguments.weight or [config.classifier.teaching_weight]:
        taught = replace(teaching, weight=weight)
        without = _codings_of(known, taught, ids, ids)
        within = [
            coding
            for number in range(FOLDS)
            for asked in [frozenset(i for i in ids if fold[i] == number)]
            for coding in _codings_of(known, taught, asked, asked)
        ]
        for name, found in (("others", without), ("others and four folds", within)):
            for line in _lines(found, teaching, codebook, ids):
                print(f"| {weight} | {name} | {line} |", flush=True)
    return 0


def _codings_of(
    known: Known, teaching: Teaching, left_out: frozenset[str], asked: frozenset[str]
) -> list[Coding]:
    """What coders that are taught without some texts say of those that are asked."""
    texts = {t.report_id: replace(t, report_id=t.report_id.removeprefix(PREFIX)) for t in teaching.texts}
    taught = Teaching(
        texts=tuple(t for t in teaching.texts if t.report_id not in left_out),
        codes=tuple(c for c in teaching.codes if c.report_id not in left_out),
        weight=teaching.weight,
    )
    rules = [
        replace(c, report_id=c.report_id.removeprefix(PREFIX)) if c.report_id in left_out else c
        for c in known.rules
        if c.report_id not in left_out or c.report_id in asked
    ]
    found = classify(
        [*known.reports, *(texts[i] for i in sorted(asked))],
        settled=known.settled,
        rules=rules,
        lineage=known.lineage,
        codebook=known.codebook,
        plan=plan_of(known.config),
        teaching=taught,
        related=known.related,
    )
    combination = combine(
        rules=rules,
        lineage=known.lineage,
        classifier=[*found.codings, *found.of_teaching],
        inner=found.inner,
        settled=[*known.settled, *taught.codes],
        codebook=known.codebook,
        coverage=known.config.decide.coverage,
        per_code_from=known.config.decide.per_code_from,
        least_chance=known.config.decide.least_chance,
    )
    plain = {i.removeprefix(PREFIX) for i in asked}
    return [c for c in (*rules, *found.codings, *combination) if c.report_id in plain]


def _lines(
    codings: Iterable[Coding], teaching: Teaching, codebook: Codebook, ids: frozenset[str]
) -> Iterable[str]:
    """A line a kind for tradition and framing, then one for all texts in every dimension."""
    written = {
        (c.report_id.removeprefix(PREFIX), c.dimension): set(c.codes)
        for c in teaching.codes
        if c.report_id in ids
    }
    found = {(c.coder, c.report_id, c.dimension): c for c in codings}
    names = sorted(i.removeprefix(PREFIX) for i in ids)
    kinds = sorted({name.split("-")[1] for name in names})
    asked = [(kind, d) for d in ("tradition", "framing") for kind in kinds]
    for kind, dimension in [*asked, *(("all", d) for d in codebook.dimensions)]:
        those = [name for name in names if kind in ("all", name.split("-")[1])]
        shares = [
            sum(set(found[coder, n, dimension].codes) == written[n, dimension] for n in those) / len(those)
            for coder in ("rules", "classifier", "combination")
        ]
        decided = [n for n in those if len(found["combination", n, dimension].prediction_set) == 1]
        right = sum(set(found["combination", n, dimension].codes) == written[n, dimension] for n in decided)
        told = " | ".join(f"{share:.2f}" for share in shares)
        yield (
            f"{kind} | {len(those)} | {dimension} | {told} | {len(decided) / len(those):.2f}"
            f" | {right / max(1, len(decided)):.2f}"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--area", default="edges")
    parser.add_argument("--weight", action="append", type=float)
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--codebook", type=Path, default=Path("config/codebook.yaml"))
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--patterns", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(quietly(main))
