"""Reading in batches: entries are cut in one process and read in several, with the same result as in one."""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field

import pyarrow as pa

from coprod_review.errors import ReviewError
from coprod_review.io.tables import record_batch
from coprod_review.model.record import ExportReading, SetAside
from coprod_review.read.entries import Entry
from coprod_review.read.entries_read import Tally, read_entries
from coprod_review.read.formats import format_named
from coprod_review.read.reading import Reading, Unreadable

MAX_ENTRIES = 500
MAX_CHARACTERS = 4_000_000
"""How much a batch holds: a matter of the entries alone, so that any number of processes makes the same."""

BATCHES_AHEAD = 2
"""Batches that wait for each process: enough to keep it busy, few enough to keep memory small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Entries of one export that follow each other; `first` is the number of the first."""

    export: str
    format_name: str
    first: int
    entries: list[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRead:
    """What reading a batch gave."""

    records: pa.RecordBatch
    set_aside: list[SetAside]
    tally: Tally


Run = Callable[[Batch], "Future[BatchRead]"]


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
    with _pool(workers) as run:
        for reading in readings:
            if isinstance(reading, Unreadable):
                _set_aside(reading, gathered)
                continue
            try:
                yield from _records(reading, gathered, run, ahead=BATCHES_AHEAD * workers)
            except ReviewError as fault:
                if not gathered.is_lenient:
                    raise
                _set_aside(Unreadable(reading.export, reading.content, fault), gathered)
            else:
                gathered.summaries.append(reading.summary())


def _records(reading: Reading, gathered: Gathered, run: Run, *, ahead: int) -> Iterator[pa.RecordBatch]:
    for read in _in_order(run, _batches(reading), ahead=ahead):
        reading.tally.add(read.tally)
        gathered.set_aside += read.set_aside
        if read.records.num_rows:
            yield read.records


def _set_aside(export: Unreadable, gathered: Gathered) -> None:
    gathered.faults.append(export.fault)
    gathered.set_aside.append(export.set_aside())
    gathered.summaries.append(export.summary())


def read_batch(batch: Batch) -> BatchRead:
    """Read the entries of a batch."""
    tally = Tally()
    file_format = format_named(batch.format_name)
    found = read_entries(
        batch.entries, first=batch.first, export=batch.export, file_format=file_format, tally=tally
    )
    return BatchRead(
        records=record_batch(found.records), set_aside=list(found.set_aside.values()), tally=tally
    )


def _batches(reading: Reading) -> Iterator[Batch]:
    held: list[Entry] = []
    n_characters, first = 0, 1
    for entry in reading.entries():
        held.append(entry)
        n_characters += len(entry.raw)
        if len(held) == MAX_ENTRIES or n_characters > MAX_CHARACTERS:
            yield Batch(export=reading.export, format_name=reading.format.name, first=first, entries=held)
            first += len(held)
            held, n_characters = [], 0
    if held:
        yield Batch(export=reading.export, format_name=reading.format.name, first=first, entries=held)


@contextlib.contextmanager
def _pool(workers: int) -> Iterator[Run]:
    """Something that reads batches: other processes, or this one where only one is wanted."""
    if workers < 2:
        yield _here
        return
    start = "fork" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(start)) as pool:
        yield lambda batch: pool.submit(read_batch, batch)


def _here(batch: Batch) -> Future[BatchRead]:
    done: Future[BatchRead] = Future()
    done.set_result(read_batch(batch))
    return done


def _in_order(run: Run, batches: Iterable[Batch], *, ahead: int) -> Iterator[BatchRead]:
    waiting: deque[Future[BatchRead]] = deque()
    for batch in batches:
        waiting.append(run(batch))
        while len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
