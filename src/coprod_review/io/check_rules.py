"""Checks of what the rules go by against the codebook: patterns and works that are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.codebook import ONE_MORE
from coprod_review.model.codebook import Codebook
from coprod_review.model.pattern import Pattern

Faults = list[ReviewError]


def without_patterns(folder: Path, codebook: Codebook, patterns: Iterable[Pattern]) -> Faults:
    """A warning for each dimension for which no pattern speaks."""
    spoken_for = {pattern.dimension for pattern in patterns}
    return [
        ReviewError(
            f"the dimension {name} has no pattern, so that the rules say nothing of it",
            where=str(folder),
            remedy=f"write {name}.yaml like the others of this folder, or leave it to people ({ONE_MORE})",
        )
        for name in codebook.dimensions
        if name not in spoken_for
    ]


def unknown_lineage(path: Path, codebook: Codebook, keys: Collection[str]) -> Faults:
    """A fault for each work that the codebook names and lineage.yaml does not have."""
    return [
        ReviewError(
            f"the code {code.name} of {dimension.name} names the work {key!r}, which lineage.yaml lacks",
            where=str(path),
            remedy="correct the key, or add the work to lineage.yaml",
        )
        for dimension in codebook.dimensions.values()
        for code in dimension.codes.values()
        for key in code.lineage
        if key not in keys
    ]
