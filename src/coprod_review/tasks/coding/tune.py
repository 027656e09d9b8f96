"""The penalties of the classifier chosen, and kept for all runs to come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from coprod_review.coding.classifier import Side
    from coprod_review.coding.material import Material
    from coprod_review.config import Config
    from coprod_review.io.tuned import Tuned, TunedDimension
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """What the file holds now; `unchosen` tells, by dimension, why nothing could be chosen.

    Of these, the file holds what it held before.
    """

    tuned: Tuned
    unchosen: Mapping[str, str]


def tune_penalties(task: Task) -> Tuning:
    """Chosen by inner folds over all settled reports and written, with how nested folds fare by either.

    Raises ReviewError, and writes nothing, where no dimension has settled reports enough.
    """
    from dataclasses import replace

    from coprod_review.coding.classifier import code_sides, train_side
    from coprod_review.coding.material import FEW_CODES, gathered, of_these, too_few
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
    reports, plan = tables.read_reports(task.reports, only=those), plan_of(config)
    unchosen = too_few(of_these(settled, reports), codebook, plan)
    _refuse_nothing(unchosen, codebook.dimensions, task)
    material = gathered(
        reports,
        settled=settled,
        rules=[*rules, *tables.read_codings(task.teaching_rules)] if "rules" in inputs else (),
        lineage=tables.read_codings(task.lineage, only=those) if "lineage" in inputs else (),
        codebook=codebook,
        plan=plan,
        teaching=teaching,
        related=read_related(task.pairs),
    )
    final = train_side(material, ALL_SETTLED)
    penalties = {name: coder.regularisation for name, coder in final.trained.coders.items()}
    unchosen |= {d.name: FEW_CODES for d in material.dimensions if d.name not in penalties}
    _refuse_nothing(unchosen, codebook.dimensions, task)
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
    before = _before(task.output, unchosen)
    tuned = tuned.model_copy(update={"dimensions": dict(sorted({**before, **tuned.dimensions}.items()))})
    write_tuned(task.output, tuned)
    return Tuning(tuned=tuned, unchosen=unchosen)


def _refuse_nothing(unchosen: Mapping[str, str], dimensions: Collection[str], task: Task) -> None:
    """Raise ReviewError where no dimension is left for which a penalty could be chosen."""
    if unchosen.keys() >= set(dimensions):
        why = "; ".join(f"{name}: {reason}" for name, reason in unchosen.items())
        raise ReviewError(
            f"no penalty can be chosen ({why})",
            where=str(task.settled),
            remedy=f"settle more codes, run the review, and tune then; {task.output} stays as it is",
        )


def _before(path: Path, names: Collection[str]) -> dict[str, TunedDimension]:
    """What the file to be written holds of these dimensions."""
    from coprod_review.io.tuned import Tuned
    from coprod_review.io.yamls import read_yaml

    if not names or not path.exists():
        return {}
    kept = read_yaml(path, Tuned).dimensions
    return {name: kept[name] for name in names if name in kept}


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
