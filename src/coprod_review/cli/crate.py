"""`coprod-review crate`: describe the finished run as an RO-Crate, with copies of its inputs and all sums."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from coprod_review import paths

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Folders of the review, its Snakefile, and what the Snakefile tells of the stages."""
    parser.add_argument("--corpus", type=Path, default=paths.CORPUS)
    parser.add_argument("--config", type=Path, default=paths.CONFIG)
    parser.add_argument("--results", type=Path, default=paths.RESULTS)
    parser.add_argument("--snakefile", type=Path, default=paths.SNAKEFILE)
    parser.add_argument(
        "--stages",
        metavar="JSON",
        help="the stages with the results that they write, as the Snakefile passes them",
    )
    parser.add_argument(
        "--published",
        metavar="DATE",
        help="the date of publication (default: that of the newest dated input)",
    )


def run(arguments: argparse.Namespace) -> None:
    """Write results/inputs/, results/SHA256SUMS and results/ro-crate-metadata.json."""
    from coprod_review.crate.entities import CRATE_VERSION, RUN_CONTEXT, entities_of
    from coprod_review.io.crate import METADATA, write_crate
    from coprod_review.io.sums import sha256_and_size
    from coprod_review.pages.wording import counted
    from coprod_review.tasks.crate import copy_inputs, facts_of_run, list_sums

    folders = {"corpus": arguments.corpus, "config": arguments.config}
    inputs = copy_inputs(arguments.results, folders, snakefile=arguments.snakefile)
    sums, sizes = list_sums(arguments.results, inputs, stages=arguments.stages)
    described = facts_of_run(
        arguments.results,
        folders,
        inputs=inputs,
        sums=sums,
        sizes=sizes,
        stages=arguments.stages,
        published=arguments.published,
    )
    write_crate(arguments.results, entities_of(described), version=CRATE_VERSION, contexts=[RUN_CONTEXT])
    LOG.info(
        "crate: %s, %s and %s in %s; publish its SHA-256 beside it: %s",
        counted(len(sums), "result"),
        counted(len(described.inputs), "input"),
        counted(len(described.stages), "stage"),
        arguments.results / METADATA,
        sha256_and_size(arguments.results / METADATA)[0],
    )
