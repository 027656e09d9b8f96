"""Whether results were read of the exports that lie there: by the sums that reading noted of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.results import read_table

BEGIN = f"{paths.EXPORTS.as_posix()}/"


def read_of_others(results: Path, inputs: Mapping[str, str]) -> list[ReviewError]:
    """That these results were read of other exports than are among the inputs, by path and SHA-256.

    Nothing is told where no export is among the inputs, or no table says what was read.
    """
    path = paths.within(results, paths.EXPORT_READINGS)
    now = {name.removeprefix(BEGIN): digest for name, digest in inputs.items() if name.startswith(BEGIN)}
    if not now or not path.is_file():
        return []
    return [
        ReviewError(
            f"these results were read of {'another ' if name in now else ''}{name}"
            f"{'' if name in now else ', which is not among the exports of the run'}",
            where=str(path),
            remedy="run `make review`; keep results of an earlier run in a folder of their own",
        )
        for name, digest in sorted((row["export"], row["sha256"]) for row in read_table(path))
        if now.get(name) != digest
    ]
