"""A shared copy written: of results that are of the inputs of now, every file searched first."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.tasks.share.files import ReviewFolders

LOG = logging.getLogger("coprod_review")


def write_shared(target: Path, folders: ReviewFolders) -> None:
    """Write a copy that may be published; raises ReviewError where the results are of other inputs."""
    from coprod_review.io.made_files import told
    from coprod_review.io.shared_copy import check_target, unfinished_copies, write_copy
    from coprod_review.share.ledger import FILE_KINDS, README_NAME, SUMS_NAME
    from coprod_review.tasks.share.files import SharedFiles

    check_target(target, review=[folder for _, folder in folders.named()])
    for left in unfinished_copies(target):
        LOG.warning("share: %s is what a run left that was stopped; delete it unless that still runs", left)
    _check_fresh(folders)
    LOG.info("share: searching every file of the review for withheld texts")
    shared = SharedFiles(folders=folders)
    written = write_copy(target, shared.files(), sums_name=SUMS_NAME)
    if shared.strangers:
        LOG.warning(
            "share: %s: not in %s, so that it is no result and not in the copy\n"
            "  remedy: keep files of your own elsewhere, never in %s/; what `next` and `simulate` write, and "
            "figures of another width, are of no run and in no copy",
            told([Path(name) for name in shared.strangers]),
            folders.results / SUMS_NAME,
            paths.RESULTS,
        )
    n_texts = sum(row.characters is not None for row in shared.withheld)
    kinds = Counter(row.kind for row in shared.withheld)
    LOG.info(
        "share: %d files in %s; %d texts withheld, %s (see %s)",
        written.n_files,
        target,
        n_texts,
        ", ".join(f"{kinds[kind]} files {kind}" for kind in FILE_KINDS),
        target / README_NAME,
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
