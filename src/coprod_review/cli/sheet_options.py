"""The options that the tasks of `sheet` have in common."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths


def add_corpus_options(parser: argparse.ArgumentParser) -> None:
    """Where the review stands."""
    add = parser.add_argument
    add("--corpus", type=Path, default=paths.CORPUS, metavar="FOLDER", help="the corpus folder")
    add("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    add("--results", type=Path, default=paths.RESULTS, metavar="FOLDER", help="a finished run")
