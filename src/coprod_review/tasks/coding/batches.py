"""Batches of entries, read and coded where they are read: the rows of each as text, and what was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path

from coprod_review import paths
from coprod_review.coding.machine import MachineCoder
from coprod_review.coding.machine_rows import Level, columns_of, n_decided, row_of
from coprod_review.coding.trained import keys_of
from coprod_review.io.criteria import read_criteria
from coprod_review.model.bibliographic import Bibliographic
from coprod_review.model.report import Report
from coprod_review.model.screening import EXCLUDE
from coprod_review.model.sheet_text import rows_text
from coprod_review.read.entries_read import Tally, read_entries
from coprod_review.read.fields import RecordColumns
from coprod_review.read.formats import format_named
from coprod_review.screen.decide import Screening
from coprod_review.tasks.coding.trained import level_of_run, machine_coder
from coprod_review.tasks.read.batches import Batch, BatchRead

AT_ONCE = 100
"""So many records are coded together: their features and probabilities are arrays."""

BIBLIOGRAPHIC = tuple(one.name for one in fields(Bibliographic))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was coded: records, and decisions by dimension; of the records those that are not English, that
    taught, or that the criteria would exclude."""

    n_records: int = 0
    n_foreign: int = 0
    n_seen: int = 0
    n_excluded: int = 0
    decided: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            n_records=self.n_records + other.n_records,
            n_foreign=self.n_foreign + other.n_foreign,
            n_seen=self.n_seen + other.n_seen,
            n_excluded=self.n_excluded + other.n_excluded,
            decided=self.decided + other.decided,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRows:
    """The rows of a batch as CSV text, and their counts."""

    text: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class CodeBatch:
    """Reads and codes batches by the trained coders of a run; a process takes them up once."""

    results: Path
    config: Path

    def take_up(self) -> tuple[str, ...]:
        """Read the coders anew, so that processes forked afterwards have them already; their dimensions.

        Raises ReviewError as `machine_coder` does.
        """
        _ready.cache_clear()
        return tuple(_ready(self.results, self.config).coder.codebook.dimensions)

    def untrained(self) -> list[str]:
        """The dimensions in which the run trained no coder."""
        return _ready(self.results, self.config).coder.untrained

    def prepare(self) -> None:
        """Have the coders and the criteria in this process."""
        _ready(self.results, self.config)

    def __call__(self, batch: Batch) -> BatchRead[CodedRows]:
        tally = Tally()
        found = read_entries(
            batch.entries,
            first=batch.first,
            export=batch.export,
            file_format=format_named(batch.format_name),
            tally=tally,
            limits=batch.limits,
        )
        ready = _ready(self.results, self.config)
        dimensions = tuple(ready.coder.codebook.dimensions)
        columns = columns_of(dimensions)
        texts: list[str] = []
        counts = Counts()
        n_records = len(found.records["record_id"])
        for start in range(0, n_records, AT_ONCE):
            rows = list(_rows(found.records, start, ready, dimensions))
            texts.append(rows_text(columns, rows))
            counts += Counts(
                n_records=len(rows),
                n_foreign=sum(row["language"] != "English" for row in rows),
                n_seen=sum(row["seen_in_training"] is True for row in rows),
                n_excluded=sum(row["screening"] == EXCLUDE for row in rows),
                decided=Counter(n_decided(rows, dimensions)),
            )
        return BatchRead(
            records=CodedRows(text="".join(texts), counts=counts),
            set_aside=list(found.set_aside.values()),
            tally=tally,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """The coders, by what the reports that taught them are known, by what they decide, and the criteria.

    The criteria decide alone: what people judged is about reports of the corpus.
    """

    coder: MachineCoder
    taught_by: frozenset[str]
    level: Level
    screening: Screening


@lru_cache(maxsize=1)
def _ready(results: Path, config: Path) -> _Ready:
    coder, taught_by = machine_coder(results=results, config=config)
    criteria = read_criteria(config / paths.CRITERIA.name)
    screening = Screening(criteria, judgements=(), coders=(), ids={})
    return _Ready(coder=coder, taught_by=taught_by, level=level_of_run(results), screening=screening)


def _rows(
    records: RecordColumns, start: int, ready: _Ready, dimensions: tuple[str, ...]
) -> Iterator[dict[str, object]]:
    part = slice(start, start + AT_ONCE)
    columns = {name: values[part] for name, values in records.items()}
    reports = [
        Report(report_id=record_id, record_ids=(record_id,), **dict(zip(BIBLIOGRAPHIC, values, strict=True)))
        for record_id, *values in zip(
            columns["record_id"], *(columns[name] for name in BIBLIOGRAPHIC), strict=True
        )
    ]
    places = zip(columns["source_id"], columns["export"], columns["line"], strict=True)
    for coded, (source_id, export, line) in zip(ready.coder.code(reports), places, strict=True):
        yield row_of(
            coded,
            source_id=source_id,
            export=export,
            line=line,
            is_seen=not ready.taught_by.isdisjoint(keys_of(coded.report)),
            screened=ready.screening.decide(coded.report),
            dimensions=dimensions,
            level=ready.level,
        )
