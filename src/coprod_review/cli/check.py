"""Validate corpus and config: every fault at once, with its place and remedy."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import sys
from pathlib import Path

from coprod_review.cli import paths
from coprod_review.errors import ReviewError
from coprod_review.io.check import ReviewFolders, check_review
from coprod_review.read.reading import Reading

FAULTS_FOUND = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the review stands."""
    parser.add_argument("--corpus", type=Path, default=paths.CORPUS, help="folder that people supplied")
    parser.add_argument("--config", type=Path, default=paths.CONFIG, help="folder of what the review asks")


def run(arguments: argparse.Namespace) -> int:
    """Print warnings and faults, then one line of what was found; 2 if there are faults."""
    folders = ReviewFolders(corpus=arguments.corpus, config=arguments.config)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    findings = check_review(folders, recognise=_recognise, today=today)
    findings.faults += _sentence_faults(arguments.config)
    for warning in findings.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    for fault in findings.faults:
        print(f"fault: {fault}", file=sys.stderr)
    print(f"check: {findings.summary()}", flush=True)
    return FAULTS_FOUND if findings.faults else 0


def _sentence_faults(config: Path) -> list[ReviewError]:
    """Patterns, cues and criteria that fail their own sentences; nothing of a file that cannot be read,
    since that has been told.
    """
    from coprod_review.coding.pattern_checks import cue_faults, pattern_faults
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.criteria import read_criteria
    from coprod_review.io.patterns import read_patterns, read_weighing
    from coprod_review.screen.criteria import check_terms

    faults: list[ReviewError] = []
    contexts = config / paths.CONTEXTS.name
    with contextlib.suppress(ReviewError):
        patterns = read_patterns(config / paths.PATTERNS.name, read_codebook(config / paths.CODEBOOK.name))
        faults += pattern_faults(patterns)
    with contextlib.suppress(ReviewError):
        faults += cue_faults(read_weighing(contexts), where=str(contexts))
    with contextlib.suppress(ReviewError):
        faults += check_terms(read_criteria(config / paths.CRITERIA.name))
    return faults


def _recognise(raw: bytes, where: str) -> None:
    """Raise ReviewError for an export that is empty, foreign, or of no known format."""
    Reading(raw, export=Path(where).name, where=where)
