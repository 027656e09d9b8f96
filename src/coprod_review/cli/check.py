"""Validate corpus and config: every fault at once, with its place and remedy."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from coprod_review.cli import paths
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
    for warning in findings.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    for fault in findings.faults:
        print(f"fault: {fault}", file=sys.stderr)
    print(f"check: {findings.summary()}", flush=True)
    return FAULTS_FOUND if findings.faults else 0


def _recognise(raw: bytes, where: str) -> None:
    """Raise ReviewError for an export that is empty, foreign, or of no known format."""
    Reading(raw, export=Path(where).name, where=where)
