"""Named files as exports that can be opened, and what the log says of reading one."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.model.limits import ReadingLimits

if TYPE_CHECKING:
    from coprod_review.model.columns import NamedColumns
    from coprod_review.model.record import ExportReading
    from coprod_review.read.opening import Source

ALONE_BYTES = 1_000_000
"""Exports that have no more bytes together are read sooner than further processes have started."""


def _as_shown(path: Path) -> Path:
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
    from coprod_review.read.opening import Source, export_names

    names = export_names([paths.place_of(path) for path in files], told=[_as_shown(path) for path in files])
    return [
        Source(
            export=name,
            where=str(_as_shown(path)),
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
