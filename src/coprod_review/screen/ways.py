"""The two columns of the PRISMA 2020 flow: what databases found, and what other methods found.

A report that was found both ways counts once, in the column of the databases: its records from other methods
leave their column as found both ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coprod_review.model.corpus import ExportFile
from coprod_review.model.record import export_of
from coprod_review.model.sources import OTHER_METHODS, PREPARED
from coprod_review.screen.counted import Reports

WAYS = ("databases", "other")
"""The columns; a box of one of them is called as the box of both, an underscore and the column."""

SEEN_BY_WAY = {"databases": "screened", "other": "assessed"}
"""What PRISMA 2020 calls the step from the identified records to the excluded reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """Reports and surplus records by the way that found them.

    `way_by_report` is one of WAYS for every report. The records that leave are `joined`, by way, where
    another record of that way stands for the report, and `both_ways` where one of a database does.
    """

    way_by_report: dict[str, str]
    joined: dict[str, tuple[str, ...]]
    both_ways: tuple[str, ...]

    @property
    def leaving(self) -> tuple[str, ...]:
        """All records that leave because another one stands for their report."""
        return (*(i for way in WAYS for i in self.joined[way]), *self.both_ways)


def other_exports(exports: Iterable[ExportFile]) -> frozenset[str]:
    """The files whose records were found by other methods than a search of databases."""
    return frozenset(export.file for export in exports if export.origin == OTHER_METHODS)


def words_by_way(exports: Sequence[ExportFile]) -> dict[str, str]:
    """What each column holds; prepared files are never called databases."""
    main = [export for export in exports if export.origin != OTHER_METHODS]
    n_prepared = sum(export.origin == PREPARED for export in main)
    if main and n_prepared == len(main):
        words = "prepared files"
    else:
        words = "databases and prepared files" if n_prepared else "databases and registers"
    return {"databases": words, "other": "other methods"}


def parted(reports: Reports, others: frozenset[str]) -> Parted:
    """The reports and the records that leave, by the way that found them."""
    way_by_report: dict[str, str] = {}
    joined: dict[str, list[str]] = {way: [] for way in WAYS}
    both_ways: list[str] = []
    for report in reports:
        found: dict[str, list[str]] = {way: [] for way in WAYS}
        for record_id in report.record_ids:
            found["other" if export_of(record_id) in others else "databases"].append(record_id)
        way = "databases" if found["databases"] else "other"
        way_by_report[report.report_id] = way
        joined[way] += found[way][1:]
        if way == "databases":
            both_ways += found["other"]
    return Parted(
        way_by_report=way_by_report,
        joined={way: tuple(ids) for way, ids in joined.items()},
        both_ways=tuple(both_ways),
    )
