"""Records to reports: join what is one document, with a verdict and a reason for each pair."""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from coprod_review.cli import paths
from coprod_review.errors import ReviewError

PAIR_COLUMNS = ("record_a", "record_b", "verdict", "rule", "why")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; those of people's files may name nothing, outside a review folder."""
    parser.add_argument("--records", type=Path, default=paths.RECORDS, help="records (Parquet)")
    parser.add_argument("--pairs", type=Path, default=paths.PAIRS, help="verdicts to write (CSV)")
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, help="reports to write (Parquet)")
    parser.add_argument(
        "--registry-out",
        type=Path,
        metavar="FILE",
        help="registry after this run to write (CSV); without it, beside the reports",
    )
    parser.add_argument("--registry", type=Path, default=paths.REGISTRY, help="report ids and their aliases")
    parser.add_argument(
        "--decisions", type=Path, default=paths.DUPLICATE_DECISIONS, help="people's verdicts on pairs"
    )
    parser.add_argument(
        "--characteristics", type=Path, default=paths.CHARACTERISTICS, help="the extraction sheet"
    )


def run(arguments: argparse.Namespace) -> None:
    """Write pairs, reports and registry; people's files that a folder lacks are taken as empty."""
    from coprod_review.dedupe.join import join_records
    from coprod_review.dedupe.register import registrations_after
    from coprod_review.io.corpus import (
        read_characteristics,
        read_duplicate_decisions,
        read_registry,
        write_registry,
    )
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.tables import read_records, write_reports

    records = read_records(arguments.records)
    registry = read_registry(_given(arguments.registry, paths.REGISTRY))
    joining = join_records(
        records,
        registry=registry,
        decisions=read_duplicate_decisions(_given(arguments.decisions, paths.DUPLICATE_DECISIONS)),
        characteristics=read_characteristics(_given(arguments.characteristics, paths.CHARACTERISTICS)),
    )
    write_csv(arguments.pairs, PAIR_COLUMNS, (asdict(verdict) for verdict in joining.verdicts))
    write_reports(arguments.reports, joining.reports)
    registrations = registrations_after(joining.reports, records, registry)
    write_registry(arguments.registry_out or arguments.reports.with_suffix(".csv"), registrations)
    log = logging.getLogger("coprod_review")
    for note in joining.notes:
        log.warning("dedupe: %s", note)
    counts = Counter(verdict.verdict for verdict in joining.verdicts)
    log.info(
        "dedupe: %d records -> %d reports (%d joined; %d ids from the registry, %d new); "
        "%d pairs: %d duplicate, %d maybe, %d distinct",
        len(records),
        len(joining.reports),
        len(records) - len(joining.reports),
        joining.n_registered,
        len(joining.reports) - joining.n_registered,
        len(joining.verdicts),
        counts["duplicate"],
        counts["maybe"],
        counts["distinct"],
    )


def _given(path: Path, default: Path) -> Path:
    """A path that may be missing where it is the default, and must exist where the user named it."""
    if path != default and not path.exists():
        raise ReviewError(
            "this file does not exist", where=str(path), remedy="correct the path, or leave the option out"
        )
    return path
