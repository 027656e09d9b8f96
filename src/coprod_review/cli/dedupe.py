"""Records to reports: join what is one document, with a verdict and a reason for each pair."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from coprod_review.cli import paths
from coprod_review.cli.collecting import no_collection
from coprod_review.errors import ReviewError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; those of people's files may name nothing, outside a review folder."""
    parser.add_argument("--records", type=Path, default=paths.RECORDS, help="records (Parquet)")
    parser.add_argument("--pairs", type=Path, default=paths.PAIRS, help="verdicts to write (CSV)")
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, help="reports to write (Parquet)")
    parser.add_argument(
        "--registry-out",
        type=Path,
        metavar="FILE",
        help=f"registry after this run to write (CSV); in a review {paths.REGISTRY_AFTER}, else none",
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
    from concurrent.futures import ThreadPoolExecutor

    from coprod_review.io.columns import write_pairs, write_report_tables
    from coprod_review.io.decisions import read_duplicate_decisions
    from coprod_review.io.record_columns import open_record_columns
    from coprod_review.io.registry import read_characteristics, read_registry, write_registry

    registry_out = arguments.registry_out
    if registry_out is None and arguments.reports == paths.REPORTS:
        registry_out = paths.REGISTRY_AFTER
    outputs = {"--pairs": arguments.pairs, "--reports": arguments.reports}
    outputs |= {"--registry-out": registry_out} if registry_out else {}
    people = {"--registry": arguments.registry, "--decisions": arguments.decisions}
    people |= {"--characteristics": arguments.characteristics}
    paths.refuse_same(inputs={"--records": arguments.records} | people, outputs=outputs)
    # Files are packed and unpacked beside the other work. Many lists are made and no cycles, for which the
    # collector would walk through all of them.
    with no_collection(), ThreadPoolExecutor(max_workers=1) as beside:
        records = beside.submit(open_record_columns, arguments.records)
        from coprod_review.dedupe.join import join_table

        joining = join_table(
            records.result(),
            registry=read_registry(_given(arguments.registry, paths.REGISTRY)),
            decisions=read_duplicate_decisions(_given(arguments.decisions, paths.DUPLICATE_DECISIONS)),
            characteristics=read_characteristics(_given(arguments.characteristics, paths.CHARACTERISTICS)),
        )
        reports = beside.submit(write_report_tables, arguments.reports, joining.merging.tables())
        write_pairs(arguments.pairs, joining.verdicts.columns(joining.merging.record_ids))
        if registry_out:
            write_registry(registry_out, joining.registrations())
        reports.result()
    log = logging.getLogger("coprod_review")
    for note in joining.notes:
        log.warning("dedupe: %s", note)
    n_reports = len(joining.merging.report_ids)
    log.info(
        "dedupe: %d records -> %d reports (%d joined; %d ids from the registry, %d new); "
        "%d pairs: %d duplicate, %d maybe, %d distinct",
        joining.n_records,
        n_reports,
        joining.n_records - n_reports,
        joining.n_registered,
        n_reports - joining.n_registered,
        len(joining.verdicts),
        *(joining.verdicts.count(verdict) for verdict in ("duplicate", "maybe", "distinct")),
    )


def _given(path: Path, default: Path) -> Path:
    """A path that may be missing where it is the default, and must exist where the user named it."""
    if path != default and not path.exists():
        raise ReviewError(
            "this file does not exist", where=str(path), remedy="correct the path, or leave the option out"
        )
    return path
