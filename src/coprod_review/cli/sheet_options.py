"""The options that the tasks of `sheet` have in common."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.tasks.sheet.corpus import SheetCorpus


def add_corpus_options(parser: argparse.ArgumentParser) -> None:
    """Where the review stands."""
    add = parser.add_argument
    add("--corpus", type=Path, default=paths.CORPUS, metavar="FOLDER", help="the corpus folder")
    add("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    add("--results", type=Path, default=paths.RESULTS, metavar="FOLDER", help="a finished run")


def sheet_corpus_of(arguments: argparse.Namespace) -> SheetCorpus:
    """What the options name of a review; raises ReviewError where no run has reports yet."""
    from coprod_review.tasks.sheet.corpus import read_sheet_corpus

    return read_sheet_corpus(corpus=arguments.corpus, codebook=arguments.codebook, results=arguments.results)
