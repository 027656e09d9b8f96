"""`coprod-review code shard`: code some of the included reports that nobody coded, by the trained coders."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.shards import shard_places
from coprod_review.tasks.coding.trained import machine_coder

if TYPE_CHECKING:
    from coprod_review.model.coding import Coding

AT_ONCE = 200
"""So many reports are coded and written before the next are read: memory does not follow the shard."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--settled", type=Path, default=paths.SETTLED, metavar="FILE")
    parser.add_argument(
        "--results", type=Path, default=paths.RESULTS, metavar="FOLDER", help="has the coders"
    )
    parser.add_argument("--config", type=Path, default=paths.CONFIG, metavar="FOLDER")
    parser.add_argument("--shard", type=int, default=0, metavar="I", help="which of the shards, from 0")
    parser.add_argument("--of", type=int, default=1, metavar="K", help="how many shards there are")
    parser.add_argument("--output", type=Path, default=paths.PARTS / "0000", metavar="FOLDER")


def run(arguments: argparse.Namespace) -> None:
    """Write the codings of rules, lineage, classifier and combination of the shard's reports."""
    from coprod_review.io.coding_parts import write_parts
    from coprod_review.io.included import included_ids
    from coprod_review.io.parquet import read_columns

    shard, n_shards = arguments.shard, arguments.of
    if not 0 <= shard < n_shards:
        raise ReviewError(
            f"there is no shard {shard} of {n_shards}",
            where="code shard",
            remedy="name one from 0 to one below the number of shards",
        )
    coded = set(read_columns(arguments.settled, ("report_id",))["report_id"])
    left = sorted(set(included_ids(arguments.decisions)) - coded)
    places = shard_places(len(left), shard=shard, shards=n_shards)
    mine = left[places.start : places.stop]
    counts = write_parts(arguments.output, _coded(arguments, mine))
    logging.getLogger("coprod_review").info(
        "code: shard %d of %d: %d of %d included reports that nobody coded; %d codings",
        shard + 1,
        n_shards,
        len(mine),
        len(left),
        sum(counts.values()),
    )


def _coded(arguments: argparse.Namespace, report_ids: Sequence[str]) -> Iterator[list[Coding]]:
    """The codings of the reports, sorted, some reports at a time; nothing is loaded where there are none."""
    if not report_ids:
        return
    from coprod_review.io.parquet import Only
    from coprod_review.io.tables import read_reports

    coder, _ = machine_coder(results=arguments.results, config=arguments.config, as_in_a_run=True)
    for start in range(0, len(report_ids), AT_ONCE):
        some = set(report_ids[start : start + AT_ONCE])
        reports = read_reports(arguments.reports, only=Only(column="report_id", values=some))
        yield coder.codings(sorted(reports, key=lambda report: report.report_id))
