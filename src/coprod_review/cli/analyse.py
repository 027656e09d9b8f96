"""`coprod-review analyse`: codes of record -> numbers, cross-tables, partnership model, claims."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.outputs import folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; those of people's files may name nothing, outside a review folder."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument(
        "--coded", type=Path, default=paths.CODED, metavar="FOLDER", help="codes of record, machine codings"
    )
    parser.add_argument(
        "--settled", type=Path, default=paths.SETTLED.parent, metavar="FOLDER", help="what settle has written"
    )
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument(
        "--older", type=Path, default=paths.OLDER_CODEBOOKS, metavar="FOLDER", help="older codebooks"
    )
    parser.add_argument(
        "--adjudications",
        type=Path,
        default=paths.ADJUDICATIONS,
        metavar="FILE",
        help="by which codebooks people settled answers",
    )
    parser.add_argument("--model", type=Path, default=paths.MODEL, metavar="FILE")
    parser.add_argument("--lineage", type=Path, default=paths.LINEAGE, metavar="FILE")
    parser.add_argument("--terms", type=Path, default=paths.TERMS, metavar="FILE", help="words of the map")
    parser.add_argument(
        "--teaching", type=Path, default=paths.TEACHING, metavar="FOLDER", help="texts that taught thresholds"
    )
    parser.add_argument(
        "--rule-steps", type=Path, default=paths.RULE_STEPS, metavar="FILE", help="steps of the rule coder"
    )
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument("--registry", type=Path, default=paths.REGISTRY, metavar="FILE")
    parser.add_argument("--coders", type=Path, default=paths.CODERS, metavar="FILE")
    parser.add_argument("--characteristics", type=Path, default=paths.CHARACTERISTICS, metavar="FILE")
    parser.add_argument("--manifest", type=Path, default=paths.MANIFEST, metavar="FILE")
    parser.add_argument(
        "--development",
        type=Path,
        default=paths.RULE_DEVELOPMENT,
        metavar="FILE",
        help="the reports that patterns were written with",
    )
    parser.add_argument(
        "--gold", type=Path, default=paths.GOLD_PLAN, metavar="FILE", help="the plan of the gold sample"
    )
    parser.add_argument(
        "--samples", type=Path, default=paths.AUDIT_PLAN.parent, metavar="FOLDER", help="audit*.csv in it"
    )
    parser.add_argument("--rehearsal", type=Path, default=paths.REHEARSAL, metavar="FOLDER")
    parser.add_argument(
        "--output", type=Path, default=paths.ANALYSIS, metavar="FOLDER", writes=folder("*.parquet")
    )


def run(arguments: argparse.Namespace) -> None:
    """Read what the stages before found, analyse it, write the tables and the ledger."""
    from coprod_review.tasks.analyse.analysis import analyse_codes
    from coprod_review.tasks.analyse.task import Task

    analyse_codes(Task(**vars(arguments)))
