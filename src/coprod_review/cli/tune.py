"""`coprod-review tune`: choose the penalties of the classifier, and keep them for all runs to come."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coprod_review.coding.classifier import Side
    from coprod_review.coding.material import Material
    from coprod_review.config import Config
    from coprod_review.io.tuned import Tuned
    from coprod_review.model.coding import Coding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; all files but the last are those of a finished run."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument(
        "--pairs", type=Path, default=paths.PAIRS, metavar="FILE", help="which reports are of one study"
    )
    parser.add_argument("--settled", type=Path, default=paths.SETTLED, metavar="FILE")
    parser.add_argument("--rules", type=Path, default=paths.BY_RULES, metavar="FILE")
    parser.add_argument("--lineage", type=Path, default=paths.BY_LINEAGE, metavar="FILE")
    parser.add_argument("--teaching", type=Path, default=paths.TEACHING, metavar="FOLDER")
    parser.add_argument("--teaching-rules", type=Path, default=paths.TEACHING_RULES, metavar="FILE")
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument(
        "--output", type=Path, default=paths.TUNED, metavar="FILE", help="what is kept; written over"
    )


def run(arguments: argparse.Namespace) -> None:
    """Choose by inner folds over all settled reports; tell how nested folds fare with and without."""
    from dataclasses import replace

    from coprod_review.cli.training_plan import plan_of
    from coprod_review.coding.classifier import code_sides, train_side
    from coprod_review.coding.material import gathered
    from coprod_review.coding.settled_sides import ALL_SETTLED
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.parquet import Only
    from coprod_review.io.related_pairs import read_related
    from coprod_review.io.teaching import read_teaching
    from coprod_review.io.tuned import write_tuned
    from coprod_review.io.yamls import read_yaml

    config = read_yaml(arguments.settings, Config)
    codebook = read_codebook(arguments.codebook)
    settled = tables.read_codes(arguments.settled)
    those = Only(column="report_id", values={code.report_id for code in settled})
    teaching = read_teaching(arguments.teaching, codebook, weight=config.classifier.teaching_weight)
    rules = tables.read_codings(arguments.rules, only=those)
    inputs = config.classifier.inputs
    material = gathered(
        tables.read_reports(arguments.reports, only=those),
        settled=settled,
        rules=[*rules, *tables.read_codings(arguments.teaching_rules)] if "rules" in inputs else (),
        lineage=tables.read_codings(arguments.lineage, only=those) if "lineage" in inputs else (),
        codebook=codebook,
        plan=plan_of(config),
        teaching=teaching,
        related=read_related(arguments.pairs),
    )
    final = train_side(material, ALL_SETTLED)
    penalties = {name: coder.regularisation for name, coder in final.trained.coders.items()}
    kept = replace(material, plan=replace(material.plan, penalties=penalties))
    tuned = _tuned(
        config,
        material,
        final,
        nested=_right(material, code_sides(material)),
        kept=_right(kept, code_sides(kept)),
        n_texts=len(teaching.texts),
    )
    write_tuned(arguments.output, tuned)
    print("\n".join(_told(tuned, arguments.output)))


def _tuned(
    config: Config,
    material: Material,
    final: Side,
    *,
    nested: Mapping[str, float],
    kept: Mapping[str, float],
    n_texts: int,
) -> Tuned:
    from coprod_review.io.tuned import Tuned, TunedDimension
    from coprod_review.model.teaching import is_teaching

    return Tuned(
        codebook=material.codebook,
        seed=config.seed,
        folds=config.classifier.folds,
        inner_folds=config.classifier.inner_folds,
        teaching_texts=n_texts,
        dimensions={
            name: TunedDimension(
                regularisation=coder.regularisation,
                settled_reports=sum(not is_teaching(report) for report in material.answers[name]),
                log_loss={c: round(loss, 5) for c, loss in sorted(final.losses[name].items())},
                right_nested=round(nested[name], 4),
                right_kept=round(kept[name], 4),
            )
            for name, coder in sorted(final.trained.coders.items())
        },
    )


def _right(material: Material, codings: Sequence[Coding]) -> dict[str, float]:
    """The share of settled reports that were coded right out of fold, by dimension."""
    from collections import defaultdict

    from coprod_review.model.teaching import is_teaching

    found: defaultdict[str, list[bool]] = defaultdict(list)
    for coding in codings:
        answer = material.answers[coding.dimension].get(coding.report_id)
        if answer is not None and not is_teaching(coding.report_id):
            found[coding.dimension].append(coding.codes == answer)
    return {name: sum(right) / len(right) for name, right in found.items()}


def _told(tuned: Tuned, path: Path) -> list[str]:
    from coprod_review.pages.terminal import grid

    rows: list[tuple[str, ...]] = [
        ("dimension", "penalty", "log loss of each tried", "right, nested choice", "right, kept")
    ]
    for name, found in tuned.dimensions.items():
        losses = ", ".join(f"{c:g}: {loss:.4f}" for c, loss in found.log_loss.items())
        right = (f"{100 * share:.1f} %" for share in (found.right_nested, found.right_kept))
        rows.append((name, f"{found.regularisation:g}", losses, *right))
    told = [
        "nested: every fold chose its own penalty and saw nothing of the reports that it coded; kept: one",
        "penalty for all folds, chosen with their codes in view, so that its figure may flatter a little",
    ]
    return [*grid(rows, right=(1, 3, 4)), *told, f"kept in {path}; the next run takes these penalties"]
