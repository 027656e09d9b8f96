"""The holder's exports read again, and what they give otherwise than a shared copy tells."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.model.record import ExportReading, Record, SetAside
    from coprod_review.share.withheld import Withholding

READ_TABLES = (paths.RECORDS, paths.SET_ASIDE, paths.EXPORT_READINGS)
"""What reading the exports gives, and can be compared without any results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading the holder's exports gives now: records, entries set aside, and a row of facts an export.

    `files` are the paths of these exports in a copy; `absent` are those that the holder does not have.
    """

    records: Sequence[Record]
    set_aside: Sequence[Mapping[str, str]]
    readings: Sequence[Mapping[str, str]]
    files: Sequence[str]
    absent: Sequence[str]


def read_exports(copy: Path, against: Path) -> Reread:
    """The holder's exports, read now by the search log of the copy.

    Raises ReviewError where the folder `against` has none of them.
    """
    from coprod_review.io.manifest import read_manifest
    from coprod_review.tasks.add.corpus import read_whole, records_of, source_at
    from coprod_review.tasks.read.sources import limits_of

    exports = read_manifest(copy / paths.MANIFEST)
    here = [export for export in exports if (against / paths.EXPORTS / export.file).is_file()]
    if not here:
        raise ReviewError(
            "none of the exports of this copy is here",
            where=str(against / paths.EXPORTS),
            remedy="name with --against the folder that has the exports in corpus/exports/",
        )
    limits = limits_of(copy / paths.SETTINGS)
    found = read_whole(
        [
            source_at(
                against / paths.EXPORTS / e.file,
                name=e.file,
                columns=e.columns,
                encoding=e.encoding,
                limits=limits,
            )
            for e in here
        ]
    )
    return _as_tables_hold(
        records_of(found),
        [entry for one in found for entry in one.set_aside],
        [one.summary for one in found],
        absent=[export.file for export in exports if export not in here],
    )


def reading_faults(copy: Path, read: Reread, holder: Withholding) -> Iterator[ReviewError]:
    """A fault for each record, entry set aside and reading of the copy that the exports give otherwise.

    What the copy tells of exports that the holder does not have is passed over.
    """
    from coprod_review.io.results import read_table
    from coprod_review.io.tables import read_records
    from coprod_review.share.reread import differing_records, differing_rows

    records = [r for r in read_records(copy / paths.RECORDS) if r.export not in read.absent]
    yield from differing_records(records, read.records, holder, where=paths.RECORDS.as_posix())
    for path, rows in ((paths.SET_ASIDE, read.set_aside), (paths.EXPORT_READINGS, read.readings)):
        told = [row for row in read_table(copy / path) if row.get("export") not in read.absent]
        yield from differing_rows(told, rows, where=path.as_posix())


def open_export_faults(sums: Mapping[str, str], read: Reread, against: Path) -> Iterator[ReviewError]:
    """A fault for each export that is in the copy and that the holder has otherwise."""
    from coprod_review.io.files import sha256_of

    for name in read.files:
        if name in sums and sha256_of(against / name) != sums[name]:
            yield ReviewError(
                "this export of the copy is not the one that is here",
                where=f"{name}, {against}",
                remedy="look for the version of the exports from which the copy was made",
            )


def _as_tables_hold(
    records: Sequence[Record],
    set_aside: Sequence[SetAside],
    readings: Sequence[ExportReading],
    *,
    absent: Sequence[str],
) -> Reread:
    """What was read in the form that the tables of a run give back."""
    from coprod_review.io.readings import write_readings, write_set_aside
    from coprod_review.io.results import read_table
    from coprod_review.io.tables import read_records, write_records

    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / path.name for path in READ_TABLES]
        write_records(places[0], records)
        write_set_aside(places[1], set_aside)
        write_readings(places[2], readings)
        return Reread(
            records=read_records(places[0]),
            set_aside=read_table(places[1]),
            readings=read_table(places[2]),
            files=[(paths.EXPORTS / reading.export).as_posix() for reading in readings],
            absent=absent,
        )
