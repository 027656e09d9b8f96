"""Exports to records: every entry read, or set aside with its place, the reason and the remedy."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths
from coprod_review.cli.named_columns import (
    add_columns_option,
    add_encoding_option,
    named_columns,
    named_encoding,
)
from coprod_review.model.limits import ReadingLimits

if TYPE_CHECKING:
    from coprod_review.model.columns import NamedColumns
    from coprod_review.model.record import ExportReading
    from coprod_review.read.reading import Source

ALONE_BYTES = 1_000_000
"""Exports that have no more bytes together are read sooner than further processes have started."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("files", nargs="*", type=Path, metavar="FILE", help="exports; without any, all of the manifest")
    add(
        "--manifest",
        type=Path,
        help=f"the search log (default: {paths.MANIFEST}); checked if FILEs are given",
    )
    add("--records", type=Path, default=paths.RECORDS, help="records to write (Parquet)")
    add("--set-aside", type=Path, default=paths.SET_ASIDE, help="set-aside entries to write (CSV)")
    add(
        "--exports",
        type=Path,
        help=f"one row for each export (CSV; default: {paths.EXPORT_READINGS} if no FILE is named)",
    )
    add(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes (default: one for each core); the result is the same for any number",
    )
    add(
        "--join",
        nargs="+",
        type=Path,
        metavar="FOLDER",
        help="read nothing, but join what was read in groups, each in a folder with records.parquet, "
        "set_aside.csv and exports.csv; the result is the same as of reading all at once",
    )
    add_columns_option(parser)
    add_encoding_option(parser)
    add("--config", type=Path, default=paths.SETTINGS, help="the limit of size, where the file exists")


def run(arguments: argparse.Namespace) -> None:
    """Read the exports.

    Those of the manifest all have to be readable, else nothing is written. Of files that are named, one that
    cannot be read is set aside whole, and the others are read; where none can be read, nothing is written.
    """
    if arguments.join:
        _join(arguments)
    else:
        _read(arguments)


def _read(arguments: argparse.Namespace) -> None:
    from coprod_review.cli.read_batches import Gathered, read_batches
    from coprod_review.io.readings import write_readings, write_set_aside
    from coprod_review.io.record_batches import write_record_batches
    from coprod_review.read.reading import open_all, open_readable

    files = _files(arguments)
    outputs = _outputs(files, arguments)
    columns, encodings = _as_told(files, arguments)
    sources = sources_of(files, columns=columns, encodings=encodings, limits=limits_of(arguments.config))
    is_lenient = bool(arguments.files) and not arguments.manifest
    readings = open_readable(sources) if is_lenient else open_all(sources)
    n_bytes = sum(path.stat().st_size for path in files)
    workers = arguments.workers if n_bytes > ALONE_BYTES else 1
    gathered = Gathered(is_lenient=is_lenient)
    write_record_batches(outputs["--records"], read_batches(readings, gathered, workers=workers))
    write_set_aside(outputs["--set-aside"], gathered.set_aside)
    if "--exports" in outputs:
        write_readings(outputs["--exports"], gathered.summaries)
    for summary in gathered.summaries:
        tell_reading(summary)
    for fault in gathered.faults:
        logging.getLogger("coprod_review").error("read: set aside as a whole: %s", fault)


def _join(arguments: argparse.Namespace) -> None:
    from coprod_review.io.joined import join_records, join_sheets

    exports = arguments.exports or paths.EXPORT_READINGS
    outputs = {"--records": arguments.records, "--set-aside": arguments.set_aside, "--exports": exports}
    names = (paths.RECORDS.name, paths.SET_ASIDE.name, paths.EXPORT_READINGS.name)
    parts = [[folder / name for folder in arguments.join] for name in names]
    paths.refuse_same(inputs={str(path): path for of_one in parts for path in of_one}, outputs=outputs)
    join_records(parts[0], arguments.records)
    join_sheets(parts[1], arguments.set_aside)
    join_sheets(parts[2], exports)
    logging.getLogger("coprod_review").info("read: joined what was read in %d groups", len(arguments.join))


def _outputs(files: Sequence[Path], arguments: argparse.Namespace) -> dict[str, Path]:
    """The files to write, by option; raises ReviewError where one would overwrite another or an export."""
    outputs = {"--records": arguments.records, "--set-aside": arguments.set_aside}
    if arguments.exports or not arguments.files:
        outputs["--exports"] = arguments.exports or paths.EXPORT_READINGS
    paths.refuse_same(inputs={f"the export {path.name}": path for path in files}, outputs=outputs)
    return outputs


def _files(arguments: argparse.Namespace) -> list[Path]:
    """The named files, else those of the manifest, which lie in the folder exports beside it.

    A manifest that is named is read in either case, so that a mistake in it is not passed over. A review that
    has no export yet is read as an empty one, and told so.
    """
    if arguments.files and not arguments.manifest:
        return list(arguments.files)
    from coprod_review.errors import ReviewError
    from coprod_review.io.corpus import read_manifest

    manifest = arguments.manifest or paths.MANIFEST
    exports = read_manifest(manifest)
    if not exports:
        empty = ReviewError(
            "this manifest names no export",
            where=str(manifest),
            remedy="add an entry for each export (file, label, origin, database), or name the files instead",
        )
        if arguments.files:
            raise empty
        logging.getLogger("coprod_review").warning("read: the review is empty: %s", empty)
    return list(arguments.files) or [manifest.parent / paths.EXPORTS.name / e.file for e in exports]


def _as_told(
    files: Sequence[Path], arguments: argparse.Namespace
) -> tuple[list[NamedColumns], list[str | None]]:
    """Columns and encoding of each file: by the options, else by the manifest where it has the file."""
    named, encoding = named_columns(arguments.columns), named_encoding(arguments.encoding)
    if (named and encoding) or (arguments.files and not arguments.manifest):
        return [named for _ in files], [encoding for _ in files]
    from coprod_review.io.corpus import read_manifest

    manifest = arguments.manifest or paths.MANIFEST
    folder = paths.place_of(manifest.parent / paths.EXPORTS.name)
    by_path = {folder / export.file: export for export in read_manifest(manifest)}
    logged = [by_path.get(paths.place_of(path)) for path in files]
    columns = [named or (export.columns if export else {}) for export in logged]
    return columns, [encoding or (export.encoding if export else None) for export in logged]


def _told(path: Path) -> Path:
    """The path as messages show it: from the working folder on, where it lies in it."""
    folder = Path.cwd()
    return path.relative_to(folder) if path.is_relative_to(folder) else path


def limits_of(config: Path) -> ReadingLimits:
    """The limits that the settings state; where that file does not exist, those that hold without one."""
    if not config.exists():
        return ReadingLimits()
    from coprod_review.config import Config
    from coprod_review.io.yamls import read_yaml

    return read_yaml(config, Config).read.limits()


def sources_of(
    files: Sequence[Path],
    *,
    columns: Sequence[NamedColumns],
    encodings: Sequence[str | None],
    limits: ReadingLimits,
) -> list[Source]:
    """The files as exports that can be opened, each under a name of its own."""
    from coprod_review.io.exports import FileContent
    from coprod_review.read.reading import Source, export_names

    names = export_names([paths.place_of(path) for path in files], told=[_told(path) for path in files])
    return [
        Source(
            export=name,
            where=str(_told(path)),
            content=FileContent(path=path, limits=limits),
            columns=named,
            encoding=encoding,
        )
        for name, path, named, encoding in zip(names, files, columns, encodings, strict=True)
    ]


def tell_reading(summary: ExportReading) -> None:
    """Log in one line what reading an export gave."""
    logging.getLogger("coprod_review").info(
        "read: %s: %s (%s, %s): %d entries = %d records + %d set aside%s",
        summary.export,
        summary.format,
        summary.dialect,
        summary.encoding,
        summary.n_entries,
        summary.n_records,
        summary.n_set_aside,
        f"; {'; '.join(summary.repairs)}" if summary.repairs else "",
    )
