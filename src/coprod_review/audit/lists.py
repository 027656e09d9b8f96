"""Pages of the numbers: what each counts, how it was counted, and its members."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from coprod_review.audit.trail import Trail
from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.pages.columns import Cell, cells_of
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import STATUS_WORDS, authors_short, year_text

LEADING_DIMENSIONS = ("tradition", "framing")
"""The codes that the script shows in a list whose number does not speak of another dimension."""

LONG = 60
"""Longer lists give no titles but by script, and are not repeated for counts of the same reports."""

STATUS_SIGNS = {
    "adjudicated": ("good", "●"),
    "person": ("good", "●"),
    "agreed": ("good", "✓"),
    "waiting": ("unsure", "?"),
    "machine": ("plain", "■"),
    "open": ("unsure", "○"),
}
"""How the status of a code is shown: class and sign of its badge."""


TABLE_WORDS = {
    "alluvial": "From tradition by position to character of the issue",
    "alluvial_nodes": "Reports on safety by tradition, position and character",
    "claim_variants": "Claims on further bases",
    "crosstabs": "Cross-tables",
    "crosstab_totals": "Totals of the cross-tables",
    "map": "Tradition by framing",
    "model_cells": "The partnership model, cell by cell",
    "model_rows": "The partnership model, by character of the issue",
    "model_sensitivity": "Whether a cell is among the most untapped under other choices",
    "performance_codes": "Performance, code by code",
    "plans": "What was tried, by character of the issue",
    "overlap": "Overlap of the sources",
    "overlap_combinations": "Reports by the sources that found them",
    "reconciliation": "Where every included report went",
    "screening_performance": "Performance of the screening rules",
    "specification_claims": "A claim under other choices",
    "specification_summary": "How far a verdict depends on choices",
    "specification_cells": "Whether the most untapped cells stay so",
    "statuses": "How the codes of record came about",
    "strategies": "Safety strategies",
}
"""Tables whose name is not what people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A row of the analysis in which a number stands."""

    table: str
    cells: Sequence[Cell]


def appearances_by_number(results: Results) -> dict[str, list[Appearance]]:
    """The rows of all tables by the id of their number."""
    found: dict[str, list[Appearance]] = defaultdict(list)
    for name, rows in results.tables.items():
        for row in rows:
            if row.get("number_id"):
                cells = [cell for cell in cells_of(row, results) if cell.text != ""]
                found[row["number_id"]].append(Appearance(table=name, cells=cells))
    return found


def bearers(results: Results) -> dict[str, Number]:
    """Of numbers whose members another number lists: that number, by their id.

    Hundreds of estimates rest on the same reports. Those are listed once, with the first count of them where
    there is one, else with the first number that rests on them. Counts of up to LONG have lists of their own.
    """
    first: dict[tuple[str, tuple[str, ...]], Number] = {}
    for number in sorted(results.ledger, key=lambda n: not n.is_count):
        first.setdefault((number.member_kind, number.members), number)
    found = {n.number_id: first[n.member_kind, n.members] for n in results.ledger if n.members}
    return {
        name: other
        for name, other in found.items()
        if other.number_id != name
        and not (results.ledger[name].is_count and len(results.ledger[name].members) <= LONG)
    }


@dataclass(slots=True, kw_only=True)
class MemberRows:
    """Draws the members of numbers as rows or items, each once however many lists it stands in."""

    results: Results
    trails: Sequence[Trail]
    _trail_by_id: Mapping[str, Trail] = field(init=False)
    _record_by_id: Mapping[str, Record] = field(init=False)
    _report_by_record: Mapping[str, str] = field(init=False)
    _aside_by_id: Mapping[str, Row] = field(init=False)
    _drawn: dict[tuple[str, bool], str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._trail_by_id = {trail.report.report_id: trail for trail in self.trails}
        self._record_by_id = {record.record_id: record for record in self.results.records}
        self._report_by_record = {i: t.report.report_id for t in self.trails for i in t.report.record_ids}
        self._aside_by_id = {f"{r['export']}:{r['line']}": r for r in self.results.table("set_aside")}

    def of(self, number: Number) -> Markup:
        """The members of a number in their order: rows of a table, for reports items of a list.

        Raises ReviewErrors naming every member that is not among the results.
        """
        draw, known = self._drawer_of(number)
        raise_all(
            ReviewError(
                f"{member} is counted and is no {number.member_kind.replace('_', ' ')} of this run",
                where=f"the number {number.number_id}",
                remedy="run the stage that counts it again",
            )
            for member in number.members
            if member not in known
        )
        return Markup("".join(draw(member) for member in number.members))

    def _drawer_of(self, number: Number) -> tuple[Callable[[str], str], Mapping[str, object]]:
        if number.member_kind == "record":
            return self._record_row, self._record_by_id
        if number.member_kind == "set_aside":
            return self._aside_row, self._aside_by_id
        titled = len(number.members) <= LONG
        return partial(self._report_item, titled=titled), self._trail_by_id

    def _report_item(self, report_id: str, *, titled: bool) -> str:
        """The report as a short citation; in long lists without its title."""
        key = (report_id, titled)
        if key not in self._drawn:
            report = self._trail_by_id[report_id].report
            self._drawn[key] = Markup('<li><a href="../reports/{}.html">{}</a> {}, {}{}</li>\n').format(
                page_name(report_id),
                report_id,
                authors_short(report),
                year_text(report),
                Markup(". <bdi>{}</bdi>").format(report.title or "(no title)") if titled else "",
            )
        return self._drawn[key]

    def _record_row(self, record_id: str) -> Markup:
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

    def _aside_row(self, name: str) -> Markup:
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


def shared_data(results: Results, trails: Sequence[Trail]) -> str:
    """A script with what lists show of every report beyond their own words: codes, status, text seen.

    It sets `REPORTS`: `reports` has for each id authors, year, title, whether excluded, text seen, and by
    dimension the places of its codes and its status.
    """
    dimensions = results.codebook.dimensions
    place = {name: {code: i for i, code in enumerate(d.codes)} for name, d in dimensions.items()}
    reports = {
        trail.report.report_id: [
            authors_short(trail.report),
            trail.report.year,
            trail.report.title,
            int(not trail.is_included),
            trail.report.text_status,
            {
                found.dimension.name: [
                    [place[found.dimension.name][c] for c in found.code.codes],
                    found.code.status,
                ]
                for found in trail.dimensions
                if found.code
            },
        ]
        for trail in trails
    }
    data = {
        "dimensions": {
            name: {"label": d.label, "codes": [body.label for body in d.codes.values()]}
            for name, d in dimensions.items()
        },
        "signs": STATUS_SIGNS,
        "words": STATUS_WORDS,
        "reports": reports,
    }
    return f"const REPORTS = {json.dumps(data, separators=(',', ':'), allow_nan=False)};\n"


def dimensions_of(number_id: str, results: Results) -> tuple[str, ...]:
    """The dimensions that a number speaks of by its id; the leading ones where it names none."""
    known = results.codebook.dimensions
    named = tuple(part for part in number_id.split(".")[1:] if part in known)
    return named or tuple(name for name in LEADING_DIMENSIONS if name in known)
