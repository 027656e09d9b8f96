"""Which settled reports the tasks of `codebook` compare with: by default the development half."""

from __future__ import annotations

import argparse

from coprod_review import paths
from coprod_review.tasks.codebook.among import ALL


def add_among_option(parser: argparse.ArgumentParser) -> None:
    """The option by which other reports than the development half are named."""
    parser.add_argument(
        "--among",
        metavar="FILE",
        help="CSV with a column report: compare with the settled codes of these alone, so that who writes "
        f"patterns does not look at the other half (default: {paths.RULE_DEVELOPMENT}, if there is one); "
        f"{ALL!r} for all",
    )
