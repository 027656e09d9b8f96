"""What people supplied after the run whose results `coprod-review why` tells."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coprod_review.errors import ReviewError

REMEDY = "run `make review`, then ask again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newer:
    """Exports of the search log that were never read, and inputs that changed since the run, by path."""

    unread: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The same as plain values for machines."""
        return {"unread_exports": list(self.unread), "changed_inputs": list(self.changed)}


def newer_than(results: Path, *, corpus: Path, config: Path, read: Iterable[str]) -> Newer:
    """What the results in a folder do not know yet; nothing where no corpus lies there.

    `read` are the exports that gave records.
    """
    from coprod_review.io.manifest import read_manifest
    from coprod_review.io.results import TABLE_FILES, read_table
    from coprod_review.tasks.run.freshness import changed_inputs

    manifest = corpus / "manifest.yaml"
    if not manifest.is_file():
        return Newer()
    known = set(read)
    unread: tuple[str, ...] = ()
    changed: list[str] = []
    with contextlib.suppress(ReviewError):
        known |= {row["export"] for row in read_table(results / TABLE_FILES["exports"])}
    with contextlib.suppress(ReviewError):  # a fault of the search log is told by `check`
        unread = tuple(export.file for export in read_manifest(manifest) if export.file not in known)
    with contextlib.suppress(ReviewError):  # a run that is not finished has no list of its inputs
        changed = changed_inputs(corpus=corpus, config=config, results=results)
    return Newer(unread=unread, changed=tuple(changed))


def newer_words(newer: Newer) -> Iterator[str]:
    """What is newer in sentences, the remedy last; nothing where nothing is."""
    if newer.unread:
        were = "was" if len(newer.unread) == 1 else "were"
        yield f"{', '.join(newer.unread)} {were} added but not yet read."
    if newer.changed:
        first, n_more = newer.changed[0], len(newer.changed) - 1
        which = f"{first} and {n_more} more were" if n_more else f"{first} was"
        yield f"The results are older than what people supplied: {which} added, changed or removed since."
    if newer.unread or newer.changed:
        yield f"To have it told as well, {REMEDY}."
