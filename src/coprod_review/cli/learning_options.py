"""The options that commands have in common which learn from settled codes."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths


def add_settled_options(parser: argparse.ArgumentParser) -> None:
    """What is settled, and of which reports."""
    add = parser.add_argument
    add("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    add("--pairs", type=Path, default=paths.PAIRS, metavar="FILE", help="which reports are of one study")
    add("--settled", type=Path, default=paths.SETTLED, metavar="FILE")


def add_rehearsal_options(parser: argparse.ArgumentParser) -> None:
    """From which reports a sample is drawn for a rehearsal, and like which plan."""
    add = parser.add_argument
    add(
        "--decisions",
        type=Path,
        default=paths.DECISIONS,
        metavar="FILE",
        help="which reports a rehearsal draws from",
    )
    add("--gold", type=Path, default=paths.GOLD_PLAN, metavar="FILE")
    add(
        "--registry",
        type=Path,
        default=paths.REGISTRY,
        metavar="FILE",
        help="by what names the plan knows reports",
    )


def add_teaching_options(parser: argparse.ArgumentParser) -> None:
    """What teaches beside settled codes, and the settings one by one, of commands that take no folder."""
    add = parser.add_argument
    add("--teaching", type=Path, default=paths.TEACHING, metavar="FOLDER")
    add("--teaching-rules", type=Path, default=paths.TEACHING_RULES, metavar="FILE")
    add("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    add("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
