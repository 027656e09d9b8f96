"""`coprod-review rehearse`: act as if only a gold sample were settled, and code all other reports by machine.

The sample is drawn by the answers of the rules, which owe nothing to settled codes. Classifier and
combination then learn from its settled codes alone, beside teaching texts. What they and the sample say can
be held against all settled codes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument(
        "--pairs", type=Path, default=paths.PAIRS, metavar="FILE", help="which reports are of one study"
    )
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--settled", type=Path, default=paths.SETTLED, metavar="FILE")
    parser.add_argument("--rules", type=Path, default=paths.OUT_OF_FOLD / "rules.parquet", metavar="FILE")
    parser.add_argument("--lineage", type=Path, default=paths.OUT_OF_FOLD / "lineage.parquet", metavar="FILE")
    parser.add_argument("--teaching", type=Path, default=paths.TEACHING, metavar="FOLDER")
    parser.add_argument("--teaching-rules", type=Path, default=paths.TEACHING_RULES, metavar="FILE")
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument("--gold", type=Path, default=paths.GOLD_PLAN, metavar="FILE")
    parser.add_argument(
        "--registry",
        type=Path,
        default=paths.REGISTRY,
        metavar="FILE",
        help="by what names the plan knows reports",
    )
    parser.add_argument("--output", type=Path, default=paths.REHEARSAL, metavar="FOLDER")


def run(arguments: argparse.Namespace) -> None:
    """Write the plan of the sample, and the codings of a machine that knows the settled codes of it alone."""
    from coprod_review.tasks.coding.rehearse import Task, rehearse_sample

    rehearse_sample(Task(**vars(arguments)))
