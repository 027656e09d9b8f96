"""The machine coders taught by settled codes; what people coded, coded out of fold."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.tasks.coding.trained import TRAINED, config_digests, keep_classifier, keep_combination

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_review.coding.classifier import Classification
    from coprod_review.coding.combine import Combined
    from coprod_review.coding.rules import RuleCoder
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.report import Report
    from coprod_review.tasks.coding.rehearse import Known

LOG = logging.getLogger("coprod_review")

CODED_BESIDE = 0.75
"""The share of the teaching texts that are coded by rules while reports are read and coded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What people settled, the configuration, and where codings and coders go."""

    reports: Path
    pairs: Path
    settled: Path
    config: Path
    output: Path
    decisions: Path
    rehearsal: Path
    gold: Path
    registry: Path


def train_coders(task: Task) -> None:
    """Write codings out of fold, what the combination learned from, and the trained coders."""
    from coprod_review.config import Config
    from coprod_review.io.yamls import read_yaml

    config = read_yaml(task.config / paths.SETTINGS.name, Config)
    known = _known(task, config)

    # These take long to load: longer than reading, for which they are not needed.
    from coprod_review.coding.classifier import classify
    from coprod_review.coding.combine import combine_and_keep
    from coprod_review.coding.stacking import scored_by
    from coprod_review.tasks.beside import beside
    from coprod_review.tasks.coding.plan import plan_of

    plan = plan_of(config, tuned=task.config / paths.TUNED.name)
    rules, inputs = [*known.rules, *known.of_texts], config.classifier.inputs
    rehearsal = partial(_rehearse, known, config, task)
    with beside(rehearsal) if config.estimate.rehearse else nullcontext():
        found = classify(
            known.reports,
            settled=known.settled,
            rules=rules if "rules" in inputs else (),
            lineage=known.lineage if "lineage" in inputs else (),
            codebook=known.codebook,
            plan=plan,
            teaching=known.teaching,
            texts=known.texts,
            related=known.related,
        )
        with beside(partial(_write_beside, task, config, known, found, penalties_kept=plan.penalties)):
            combined = combine_and_keep(
                scored_by(
                    rules=rules,
                    lineage=known.lineage,
                    classifier=[*found.codings, *found.of_teaching],
                    inner=found.inner,
                ),
                settled=[*known.settled, *known.teaching.codes],
                codebook=known.codebook,
                coverage=config.decide.coverage,
                per_code_from=config.decide.per_code_from,
                least_chance=config.decide.least_chance,
            )
            _write_combined(task, config, known, found=found, combined=combined)
    _tell(found, n_reports=len(known.reports), n_texts=len(known.teaching.texts))


def _known(task: Task, config: Config) -> Known:
    """What people coded, and what rules and lineage say of it and of teaching texts."""
    from coprod_review.coding.lineage import LineageCoder, code_by_lineage
    from coprod_review.coding.rules import code_by_rules
    from coprod_review.coding.tokens import texts_of
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.lineage import read_lineage
    from coprod_review.io.parquet import Only
    from coprod_review.io.related_pairs import read_related
    from coprod_review.io.teaching import read_teaching
    from coprod_review.tasks.beside import beside
    from coprod_review.tasks.coding.rehearse import Known

    folder: Path = task.config
    codebook = read_codebook(folder / paths.CODEBOOK.name)
    teaching = read_teaching(folder / paths.TEACHING.name, codebook, weight=config.classifier.teaching_weight)
    coder = _rule_coder(folder, codebook)
    texts = {text.report_id: texts_of(text) for text in teaching.texts}
    n_beside = round(CODED_BESIDE * len(teaching.texts))
    with beside(lambda: list(code_by_rules(coder, teaching.texts[:n_beside], texts=texts))) as first_texts:
        import_module("coprod_review.coding.classifier")  # the rehearsal has it from here
        settled = tables.read_codes(task.settled)
        those = Only(column="report_id", values={code.report_id for code in settled})
        reports = sorted(tables.read_reports(task.reports, only=those), key=lambda r: r.report_id)
        texts |= {report.report_id: texts_of(report) for report in reports}
        rules = list(code_by_rules(coder, reports, texts=texts))
        works = read_lineage(folder / paths.LINEAGE.name)
        lineage = list(code_by_lineage(LineageCoder(codebook=codebook, works=works), reports))
        other_texts = list(code_by_rules(coder, teaching.texts[n_beside:], texts=texts))
        related = read_related(task.pairs)
    return Known(
        reports=reports,
        settled=settled,
        rules=rules,
        of_texts=[*first_texts.result(), *other_texts],
        lineage=lineage,
        teaching=teaching,
        codebook=codebook,
        texts=texts,
        related=related,
    )


def _write_beside(
    task: Task, config: Config, known: Known, found: Classification, *, penalties_kept: Iterable[str]
) -> None:
    """Write what needs no combination: teaching texts, inner scores, baselines, the trained classifier."""
    from coprod_review.coding.baselines import code_baselines
    from coprod_review.io import tables

    output: Path = task.output
    tables.write_codings(output / paths.TEACHING_RULES.name, known.of_texts)
    tables.write_codings(output / paths.TEACHING_CLASSIFIER.name, found.of_teaching)
    tables.write_codings(output / paths.INNER.name, found.inner)
    keep_classifier(
        output / TRAINED.name,
        found.final,
        config=config,
        taught_by=_taught_by(known, found),
        config_files=config_digests(task.config),
        penalties_kept=penalties_kept,
    )
    baselines = code_baselines(
        known.reports,
        settled=known.settled,
        fold_by_report=found.fold_by_report,
        codebook=known.codebook,
        min_settled=config.classifier.min_settled,
    )
    tables.write_codings(output / paths.BASELINES.name, baselines)


def _taught_by(known: Known, found: Classification) -> list[Report]:
    """The reports that taught the final classifier: those with a settled code where one was trained."""
    from coprod_review.coding.material import of_these

    settled = of_these(known.settled, known.reports)
    taught = {code.report_id for code in settled if code.dimension in found.final.coders}
    return [report for report in known.reports if report.report_id in taught]


def _write_combined(
    task: Task, config: Config, known: Known, *, found: Classification, combined: Combined
) -> None:
    """Write the combination, and the codings out of fold of it and of all that it combines."""
    from coprod_review.coding.record_codes import settled_counts
    from coprod_review.io.coding_parts import write_parts

    output: Path = task.output
    codings = [*known.rules, *known.lineage, *found.codings, *combined.codings]
    write_parts(output / paths.OUT_OF_FOLD.name, [codings])
    keep_combination(
        output / TRAINED.name,
        combined.final,
        codebook=known.codebook.version,
        config=config,
        counts=settled_counts(known.settled),
    )


def _rehearse(known: Known, config: Config, task: Task) -> None:
    """The rehearsal of the gold sample, which knows of the run what a run of the sample alone would know."""
    from coprod_review.io.included import included_ids
    from coprod_review.tasks.coding.rehearse import gold_reports, rehearse

    included = set(included_ids(task.decisions))
    reports = [report for report in known.reports if report.report_id in included]
    gold = gold_reports(task.gold, reports=task.reports, registry=task.registry)
    rehearse(replace(known, reports=reports, gold=gold), config, task.rehearsal)


def _rule_coder(folder: Path, codebook: Codebook) -> RuleCoder:
    """The rule coder; raises ReviewErrors where a pattern or cue fails its own sentences."""
    from coprod_review.coding.pattern_checks import cue_faults, pattern_faults
    from coprod_review.coding.rules import RuleCoder
    from coprod_review.errors import raise_all
    from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing

    contexts = folder / paths.CONTEXTS.name
    patterns = read_patterns(folder / paths.PATTERNS.name, codebook)
    weighing = read_weighing(contexts)
    raise_all([*pattern_faults(patterns), *cue_faults(weighing, where=str(contexts))])
    decisions = read_decisions(folder / paths.RULE_STEPS.name, codebook)
    return RuleCoder(codebook=codebook, patterns=patterns, weighing=weighing, decisions=decisions)


def _tell(found: Classification, *, n_reports: int, n_texts: int) -> None:
    for dimension, why in found.untrained.items():
        trained = any(c.dimension == dimension for c in found.codings)
        LOG.warning("train: %s trained for %s: %s", "not all" if trained else "nothing", dimension, why)
    LOG.info(
        "train: %d settled reports, coded in %d dimensions, %d codings out of fold; %d teaching texts",
        n_reports,
        len({c.dimension for c in found.codings}),
        found.n_out_of_fold,
        n_texts,
    )
