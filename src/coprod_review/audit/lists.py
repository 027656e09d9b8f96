"""Pages of the numbers: what each counts, how it was counted, and its members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from markupsafe import Markup, escape

from coprod_review.audit.exports import ExportParts
from coprod_review.audit.list_data import positions
from coprod_review.audit.trail import Trails
from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.number import Number
from coprod_review.pages.columns import Cell, cells_of
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import authors_short, humane, percent, percent_range, sentence, year_text

LEADING_DIMENSIONS = ("tradition", "framing")
"""The codes that the script shows in a list whose number does not speak of another dimension."""

AGREEMENT = "agreement"
"""The first part of the ids of numbers of agreement; dimension and two coders follow."""

ASKED = ("dimension", "coder_a", "coder_b", "n_asked", "percent_asked", "kappa_asked")
"""The columns of agreement on the reports in which a question arises, which is a number of its own."""

LONG = 60
"""Longer lists give no titles but by script, and are not repeated for counts of the same reports."""

MANY = 500
"""Of more reports than these the script draws all and the page the first LONG; records come on such pages."""

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
                reckoned = _reckoned_cells(name, row)
                titles = {cell.title for cell in reckoned}
                kept = [cell for cell in cells if cell.title not in titles]
                found[row["number_id"]].append(Appearance(table=name, cells=[*kept, *reckoned]))
                if row.get("n_asked"):
                    asked = [cell for cell in cells if cell.name in ASKED]
                    found[f"{row['number_id']}.asked"].append(Appearance(table=name, cells=asked))
    included = results.ledger["flow.included"].value if "flow.included" in results.ledger else 0
    for number in results.ledger.starting("others.") if included else ():
        share = Cell(name="share", title="Share", text=percent(str(number.value / included)))
        others = Cell(name="value", title="Value", text="others")
        found[number.number_id].append(Appearance(table="characteristics", cells=[others, share]))
    return found


def _reckoned_cells(table: str, row: Row) -> list[Cell]:
    """What the report prints of a row that its table leaves to be reckoned, as it is printed there."""

    def of(title: str, part: str, whole: str) -> Cell:
        return Cell(name=part, title=title, text=f"{row[part]} of {row[whole]}")

    if table == "performance" and row.get("n_decided"):
        cells = [of("Decided", "n_decided", "n")]
        if row.get("n_decided_right") and int(row["n_decided"]):
            share = percent(str(int(row["n_decided_right"]) / int(row["n_decided"])))
            right = of("Right of decided", "n_decided_right", "n_decided")
            cells.append(replace(right, text=share, interval=right.text))
        return cells
    if table == "operating_points" and row.get("n_given"):
        cells = [of("Right of given", "n_right", "n_given")]
        if row.get("precision"):
            bounds = percent_range(row.get("precision_low", ""), row.get("precision_high", ""))
            cells.append(
                Cell(name="precision", title="Precision", text=percent(row["precision"]), interval=bounds)
            )
        return cells
    return []


def appearance_rows(appearances: Sequence[Appearance]) -> Markup:
    """Each row with the name of its table before its cells."""
    rows = []
    for seen in appearances:
        table = escape(sentence(humane(TABLE_WORDS.get(seen.table, seen.table))))
        cells = "".join(map(_titled, seen.cells))
        rows.append(f'<dl class="row"><div><dt>Table</dt><dd>{table}</dd></div>{cells}</dl>\n')
    return Markup("".join(rows))


def _titled(cell: Cell) -> str:
    long = ' class="long"' if len(cell.text) > 60 else ""
    interval = f" ({escape(cell.interval)})" if cell.interval else ""
    return f"<div{long}><dt>{escape(cell.title)}</dt><dd>{escape(cell.text)}{interval}</dd></div>"


def bearers(results: Results) -> dict[str, Number]:
    """Of numbers whose members another number lists: that number, by their id.

    Hundreds of estimates rest on the same reports. Those are listed once for each subject, with the first
    count of them where there is one, else with the first number that rests on them. Claims, and numbers that
    rest on up to LONG, have lists of their own.
    """
    first: dict[tuple[object, ...], Number] = {}

    def key(number: Number) -> tuple[object, ...]:
        return (number.member_kind, number.members, subject_of(number.number_id, results))

    whole = [number for number in results.ledger if number.number_id not in results.n_members_by_cut]
    for number in sorted(whole, key=lambda n: not n.is_count):
        first.setdefault(key(number), number)
    found = {n.number_id: first[key(n)] for n in whole if n.members}
    return {
        name: other
        for name, other in found.items()
        if other.number_id != name
        and not name.startswith("claim.")
        and len(results.ledger[name].members) > LONG
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPage:
    """A page of the members of a number: drawn rows or items, and what the script draws of the others.

    `places` are those of all members among the reports (`list_data.positions`); empty where all are drawn.
    """

    rows: Markup
    places: str = ""


@dataclass(slots=True, kw_only=True)
class MemberRows:
    """Draws the members of numbers as rows or items, each once however many lists it stands in."""

    trails: Trails
    parts: ExportParts
    _place_by_id: Mapping[str, int] = field(init=False)
    _report_by_record: Mapping[str, str] = field(init=False)
    _aside_by_id: Mapping[str, Row] = field(init=False)
    _drawn: dict[tuple[str, bool], str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        reports = self.trails.report_by_id
        self._place_by_id = {report_id: place for place, report_id in enumerate(reports)}
        self._report_by_record = {
            i: report.report_id for report in reports.values() for i in report.record_ids
        }
        set_aside = self.trails.results.table("set_aside")
        self._aside_by_id = {f"{row['export']}:{row['line']}": row for row in set_aside}

    def of(self, number: Number) -> list[MemberPage]:
        """The members of a number in their order: rows of a table, for reports items of a list.

        Of more than MANY reports the first are drawn, and the script draws all; other members come on pages
        of MANY. Raises ReviewErrors naming every member that is not among the results.
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
        members = number.members
        if number.member_kind == "report" and len(members) > MANY:
            places = positions(self._place_by_id[member] for member in members)
            return [MemberPage(rows=Markup("".join(map(draw, members[:LONG]))), places=places)]
        return [
            MemberPage(rows=Markup("".join(map(draw, members[start : start + MANY]))))
            for start in range(0, len(members), MANY)
        ]

    def _drawer_of(self, number: Number) -> tuple[Callable[[str], str], Mapping[str, object]]:
        if number.member_kind == "record":
            return self._record_row, self.trails.record_by_id
        if number.member_kind == "set_aside":
            return self._aside_row, self._aside_by_id
        titled = len(number.members) <= LONG
        return partial(self._report_item, titled=titled), self._place_by_id

    def _report_item(self, report_id: str, *, titled: bool) -> str:
        """The report as a short citation; in long lists without its title."""
        key = (report_id, titled)
        if key not in self._drawn:
            report = self.trails.report_by_id[report_id]
            self._drawn[key] = Markup('<li><a href="../reports/{}.html">{}</a> {}, {}{}</li>\n').format(
                page_name(report_id),
                report_id,
                authors_short(report),
                year_text(report),
                Markup(". <bdi>{}</bdi>").format(report.title or "(no title)") if titled else "",
            )
        return self._drawn[key]

    def _record_row(self, record_id: str) -> str:
        record = self.trails.record_by_id[record_id]
        report_id = self._report_by_record.get(record_id, "")
        page = escape(page_name(report_id))
        report = f'<a href="../reports/{page}.html">{escape(report_id)}</a>' if report_id else "none"
        return (
            f'<tr><th scope="row"><a href="../exports/{escape(self.parts.href(record.export, record.line))}">'
            f"{escape(record_id)}</a></th><td>{escape(authors_short(record))}</td>"
            f'<td class="n">{year_text(record)}</td>'
            f'<td class="title">{escape(record.title or "(no title)")}</td><td>{report}</td></tr>\n'
        )

    def _aside_row(self, name: str) -> str:
        row = self._aside_by_id[name]
        return Markup(
            '<tr><th scope="row"><a href="../exports/{}">{}, line {}</a></th><td>{}</td><td>{}</td>'
            "<td><pre>{}</pre></td></tr>\n"
        ).format(
            self.parts.href(row["export"], int(row["line"] or 1)),
            row["export"],
            row["line"],
            row["reason"],
            row["remedy"],
            row["raw"][:2000],
        )


def dimensions_of(number_id: str, results: Results) -> tuple[str, ...]:
    """The dimensions that a number speaks of by its id; the leading ones where it names none."""
    known = results.codebook.dimensions
    named = tuple(part for part in number_id.split(".")[1:] if part in known)
    return named or tuple(name for name in LEADING_DIMENSIONS if name in known)


def subject_of(number_id: str, results: Results) -> tuple[str, ...]:
    """What a number speaks of: its dimensions and, of agreement, the two coders as well."""
    base, _, rest = number_id.partition(".")
    if base == AGREEMENT:
        return tuple(rest.split(".")[:3])
    return dimensions_of(number_id, results)
