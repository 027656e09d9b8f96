"""Whether a codebook whose definitions changed since the last run still bears the version that it had."""

from __future__ import annotations

from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.codebook import read_codebook
from coprod_review.model.codebook import Codebook
from coprod_review.model.codebook_digest import definitions_digest
from coprod_review.pages.terminal import typed

INPUTS = "inputs"
"""The folder of results in which a run keeps what it was made from."""


def same_version_of_another(config: Path, results: Path, codebook: Codebook | None) -> list[ReviewError]:
    """A warning where the last run had other definitions under the version of the present codebook.

    Codings tell by the version which definitions they followed.
    """
    kept = results / INPUTS / paths.CODEBOOK
    if codebook is None or not kept.exists():
        return []
    try:
        before = read_codebook(kept)
    except ReviewError:
        return []
    if before.version != codebook.version or definitions_digest(before) == definitions_digest(codebook):
        return []
    return [
        ReviewError(
            f"definitions changed since the last run, and the codebook is still version {before.version}",
            where=str(paths.within(config, paths.CODEBOOK)),
            remedy="raise `version`, and before the next run keep the codebook that codings follow: "
            f"`coprod-review codebook diff {typed(str(kept.parent))} --keep`",
        )
    ]
