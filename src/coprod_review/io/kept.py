"""What pages of a large run are made from: the reports that somebody asks for, and the ledger cut to them.

Of a million reports that rules excluded, hardly one is ever opened. Where a run has more reports than the
configuration allows pages for (`site.pages_up_to`), pages are made of those that are included, wait for
people, or were judged or coded by people; the others stand in the tables of the stages, with their reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from coprod_review import paths
from coprod_review.io import tables
from coprod_review.io.csv_columns import read_csv_columns
from coprod_review.io.parquet import Only, column_parts, read_columns, read_groups
from coprod_review.io.registry import ALIAS_SEPARATOR
from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.model.corpus import Registration
from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The reports of a large run that have pages, with their records; `n_left_out` are the others."""

    reports: Sequence[Report]
    records: Sequence[Record]
    decisions: Sequence[ScreeningDecision]
    n_left_out: int
    record_ids: frozenset[str] = field(init=False)
    report_ids: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        names = (record_id for report in self.reports for record_id in report.record_ids)
        object.__setattr__(self, "record_ids", frozenset(names))
        object.__setattr__(self, "report_ids", frozenset(report.report_id for report in self.reports))


def kept_reports(
    results: Path, *, up_to: int, with_records: bool = True, judged: Collection[str] = ()
) -> Kept | None:
    """The reports of a run that has more than `up_to`, as far as pages show them; None of a smaller run.

    `judged` are those on which somebody's judgement stands, be it that others decided.
    """
    n_reports, asked_for = _asked_for(results, up_to)
    if n_reports <= up_to:
        return None
    asked_for.update(judged)
    only = Only(column="report_id", values=asked_for)
    reports = tables.read_reports(paths.within(results, paths.REPORTS), only=only)
    record_ids = {record_id for report in reports for record_id in report.record_ids}
    records = paths.within(results, paths.RECORDS)
    return Kept(
        reports=reports,
        records=tables.read_records(records, only=Only(column="record_id", values=record_ids))
        if with_records
        else (),
        decisions=tables.read_screening(paths.within(results, paths.DECISIONS), only=only),
        n_left_out=n_reports - len(reports),
    )


def read_numbers_of(path: Path, kept: Kept) -> tuple[list[Number], dict[str, int]]:
    """The ledger with the members that are kept, and of numbers that lost some, how many they had.

    What was set aside is kept whole.
    """
    import pyarrow.compute as pc  # noqa: PLC0415 - slow to load, and only large runs need it

    wanted = pa.array(sorted(kept.report_ids | kept.record_ids), pa.string())
    numbers: list[Number] = []
    had: dict[str, int] = {}
    for table in read_groups(path, tables.NUMBERS):
        cells = table.column("members").combine_chunks()
        is_aside = pc.equal(table.column("member_kind").combine_chunks(), "set_aside")
        parents = pc.list_parent_indices(cells)
        stays = pc.or_(pc.is_in(cells.flatten(), value_set=wanted), is_aside.take(parents))
        lengths = np.bincount(parents.filter(stays).to_numpy(), minlength=len(cells))
        ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        members = pa.ListArray.from_arrays(pa.array(ends), cells.flatten().filter(stays))
        at = table.schema.get_field_index("members")
        cut = table.set_column(at, table.schema.field(at), members)
        before = pc.list_value_length(cells).to_pylist()
        for row, n in zip(tables.rows_of(cut), before, strict=True):
            numbers.append(Number(**row))
            if len(row["members"]) < n:
                had[row["number_id"]] = n
    return numbers, had


def registrations_of(path: Path, report_ids: Collection[str]) -> Iterator[Registration]:
    """What the registry that a run has written knows of these reports, unchecked."""
    columns = read_csv_columns(path, ("report_id", "aliases"))
    for report_id, aliases in zip(columns["report_id"], columns["aliases"], strict=True):
        if report_id in report_ids:
            names = (alias.strip() for alias in aliases.split(ALIAS_SEPARATOR))
            yield Registration(report_id=report_id, aliases=tuple(filter(None, names)))


def _asked_for(results: Path, up_to: int) -> tuple[int, set[str]]:
    """How many reports were screened, and which of them anybody asks for, where there are too many."""
    machines = set(MACHINE_CODERS)
    n_reports = 0
    found: set[str] = set()
    names = ("report_id", "included", "status", "decided_by")
    for part in column_parts(paths.within(results, paths.DECISIONS), names):
        n_reports += len(part["report_id"])
        found.update(
            report_id
            for report_id, included, status, coders in zip(*part.values(), strict=True)
            if included or status == WAITING or not machines.issuperset(coders)
        )
    if n_reports <= up_to:
        return n_reports, set()
    for table in ("codings", "settled"):
        path = paths.within(results, paths.SETTLED.with_stem(table))
        found.update(read_columns(path, ("report_id",))["report_id"])
    return n_reports, found
