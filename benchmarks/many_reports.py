"""A finished run taken again and again, so that a review of many reports is there to measure.

The reports of a run come again under ids, titles and DOIs of their own, with their records, entries of the
exports, codings, queue and what people supplied. What the stages after coding write is not multiplied: they
are run.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from coprod_review.io.tables import CODING_ROWS
from coprod_review.tasks.site.lines import lines_of_exports

TABLES = (
    "dedupe/reports.parquet",
    "read/records.parquet",
    "screen/decisions.parquet",
    "code/codes.parquet",
    "code/rules.parquet",
    "code/lineage.parquet",
    "code/classifier.parquet",
    "code/combination.parquet",
    "settle/settled.parquet",
)
CODINGS = "settle/codings.parquet"
"""Multiplied after the analysis, which holds them against the agreement of the run."""

SHEETS = (
    ("results/code/queue.csv", ("report_id",)),
    ("results/code/disagreements.csv", ("report_id",)),
    ("results/settle/disagreements.csv", ("report_id",)),
    ("results/dedupe/reports.csv", ("report_id", "aliases")),
    ("results/dedupe/pairs.csv", ("record_a", "record_b")),
    ("corpus/characteristics.csv", ("report",)),
    ("corpus/reports.csv", ("report_id", "aliases")),
    ("corpus/decisions/screening.csv", ("report",)),
)
GROUP = 10_000
"""Rows of a row group, as the stages write them."""

SEPARATOR = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How ids and places of a run read when it comes again; lines and entries are those of each export."""

    n_lines: Mapping[str, int]
    n_entries: Mapping[str, int]

    def report(self, name: str, time: int) -> str:
        """A report's id the nth time; the first time it is its own."""
        return f"{name}-{time}" if time else name

    def record(self, name: str, time: int) -> str:
        """A record's id: the same entry, as many entries further down as an export has."""
        export, _, entry = name.rpartition(":")
        return f"{export}:{int(entry) + time * self.n_entries[export]}"

    def line(self, line: int, export: str, time: int) -> int:
        """The line of an entry, in an export whose lines come again and again."""
        return line + time * self.n_lines[export]


def multiply_review(review: Path, target: Path, times: int) -> None:
    """Copy a review with a finished run, and multiply all that the analysis and the pages read."""
    ignored = shutil.ignore_patterns("audit", "*.pdf", "*.png")
    for name in ("corpus", "config", "results"):
        shutil.copytree(review / name, target / name, ignore=ignored)
    how = _times_of(target)
    for name in TABLES:
        multiply(target / "results" / name, times, how)
    sheets = [(target / name, columns) for name, columns in SHEETS]
    sheets += [(path, ("report",)) for path in sorted((target / "corpus" / "codings").glob("*.csv"))]
    for path, columns in sheets:
        _multiply_sheet(path, times, columns, how)
    for export in how.n_lines:
        _multiply_export(target / "corpus" / "exports" / export, times)


def n_times(results: Path, n_reports: int) -> int:
    """How often a run must come for at least so many reports, included or not."""
    return max(1, -(-n_reports // pq.read_metadata(results / "dedupe" / "reports.parquet").num_rows))


def n_times_included(results: Path, n_reports: int) -> int:
    """How often a run must come for about so many included reports."""
    decisions = pq.read_table(results / "screen" / "decisions.parquet", columns=["included"])
    return max(1, round(n_reports / pc.sum(decisions.column("included").cast(pa.int64())).as_py()))


def multiply(path: Path, times: int, how: Times | None = None) -> None:
    """The rows of a table once for each time; those of reports are in the order of reports again."""
    table = pq.read_table(path)
    how = how or Times(n_lines={}, n_entries={})
    whole = pa.concat_tables([table, *(_later_rows(table, time, how) for time in range(1, times))])
    if "report_id" in table.column_names:
        whole = whole.take(pc.sort_indices(whole.column("report_id")))
    group = CODING_ROWS if "evidence" in table.column_names else GROUP
    pq.write_table(whole, path, compression="zstd", row_group_size=group)


def _times_of(review: Path) -> Times:
    records = pq.read_table(review / "results" / "read" / "records.parquet", columns=["record_id"])
    entries: Counter[str] = Counter()
    for name in records.column(0).to_pylist():
        export, _, entry = name.rpartition(":")
        entries[export] = max(entries[export], int(entry))
    lines = lines_of_exports(review / "corpus" / "exports", list(entries))
    return Times(n_lines={name: len(found) for name, found in lines.items()}, n_entries=entries)


def _later_rows(table: pa.Table, time: int, how: Times) -> pa.Table:
    """A table's rows as they read the nth time, its columns changed one by one."""
    columns = {name: table.column(name).to_pylist() for name in table.column_names if name in CHANGES}
    for name in columns:
        changed = CHANGES[name](columns, time, how)
        kind = table.schema.field(name).type
        table = table.set_column(table.column_names.index(name), name, pa.array(changed, type=kind))
    return table


def _each(name: str, change: Callable[[Any, int, Times], Any]) -> Callable[..., list[Any]]:
    return lambda columns, time, how: [change(value, time, how) for value in columns[name]]


def _lines(name: str) -> Callable[..., list[int]]:
    return lambda columns, time, how: [
        how.line(line, export, time) for line, export in zip(columns[name], columns["export"], strict=True)
    ]


CHANGES: Mapping[str, Callable[..., list[Any]]] = {
    "report_id": _each("report_id", lambda name, time, how: how.report(name, time)),
    "record_id": _each("record_id", lambda name, time, how: how.record(name, time)),
    "record_ids": _each("record_ids", lambda names, time, how: [how.record(n, time) for n in names]),
    "source_by_field": _each(
        "source_by_field",
        lambda told, time, how: json.dumps(
            {field: how.record(n, time) for field, n in json.loads(told).items()}
        ),
    ),
    "title": _each("title", lambda title, time, how: f"{title}, time {time}"),
    "doi": _each("doi", lambda doi, time, how: doi and f"{doi}-{time}"),
    "pmid": _each("pmid", lambda pmid, time, how: pmid and f"{pmid}0{time}"),
    "source_id": _each("source_id", lambda name, time, how: name and f"{name}-{time}"),
    "export": lambda columns, time, how: columns["export"],
    "line": _lines("line"),
    "end_line": _lines("end_line"),
}


def _multiply_sheet(path: Path, times: int, columns: tuple[str, ...], how: Times) -> None:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, header = list(reader), reader.fieldnames or []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=header, lineterminator="\n")
        writer.writeheader()
        for time in range(times):
            writer.writerows(row | {c: _later_cell(c, row[c], time, how) for c in columns} for row in rows)


def _later_cell(column: str, text: str, time: int, how: Times) -> str:
    if column == "aliases":
        return SEPARATOR.join(_later_alias(alias, time) for alias in text.split(SEPARATOR))
    return how.record(text, time) if column.startswith("record") else how.report(text, time)


def _later_alias(alias: str, time: int) -> str:
    """An alias as it reads the nth time: a PMID has digits alone, a fingerprint letters and digits."""
    joint = {"pmid": "0", "title": ""}.get(alias.partition(":")[0], "-")
    return f"{alias}{joint}{time}" if time else alias


def _multiply_export(path: Path, times: int) -> None:
    raw = path.read_bytes()
    path.write_bytes((raw if raw.endswith(b"\n") else raw + b"\n") * times)
