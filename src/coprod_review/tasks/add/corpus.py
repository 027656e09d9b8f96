"""Exports read whole, and a corpus as it stands: what `coprod-review add` compares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.dedupe.join import Joining
    from coprod_review.model.columns import NamedColumns
    from coprod_review.model.corpus import DuplicateDecision, ExportFile, Registration
    from coprod_review.model.limits import ReadingLimits
    from coprod_review.model.record import ExportReading, Record, SetAside
    from coprod_review.read.opening import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadExport:
    """An export that was read to its end."""

    path: Path
    summary: ExportReading
    records: Sequence[Record]
    set_aside: Sequence[SetAside]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What the corpus holds before anything is added: its log, its records, its registry, its reports.

    `n_entries` is by file, those that are set aside included.
    """

    exports: Sequence[ExportFile]
    n_entries: Mapping[str, int]
    records: Sequence[Record]
    registry: Sequence[Registration]
    joining: Joining


def read_whole(files: Sequence[Source]) -> list[ReadExport]:
    """The exports, each read to its end; raises at once what is wrong with any as a whole."""
    from coprod_review.model.record import Record
    from coprod_review.read.opening import open_all

    found = []
    for source, reading in zip(files, open_all(files), strict=True):
        items = list(reading)
        records = [item for item in items if isinstance(item, Record)]
        aside = [item for item in items if not isinstance(item, Record)]
        path = Path(source.where)
        found.append(ReadExport(path=path, summary=reading.summary(), records=records, set_aside=aside))
    return found


def source_at(
    path: Path,
    *,
    name: str,
    columns: NamedColumns,
    limits: ReadingLimits,
    encoding: str | None = None,
) -> Source:
    """An export on disk under the name that it has, or is to have, in the corpus."""
    from coprod_review.io.exports import FileContent
    from coprod_review.read.opening import Source

    content = FileContent(path=path, limits=limits)
    return Source(export=name, where=str(path), content=content, columns=columns, encoding=encoding)


def refuse_same(found: Sequence[ReadExport]) -> None:
    """Raise ReviewError where two of the files have the same bytes."""
    paths_by_digest: dict[str, Path] = {}
    for one in found:
        other = paths_by_digest.setdefault(one.summary.sha256, one.path)
        if other is not one.path:
            raise ReviewError(
                "these two files are the same", where=f"{other}, {one.path}", remedy="name one of them"
            )


def unread_faults(found: Sequence[ReadExport]) -> Iterator[ReviewError]:
    """A fault for each export of which nothing could be read, with the reason for its first entry."""
    for one in found:
        if one.records:
            continue
        if not one.set_aside:
            yield ReviewError(
                "this file holds no entries",
                where=str(one.path),
                remedy="export the records again; a search that found none has no file to add",
            )
            continue
        first, n = one.set_aside[0], len(one.set_aside)
        whole = "its only entry was set aside" if n == 1 else f"all {n:,} entries were set aside, the first"
        yield ReviewError(
            f"nothing in this file could be read: {whole} because {first.reason}",
            where=f"{one.path}, line {first.line}",
            remedy=first.remedy,
        )


def under_name(one: ReadExport, name: str) -> ReadExport:
    """The reading of an export under the name that it has in the corpus."""
    if name == one.summary.export:
        return one
    return replace(
        one,
        summary=replace(one.summary, export=name),
        records=[
            replace(r, export=name, record_id=f"{name}:{r.record_id.rpartition(':')[2]}") for r in one.records
        ],
        set_aside=[replace(entry, export=name) for entry in one.set_aside],
    )


def corpus_at(folder: Path, exports: Sequence[ExportFile], limits: ReadingLimits) -> Corpus:
    """The corpus of a folder by its log, its records joined as its registry and its people have it."""
    from coprod_review.dedupe.join import join_records
    from coprod_review.io import corpus

    sources = [
        source_at(
            folder / paths.EXPORTS.name / export.file,
            name=export.file,
            columns=export.columns,
            encoding=export.encoding,
            limits=limits,
        )
        for export in exports
    ]
    found = read_whole(sources)
    records = records_of(found)
    registry = corpus.read_registry(folder / paths.REGISTRY.name)
    return Corpus(
        exports=exports,
        n_entries={one.summary.export: one.summary.n_entries for one in found},
        records=records,
        registry=registry,
        joining=join_records(records, registry=registry, decisions=decisions_of(folder)),
    )


def records_of(found: Sequence[ReadExport]) -> list[Record]:
    """The records of exports, one after the other."""
    return [record for one in found for record in one.records]


def decisions_of(folder: Path) -> tuple[DuplicateDecision, ...]:
    """What people decided on pairs of records of a corpus."""
    from coprod_review.io.corpus import read_duplicate_decisions

    return tuple(read_duplicate_decisions(paths.within(folder, paths.DUPLICATE_DECISIONS)))
