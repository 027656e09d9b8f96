"""How things stand in the files of people, as the role may know it: looked at before every answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.audit.server.standing import Latest, Standing
    from coprod_review.io.growing import GrowingTable, News
    from coprod_review.io.people_tables import PeopleTable

DECISIONS_FOLDER = paths.PEOPLES_DECISIONS.name


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
        self._lock = threading.Lock()
        self._files: dict[str, GrowingTable] = {}

        def watched(name: str, path: Path, table: PeopleTable) -> Latest:
            self._files[name] = GrowingTable(path, table)
            return Latest(table.key, resolve=resolve, coder=who)

        def decided(name: str, file: str, table: PeopleTable) -> Latest | None:
            return watched(name, table_path(corpus, file), table) if sees_all else None

        self._standing = Standing(
            who=who,
            own=watched("own", codings_path(corpus, who), tables.CODINGS),
            judged=watched("judged", table_path(corpus, "screening"), tables.SCREENING),
            adjudicated=decided("adjudicated", "adjudications", tables.ADJUDICATIONS),
            disputed=decided("disputed", "disputes", tables.DISPUTES),
            audited=decided("audited", "audits", tables.AUDITS),
            paired=decided("paired", "duplicates", tables.DUPLICATES),
        )

    def standing(self) -> Standing:
        """How things stand now, other programs' rows among them: the same object while nothing has come."""
        with self._lock:
            for name, file in self._files.items():
                news = file.news()
                if news is not None:
                    self._standing = self._with_news(name, str(file.path), news)
            return self._standing

    def _with_news(self, name: str, path: str, news: News) -> Standing:
        """How things stand with the news of one table."""
        faults = {file: fault for file, fault in self._standing.faults.items() if file != path}
        if news.fault is not None:
            faults[path] = " ".join(str(news.fault).split())
        before: Latest = getattr(self._standing, name)
        table: Any = {name: before.with_rows(self._known(news), anew=news.is_anew)}
        return replace(self._standing, **table, faults=faults)

    def _known(self, news: News) -> Sequence[Mapping[str, str]]:
        """The rows that this role may know."""
        if self._sees_all:
            return news.rows
        return [row for row in news.rows if row.get("coder", self._who).strip() == self._who]
