"""What lies in results/ and is no result: it is moved aside before a run begins."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from coprod_review import paths
from coprod_review.tasks.run.begin import SNAKEMAKE
from coprod_review.tasks.run.looking import only_looks


def begun_by_run() -> bool:
    """Whether this process is Snakemake as `coprod-review run` starts it, and no job of it."""
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    return spec is not None and spec.name == SNAKEMAKE


def move_strangers(review: Path, declared: Iterable[str]) -> list[Path]:
    """Move aside what no rule writes, and say so; what was moved.

    `declared` are the paths that rules declare, from the review's folder; those that end with a slash stand
    for all that lies below. Where Snakemake is asked only to look, what lies there stays and is told of.
    """
    from coprod_review.io.listed_results import below_results, strangers
    from coprod_review.io.made_files import ASIDE, move_aside, told

    results = review / paths.RESULTS
    found = strangers(results, below_results(declared))
    if not found:
        return []
    if only_looks(sys.argv[1:]):
        print(
            f"run: {told(found)}: no stage writes this, so that it is no result; "
            f"a run would move it to {ASIDE}",
            file=sys.stderr,
        )
        return []
    move_aside(found, results=results, aside=review / ASIDE)
    print(
        f"run: {told(found)}: no stage writes this, so that it is no result; it is in {ASIDE} now\n"
        f"  remedy: keep files of your own elsewhere, never in {paths.RESULTS}/",
        file=sys.stderr,
    )
    return found
