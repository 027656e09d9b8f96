"""Reading in batches: entries are cut in one process and read in several, with the same result as in one."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import pyarrow as pa

from coprod_review.errors import ReviewError
from coprod_review.io.record_batches import record_batch
from coprod_review.model.limits import ReadingLimits
from coprod_review.model.record import ExportReading, SetAside
from coprod_review.processes import processes
from coprod_review.read.entries import Entry
from coprod_review.read.entries_read import Tally, read_entries
from coprod_review.read.formats import format_named
from coprod_review.read.opening import Unreadable
from coprod_review.read.reading import Reading

MAX_ENTRIES = 500
MAX_CHARACTERS = 4_000_000
"""How much a batch holds: a matter of the entries alone, so that any number of processes makes the same."""

BATCHES_AHEAD = 2
"""Batches that wait for each process: enough to keep it busy, few enough to keep memory small."""


Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Entries of one export that follow each other; `first` is the number of the first."""

    export: str
    format_name: str
    first: int
    entries: list[Entry]
    limits: ReadingLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRead(Generic[Made]):
    """What reading a batch gave: its records, or what was made of them."""

    records: Made
    set_aside: list[SetAside]
    tally: Tally


Make = Callable[[Batch], BatchRead[Made]]
Run = Callable[[Batch], "Future[BatchRead[Made]]"]


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What is known beside the records, once all batches have been taken.

    Where it `is_lenient`, an export that cannot be read is set aside as a whole, and `faults` tell why.
    """

    is_lenient: bool = False
    set_aside: list[SetAside] = field(default_factory=list)
    summaries: list[ExportReading] = field(default_factory=list)
    faults: list[ReviewError] = field(default_factory=list)


def read_batches(
    readings: Sequence[Reading | Unreadable], gathered: Gathered, *, workers: int
) -> Iterator[pa.RecordBatch]:
    """The records of all readings as columns, in order; `gathered` is complete when they end."""
    for records in batches_made(readings, gathered, make=read_batch, workers=workers):
        if records.num_rows:
            yield records


def batches_made(
    readings: Sequence[Reading | Unreadable],
    gathered: Gathered,
    *,
    make: Make[Made],
    workers: int,
    prepare: Callable[[], object] | None = None,
) -> Iterator[Made]:
    """What `make` makes of the batches of all readings, in order; `gathered` is complete when they end.

    `make` is a function of a module; `prepare` is called once in each further process before it.
    """
    with _pool(workers, make, prepare) as run:
        for reading in readings:
            if isinstance(reading, Unreadable):
                _set_aside(reading, gathered)
                continue
            try:
                yield from _made_of(reading, gathered, run, ahead=BATCHES_AHEAD * workers)
            except ReviewError as fault:
                if not gathered.is_lenient:
                    raise
                _set_aside(Unreadable(reading.export, reading.content, fault), gathered)
            else:
                gathered.summaries.append(reading.summary())


def _made_of(reading: Reading, gathered: Gathered, run: Run[Made], *, ahead: int) -> Iterator[Made]:
    for read in _in_order(run, _batches(reading), ahead=ahead):
        reading.tally.add(read.tally)
        gathered.set_aside += read.set_aside
        yield read.records


def _set_aside(export: Unreadable, gathered: Gathered) -> None:
    gathered.faults.append(export.fault)
    gathered.set_aside.append(export.set_aside())
    gathered.summaries.append(export.summary())


def read_batch(batch: Batch) -> BatchRead[pa.RecordBatch]:
    """Read the entries of a batch."""
    tally = Tally()
    file_format = format_named(batch.format_name)
    found = read_entries(
        batch.entries,
        first=batch.first,
        export=batch.export,
        file_format=file_format,
        tally=tally,
        limits=batch.limits,
    )
    return BatchRead(
        records=record_batch(found.records), set_aside=list(found.set_aside.values()), tally=tally
    )


def _batches(reading: Reading) -> Iterator[Batch]:
    first = 1
    for entries in reading.groups(most=MAX_ENTRIES, most_characters=MAX_CHARACTERS):
        yield _batch(reading, first, entries)
        first += len(entries)


def _batch(reading: Reading, first: int, entries: list[Entry]) -> Batch:
    return Batch(
        export=reading.export,
        format_name=reading.format.name,
        first=first,
        entries=entries,
        limits=reading.content.limits,
    )


@contextlib.contextmanager
def _pool(workers: int, make: Make[Made], prepare: Callable[[], object] | None) -> Iterator[Run[Made]]:
    """Something that makes batches: other processes, or this one where only one is wanted."""
    if workers < 2:
        yield lambda batch: _here(make, batch)
        return
    with processes(workers, prepare=prepare) as pool:
        yield lambda batch: pool.submit(make, batch)


def _here(make: Make[Made], batch: Batch) -> Future[BatchRead[Made]]:
    done: Future[BatchRead[Made]] = Future()
    done.set_result(make(batch))
    return done


def _in_order(run: Run[Made], batches: Iterable[Batch], *, ahead: int) -> Iterator[BatchRead[Made]]:
    begun: deque[Future[BatchRead[Made]]] = deque()
    try:
        for batch in batches:
            begun.append(run(batch))
            while len(begun) > ahead:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        for one in begun:  # of an export that is refused, nothing more is to be read
            one.cancel()
