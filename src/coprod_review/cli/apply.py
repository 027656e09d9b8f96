"""`coprod-review apply`: any export coded by the trained coders of a finished run, outside the corpus."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths
from coprod_review.cli.collecting import no_collection
from coprod_review.cli.named_columns import (
    add_columns_option,
    add_encoding_option,
    named_columns,
    named_encoding,
)

if TYPE_CHECKING:
    from coprod_review.cli.apply_batches import CodedRows, Counts

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("files", nargs="+", type=Path, metavar="EXPORT", help="exports of any format that `read` reads")
    add("--output", type=Path, required=True, metavar="CODES.csv", help="one row a record (CSV)")
    add(
        "--run",
        dest="results",
        type=Path,
        default=paths.RESULTS,
        metavar="FOLDER",
        help="results of the finished run whose coders are used (default: %(default)s)",
    )
    add(
        "--config",
        type=Path,
        default=paths.CONFIG,
        metavar="FOLDER",
        help="the configuration of that run (default: %(default)s)",
    )
    add(
        "--set-aside",
        type=Path,
        metavar="FILE",
        help="where to write unreadable entries (CSV; default: CODES_set_aside.csv beside the output)",
    )
    add(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes (default: one for each core); the result is the same for any number",
    )
    add_columns_option(parser)
    add_encoding_option(parser)


def run(arguments: argparse.Namespace) -> None:
    """Read and code the exports batch by batch; one that cannot be read as a whole costs no other."""
    from coprod_review.cli.apply_batches import CodeBatch, Counts
    from coprod_review.cli.read import ALONE_BYTES, limits_of, sources_of, tell_reading
    from coprod_review.cli.read_batches import Gathered, batches_made
    from coprod_review.cli.trained_files import other_versions
    from coprod_review.coding.machine_rows import columns_of
    from coprod_review.io.readings import write_set_aside
    from coprod_review.io.sheets import write_csv_parts
    from coprod_review.read.reading import open_readable

    output = arguments.output
    set_aside = arguments.set_aside or output.with_name(f"{output.stem}_set_aside.csv")
    paths.refuse_same(
        inputs={f"the export {path.name}": path for path in arguments.files},
        outputs={"--output": output, "--set-aside": set_aside},
    )
    columns = [named_columns(arguments.columns) for _ in arguments.files]
    sources = sources_of(
        arguments.files,
        columns=columns,
        encodings=[named_encoding(arguments.encoding) for _ in arguments.files],
        limits=limits_of(arguments.config / paths.SETTINGS.name),
    )
    code = CodeBatch(arguments.results, arguments.config)
    dimensions = code.take_up()
    for difference in other_versions(arguments.results):
        LOG.warning("apply: the coders were trained by another version of %s", difference)
    readings = open_readable(sources)
    is_small = sum(path.stat().st_size for path in arguments.files) <= ALONE_BYTES
    gathered = Gathered(is_lenient=True)
    counts: list[Counts] = []
    with no_collection():
        made = batches_made(
            readings,
            gathered,
            make=code,
            workers=1 if is_small else arguments.workers,
            prepare=code.prepare,
        )
        write_csv_parts(output, columns_of(dimensions), _texts(made, counts))
    write_set_aside(set_aside, gathered.set_aside)
    for summary in gathered.summaries:
        tell_reading(summary)
    for fault in gathered.faults:
        LOG.error("apply: set aside as a whole: %s", fault)
    _tell(sum(counts, Counts()), dimensions)


def _texts(made: Iterable[CodedRows], counts: list[Counts]) -> Iterator[str]:
    """The rows as they come, their counts kept."""
    for rows in made:
        counts.append(rows.counts)
        yield rows.text


def _tell(counts: Counts, dimensions: Sequence[str]) -> None:
    LOG.info(
        "apply: %d records coded; %d of them not in English, left to people; %d were seen in training",
        counts.n_records,
        counts.n_foreign,
        counts.n_seen,
    )
    for name in dimensions:
        LOG.info("apply: %s: %d decided by machine", name, counts.decided[name])
