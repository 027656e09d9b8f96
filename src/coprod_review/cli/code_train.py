"""`coprod-review code train`: learn from settled codes, and code what people coded, out of fold."""

from __future__ import annotations

import argparse
import logging
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths
from coprod_review.cli.trained_files import TRAINED, config_digests, keep_classifier, keep_combination

if TYPE_CHECKING:
    from coprod_review.cli.rehearse import Known
    from coprod_review.coding.classifier import Classification
    from coprod_review.coding.combine import Combined
    from coprod_review.coding.rules import RuleCoder
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument(
        "--pairs", type=Path, default=paths.PAIRS, metavar="FILE", help="which reports are of one study"
    )
    parser.add_argument("--settled", type=Path, default=paths.SETTLED, metavar="FILE")
    parser.add_argument("--config", type=Path, default=paths.CONFIG, metavar="FOLDER")
    parser.add_argument(
        "--output", type=Path, default=paths.CODED, metavar="FOLDER", help="where codings and coders go"
    )
    parser.add_argument(
        "--decisions", type=Path, default=paths.DECISIONS, metavar="FILE", help="for the rehearsal"
    )
    parser.add_argument(
        "--rehearsal",
        type=Path,
        default=paths.REHEARSAL,
        metavar="FOLDER",
        help="where the rehearsal goes, if the configuration asks for it",
    )


def run(arguments: argparse.Namespace) -> None:
    """Write codings out of fold, what the combination learned from, and the trained coders."""
    from coprod_review.cli.beside import beside
    from coprod_review.cli.training_plan import plan_of
    from coprod_review.coding.classifier import classify
    from coprod_review.coding.combine import combine_and_keep
    from coprod_review.coding.stacking import scored_by
    from coprod_review.config import Config
    from coprod_review.io.yamls import read_yaml

    config = read_yaml(arguments.config / paths.SETTINGS.name, Config)
    known = _known(arguments, config)
    rules, inputs = [*known.rules, *known.of_texts], config.classifier.inputs
    import_module(
        "scipy.optimize"
    )  # calibration needs it; the rehearsal has it from here and loads it not again
    rehearsal = partial(_rehearse, known, config, arguments)
    with beside(rehearsal) if config.estimate.rehearse else nullcontext():
        found = classify(
            known.reports,
            settled=known.settled,
            rules=rules if "rules" in inputs else (),
            lineage=known.lineage if "lineage" in inputs else (),
            codebook=known.codebook,
            plan=plan_of(config, tuned=arguments.config / paths.TUNED.name),
            teaching=known.teaching,
            texts=known.texts,
            related=known.related,
        )
        with beside(partial(_write_beside, arguments, config, known, found)):
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
            )
            _write_combined(arguments, config, known, found=found, combined=combined)
    _tell(found, n_reports=len(known.reports), n_texts=len(known.teaching.texts))


def _known(arguments: argparse.Namespace, config: Config) -> Known:
    """What people coded, and what rules and lineage say of it and of teaching texts."""
    from coprod_review.cli.beside import beside
    from coprod_review.cli.rehearse import Known
    from coprod_review.coding.lineage import LineageCoder, code_by_lineage
    from coprod_review.coding.rules import code_by_rules
    from coprod_review.coding.tokens import texts_of
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.lineage import read_lineage
    from coprod_review.io.parquet import Only
    from coprod_review.io.related_pairs import read_related
    from coprod_review.io.teaching import read_teaching

    folder: Path = arguments.config
    codebook = read_codebook(folder / paths.CODEBOOK.name)
    settled = tables.read_codes(arguments.settled)
    those = Only(column="report_id", values={code.report_id for code in settled})
    reports = sorted(tables.read_reports(arguments.reports, only=those), key=lambda r: r.report_id)
    teaching = read_teaching(folder / paths.TEACHING.name, codebook, weight=config.classifier.teaching_weight)
    coder = _rule_coder(folder, codebook)
    works = read_lineage(folder / paths.LINEAGE.name)
    texts = {report.report_id: texts_of(report) for report in (*reports, *teaching.texts)}
    with beside(lambda: list(code_by_rules(coder, teaching.texts, texts=texts))) as of_texts:
        rules = list(code_by_rules(coder, reports, texts=texts))
    return Known(
        reports=reports,
        settled=settled,
        rules=rules,
        of_texts=of_texts.result(),
        lineage=list(code_by_lineage(LineageCoder(codebook=codebook, works=works), reports)),
        teaching=teaching,
        codebook=codebook,
        texts=texts,
        related=read_related(arguments.pairs),
    )


def _write_beside(arguments: argparse.Namespace, config: Config, known: Known, found: Classification) -> None:
    """Write what needs no combination: teaching texts, inner scores, baselines, the trained classifier."""
    from coprod_review.coding.baselines import code_baselines
    from coprod_review.io import tables

    output: Path = arguments.output
    tables.write_codings(output / paths.TEACHING_RULES.name, known.of_texts)
    tables.write_codings(output / paths.TEACHING_CLASSIFIER.name, found.of_teaching)
    tables.write_codings(output / paths.INNER.name, found.inner)
    keep_classifier(
        output / TRAINED.name,
        found.final,
        config=config,
        taught_by=[r for r in known.reports if r.report_id in found.fold_by_report],
        config_files=config_digests(arguments.config),
    )
    baselines = code_baselines(
        known.reports,
        settled=known.settled,
        fold_by_report=found.fold_by_report,
        codebook=known.codebook,
        min_settled=config.classifier.min_settled,
    )
    tables.write_codings(output / paths.BASELINES.name, baselines)


def _write_combined(
    arguments: argparse.Namespace, config: Config, known: Known, *, found: Classification, combined: Combined
) -> None:
    """Write the combination, and the codings out of fold of it and of all that it combines."""
    from coprod_review.coding.record_codes import settled_counts
    from coprod_review.io.coding_parts import write_parts

    output: Path = arguments.output
    codings = [*known.rules, *known.lineage, *found.codings, *combined.codings]
    write_parts(output / paths.OUT_OF_FOLD.name, [codings])
    keep_combination(
        output / TRAINED.name,
        combined.final,
        codebook=known.codebook.version,
        config=config,
        counts=settled_counts(known.settled),
    )


def _rehearse(known: Known, config: Config, arguments: argparse.Namespace) -> None:
    """The rehearsal of the gold sample, which knows of the run what a run of the sample alone would know."""
    from coprod_review.cli.rehearse import rehearse
    from coprod_review.io.included import included_ids

    included = set(included_ids(arguments.decisions))
    reports = [report for report in known.reports if report.report_id in included]
    rehearse(replace(known, reports=reports), config, arguments.rehearsal)


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
        LOG.warning("train: nothing trained for %s: %s", dimension, why)
    LOG.info(
        "train: %d reports of people, coded in %d dimensions, %d codings out of fold; %d teaching texts",
        n_reports,
        len({c.dimension for c in found.codings}),
        found.n_out_of_fold,
        n_texts,
    )
