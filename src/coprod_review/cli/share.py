"""`coprod-review share`: a copy of the review that may be published, or a copy verified."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.tasks.run.collecting import no_collection

if TYPE_CHECKING:
    from coprod_review.tasks.share.files import ReviewFolders

LOG = logging.getLogger("coprod_review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The copy to write, or the copy to verify and the review to verify it against."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="the new folder of the copy")
    parser.add_argument("--corpus", type=Path, default=paths.CORPUS)
    parser.add_argument("--config", type=Path, default=paths.CONFIG)
    parser.add_argument("--results", type=Path, default=paths.RESULTS)
    parser.add_argument("--verify", type=Path, metavar="COPY", help="verify this copy, and write nothing")
    parser.add_argument(
        "--against",
        type=Path,
        metavar="REVIEW",
        help="the holder's review folder, with corpus/exports/ at least (default: the current folder)",
    )


def run(arguments: argparse.Namespace) -> None:
    """Write a copy, or verify one: what differs is told all at once."""
    from coprod_review.tasks.share.files import ReviewFolders

    if (arguments.folder is None) == (arguments.verify is None):
        raise ReviewError(
            "it is not said what to do"
            if arguments.folder is None
            else "a copy is either written or verified",
            remedy="write `coprod-review share DIR`, or `coprod-review share --verify COPY --against REVIEW`",
        )
    if arguments.verify is not None:
        from coprod_review.tasks.share.verify import verify

        with no_collection():
            verify(arguments.verify, against=arguments.against or Path())
        return
    folders = ReviewFolders(corpus=arguments.corpus, config=arguments.config, results=arguments.results)
    with no_collection():
        _share(arguments.folder, folders)


def _share(target: Path, folders: ReviewFolders) -> None:
    from coprod_review.io.shared_copy import check_target, unfinished_copies, write_copy
    from coprod_review.share.ledger import SUMS_NAME
    from coprod_review.tasks.share.files import SharedFiles

    check_target(target, review=[folder for _, folder in folders.named()])
    for left in unfinished_copies(target):
        LOG.warning("share: %s is what a run left that was stopped; delete it unless that still runs", left)
    _check_fresh(folders)
    LOG.info("share: searching every file of the review for withheld texts")
    shared = SharedFiles(folders=folders)
    written = write_copy(target, shared.files(), sums_name=SUMS_NAME)
    n_texts = sum(row.characters is not None for row in shared.withheld)
    LOG.info(
        "share: %d files in %s; %d texts withheld, %d files left out, %d changed (see %s)",
        written.n_files,
        target,
        n_texts,
        sum(row.kind == "left out" for row in shared.withheld),
        sum(row.kind == "changed" for row in shared.withheld),
        target / "README.md",
    )
    LOG.info("share: publish the SHA-256 of %s beside the copy: %s", target / SUMS_NAME, written.sums_sha256)


def _check_fresh(folders: ReviewFolders) -> None:
    """Raise ReviewError where there are no results, or where they are of other inputs than those of now."""
    from coprod_review.tasks.run.freshness import changed_inputs

    changed = changed_inputs(corpus=folders.corpus, config=folders.config, results=folders.results)
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise ReviewError(
            f"the results are older than what people supplied: {changed[0]} has changed since{more}",
            where=str(folders.results),
            remedy="run `make review`, then share",
        )
