"""What lies in results/ and is no result: it is moved aside before a run begins."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
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
    looks = only_looks(sys.argv[1:])
    goes = f"a run would move it to {ASIDE}" if looks else f"it is in {ASIDE} now"
    former = _former(results, found)
    if former:
        print(f"run: {told(former)}: no stage writes this any more; {goes}", file=sys.stderr)
    if others := [path for path in found if path not in former]:
        print(
            f"run: {told(others)}: no stage writes this, so that it is no result; {goes}\n"
            f"  remedy: keep files of your own elsewhere, never in {paths.RESULTS}/",
            file=sys.stderr,
        )
    if looks:
        return []
    move_aside(found, results=results, aside=review / ASIDE)
    return found


def _former(results: Path, found: Iterable[Path]) -> list[Path]:
    """What a former run lists among its results as it is now; a folder where all that it has is so listed."""
    from coprod_review.io.sums import SUMS_NAME, read_sums, sha256_and_size

    try:
        sums = read_sums(results / SUMS_NAME, remedy="")
        return [
            path
            for path in found
            if path.exists()
            and all(
                sha256_and_size(file)[0] == sums.get(file.relative_to(results).as_posix())
                for file in (path.rglob("[!.]*") if path.is_dir() else [path])
                if file.is_file()
            )
        ]
    except ReviewError:
        return []
