"""What rules take in: the files of people that are there, and digests that tell of an edit of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from coprod_review.io.supplied import is_supplied, supplied_digest, supplied_files

PRINTS_DIGESTS = frozenset({"report"})
"""The rules that tell the bytes of what people supplied, and rerun with each of them."""


def present(*patterns: str) -> list[str]:
    """Those of the optional files of the review that exist, sorted."""
    return sorted(str(path) for pattern in patterns for path in Path().glob(pattern))


def supplied(*folders: str) -> list[str]:
    """Everything that people supplied below the folders."""
    return list(map(str, supplied_files(list(map(Path, folders)))))


def digest_of_inputs(rule: Any) -> Callable[[Any], str]:
    """A parameter that tells of an edit of what people supplied to a rule, whatever times say."""

    def digest(wildcards: Any) -> str:
        return supplied_digest(_paths(rule, wildcards), by_bytes=rule.name in PRINTS_DIGESTS)

    return digest


def pass_over_times(rule: Any, ancient: Callable[[Any], Any]) -> None:
    """Let the times of what people supplied to a rule rerun nothing: its digest tells of every edit.

    `ancient` is Snakemake's mark of such a file; this is what it does around a path in the rule.
    """
    for item in rule.input:
        if not callable(item) and is_supplied(str(item)):
            item._file = ancient(item._file)


def _paths(rule: Any, wildcards: Any) -> Iterator[str]:
    """The inputs of a rule, which has paths, lists of paths, or functions that give either."""
    for item in rule.input:
        given = item(wildcards) if callable(item) else item
        yield from map(str, [given] if isinstance(given, str) else given)
