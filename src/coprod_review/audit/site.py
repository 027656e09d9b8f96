"""The audit site as jobs that can be drawn apart: pages of some reports, of some numbers, of one export."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter

from jinja2 import Environment

from coprod_review.audit import between
from coprod_review.audit.counted import Counted
from coprod_review.audit.exports import (
    Entry,
    ExportParts,
    KeptLines,
    Lines,
    Part,
    entries_by_export,
    export_parts,
    lines_between,
    numbered_lines,
    raw_entry,
)
from coprod_review.audit.listing import Listed, listed
from coprod_review.audit.lists import MemberRows, appearances_by_number, bearers, dimensions_of
from coprod_review.audit.reckoning import reckoning
from coprod_review.audit.report_pages import facts_of, parts_of
from coprod_review.audit.said import Said, page_of, places_told, said_page, said_stem
from coprod_review.audit.trail import Trails, checked, letters_of
from coprod_review.model.coding import Coding
from coprod_review.model.criteria import label_by_reason
from coprod_review.model.number import Number
from coprod_review.model.shown_text import shown
from coprod_review.pages.history import Histories
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results
from coprod_review.pages.titles import Titles
from coprod_review.pages.wording import interval_text

Page = tuple[str, str]

REPORTS, NUMBERS, EXPORTS, SAID, BETWEEN = "reports", "numbers", "exports", "said", "between"

BATCHES = {REPORTS: 500, NUMBERS: 200, EXPORTS: 10, SAID: 20, BETWEEN: 20}
"""How many pages of a kind one job draws: of reports few enough to hold all that coders said of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Pages to draw together: their kind and the ids of what they show."""

    kind: str
    names: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Site:
    """What all pages are drawn from. `results` need only tell of codings who coded which report.

    `said` are the answers of coders, by which the performance of machine coders can be recounted.
    """

    results: Results
    environment: Environment
    lines_by_export: Mapping[str, Lines]
    histories: Histories
    titles: Titles
    said: Said = field(default_factory=dict)
    trails: Trails = field(init=False)
    parts: ExportParts = field(init=False)
    counted: Counted = field(init=False)
    _entries: Mapping[str, Sequence[Entry]] = field(init=False)
    _export_of_page: Mapping[str, tuple[str, Part]] = field(init=False)
    _letters: Mapping[str, str] = field(init=False)
    _place: Mapping[str, int] = field(init=False)
    _rows: MemberRows = field(init=False)
    _appearances: Mapping[str, Sequence[object]] = field(init=False)
    _bearers: Mapping[str, Number] = field(init=False)
    _basis_by_claim: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.trails = Trails(results=self.results)
        self._entries = entries_by_export(self.results)
        self.parts = export_parts(self.lines_by_export, self._entries)
        self._export_of_page = {
            part.page: (name, part) for name, parts in self.parts.by_export.items() for part in parts
        }
        self.counted = Counted.of_ledger(self.results.ledger, self.titles)
        self._letters = letters_of(self.results)
        self._place = {report_id: n for n, report_id in enumerate(self.trails.report_ids)}
        self._rows = MemberRows(trails=self.trails, parts=self.parts)
        self._appearances = appearances_by_number(self.results)
        self._bearers = bearers(self.results)
        claims = (*self.results.table("claims"), *self.results.table("claim_variants"))
        self._basis_by_claim = {row["number_id"]: row["basis"] for row in claims}
        self.environment.globals["parts_of_exports"] = self.parts

    @property
    def export_names(self) -> list[str]:
        """The exports in the order of the manifest, and those that it does not name."""
        names = [export.file for export in self.results.exports if export.file in self._entries]
        return names + sorted(set(self._entries) - set(names))

    def jobs(self) -> list[Job]:
        """All that can be drawn apart from the rest, the largest kinds first."""
        names = {
            REPORTS: self.trails.report_ids,
            NUMBERS: tuple(number.number_id for number in self.results.ledger),
            EXPORTS: tuple(part.page for name in self.export_names for part in self.parts.by_export[name]),
            SAID: tuple(".".join(place) for place in places_told(self.said, self.results.ledger)),
            BETWEEN: tuple(between.pairs_told(self.results, self.said)),
        }
        return [
            Job(kind=kind, names=batch)
            for kind, found in names.items()
            for batch in _batched(found, BATCHES[kind])
        ]

    def draw(self, job: Job, codings: Iterable[Coding]) -> tuple[Iterable[Page], list[Listed]]:
        """The pages of a job, and of reports what lists show of them; `codings` are those of its reports.

        Pages other than those of reports are drawn as they are taken, so that no two have to be held.

        Raises ReviewErrors where evidence does not hold or a number counts what is not there.
        """
        if job.kind == REPORTS:
            return self._report_pages(job.names, codings)
        draw = {
            NUMBERS: self._number_pages,
            EXPORTS: self._export_page,
            SAID: self._said_pages,
            BETWEEN: self._between_pages,
        }[job.kind]
        return ((path, shown(text)) for name in job.names for path, text in draw(name)), []

    def _report_pages(
        self, report_ids: Sequence[str], codings: Iterable[Coding]
    ) -> tuple[list[Page], list[Listed]]:
        template = self.environment.get_template("report_page.html")
        criteria = label_by_reason(self.results.criteria)
        pages, rows = [], []
        for trail in checked(self.trails.of(report_ids, codings), self.trails.record_by_id):
            report_id = trail.report.report_id
            events = self.histories.of(report_id)
            before, after = self._neighbours(report_id)
            text = template.render(
                root="../",
                trail=trail,
                report=trail.report,
                parts=parts_of(trail, self._letters),
                facts=facts_of(trail.report),
                criterion_label=lambda name: criteria.get(name, name),
                reason=criteria.get(trail.decision.reason, trail.decision.reason) if trail.decision else "",
                raw={r.record_id: raw_entry(r, self.lines_by_export) for r in trail.records},
                counts=self.counted.of(report_id),
                before=before,
                after=after,
                events=events,
            )
            pages.append((f"reports/{page_name(report_id)}.html", shown(text)))
            rows.append(listed(trail, events))
        return pages, rows

    def _neighbours(self, report_id: str) -> tuple[str, str]:
        ids, at = self.trails.report_ids, self._place[report_id]
        return ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else ""

    def _number_pages(self, number_id: str) -> Iterator[Page]:
        template = self.environment.get_template("list_page.html")
        number = self.results.ledger[number_id]
        bearer = self._bearers.get(number_id)
        found = [] if bearer else self._rows.of(number)
        n_members = self.results.n_members_by_cut.get(number_id, len(number.members))
        stems = [page_name(number_id), *(f"{page_name(number_id)}@{n}" for n in range(2, len(found) + 1))]
        for place, stem in enumerate(stems):
            yield (
                f"lists/{stem}.html",
                template.render(
                    root="../",
                    number=number,
                    interval=interval_text(number),
                    appearances=self._appearances.get(number_id, ()) if place == 0 else (),
                    dimensions=dimensions_of(number_id, self.results),
                    bearer=bearer,
                    members=found[place] if found else None,
                    stems=stems,
                    place=place,
                    n_members=n_members,
                    said=said_stem(number_id, self.said, self.results.ledger),
                    between=between.between_stem(number_id, self.results, self.said),
                    reckoned=reckoning(
                        number,
                        self.results.ledger,
                        basis=self._basis_by_claim.get(number_id, ""),
                        n_members=n_members,
                    ),
                ),
            )

    def _said_pages(self, name: str) -> Iterator[Page]:
        coder, _, dimension = name.partition(".")
        page = said_page(coder, dimension, self.said, self.results)
        template = self.environment.get_template("said_page.html")
        yield f"lists/{page_of(coder, dimension)}.html", template.render(root="../", page=page)

    def _between_pages(self, base: str) -> Iterator[Page]:
        page = between.between_page(base, self.said, self.results)
        template = self.environment.get_template("between_page.html")
        yield f"lists/{between.page_of(base)}.html", template.render(root="../", page=page)

    def _export_page(self, page: str) -> Iterator[Page]:
        name, part = self._export_of_page[page]
        lines, parts = self.lines_by_export.get(name, ()), self.parts.by_export[name]
        entries = self._entries[name]
        if len(parts) > 1:
            first = bisect_left(entries, part.first, key=attrgetter("line"))
            entries = entries[first : bisect_right(entries, part.last, key=attrgetter("line"))]
        yield (
            f"exports/{page}.html",
            self.environment.get_template("export_page.html").render(
                root="../",
                name=name,
                lines=numbered_lines(lines_between(lines, part.first, part.last), entries),
                is_gone=not lines,
                is_cut=isinstance(lines, KeptLines),
                entries=entries,
                reading=next((r for r in self.results.table("exports") if r["export"] == name), None),
                described=next((e for e in self.results.exports if e.file == name), None),
                part=part,
                parts=parts,
            ),
        )


def _batched(names: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    rest = iter(names)
    while batch := tuple(islice(rest, size)):
        yield batch
