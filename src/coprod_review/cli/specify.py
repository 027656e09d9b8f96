"""`coprod-review specify`: what the run would have found, had one choice or two been made otherwise."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.outputs import folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--settled", type=Path, default=paths.SETTLED, metavar="FILE")
    parser.add_argument("--people", type=Path, default=paths.PEOPLES_CODINGS, metavar="FILE")
    parser.add_argument("--rules", type=Path, default=paths.BY_RULES, metavar="FILE")
    parser.add_argument("--lineage", type=Path, default=paths.BY_LINEAGE, metavar="FILE")
    parser.add_argument("--classifier", type=Path, default=paths.BY_CLASSIFIER, metavar="FILE")
    parser.add_argument("--inner", type=Path, default=paths.INNER, metavar="FILE")
    parser.add_argument("--teaching", type=Path, default=paths.TEACHING, metavar="FOLDER")
    parser.add_argument("--teaching-rules", type=Path, default=paths.TEACHING_RULES, metavar="FILE")
    parser.add_argument("--teaching-classifier", type=Path, default=paths.TEACHING_CLASSIFIER, metavar="FILE")
    parser.add_argument("--patterns", type=Path, default=paths.PATTERNS, metavar="FOLDER")
    parser.add_argument("--steps", type=Path, default=paths.RULE_STEPS, metavar="FILE")
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument("--model", type=Path, default=paths.MODEL, metavar="FILE")
    parser.add_argument("--coders", type=Path, default=paths.CODERS, metavar="FILE")
    parser.add_argument("--criteria", type=Path, default=paths.CRITERIA, metavar="FILE")
    parser.add_argument("--characteristics", type=Path, default=paths.CHARACTERISTICS, metavar="FILE")
    parser.add_argument("--registry", type=Path, default=paths.REGISTRY, metavar="FILE")
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument(
        "--output", type=Path, default=paths.ANALYSIS, metavar="FOLDER", writes=folder("*.parquet")
    )


def run(arguments: argparse.Namespace) -> None:
    """Try every planned specification; write what each finds, and how far the claims depend on them."""
    from coprod_review.tasks.specify.task import Task
    from coprod_review.tasks.specify.trying import try_specifications

    try_specifications(Task(**vars(arguments)))
