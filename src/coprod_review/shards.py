"""Into which jobs a large run is parted: groups of exports, and runs of the reports to code.

Both follow from the sizes of the exports alone, so that the workflow knows its jobs before the first has run.
What comes out of a run is the same however it is parted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

MEGABYTE = 1_000_000


def export_groups(exports: Sequence[str], *, mb: int) -> list[list[str]]:
    """The paths of exports in groups of about so many megabytes; there is at least one group.

    Groups keep the order, one after the other. A group ends before the export with which it would be larger;
    an export that is larger alone has a group of its own. An export that is not there counts as empty: who
    reads it will say so.
    """
    groups: list[list[str]] = [[]]
    held = 0
    for export, size in zip(exports, _sizes(exports), strict=True):
        if groups[-1] and held + size > mb * MEGABYTE:
            groups.append([])
            held = 0
        groups[-1].append(export)
        held += size
    return groups


def shard_places(n: int, *, shard: int, shards: int) -> range:
    """The places, among n, of one of so many shards, counted from 0: runs of one length, or one more."""
    return range(n * shard // shards, n * (shard + 1) // shards)


def _sizes(paths: Iterable[str]) -> list[int]:
    files = map(Path, paths)
    return [file.stat().st_size if file.exists() else 0 for file in files]
