"""The tables of a finished run for the server: columns at once, the findings on a report when it is shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.tasks.serve.queues import (
    CONTRADICTIONS,
    NEXT_CODING,
    NEXT_SCREENING,
    Here,
    Wanted,
    queue_rows,
)

if TYPE_CHECKING:
    from coprod_review.audit.server.desk import Material, Pair, Run
    from coprod_review.io.coding_rows import CodingRows
    from coprod_review.model.record import Record
    from coprod_review.model.screening import ScreeningDecision

NEEDED = (paths.REPORTS, paths.DECISIONS)
"""Tables that a run writes early: while one is missing, a new run has just begun."""

MADE_BY_RUNS = (
    paths.CODES,
    paths.SETTLED,
    paths.QUEUE,
    paths.PAIRS,
    paths.PEOPLES_CODINGS,
    paths.DISAGREEMENTS,
    CONTRADICTIONS,
)
"""Tables that every whole run writes: one that was there and is missing will come again."""

ASKED_FOR = (NEXT_CODING, NEXT_SCREENING)
"""Tables that are written on request, and may go for good."""


class RunTables:
    """The tables of one run, read once; a coder's have neither codes nor the answers of anybody else."""

    def __init__(self, results: Path, wanted: Wanted) -> None:
        from coprod_review.io.code_rows import CodeRows
        from coprod_review.io.coding_rows import CodingRows
        from coprod_review.io.report_rows import ReportRows

        self._results = results
        self._wanted = wanted
        self._rows = ReportRows(self._at(paths.REPORTS))
        self._codings: Sequence[CodingRows] = ()
        self._codes: CodeRows | None = None
        if wanted.sees_all:
            machines = (self._at(paths.CODED) / f"{coder}.parquet" for coder in MACHINE_CODERS)
            self._codings = [CodingRows(path) for path in (self._at(paths.PEOPLES_CODINGS), *machines)]
            known = (self._at(paths.CODES), self._at(paths.SETTLED))
            self._codes = next((CodeRows(path) for path in known if path.exists()), None)
        self.run = self._run()
        self.notices: tuple[str, ...] = ()
        threading.Thread(target=self._warm, daemon=True).start()

    def _at(self, path: Path) -> Path:
        return paths.within(self._results, path)

    def _warm(self) -> None:
        """What takes a moment and need not be waited for: what is newer than the run, where evidence is."""
        self.notices = self._wanted.notices()
        for rows in self._codings:
            rows.warm()

    def material(self, report_id: str) -> Material:
        """The report, and for reviewers what was found on it; NotHere where the run has no such report."""
        from coprod_review.audit.server.desk import Material, NotHere

        row = self.run.reports.row_by_id.get(report_id)
        if row is None:
            raise NotHere(report_id)
        report = self._rows.at(row)
        if not self._wanted.sees_all:
            return Material(report=report)
        return Material(
            report=report,
            codings=[coding for rows in self._codings for coding in rows.on(report_id)],
            codes=self._codes.on(report_id) if self._codes else {},
        )

    def decision(self, report_id: str) -> ScreeningDecision | None:
        """What screening decided and the rules propose; reviewers only, else None."""
        from coprod_review.io.parquet import Only
        from coprod_review.io.tables import read_screening

        path = self._at(paths.DECISIONS)
        if not self._wanted.sees_all or not path.exists():
            return None
        found = read_screening(path, only=Only(column="report_id", values=[report_id]))
        return next(iter(found), None)

    def records(self, record_ids: Sequence[str]) -> Sequence[Record]:
        """The records of a pair."""
        from coprod_review.io.parquet import Only
        from coprod_review.io.tables import read_records

        return read_records(self._at(paths.RECORDS), only=Only(column="record_id", values=record_ids))

    def _run(self) -> Run:
        from coprod_review.audit.server.desk import Reports, Run

        reports = Reports(
            ids=self._rows.column("report_id"),
            titles=self._rows.column("title"),
            abouts=list(self._abouts()),
            included=self._included(),
        )
        reopened = self._reopened()
        pairs = self._pairs() if self._wanted.sees_all else []
        here = Here(
            results=self._results,
            ids=reports.ids,
            included=reports.included,
            judged=self._wanted.judged(),
            n_pairs=len(pairs),
            reopened=reopened,
        )
        return Run(
            reports=reports,
            queues=list(queue_rows(here, self._wanted)),
            pairs=pairs,
            adjudicated_at_run=self._codes.adjudicated() if self._codes else {},
            own_at_run=self._own_at_run(),
            reopened=reopened,
        )

    def _abouts(self) -> Iterator[str]:
        columns = (self._rows.column(name) for name in ("authors", "year", "container"))
        for authors, year, venue in zip(*columns, strict=True):
            names = [name.partition(",")[0] for name in authors[:3]]
            many = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
            yield ", ".join(
                filter(None, (many or "no author", "no year" if year is None else f"{year}", venue))
            )

    def _included(self) -> frozenset[str]:
        """The reports that are included; before screening, all."""
        from coprod_review.io.parquet import read_columns

        path = self._at(paths.DECISIONS)
        if not path.exists():
            return frozenset(self._rows.column("report_id"))
        rows = zip(*read_columns(path, ("report_id", "included")).values(), strict=True)
        return frozenset(report_id for report_id, is_included in rows if is_included)

    def _pairs(self) -> list[Pair]:
        from coprod_review.audit.server.desk import Pair
        from coprod_review.io.csv_columns import read_csv_columns

        names = ("record_a", "record_b", "verdict", "rule", "why")
        kept = ("known_as_a", "known_as_b")
        columns = read_csv_columns(self._at(paths.PAIRS), names, optional=kept)
        found = [row for row in zip(*columns.values(), strict=True) if row[2] == "maybe"]
        wanted = {row[0] for row in found}
        title_by_record: dict[str, str] = {}
        titles = self._rows.column("title") if wanted else ()
        for record_ids, title in zip(self._rows.column("record_ids"), titles, strict=bool(wanted)):
            title_by_record |= {i: title for i in record_ids if i in wanted}
        return [
            Pair(
                record_a=a,
                record_b=b,
                title=title_by_record.get(a, ""),
                rule=rule,
                why=why,
                known_as_a=known_a,
                known_as_b=known_b,
            )
            for a, b, _, rule, why, known_a, known_b in found
        ]

    def _own_at_run(self) -> frozenset[tuple[str, str]]:
        from coprod_review.io.parquet import read_columns

        path = self._at(paths.PEOPLES_CODINGS)
        if not (self._wanted.sees_all and self._wanted.codes and path.exists()):
            return frozenset()
        rows = zip(*read_columns(path, ("report_id", "dimension", "coder")).values(), strict=True)
        return frozenset(
            (report, dimension) for report, dimension, coder in rows if coder == self._wanted.who
        )

    def _reopened(self) -> frozenset[tuple[str, str]]:
        from coprod_review.io.results import read_table

        path = self._at(paths.REOPENED)
        rows = read_table(path) if path.exists() else ()
        return frozenset((r["report"], r["dimension"]) for r in rows if r["coder"] == self._wanted.who)


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
            is_begun = any(signature[path] is None for path in NEEDED) or any(
                signature[path] is None and self._signature[path] is not None for path in MADE_BY_RUNS
            )
            if signature != self._signature and not is_begun:
                try:
                    self._tables = RunTables(self._results, self._wanted)
                except (ReviewError, OSError):
                    return self._tables  # a stage is writing: the next page asks again
                self._signature = signature
            return self._tables

    def _signed(self) -> Mapping[Path, tuple[int, int] | None]:
        found: dict[Path, tuple[int, int] | None] = {}
        for path in (*NEEDED, *MADE_BY_RUNS, *ASKED_FOR):
            found[path] = _signed(paths.within(self._results, path))
        return found | {path: _signed(path) for path in self._wanted.audits()}


def _signed(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size
