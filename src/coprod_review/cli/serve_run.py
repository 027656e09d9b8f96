"""The tables of a finished run for the server: columns at once, one report's findings when they are asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths
from coprod_review.errors import ReviewError
from coprod_review.model.coding import MACHINE_CODERS

if TYPE_CHECKING:
    from coprod_review.audit.server.desk import Material, Pair, QueueRows, Run
    from coprod_review.io.coding_rows import CodingRows
    from coprod_review.model.coding import CodeOfRecord
    from coprod_review.model.record import Record

WATCHED = (paths.REPORTS, paths.DECISIONS, paths.CODES, paths.QUEUE, paths.PAIRS, paths.PEOPLES_CODINGS)
NEXT = paths.RESULTS / "next"
FOR_PEOPLE = ("waiting", "open")
LONGEST_WHY = 400

AGAINST_PEOPLE = ("machine against people", "single coder against people")
"""Kinds of disagreement in which a machine gives another code than people."""

NO_QUEUE = "The run has not come so far: `make review` writes this queue."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """For whom the tables are read, and what of them this person may know.

    `sample` are the reports that a coder was given, in order, with the name of the sample; `audits` the audit
    samples by name, as (report, dimensions). `order` puts reports in a coder's own order.
    """

    who: str
    sees_all: bool
    sample_name: str
    sample: Sequence[str]
    audits: Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]
    order: Callable[[Iterable[str], str], list[str]]
    notices: Callable[[], tuple[str, ...]]


class RunTables:
    """The tables of one run, read once; a coder's have neither codes nor the answers of anybody else."""

    def __init__(self, results: Path, wanted: Wanted) -> None:
        from coprod_review.io.coding_rows import CodingRows
        from coprod_review.io.report_rows import ReportRows

        self._results = results
        self._wanted = wanted
        self._rows = ReportRows(self._at(paths.REPORTS))
        self._codings: Sequence[CodingRows] = ()
        if wanted.sees_all:
            files = (self._at(paths.PEOPLES_CODINGS), *(self._coded(name) for name in MACHINE_CODERS))
            self._codings = [CodingRows(path) for path in files]
            threading.Thread(target=self._warm, daemon=True).start()
        self.run = self._run()

    def _at(self, path: Path) -> Path:
        return paths.within(self._results, path)

    def _coded(self, coder: str) -> Path:
        return self._at(paths.CODED) / f"{coder}.parquet"

    def _warm(self) -> None:
        for rows in self._codings:
            rows.warm()

    def material(self, report_id: str) -> Material:
        """The report, and for reviewers all that was found on it; KeyError where the run has no such report."""
        from coprod_review.audit.server.desk import Material

        report = self._rows.at(self.run.reports.row_by_id[report_id])
        if not self._wanted.sees_all:
            return Material(report=report)
        codings = [coding for rows in self._codings for coding in rows.on(report_id)]
        codes = {code.dimension: code for code in self._codes_on(report_id)}
        return Material(report=report, codings=codings, codes=codes)

    def records(self, record_ids: Sequence[str]) -> Sequence[Record]:
        """The records of a pair."""
        from coprod_review.io.parquet import Only
        from coprod_review.io.tables import read_records

        return read_records(self._at(paths.RECORDS), only=Only(column="record_id", values=record_ids))

    def _codes_on(self, report_id: str) -> Iterator[CodeOfRecord]:
        from coprod_review.io.tables import rows_of
        from coprod_review.model.coding import CodeOfRecord

        if self._codes is not None:
            start, n = self._code_places.get(report_id, (0, 0))
            for row in rows_of(self._codes.slice(start, n)):
                yield CodeOfRecord(**row)

    @cached_property
    def _codes(self):  # type: ignore[no-untyped-def] # pyarrow has no types
        from coprod_review.io.parquet import read_arrow
        from coprod_review.io.tables import CODES

        path = next((p for p in (self._at(paths.CODES), self._at(paths.SETTLED)) if p.exists()), None)
        return None if path is None else read_arrow(path, CODES).sort_by("report_id")

    @cached_property
    def _code_places(self) -> Mapping[str, tuple[int, int]]:
        from itertools import groupby

        places, start = {}, 0
        for report_id, rows in groupby(self._codes.column("report_id").to_pylist()):
            n = sum(1 for _ in rows)
            places[report_id] = (start, n)
            start += n
        return places

    def _run(self) -> Run:
        from coprod_review.audit.server.desk import Reports, Run

        reports = Reports(
            ids=self._rows.column("report_id"),
            titles=self._rows.column("title"),
            abouts=list(self._abouts()),
            included=self._included(),
        )
        pairs = self._pairs() if self._wanted.sees_all else []
        return Run(
            reports=reports,
            queues=list(self._queues(reports.ids, reports.included, len(pairs))),
            pairs=pairs,
            record_by_place=self._adjudicated_at_run(),
            own_at_run=self._own_at_run(),
            reopened=self._reopened(),
            notices=self._wanted.notices(),
        )

    def _abouts(self) -> Iterator[str]:
        for authors, year, venue in zip(
            self._rows.column("authors"),
            self._rows.column("year"),
            self._rows.column("container"),
            strict=True,
        ):
            names = [name.partition(",")[0] for name in (authors or ())[:3]]
            who = (
                "no author" if not names else " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
            )
            yield ", ".join(filter(None, (who, "no year" if year is None else str(year), venue)))

    def _included(self) -> frozenset[str]:
        from coprod_review.io.parquet import read_columns

        path = self._at(paths.DECISIONS)
        if not path.exists():
            return frozenset(self._rows.column("report_id"))
        column = read_columns(path, ("report_id", "included"))
        return frozenset(i for i, is_in in zip(column["report_id"], column["included"], strict=True) if is_in)

    def _queues(self, ids: Sequence[str], included: frozenset[str], n_pairs: int) -> Iterator[QueueRows]:
        from coprod_review.audit.server.desk import QueueRows

        wanted = self._wanted
        if wanted.sees_all:
            yield self._uncertain()
            yield self._against("machine", self._coded("disagreements").with_suffix(".csv"), AGAINST_PEOPLE)
            yield self._coders_differ()
            yield QueueRows(
                name="pairs",
                ids=[str(n) for n in range(1, n_pairs + 1)],
                why_empty="No pair of records is in doubt.",
            )
            yield from self._audits()
            yield from self._next()
            yield self._screening(ids)
            yield QueueRows(name="all", ids=ids, why_empty="The run has no report.")
            return
        if wanted.sample_name:
            known = set(ids)
            yield QueueRows(
                name="sample",
                label=f"Sample {wanted.sample_name}",
                ids=wanted.order((i for i in wanted.sample if i in known), wanted.sample_name),
                why_empty="None of the reports of this sample is in the run.",
            )
        again = self._reopened()
        if again:
            reports = list(dict.fromkeys(sorted(report for report, _ in again)))
            asked = [tuple(sorted(d for r, d in again if r == report)) for report in reports]
            yield QueueRows(name="again", ids=reports, asked=asked)
        waiting = [r["report_id"] for r in self._table(paths.QUEUE) if r["status"] in FOR_PEOPLE]
        yield QueueRows(
            name="open", ids=wanted.order(waiting, "open"), why_empty="No report waits for an answer."
        )
        yield QueueRows(
            name="reports", ids=wanted.order(included, "reports"), why_empty="No report is included."
        )
        yield self._screening(ids)

    def _uncertain(self) -> QueueRows:
        from coprod_review.audit.server.desk import QueueRows

        rows = ((r["report_id"], r["dimension"], r["why"]) for r in self._table(paths.QUEUE))
        return QueueRows(name="uncertain", **_grouped(rows), why_empty=self._why_empty(paths.QUEUE))

    def _against(self, name: str, path: Path, kinds: Sequence[str]) -> QueueRows:
        from coprod_review.audit.server.desk import QueueRows

        rows = (
            (r["report_id"], r["dimension"], f"people: {r['people']}; machine: {r['combination']}")
            for r in _csv(path)
            if r["kind"] in kinds
        )
        why_empty = "The machine contradicts nobody." if path.exists() else NO_QUEUE
        return QueueRows(name=name, **_grouped(rows), why_empty=why_empty)

    def _coders_differ(self) -> QueueRows:
        from coprod_review.audit.server.desk import QueueRows

        rows = (
            (r["report_id"], r["dimension"], r["says"])
            for r in self._table(paths.DISAGREEMENTS)
            if r["status"] == "waiting"
        )
        return QueueRows(name="coders", **_grouped(rows), why_empty=self._why_empty(paths.DISAGREEMENTS))

    def _audits(self) -> Iterator[QueueRows]:
        from coprod_review.audit.server.desk import QueueRows

        known = self._rows.column("report_id")
        here = set(known)
        for name, places in self._wanted.audits.items():
            kept = [(report, asked) for report, asked in places if report in here]
            yield QueueRows(
                name=name,
                label=f"Audit sample {name.removeprefix('audit').strip('_-')}".strip(),
                ids=[report for report, _ in kept],
                asked=[asked for _, asked in kept] if any(asked for _, asked in kept) else (),
                why_empty="None of the reports of this sample is in the run.",
            )

    def _next(self) -> Iterator[QueueRows]:
        from coprod_review.audit.server.desk import QueueRows

        path = self._at(NEXT / "coding.csv")
        if path.exists():
            rows = list(_csv(path))
            yield QueueRows(
                name="next",
                ids=list(dict.fromkeys(row["report"] for row in rows)),
                whys=[row.get("why", "")[:LONGEST_WHY] for row in rows],
            )

    def _screening(self, ids: Sequence[str]) -> QueueRows:
        """Reports that nobody has judged, in the order of the ranking where there is one."""
        from coprod_review.audit.server.desk import QueueRows

        path = self._at(NEXT / "screening.csv")
        if path.exists():
            unread = list(dict.fromkeys(row["report"] for row in _csv(path)))
        else:
            unread = [i for i in ids if i not in self._judged()]
        return QueueRows(name="screening", ids=unread, why_empty="Every report has been judged by somebody.")

    def _judged(self) -> frozenset[str]:
        from coprod_review.io.parquet import read_columns

        path = self._at(paths.DECISIONS)
        if not path.exists():
            return frozenset()
        column = read_columns(path, ("report_id", "status"))
        pairs = zip(column["report_id"], column["status"], strict=True)
        return frozenset(report_id for report_id, status in pairs if status != "rules")

    def _pairs(self) -> list[Pair]:
        from coprod_review.audit.server.desk import Pair

        found = [r for r in self._table(paths.PAIRS) if r["verdict"] == "maybe"]
        title_by_record = {}
        wanted = {r["record_a"] for r in found}
        for record_ids, title in zip(
            self._rows.column("record_ids"), self._rows.column("title"), strict=True
        ):
            title_by_record |= {i: title for i in record_ids if i in wanted}
        return [
            Pair(
                record_a=r["record_a"],
                record_b=r["record_b"],
                title=title_by_record.get(r["record_a"], ""),
                rule=r["rule"],
                why=r["why"],
            )
            for r in found
        ]

    def _adjudicated_at_run(self) -> Mapping[tuple[str, str], tuple[str, tuple[str, ...]]]:
        if not self._wanted.sees_all or self._codes is None:
            return {}
        names = ("report_id", "dimension", "codes", "status")
        columns = [self._codes.column(name).to_pylist() for name in names]
        return {
            (report_id, dimension): (status, tuple(codes))
            for report_id, dimension, codes, status in zip(*columns, strict=True)
            if status == "adjudicated"
        }

    def _own_at_run(self) -> frozenset[tuple[str, str]]:
        from coprod_review.io.parquet import read_columns

        path = self._at(paths.PEOPLES_CODINGS)
        if not path.exists():
            return frozenset()
        column = read_columns(path, ("report_id", "dimension", "coder"))
        rows = zip(column["report_id"], column["dimension"], column["coder"], strict=True)
        return frozenset(
            (report, dimension) for report, dimension, coder in rows if coder == self._wanted.who
        )

    def _reopened(self) -> frozenset[tuple[str, str]]:
        rows = self._table(paths.REOPENED)
        return frozenset((r["report"], r["dimension"]) for r in rows if r["coder"] == self._wanted.who)

    def _table(self, path: Path) -> Sequence[Mapping[str, str]]:
        return _csv(self._at(path))

    def _why_empty(self, path: Path) -> str:
        return "Nothing is left here." if self._at(path).exists() else NO_QUEUE


class RunFiles:
    """The run that lies in the results now: read again when a new one is finished."""

    def __init__(self, results: Path, wanted: Wanted) -> None:
        self._results = results
        self._wanted = wanted
        self._lock = threading.RLock()
        self._signature = self._signed()
        self._tables = RunTables(results, wanted)

    def tables(self) -> RunTables:
        """The tables of the present run; those before it while a new one is being written."""
        with self._lock:
            signature = self._signed()
            if signature != self._signature and None not in signature.values():
                try:
                    self._tables = RunTables(self._results, self._wanted)
                except (ReviewError, OSError):
                    return self._tables  # a stage is writing: the next page asks again
                self._signature = signature
            return self._tables

    def _signed(self) -> dict[Path, tuple[int, int] | None]:
        found: dict[Path, tuple[int, int] | None] = {}
        for path in (*WATCHED, NEXT / "coding.csv", NEXT / "screening.csv"):
            here = paths.within(self._results, path)
            is_needed = path in (paths.REPORTS, paths.DECISIONS)
            try:
                stat = here.stat()
                found[path] = (stat.st_mtime_ns, stat.st_size)
            except FileNotFoundError:
                found[path] = None if is_needed else (0, 0)
        return found


def _grouped(rows: Iterable[tuple[str, str, str]]) -> dict[str, list]:  # type: ignore[type-arg]
    """Rows of report, dimension and reason as one item a report, in the order in which reports first come."""
    asked: dict[str, list[str]] = {}
    whys: dict[str, list[str]] = {}
    for report_id, dimension, why in rows:
        asked.setdefault(report_id, []).append(dimension)
        whys.setdefault(report_id, []).append(f"{dimension.replace('_', ' ')}: {why}")
    return {
        "ids": list(asked),
        "asked": [tuple(dict.fromkeys(names)) for names in asked.values()],
        "whys": [" · ".join(found)[:LONGEST_WHY] for found in whys.values()],
    }


def _csv(path: Path) -> Sequence[Mapping[str, str]]:
    """The rows of a CSV of a stage; none where it is missing."""
    from coprod_review.io.results import read_table

    return read_table(path) if path.exists() else ()
