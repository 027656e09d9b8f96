"""The penalties of the classifier chosen, and kept for all runs to come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coprod_review.coding.classifier import Side
    from coprod_review.coding.material import Material
    from coprod_review.config import Config
    from coprod_review.io.tuned import Tuned
    from coprod_review.model.coding import Coding


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a finished run has for learning, and where the chosen penalties are kept."""

    reports: Path
    pairs: Path
    settled: Path
    rules: Path
    lineage: Path
    teaching: Path
    teaching_rules: Path
    codebook: Path
    settings: Path
    output: Path


def tune_penalties(task: Task) -> Tuned:
    """Chosen by inner folds over all settled reports and written, with how nested folds fare by either."""
    from dataclasses import replace

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
    from coprod_review.tasks.coding.plan import plan_of
    from coprod_review.tasks.coding.tuned_on import digests_of

    config = read_yaml(task.settings, Config)
    codebook = read_codebook(task.codebook)
    settled = tables.read_codes(task.settled)
    those = Only(column="report_id", values={code.report_id for code in settled})
    teaching = read_teaching(task.teaching, codebook, weight=config.classifier.teaching_weight)
    rules = tables.read_codings(task.rules, only=those)
    inputs = config.classifier.inputs
    material = gathered(
        tables.read_reports(task.reports, only=those),
        settled=settled,
        rules=[*rules, *tables.read_codings(task.teaching_rules)] if "rules" in inputs else (),
        lineage=tables.read_codings(task.lineage, only=those) if "lineage" in inputs else (),
        codebook=codebook,
        plan=plan_of(config),
        teaching=teaching,
        related=read_related(task.pairs),
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
        tuned_on=digests_of(task.codebook.parent, config, settled),
    )
    write_tuned(task.output, tuned)
    return tuned


def _tuned(
    config: Config,
    material: Material,
    final: Side,
    *,
    nested: Mapping[str, float],
    kept: Mapping[str, float],
    n_texts: int,
    tuned_on: Mapping[str, str],
) -> Tuned:
    from coprod_review.io.tuned import Tuned, TunedDimension
    from coprod_review.model.teaching import is_teaching

    return Tuned(
        codebook=material.codebook,
        seed=config.seed,
        folds=config.classifier.folds,
        inner_folds=config.classifier.inner_folds,
        teaching_texts=n_texts,
        tuned_on=dict(tuned_on),
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
