"""Pages of the numbers: what each counts, how it was counted, and its members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from coprod_review.audit.trail import DimensionTrail, Trail
from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import authors_short, year_text

LEADING_DIMENSIONS = ("tradition", "framing")
"""The codes shown in a list whose number does not speak of another dimension."""

STATUS_SIGNS = {
    "adjudicated": ("good", "●"),
    "person": ("good", "●"),
    "agreed": ("good", "✓"),
    "waiting": ("unsure", "?"),
    "machine": ("plain", "■"),
    "open": ("unsure", "○"),
}
"""How the status of a code is shown: class and sign of its badge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A row of the analysis in which a number stands."""

    table: str
    cells: Row


def appearances_by_number(results: Results) -> dict[str, list[Appearance]]:
    """The rows of all tables by the id of their number."""
    found: dict[str, list[Appearance]] = defaultdict(list)
    for name, rows in results.tables.items():
        for row in rows:
            if row.get("number_id"):
                cells = {key: value for key, value in row.items() if key != "number_id" and value != ""}
                found[row["number_id"]].append(Appearance(table=name, cells=cells))
    return found


@dataclass(slots=True, kw_only=True)
class MemberRows:
    """Draws the members of numbers as table rows, each row once however many lists it stands in."""

    results: Results
    trails: Sequence[Trail]
    _trail_by_id: Mapping[str, Trail] = field(init=False)
    _record_by_id: Mapping[str, Record] = field(init=False)
    _report_by_record: Mapping[str, str] = field(init=False)
    _aside_by_id: Mapping[str, Row] = field(init=False)
    _drawn: dict[tuple[str, tuple[str, ...]], Markup] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._trail_by_id = {trail.report.report_id: trail for trail in self.trails}
        self._record_by_id = {record.record_id: record for record in self.results.records}
        self._report_by_record = {i: t.report.report_id for t in self.trails for i in t.report.record_ids}
        self._aside_by_id = {f"{r['export']}:{r['line']}": r for r in self.results.table("set_aside")}

    def of(self, number: Number, dimensions: tuple[str, ...]) -> Markup:
        """The rows of the members of a number, in their order.

        Raises ReviewErrors naming every member that is not among the results.
        """
        draw, known = self._drawer_of(number.member_kind)
        raise_all(
            ReviewError(
                f"{member} is counted and is no {number.member_kind.replace('_', ' ')} of this run",
                where=f"the number {number.number_id}",
                remedy="run the stage that counts it again",
            )
            for member in number.members
            if member not in known
        )
        return Markup("").join(draw(member, dimensions) for member in number.members)

    def _drawer_of(self, kind: str) -> tuple[Callable[[str, tuple[str, ...]], Markup], Mapping[str, object]]:
        if kind == "record":
            return self._record_row, self._record_by_id
        if kind == "set_aside":
            return self._aside_row, self._aside_by_id
        return self._report_row, self._trail_by_id

    def _report_row(self, report_id: str, dimensions: tuple[str, ...]) -> Markup:
        key = (report_id, dimensions)
        if key not in self._drawn:
            trail = self._trail_by_id[report_id]
            cells = Markup("").join(
                code_cell(self.results, found)
                for found in trail.dimensions
                if found.dimension.name in dimensions
            )
            screened = (
                ""
                if trail.is_included
                else Markup(' <span class="badge plain" data-sign="–">excluded</span>')
            )
            self._drawn[key] = Markup(
                '<tr><th scope="row"><a href="../reports/{}.html">{}</a></th><td>{}</td><td class="n">{}</td>'
                '<td class="title">{}{}</td>{}<td>{}</td></tr>\n'
            ).format(
                page_name(report_id),
                report_id,
                authors_short(trail.report),
                year_text(trail.report),
                trail.report.title or "(no title)",
                screened,
                cells,
                trail.report.text_status,
            )
        return self._drawn[key]

    def _record_row(self, record_id: str, _: tuple[str, ...]) -> Markup:
        record = self._record_by_id[record_id]
        report_id = self._report_by_record.get(record_id, "")
        report = Markup('<a href="../reports/{}.html">{}</a>').format(page_name(report_id), report_id)
        return Markup(
            '<tr><th scope="row"><a href="../exports/{}.html#L{}">{}</a></th><td>{}</td><td class="n">{}</td>'
            '<td class="title">{}</td><td>{}</td></tr>\n'
        ).format(
            page_name(record.export),
            record.line,
            record_id,
            authors_short(record),
            year_text(record),
            record.title or "(no title)",
            report if report_id else "none",
        )

    def _aside_row(self, name: str, _: tuple[str, ...]) -> Markup:
        row = self._aside_by_id[name]
        return Markup(
            '<tr><th scope="row"><a href="../exports/{}.html#L{}">{}, line {}</a></th><td>{}</td><td>{}</td>'
            "<td><pre>{}</pre></td></tr>\n"
        ).format(
            page_name(row["export"]),
            row["line"],
            row["export"],
            row["line"],
            row["reason"],
            row["remedy"],
            row["raw"][:2000],
        )


def code_cell(results: Results, found: DimensionTrail) -> Markup:
    """The code of record of one dimension as a table cell, with its status as a badge."""
    if found.code is None:
        return Markup('<td class="soft">not coded</td>')
    labels = ", ".join(results.label(found.dimension.name, code) for code in found.code.codes)
    kind, sign = STATUS_SIGNS.get(found.code.status, ("plain", "·"))
    return Markup('<td>{} <span class="badge {}" data-sign="{}">{}</span></td>').format(
        labels, kind, sign, found.code.status
    )


def dimensions_of(number_id: str, results: Results) -> tuple[str, ...]:
    """The dimensions that a number speaks of by its id; the leading ones where it names none."""
    known = results.codebook.dimensions
    named = tuple(part for part in number_id.split(".")[1:] if part in known)
    return named or tuple(name for name in LEADING_DIMENSIONS if name in known)
