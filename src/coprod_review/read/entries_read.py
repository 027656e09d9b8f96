"""Entries into records and set-aside entries, and the count of both."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from coprod_review.model.limits import DEFAULT_LIMITS, ReadingLimits
from coprod_review.model.record import Record, SetAside
from coprod_review.read.beyond_limits import columns_beyond, refuse_beyond
from coprod_review.read.entries import Entry, EntryFault, Format, Repairs
from coprod_review.read.fields import RecordColumns, finish, is_told
from coprod_review.read.time_limit import too_slow, within

COVERED = ("title", "abstract", "doi", "year", "references")
"""The fields whose share of records is told of each export."""


class Tally:
    """What reading entries gave so far; the tallies of parts of an export add up to that of the whole."""

    def __init__(self) -> None:
        self.n_records = 0
        self.n_set_aside = 0
        self.seconds = 0.0
        self.repairs: Repairs = Counter()
        self.covered: Counter[str] = Counter()

    def add(self, other: Tally) -> None:
        """Count what another tally counted."""
        self.n_records += other.n_records
        self.n_set_aside += other.n_set_aside
        self.seconds += other.seconds
        self.repairs.update(other.repairs)
        self.covered.update(other.covered)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesRead:
    """What entries gave: columns of records, and those set aside by their number in the export."""

    records: RecordColumns
    set_aside: dict[int, SetAside]

    def in_order(self) -> Iterator[Record | SetAside]:
        """The records and the set-aside entries in the order of the entries."""
        items: dict[int, Record | SetAside] = dict(self.set_aside)
        for row in zip(*self.records.values(), strict=True):
            record = Record(**dict(zip(self.records, row, strict=True)))
            items[int(record.record_id.rpartition(":")[2])] = record
        yield from (items[number] for number in sorted(items))


def read_entries(
    entries: Sequence[Entry],
    *,
    first: int,
    export: str,
    file_format: Format,
    tally: Tally,
    limits: ReadingLimits = DEFAULT_LIMITS,
) -> EntriesRead:
    """Read entries that follow each other; `first` is the number (from 1) of the first in its export.

    Raises ReviewError where that alone takes longer than a whole export may.
    """
    began = time.monotonic()
    with within(limits.max_seconds, fault=too_slow(limits.max_seconds, where=export)):
        found = _read(entries, first, export=export, file_format=file_format, tally=tally, limits=limits)
    tally.seconds += time.monotonic() - began
    return found


def _read(
    entries: Sequence[Entry],
    first: int,
    *,
    export: str,
    file_format: Format,
    tally: Tally,
    limits: ReadingLimits,
) -> EntriesRead:
    set_aside: dict[int, SetAside] = {}
    drafts, read, numbers = [], [], []
    for number, entry in enumerate(entries, first):
        if entry.fault:  # not raised: it would know this frame, and with it all entries, for ever
            set_aside[number] = _set_aside(entry, entry.fault, export=export)
            continue
        try:
            draft = file_format.read(entry, tally.repairs)
            refuse_beyond(draft, limits)
        except EntryFault as fault:
            set_aside[number] = _set_aside(entry, fault, export=export)
        else:
            drafts.append(draft)
            read.append(entry)
            numbers.append(number)
    columns = finish(drafts, read, numbers=numbers, export=export, repairs=tally.repairs)
    faults = columns_beyond(columns, limits)
    told = [known and place not in faults for place, known in enumerate(is_told(columns))]
    if not all(told):
        unread = [(place, n) for place, (n, known) in enumerate(zip(numbers, told, strict=True)) if not known]
        set_aside |= {
            n: _set_aside(read[place], faults.get(place) or _nameless(), export=export) for place, n in unread
        }
        columns = {name: list(compress(values, told)) for name, values in columns.items()}
    tally.n_set_aside += len(set_aside)
    tally.n_records += sum(told)
    for name in COVERED:
        tally.covered[name] += sum(map(bool, columns[name]))
    return EntriesRead(records=columns, set_aside=dict(sorted(set_aside.items())))


def _nameless() -> EntryFault:
    return EntryFault(
        "this entry has no title, abstract, DOI or PMID",
        remedy="complete the entry where it was exported from and export again, or leave it out",
    )


def _set_aside(entry: Entry, fault: EntryFault, *, export: str) -> SetAside:
    return SetAside(export=export, line=entry.line, reason=fault.reason, remedy=fault.remedy, raw=entry.raw)
