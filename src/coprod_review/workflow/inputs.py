"""What rules take in: the files of people that are there, and digests that tell of an edit of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from coprod_review.io.supplied import supplied_digest, supplied_files


def present(*patterns: str) -> list[str]:
    """Those of the optional files of the review that exist, sorted."""
    return sorted(str(path) for pattern in patterns for path in Path().glob(pattern))


def supplied(*folders: str) -> list[str]:
    """Everything that people supplied below the folders."""
    return list(map(str, supplied_files(list(map(Path, folders)))))


def digest_of_inputs(rule: Any) -> Callable[[Any], str]:
    """A parameter that tells of an edit of what people supplied to a rule, even where times do not."""

    def digest(wildcards: Any) -> str:
        return supplied_digest(_paths(rule, wildcards))

    return digest


def _paths(rule: Any, wildcards: Any) -> Iterator[str]:
    """The inputs of a rule, which has paths, lists of paths, or functions that give either."""
    for item in rule.input:
        given = item(wildcards) if callable(item) else item
        yield from map(str, [given] if isinstance(given, str) else given)
