"""`coprod-review practice`: a small invented project, on which nothing can be broken."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coprod_review.cli.new import PROJECT
from coprod_review.cli.outputs import folder
from coprod_review.cli.program import program
from coprod_review.pages.terminal import typed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, and who lends the configuration."""
    parser.add_argument(
        "folder", type=Path, metavar="DIR", writes=folder(), help="a new folder, such as ../practice"
    )
    parser.add_argument(
        "--project",
        type=Path,
        default=PROJECT,
        metavar="FOLDER",
        help="the project whose codebook and settings are used (default: this one)",
    )


def run(arguments: argparse.Namespace) -> None:
    """Make the folder, and tell the first step."""
    from coprod_review.io.practice import make_practice

    n_files = make_practice(
        arguments.folder, project=arguments.project, python=Path(sys.executable), command=program()
    )
    print(f"made {arguments.folder}: a practice project of {n_files} files, with an invented corpus")
    print(f"next: cd {typed(str(arguments.folder))}, make review, and the ten steps in README.md")
