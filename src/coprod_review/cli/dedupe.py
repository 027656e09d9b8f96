"""Records to reports: join what is one document, with a verdict and a reason for each pair."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.outputs import parquet, table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; those of people's files may name nothing, outside a review folder."""
    parser.add_argument("--records", type=Path, default=paths.RECORDS, help="records (Parquet)")
    parser.add_argument(
        "--pairs",
        type=Path,
        default=paths.PAIRS,
        writes=table("record_a", "record_b"),
        help="verdicts to write (CSV)",
    )
    parser.add_argument(
        "--reports",
        type=Path,
        default=paths.REPORTS,
        writes=parquet("report_id", "record_ids"),
        help="reports to write (Parquet)",
    )
    parser.add_argument(
        "--registry-out",
        type=Path,
        writes=table("report_id", "aliases"),
        metavar="FILE",
        help=f"registry after this run to write (CSV); in a review {paths.REGISTRY_AFTER}, else none",
    )
    parser.add_argument("--registry", type=Path, default=paths.REGISTRY, help="report ids and their aliases")
    parser.add_argument(
        "--decisions", type=Path, default=paths.DUPLICATE_DECISIONS, help="people's verdicts on pairs"
    )
    parser.add_argument(
        "--enriched",
        type=Path,
        default=paths.ENRICHED,
        help="what services said, for empty fields of reports",
    )
    parser.add_argument(
        "--enriched-out",
        type=Path,
        writes=table("report_id", "alias", "field", "fate"),
        metavar="FILE",
        help=f"what became of it to write (CSV); in a review {paths.ENRICHED_AFTER}, else none",
    )
    parser.add_argument(
        "--characteristics", type=Path, default=paths.CHARACTERISTICS, help="the extraction sheet"
    )


def run(arguments: argparse.Namespace) -> None:
    """Write pairs, reports and registry; people's files that a folder lacks are taken as empty."""
    from coprod_review.tasks.dedupe import Task, dedupe_records

    dedupe_records(Task(**vars(arguments)))
