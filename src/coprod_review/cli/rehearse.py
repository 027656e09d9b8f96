"""`coprod-review rehearse`: act as if only a gold sample were settled, and code all other reports by machine.

The sample is drawn by the answers of the rules, which owe nothing to settled codes. Classifier and
combination then learn from its settled codes alone, beside teaching texts. What they and the sample say can
be held against all settled codes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.learning_options import (
    add_rehearsal_options,
    add_settled_options,
    add_teaching_options,
)
from coprod_review.cli.outputs import folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add_settled_options(parser)
    add_rehearsal_options(parser)
    parser.add_argument("--rules", type=Path, default=paths.OUT_OF_FOLD / "rules.parquet", metavar="FILE")
    parser.add_argument("--lineage", type=Path, default=paths.OUT_OF_FOLD / "lineage.parquet", metavar="FILE")
    add_teaching_options(parser)
    parser.add_argument(
        "--output", type=Path, default=paths.REHEARSAL, metavar="FOLDER", writes=folder("*.parquet")
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the plan of the sample, and the codings of a machine that knows the settled codes of it alone."""
    from coprod_review.tasks.coding.rehearse import Task, rehearse_sample

    rehearse_sample(Task(**vars(arguments)))
