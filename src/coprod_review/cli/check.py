"""Validate corpus and config: every fault at once, with its place and remedy."""

from __future__ import annotations

import argparse
import datetime
import sys
from functools import partial
from pathlib import Path

from coprod_review.cli import paths
from coprod_review.errors import ReviewError
from coprod_review.io.check import Checks, ReviewFolders, Rules, check_review
from coprod_review.io.check_exports import Examined
from coprod_review.io.findings import cut_short
from coprod_review.model.record import Record, SetAside
from coprod_review.model.report import Report
from coprod_review.read.reading import Reading

FAULTS_FOUND = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the review stands."""
    parser.add_argument("--corpus", type=Path, default=paths.CORPUS, help="folder that people supplied")
    parser.add_argument("--config", type=Path, default=paths.CONFIG, help="folder of what the review asks")
    parser.add_argument(
        "--results", type=Path, default=paths.RESULTS, help="folder of the last run, if there was one"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print warnings and faults, then one line of what was found; 2 if there are faults."""
    folders = ReviewFolders(corpus=arguments.corpus, config=arguments.config, results=arguments.results)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    checks = Checks(
        examine=_examine,
        sentences=partial(_sentence_faults, config=arguments.config),
        read_reports=_read_reports,
    )
    findings = check_review(folders, checks=checks, today=today)
    for warning in cut_short(findings.warnings):
        print(f"warning: {warning}", file=sys.stderr)
    for fault in cut_short(findings.faults):
        print(f"fault: {fault}", file=sys.stderr)
    sys.stderr.flush()
    print(f"check: {findings.summary()}", flush=True)
    return FAULTS_FOUND if findings.faults else 0


def _examine(raw: bytes, where: str) -> Examined:
    """Read an export; raise ReviewError where it is empty, foreign, or of no known format."""
    items = list(Reading(raw, export=Path(where).name, where=where))
    records = [item for item in items if isinstance(item, Record)]

    def aliases() -> set[str]:
        from coprod_review.dedupe.identity import aliases_of

        return {alias for record in records for alias in aliases_of(record)}

    return Examined(
        record_ids=tuple(record.record_id for record in records),
        set_aside=tuple(item for item in items if isinstance(item, SetAside)),
        aliases=aliases,
    )


def _read_reports(path: Path) -> list[Report]:
    from coprod_review.io.tables import read_reports

    return read_reports(path)


def _sentence_faults(rules: Rules, *, config: Path) -> list[ReviewError]:
    """Patterns, cues and criteria that fail their own sentences."""
    from coprod_review.coding.pattern_checks import cue_faults, pattern_faults
    from coprod_review.screen.criteria import check_terms

    faults = pattern_faults(rules.patterns) if rules.patterns is not None else []
    if rules.weighing is not None:
        faults += cue_faults(rules.weighing, where=str(config / paths.CONTEXTS.name))
    if rules.criteria is not None:
        faults += check_terms(rules.criteria)
    return faults
