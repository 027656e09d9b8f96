"""Exports read into records: every entry read, or set aside with its place, the reason and the remedy."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.tasks.read.sources import ALONE_BYTES, limits_of, sources_of, tell_reading

if TYPE_CHECKING:
    from coprod_review.model.columns import NamedColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The exports, or what was read of them in groups, and where records and set-aside entries go.

    `exports` is where one row for each export goes; None where none is written.
    """

    files: Sequence[Path]
    manifest: Path | None
    records: Path
    set_aside: Path
    exports: Path | None
    workers: int
    join: Sequence[Path] | None
    columns: NamedColumns
    encoding: str | None
    config: Path


def read_exports(task: Task) -> None:
    """Read the exports.

    Those of the manifest all have to be readable, else nothing is written. Of files that are named, one that
    cannot be read is set aside whole, and the others are read; where none can be read, nothing is written.
    """
    if task.join:
        _join(task, task.join)
    else:
        _read(task)


def _read(task: Task) -> None:
    from coprod_review.io.readings import write_readings, write_set_aside
    from coprod_review.io.record_batches import write_record_batches
    from coprod_review.read.opening import open_all, open_readable
    from coprod_review.tasks.read.batches import Gathered, read_batches

    files = _files(task)
    outputs = _outputs(files, task)
    columns, encodings = _as_told(files, task)
    sources = sources_of(files, columns=columns, encodings=encodings, limits=limits_of(task.config))
    is_lenient = bool(task.files) and not task.manifest
    readings = open_readable(sources) if is_lenient else open_all(sources)
    n_bytes = sum(path.stat().st_size for path in files)
    workers = task.workers if n_bytes > ALONE_BYTES else 1
    gathered = Gathered(is_lenient=is_lenient)
    write_record_batches(outputs["--records"], read_batches(readings, gathered, workers=workers))
    write_set_aside(outputs["--set-aside"], gathered.set_aside)
    if "--exports" in outputs:
        write_readings(outputs["--exports"], gathered.summaries)
    for summary in gathered.summaries:
        tell_reading(summary)
    for fault in gathered.faults:
        logging.getLogger("coprod_review").error("read: set aside as a whole: %s", fault)


def _join(task: Task, folders: Sequence[Path]) -> None:
    from coprod_review.io.joined import join_records, join_sheets

    exports = task.exports or task.records.with_name(paths.EXPORT_READINGS.name)
    outputs = {"--records": task.records, "--set-aside": task.set_aside, "--exports": exports}
    names = (paths.RECORDS.name, paths.SET_ASIDE.name, paths.EXPORT_READINGS.name)
    parts = [[folder / name for folder in folders] for name in names]
    paths.refuse_same(inputs={str(path): path for of_one in parts for path in of_one}, outputs=outputs)
    join_records(parts[0], task.records)
    join_sheets(parts[1], task.set_aside)
    join_sheets(parts[2], exports)
    logging.getLogger("coprod_review").info("read: joined what was read in %d groups", len(folders))


def _outputs(files: Sequence[Path], task: Task) -> dict[str, Path]:
    """The files to write, by option; raises ReviewError where one would overwrite another or an export."""
    outputs = {"--records": task.records, "--set-aside": task.set_aside}
    if task.exports:
        outputs["--exports"] = task.exports
    paths.refuse_same(inputs={f"the export {path.name}": path for path in files}, outputs=outputs)
    return outputs


def _files(task: Task) -> list[Path]:
    """The named files, else those of the manifest, which lie in the folder exports beside it.

    A manifest that is named is read in either case, so that a mistake in it is not passed over. A review that
    has no export yet is read as an empty one, and told so.
    """
    if task.files and not task.manifest:
        return list(task.files)
    from coprod_review.errors import ReviewError
    from coprod_review.io.corpus import read_manifest

    manifest = task.manifest or paths.MANIFEST
    exports = read_manifest(manifest)
    if not exports:
        empty = ReviewError(
            "this manifest names no export",
            where=str(manifest),
            remedy="add an entry for each export (file, label, origin, database), or name the files instead",
        )
        if task.files:
            raise empty
        logging.getLogger("coprod_review").warning("read: the review is empty: %s", empty)
    return list(task.files) or [manifest.parent / paths.EXPORTS.name / e.file for e in exports]


def _as_told(files: Sequence[Path], task: Task) -> tuple[list[NamedColumns], list[str | None]]:
    """Columns and encoding of each file: by the task, else by the manifest where it has the file."""
    named, encoding = task.columns, task.encoding
    if (named and encoding) or (task.files and not task.manifest):
        return [named for _ in files], [encoding for _ in files]
    from coprod_review.io.corpus import read_manifest

    manifest = task.manifest or paths.MANIFEST
    folder = paths.place_of(manifest.parent / paths.EXPORTS.name)
    by_path = {folder / export.file: export for export in read_manifest(manifest)}
    logged = [by_path.get(paths.place_of(path)) for path in files]
    columns = [named or (export.columns if export else {}) for export in logged]
    return columns, [encoding or (export.encoding if export else None) for export in logged]
