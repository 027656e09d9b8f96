"""What services said of reports, as pages show it: where a field came from, and notices of retraction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coprod_review.model.enrichment import NAME_BY_SERVICE, NOTICE_SEPARATOR, SOURCE
from coprod_review.pages.results import Results, Row

TABLE = "enriched"
USED, NOTICE = "used", "notice"
"""The fates of facts, as the stage that joins records writes them, of which pages tell."""

KIND_WORDS = {
    "retraction": "retracted",
    "partial_retraction": "retracted in part",
    "withdrawal": "withdrawn",
    "removal": "removed",
    "expression_of_concern": "under an expression of concern",
}
"""What a notice says of the report that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One kind of notice on a report: in words, by which services, and the DOI or PMID of the notice itself.

    `sources` are the names of services with the day of each and the address where it stands; `name` is empty
    where none gives one.
    """

    kind: str
    words: str
    sources: tuple[tuple[str, str, str], ...]
    doi: str = ""
    pmid: str = ""

    @property
    def told(self) -> str:
        """The notice in one line: "retracted (Crossref, Europe PMC)"."""
        return f"{self.words} ({', '.join(name for name, _, _ in self.sources)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What services said of the reports of a run, by report id."""

    notices_by_report: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    row_by_field: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    """The row of the table that fills a field of a report."""

    @classmethod
    def of(cls, results: Results) -> Fetched:
        """What the table of facts of a run tells."""
        rows = results.table(TABLE)
        notices: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row["fate"] == NOTICE:
                notices[row["report_id"]].append(row)
        return cls(
            notices_by_report={report_id: _notices(told) for report_id, told in sorted(notices.items())},
            row_by_field={(row["report_id"], row["field"]): row for row in rows if row["fate"] == USED},
        )

    def notices(self, report_id: str) -> tuple[Notice, ...]:
        """The notices on a report, by their kind; none where nobody told of any."""
        return self.notices_by_report.get(report_id, ())

    def address(self, report_id: str, name: str) -> str:
        """Where the value of a field stands that a service gave; empty where the exports gave it."""
        row = self.row_by_field.get((report_id, name))
        return row["address"] if row else ""

    def source(self, report_id: str, name: str, told: str) -> str:
        """Where a value of a report is from: a record id, or the name of a service and the day."""
        row = self.row_by_field.get((report_id, name))
        return (
            f"{source_words(told)}, {row['date']}" if row and told.startswith(SOURCE) else source_words(told)
        )


def source_words(told: str) -> str:
    """What `source_by_field` of a report tells, in words."""
    return NAME_BY_SERVICE.get(told.removeprefix(SOURCE), told) if told.startswith(SOURCE) else told


def _notices(rows: Sequence[Row]) -> tuple[Notice, ...]:
    sources: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    for row in rows:
        for told in row["value"].split(NOTICE_SEPARATOR):
            kind, _, name = told.partition(" ")
            sources[kind].append(
                (NAME_BY_SERVICE.get(row["service"], row["service"]), row["date"], row["address"])
            )
            scheme, _, value = name.partition(":")
            if value:
                names.setdefault((kind, scheme), value)
    return tuple(
        Notice(
            kind=kind,
            words=KIND_WORDS.get(kind, kind.replace("_", " ")),
            sources=tuple(sorted(set(sources[kind]))),
            doi=names.get((kind, "doi"), ""),
            pmid=names.get((kind, "pmid"), ""),
        )
        for kind in sorted(sources)
    )
