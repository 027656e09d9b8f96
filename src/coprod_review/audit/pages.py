"""The whole site as pages: path from the site's folder, and text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup, escape

from coprod_review.audit.exports import entries_by_export, numbered_lines, raw_entry
from coprod_review.audit.formats import format_in_words, repairs_in_words
from coprod_review.audit.grounds import ground_items, term_items, weight_lines
from coprod_review.audit.lists import (
    STATUS_SIGNS,
    TABLE_WORDS,
    MemberRows,
    appearances_by_number,
    bearers,
    dimensions_of,
    shared_data,
)
from coprod_review.audit.model_page import model_data, model_view, passed_by
from coprod_review.audit.notes import note_in_words
from coprod_review.audit.plan_page import plan_style, site_plan_page
from coprod_review.audit.report_pages import FIELD_WORDS, facts_of, parts_of, view_of
from coprod_review.audit.trail import Trail, kinds_of_coders, letters_of, trails_of
from coprod_review.model.number import Number
from coprod_review.model.plan import Plan
from coprod_review.model.specification import VARIED_WORDS
from coprod_review.pages.environment import page_environment, stylesheet
from coprod_review.pages.ledger import NumberPrinter
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results
from coprod_review.pages.settled_by import settled_by
from coprod_review.pages.titles import GROUPS, Titles
from coprod_review.pages.totals import with_totals
from coprod_review.pages.wording import STATUS_WORDS, interval_text, sentence

Page = tuple[str, str]

DERIVED = (
    *("crosstab.", "association.", "agreement.", "reconciliation.", "lacking."),
    *("coded.", "judged.", "adjudicated.", "codes.", "others.", "decade.", "overlap.", "network."),
)
"""Numbers that a report's own codes already tell, so that its page does not list them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where the site stands: ways from its folder to the report, the results and the exports."""

    report: str
    results: str
    exports: str


def draw_site(
    results: Results,
    lines_by_export: Mapping[str, Sequence[str]],
    around: Surroundings,
    *,
    plans: Sequence[Plan] = (),
) -> Iterator[Page]:
    """Every page of the site, with its path from the site's folder.

    `lines_by_export` are the lines of each export's file; `plans` are those of the page to plan with, left
    out where there are none. Raises ReviewErrors where evidence does not hold
    or a number counts what is not there.
    """
    results = with_totals(results)
    trails = trails_of(results)
    titles = Titles(codebook=results.codebook)
    environment = page_environment(
        "coprod_review.audit",
        results=results,
        around=around,
        has_plans=bool(plans),
        signs=STATUS_SIGNS,
        status_words=STATUS_WORDS,
        title_of=titles.of,
        group_words=GROUPS,
        table_words=TABLE_WORDS,
        note_in_words=note_in_words,
        field_words=FIELD_WORDS,
        format_words=format_in_words,
        repairs_in_words=repairs_in_words,
        ground_items=ground_items,
        term_items=term_items,
        weight_lines=weight_lines,
        kinds=kinds_of_coders(results),
        code_labels={name: partial(results.label, name) for name in results.codebook.dimensions},
    )
    yield "style.css", _style(len(results.codebook.dimensions))
    yield "list.js", _own("list.js")
    yield "report.js", _own("report.js")
    yield "reports.js", shared_data(results, trails)
    yield from _report_pages(environment, results, trails, lines_by_export, titles)
    yield from _list_pages(environment, results, trails)
    yield from _export_pages(environment, results, lines_by_export)
    yield from _model_pages(environment, results, titles)
    if plans:
        yield "plan.html", site_plan_page(environment, plans)
    yield "index.html", environment.get_template("index.html").render(root="", trails=trails)


def _report_pages(
    environment: Environment,
    results: Results,
    trails: Sequence[Trail],
    lines_by_export: Mapping[str, Sequence[str]],
    titles: Titles,
) -> Iterator[Page]:
    template = environment.get_template("report_page.html")
    letters = letters_of(results)
    counts = _counts_by_report(results, titles)
    criteria = {criterion.criterion_id: criterion.label for criterion in results.criteria}
    for index, trail in enumerate(trails):
        yield (
            f"reports/{page_name(trail.report.report_id)}.html",
            template.render(
                root="../",
                trail=trail,
                report=trail.report,
                parts=parts_of(trail, letters),
                facts=facts_of(trail.report),
                criterion_label=lambda name: criteria.get(name, name),
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
    bearer_by_id = bearers(results)
    for number in results.ledger:
        bearer = bearer_by_id.get(number.number_id)
        yield (
            f"lists/{page_name(number.number_id)}.html",
            template.render(
                root="../",
                number=number,
                interval=interval_text(number),
                appearances=appearances.get(number.number_id, ()),
                dimensions=dimensions_of(number.number_id, results),
                bearer=bearer,
                rows="" if bearer else rows.of(number),
            ),
        )
    printer = NumberPrinter(ledger=results.ledger, lists="", title=lambda number: number.number_id)
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
    names = [name for name in described_by_export if name in entries]
    names += sorted(set(entries) - set(names))
    for name in names:
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
            root="../", names=names, readings=reading_by_export, described=described_by_export
        ),
    )


def _model_pages(environment: Environment, results: Results, titles: Titles) -> Iterator[Page]:
    if results.partnership is None:
        return
    printer = NumberPrinter(ledger=results.ledger, lists="lists/", title=titles.of)
    yield "model.js", _own("model.js")
    yield "model_data.js", model_data(results, results.partnership)
    yield (
        "model.html",
        environment.get_template("model.html").render(
            root="",
            view=model_view(results, results.partnership),
            printer=printer,
            passed_by=passed_by,
            varied_words=VARIED_WORDS,
            settled_by=settled_by(results),
        ),
    )


def _counts_by_report(results: Results, titles: Titles) -> dict[str, Markup]:
    """The counts that each report is a member of, as items of a list, without those of DERIVED."""
    found: dict[str, list[str]] = {}
    for number in results.ledger:
        if number.member_kind == "report" and number.is_count and not number.number_id.startswith(DERIVED):
            href = f"../lists/{page_name(number.number_id)}.html"
            item = f'<li><a href="{escape(href)}">{escape(sentence(titles.of(number)))}</a></li>\n'
            for member in number.members:
                found.setdefault(member, []).append(item)
    return {report_id: Markup("".join(items)) for report_id, items in found.items()}


def _groups(results: Results) -> dict[str, list[Number]]:
    """The numbers by the first part of their id."""
    groups: dict[str, list[Number]] = {}
    for number in results.ledger:
        groups.setdefault(number.number_id.split(".")[0], []).append(number)
    return dict(sorted(groups.items()))


def _style(n_dimensions: int) -> str:
    """The one stylesheet of the site."""
    return stylesheet() + _own("site.css") + _own("model.css") + plan_style() + _style_of_views(n_dimensions)


def _style_of_views(n_dimensions: int) -> str:
    """The rules by which a report's text shows the marks of one dimension alone, without any script."""
    rules = ["\n/* the views of a text */\n"]
    for view in ("d0", *(view_of(place) for place in range(1, n_dimensions + 1))):
        chosen, tab = f"#{view}:checked ~", f'~ .tabs [for="{view}"]'
        rules.append(f"#{view}:checked {tab} {{ background: var(--deep); color: var(--paper); }}\n")
        rules.append(f"#{view}:focus-visible {tab} {{ outline: 3px solid var(--focus); }}\n")
        if view != "d0":
            unseen = "{ background: none; text-decoration: none; }"
            rules.append(f"{chosen} .marked mark:not(.{view}) {unseen}\n")
            rules.append(f"{chosen} .marked sup a:not(.{view}) {{ display: none; }}\n")
    return "".join(rules)


def _own(name: str) -> str:
    return files("coprod_review.audit").joinpath(name).read_text(encoding="utf-8")
