"""How things stand in the files of people, as the role may know it: looked at before every answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.cli import paths

if TYPE_CHECKING:
    from coprod_review.audit.server.standing import Latest, Standing
    from coprod_review.io.growing import GrowingTable
    from coprod_review.io.people_tables import PeopleTable

DECISIONS_FOLDER = paths.ADJUDICATIONS.parent.name


def table_path(corpus: Path, name: str) -> Path:
    """Where a table of decisions stands in a corpus."""
    return corpus / DECISIONS_FOLDER / f"{name}.csv"


def codings_path(corpus: Path, coder: str) -> Path:
    """Where the answers of a coder stand in a corpus."""
    return corpus / paths.CODINGS.name / f"{coder}.csv"


class StandingFiles:
    """The tables that one role may know: a coder's are the own codings and own rows of screening alone."""

    def __init__(self, corpus: Path, *, who: str, sees_all: bool, resolve: Callable[[str], str]) -> None:
        from coprod_review.audit.server.standing import Latest, Standing
        from coprod_review.io import people_tables as tables
        from coprod_review.io.growing import GrowingTable

        self._who = who
        self._sees_all = sees_all
        self._lock = threading.RLock()
        self._pairs: list[tuple[GrowingTable, Latest]] = []

        def watched(path: Path, table: PeopleTable) -> Latest:
            latest = Latest(table.key, resolve=resolve, coder=who)
            self._pairs.append((GrowingTable(path, table), latest))
            return latest

        def decided(name: str, table: PeopleTable) -> Latest | None:
            return watched(table_path(corpus, name), table) if sees_all else None

        self._standing = Standing(
            who=who,
            own=watched(codings_path(corpus, who), tables.CODINGS),
            judged=watched(table_path(corpus, "screening"), tables.SCREENING),
            adjudicated=decided("adjudications", tables.ADJUDICATIONS),
            disputed=decided("disputes", tables.DISPUTES),
            audited=decided("audits", tables.AUDITS),
            paired=decided("duplicates", tables.DUPLICATES),
        )

    def standing(self) -> Standing:
        """How things stand now, other programs' rows among them."""
        with self._lock:
            for file, latest in self._pairs:
                news = file.news()
                if news is None:
                    continue
                rows = news.rows
                if not self._sees_all:
                    rows = tuple(row for row in rows if row.get("coder", self._who).strip() == self._who)
                latest.take(rows, anew=news.is_anew)
                self._standing.version += 1
                name = str(file.path)
                self._standing.faults.pop(name, None)
                if news.fault is not None:
                    self._standing.faults[name] = " ".join(str(news.fault).split())
            return self._standing
