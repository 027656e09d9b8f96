"""The whole site as pages: path from the site's folder, and text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup, escape

from coprod_review.audit.exports import entries_by_export, numbered_lines, raw_entry
from coprod_review.audit.grounds import ground_rows
from coprod_review.audit.highlight import Passage, highlighted
from coprod_review.audit.lists import (
    STATUS_SIGNS,
    MemberRows,
    appearances_by_number,
    dimensions_of,
)
from coprod_review.audit.report_pages import answers_of, facts_of, views_of
from coprod_review.audit.trail import Trail, letters_of, trails_of
from coprod_review.model.number import Number
from coprod_review.pages.environment import page_environment, stylesheet
from coprod_review.pages.ledger import NumberPrinter
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results
from coprod_review.pages.wording import interval_text

Page = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where the site stands: ways from its folder to the report, the results and the exports."""

    report: str
    results: str
    exports: str


def draw_site(
    results: Results, lines_by_export: Mapping[str, Sequence[str]], around: Surroundings
) -> Iterator[Page]:
    """Every page of the site, with its path from the site's folder.

    `lines_by_export` are the lines of each export's file. Raises ReviewErrors where evidence does not hold
    or a number counts what is not there.
    """
    trails = trails_of(results)
    environment = page_environment(
        "coprod_review.audit",
        results=results,
        around=around,
        signs=STATUS_SIGNS,
        ground_rows=ground_rows,
        code_labels={name: partial(results.label, name) for name in results.codebook.dimensions},
        letters=letters_of(results),
    )
    yield "style.css", stylesheet() + _own("site.css")
    yield "list.js", _own("list.js")
    yield from _report_pages(environment, results, trails, lines_by_export)
    yield from _list_pages(environment, results, trails)
    yield from _export_pages(environment, results, lines_by_export)
    yield "index.html", environment.get_template("index.html").render(root="", trails=trails)


def _report_pages(
    environment: Environment,
    results: Results,
    trails: Sequence[Trail],
    lines_by_export: Mapping[str, Sequence[str]],
) -> Iterator[Page]:
    template = environment.get_template("report_page.html")
    letters = letters_of(results)
    counts = _counts_by_report(results)
    criteria = {criterion.criterion_id: criterion.label for criterion in results.criteria}
    for index, trail in enumerate(trails):
        answers = {found.dimension.name: answers_of(found, letters) for found in trail.dimensions}
        yield (
            f"reports/{page_name(trail.report.report_id)}.html",
            template.render(
                root="../",
                trail=trail,
                report=trail.report,
                answers=answers,
                views=views_of(trail, answers, letters),
                facts=facts_of(trail.report),
                screening=_screening_quotes(trail),
                reason=criteria.get(trail.decision.reason, trail.decision.reason) if trail.decision else "",
                raw={r.record_id: raw_entry(r, lines_by_export) for r in trail.records},
                counts=counts.get(trail.report.report_id),
                before=trails[index - 1].report if index else None,
                after=trails[index + 1].report if index + 1 < len(trails) else None,
            ),
        )


def _list_pages(environment: Environment, results: Results, trails: Sequence[Trail]) -> Iterator[Page]:
    template = environment.get_template("list_page.html")
    rows = MemberRows(results=results, trails=trails)
    appearances = appearances_by_number(results)
    for number in results.ledger:
        dimensions = dimensions_of(number.number_id, results)
        yield (
            f"lists/{page_name(number.number_id)}.html",
            template.render(
                root="../",
                number=number,
                interval=interval_text(number),
                appearances=appearances.get(number.number_id, ()),
                columns=[d for name, d in results.codebook.dimensions.items() if name in dimensions],
                rows=rows.of(number, dimensions),
            ),
        )
    printer = NumberPrinter(ledger=results.ledger, lists="")
    yield (
        "lists/index.html",
        environment.get_template("numbers.html").render(
            root="../", groups=_groups(results), number=printer.number, interval=printer.interval
        ),
    )


def _export_pages(
    environment: Environment, results: Results, lines_by_export: Mapping[str, Sequence[str]]
) -> Iterator[Page]:
    template = environment.get_template("export_page.html")
    entries = entries_by_export(results)
    reading_by_export = {row["export"]: row for row in results.table("exports")}
    described_by_export = {export.file: export for export in results.exports}
    for name in sorted(entries):
        lines = lines_by_export.get(name, ())
        yield (
            f"exports/{page_name(name)}.html",
            template.render(
                root="../",
                name=name,
                lines=numbered_lines(lines, entries[name]),
                is_gone=not lines,
                entries=entries[name],
                reading=reading_by_export.get(name),
                described=described_by_export.get(name),
            ),
        )
    yield (
        "exports/index.html",
        environment.get_template("exports.html").render(
            root="../", names=sorted(entries), readings=reading_by_export, described=described_by_export
        ),
    )


def _screening_quotes(trail: Trail) -> list[tuple[str, Markup]]:
    """The title and abstract with what screening quoted from them, where it quoted anything."""
    if trail.decision is None:
        return []
    quotes = []
    for field in ("title", "abstract", "keywords"):
        passages = [
            Passage(start=e.start, end=e.end, coder="screening", label="", about=e.rule or e.code)
            for e in trail.decision.evidence
            if e.field == field
        ]
        if passages:
            quotes.append((field, highlighted(trail.report.text_of(field), passages)))
    return quotes


def _counts_by_report(results: Results) -> dict[str, Markup]:
    """The counts that each report is a member of, as items of a list."""
    found: dict[str, list[str]] = {}
    for number in results.ledger:
        if number.member_kind == "report" and number.is_count:
            href = f"../lists/{page_name(number.number_id)}.html"
            item = f'<li><a href="{escape(href)}">{escape(number.label)}</a></li>\n'
            for member in number.members:
                found.setdefault(member, []).append(item)
    return {report_id: Markup("".join(items)) for report_id, items in found.items()}


def _groups(results: Results) -> dict[str, list[Number]]:
    """The numbers by the first part of their id."""
    groups: dict[str, list[Number]] = {}
    for number in results.ledger:
        groups.setdefault(number.number_id.split(".")[0], []).append(number)
    return dict(sorted(groups.items()))


def _own(name: str) -> str:
    return files("coprod_review.audit").joinpath(name).read_text(encoding="utf-8")
