"""`coprod-review code classifier`: train on settled codes, code every report, and the baselines beside it."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from coprod_review.cli import paths
from coprod_review.cli.trained_files import TRAINED, config_digests, keep_classifier

INNER = paths.CODED / "classifier_inner.parquet"
BASELINES = paths.CODED / "baselines.parquet"
CLASSIFIER = paths.CODED / "classifier.parquet"
RULES = paths.CODED / "rules.parquet"
LINEAGE = paths.CODED / "lineage.parquet"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS)
    parser.add_argument("--settled", type=Path, default=paths.SETTLED)
    parser.add_argument("--rules", type=Path, default=RULES)
    parser.add_argument("--lineage", type=Path, default=LINEAGE)
    parser.add_argument("--teaching", type=Path, default=paths.TEACHING, help="folder of teaching texts")
    parser.add_argument("--teaching-rules", type=Path, default=paths.TEACHING_RULES)
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK)
    parser.add_argument("--config", type=Path, default=paths.SETTINGS)
    parser.add_argument("--output", type=Path, default=CLASSIFIER)
    parser.add_argument("--inner", type=Path, default=INNER, help="scores of the inner folds, for combine")
    parser.add_argument("--baselines", type=Path, default=BASELINES)
    parser.add_argument("--teaching-output", type=Path, default=paths.TEACHING_CLASSIFIER)
    parser.add_argument(
        "--trained", type=Path, default=TRAINED, metavar="FOLDER", help="where the trained coders are kept"
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the codings of classifier and baselines, the scores of inner folds, the trained classifier."""
    from coprod_review.cli.training_plan import plan_of, tuned_beside
    from coprod_review.coding.baselines import code_baselines
    from coprod_review.coding.classifier import classify
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.teaching import read_teaching
    from coprod_review.io.yamls import read_yaml

    config = read_yaml(arguments.config, Config)
    codebook = read_codebook(arguments.codebook)
    reports = tables.read_reports(arguments.reports)
    settled = tables.read_codes(arguments.settled)
    inputs = config.classifier.inputs
    teaching = read_teaching(arguments.teaching, codebook, weight=config.classifier.teaching_weight)
    rules = tables.read_codings(arguments.rules)
    rules += tables.read_codings(arguments.teaching_rules) if teaching.texts else []
    found = classify(
        reports,
        settled=settled,
        rules=rules if "rules" in inputs else (),
        lineage=tables.read_codings(arguments.lineage) if "lineage" in inputs else (),
        codebook=codebook,
        plan=plan_of(config, tuned=tuned_beside(arguments.config)),
        teaching=teaching,
    )
    baselines = code_baselines(
        reports,
        settled=settled,
        fold_by_report=found.fold_by_report,
        codebook=codebook,
        min_settled=config.classifier.min_settled,
    )
    tables.write_codings(arguments.output, found.codings)
    tables.write_codings(arguments.inner, found.inner)
    tables.write_codings(arguments.baselines, baselines)
    tables.write_codings(arguments.teaching_output, found.of_teaching)
    keep_classifier(
        arguments.trained,
        found.final,
        config=config,
        taught_by=[r for r in reports if r.report_id in found.fold_by_report],
        config_files=config_digests(arguments.codebook.parent),
    )
    log = logging.getLogger("coprod_review")
    for dimension, why in found.untrained.items():
        log.warning("classifier: nothing trained for %s: %s", dimension, why)
    log.info(
        "classifier: %d reports coded in %d dimensions, %d of the codings out of fold; %d teaching texts",
        len({c.report_id for c in found.codings}),
        len({c.dimension for c in found.codings}),
        found.n_out_of_fold,
        len(teaching.texts),
    )
