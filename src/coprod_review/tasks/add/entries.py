"""The entries of new exports in the search log, of the facts of one search."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_review.model.corpus import ExportFile

if TYPE_CHECKING:
    from coprod_review.model.columns import NamedColumns
    from coprod_review.tasks.add.corpus import ReadExport


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFacts:
    """What is known of the search behind an export; None is unknown."""

    origin: str
    database: str
    platform: str | None = None
    query: str | None = None
    searched: str | None = None
    hits: int | None = None
    limits: str | None = None
    label: str | None = None
    note: str | None = None


def free_label(facts: SearchFacts, taken: Collection[str], *, part: str = "") -> str:
    """The label of an export: as it was named, else its database, with the day or a number where need be."""
    wanted = f"{facts.label or facts.database}{part}"
    if facts.label or wanted not in taken:
        return wanted
    if facts.searched:
        wanted = f"{wanted}, searched {facts.searched}"
    n, label = 1, wanted
    while label in taken:
        n += 1
        label = f"{wanted} ({n})"
    return label


def entries_of(
    found: Sequence[ReadExport],
    facts: SearchFacts,
    exports: Sequence[ExportFile],
    *,
    columns: NamedColumns,
    encoding: str | None = None,
) -> list[ExportFile]:
    """The entries of the files in the search log; files of one search are its parts."""
    taken = {export.label for export in exports}
    entries: list[ExportFile] = []
    for place, one in enumerate(found, start=1):
        part = f", file {place} of {len(found)}" if len(found) > 1 else ""
        label = free_label(facts, taken, part=part)
        taken.add(label)
        whole = "hits are those of the whole search" if part and facts.hits is not None else None
        entries.append(
            ExportFile(
                file=one.summary.export,
                label=label,
                origin=facts.origin,
                database=facts.database,
                platform=facts.platform,
                query=facts.query,
                searched=facts.searched,
                hits=facts.hits,
                limits=facts.limits,
                sha256=one.summary.sha256,
                columns=columns,
                encoding=encoding,
                note="; ".join(filter(None, (facts.note, whole))) or None,
            )
        )
    return entries
