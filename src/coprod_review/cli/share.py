"""`coprod-review share`: a copy of the review that may be published, or a copy verified."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.tasks.run.collecting import no_collection


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
    from coprod_review.tasks.share.copy import write_shared
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
        write_shared(arguments.folder, folders)
