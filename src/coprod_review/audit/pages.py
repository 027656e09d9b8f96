"""The whole site as pages: path from the site's folder, and text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from jinja2 import Environment
from markupsafe import Markup

from coprod_review.audit.answers import answer_items, badge, codes_in_words, note_lines
from coprod_review.audit.exports import Lines
from coprod_review.audit.formats import format_in_words, repairs_in_words
from coprod_review.audit.grounds import ground_items, score_rows, term_items, weight_lines
from coprod_review.audit.index_rows import FIRST, PLAIN, index_row, plain_row
from coprod_review.audit.list_data import shared_scripts
from coprod_review.audit.listing import BAND_WORDS, DIFFERENCE_WORDS, Listed
from coprod_review.audit.lists import LEADING_DIMENSIONS, STATUS_SIGNS, appearance_rows
from coprod_review.audit.model_page import model_data, model_view, passed_by
from coprod_review.audit.packed import packed_text
from coprod_review.audit.plan_page import plan_style, site_plan_page
from coprod_review.audit.report_pages import FIELD_WORDS, view_of
from coprod_review.audit.said import Said, said_by
from coprod_review.audit.site import REPORTS, Page, Site
from coprod_review.audit.trail import kinds_of_coders
from coprod_review.model.coding import Coding
from coprod_review.model.criteria import label_by_reason
from coprod_review.model.number import Number
from coprod_review.model.plan import Plan
from coprod_review.model.shown_text import shown
from coprod_review.model.specification import VARIED_WORDS
from coprod_review.pages.enriched import Fetched
from coprod_review.pages.environment import page_environment, stylesheet
from coprod_review.pages.history import Histories
from coprod_review.pages.ledger import NumberPrinter
from coprod_review.pages.results import Results
from coprod_review.pages.settled_by import by_whom, settled_by
from coprod_review.pages.titles import GROUPS, Titles
from coprod_review.pages.totals import with_totals
from coprod_review.pages.wording import STATUS_WORDS, counted

CodingsOf = Callable[[Sequence[str]], Sequence[Coding]]
"""What was coded of some reports, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where the site stands: ways from its folder to the report, the results and the exports."""

    report: str
    results: str
    exports: str


def site_of(
    results: Results,
    lines_by_export: Mapping[str, Lines],
    around: Surroundings,
    *,
    plans: Sequence[Plan] = (),
    histories: Histories | None = None,
    said: Said | None = None,
) -> Site:
    """The site, nothing of it drawn yet.

    Of the codings, `results` need only tell who coded which report. `lines_by_export` are the lines of each
    export's file; `said` the answers of coders; `plans` are those of the page to plan with, left out
    where there are none.
    """
    results = with_totals(results)
    titles = Titles(codebook=results.codebook)
    environment = page_environment(
        "coprod_review.audit",
        results=results,
        around=around,
        left_out=partial(_left_out, results, around),
        has_plans=bool(plans),
        status_words=STATUS_WORDS,
        badge=badge,
        codes_in_words=lambda dimension, codes: codes_in_words(codes, partial(results.label, dimension)),
        answer_items=answer_items,
        note_lines=note_lines,
        appearance_rows=appearance_rows,
        title_of=titles.of,
        group_words=GROUPS,
        field_words=FIELD_WORDS,
        format_words=format_in_words,
        repairs_in_words=repairs_in_words,
        ground_items=ground_items,
        term_items=term_items,
        weight_lines=weight_lines,
        score_rows=score_rows,
        kinds=kinds_of_coders(results),
        fetched=Fetched.of(results),
        code_labels={name: partial(results.label, name) for name in results.codebook.dimensions},
    )
    return Site(
        results=results,
        environment=environment,
        lines_by_export=lines_by_export,
        histories=histories or Histories(),
        titles=titles,
        said=said or {},
    )


def _left_out(results: Results, around: Surroundings, root: str) -> Markup:
    """What to say of reports without a page: how many they are, and where they are found."""
    return Markup(
        "This run is too large for a page of every report: there are pages of those that are included, wait "
        "for people, or were judged or coded by people. {} without a page: each stands with its title and "
        'its reason in <a href="{}screen/screening.csv">screening.csv</a>, and '
        "<code>coprod-review why</code> tells the history of any record by its id, DOI, PMID or words of its "
        "title."
    ).format(counted(results.n_left_out, "report is", "reports are"), root + around.results)


def draw_site(
    results: Results,
    lines_by_export: Mapping[str, Lines],
    around: Surroundings,
    *,
    plans: Sequence[Plan] = (),
    histories: Histories | None = None,
    said: Said | None = None,
    codings_of: CodingsOf | None = None,
) -> Iterator[Page]:
    """Every page of the site, with its path from the site's folder.

    Without `said` and `codings_of`, which tells the codings of some reports, `results` have all codings.
    Raises ReviewErrors where evidence does not hold or a number counts what is not there.
    """
    if said is None:
        said = said_by((c.coder, c.dimension, c.report_id, c.codes) for c in results.codings)
    site = site_of(results, lines_by_export, around, plans=plans, histories=histories, said=said)
    codings_of = codings_of or _codings_at_hand(results)
    rows: list[Listed] = []
    for job in site.jobs():
        pages, found = site.draw(job, codings_of(job.names) if job.kind == REPORTS else ())
        yield from pages
        rows += found
    yield from draw_rest(site, rows, plans)


def _codings_at_hand(results: Results) -> CodingsOf:
    by_report: dict[str, list[Coding]] = {}
    for coding in results.codings:
        by_report.setdefault(coding.report_id, []).append(coding)
    return lambda names: [coding for name in names for coding in by_report.get(name, ())]


def draw_rest(site: Site, rows: Sequence[Listed], plans: Sequence[Plan]) -> Iterator[Page]:
    """What is drawn once, when all reports are: style, scripts, data, and the pages that lead to the others.

    `rows` are those of all reports, by report id.
    """
    return ((path, shown(text)) for path, text in _rest(site, rows, plans))


def _rest(site: Site, rows: Sequence[Listed], plans: Sequence[Plan]) -> Iterator[Page]:
    results, environment = site.results, site.environment
    yield "style.css", _style(len(results.codebook.dimensions))
    for name in ("list.js", "report.js", "number.js"):
        yield name, packed_text(name)
    yield "counts.js", site.counted.script()
    yield from shared_scripts(results, rows, STATUS_SIGNS)
    printer = NumberPrinter(ledger=results.ledger, lists="", title=lambda number: number.number_id)
    numbers = environment.get_template("numbers.html")
    yield (
        "lists/index.html",
        numbers.render(root="../", groups=_groups(results), number=printer.number, interval=printer.interval),
    )
    yield (
        "exports/index.html",
        environment.get_template("exports.html").render(
            root="../",
            names=site.export_names,
            readings={row["export"]: row for row in results.table("exports")},
            described={export.file: export for export in results.exports},
        ),
    )
    yield from _model_pages(environment, results, site.titles)
    if plans:
        yield "plan.html", site_plan_page(environment, plans, coded_by=_coded_by(results, site.titles))
    yield from _index_pages(environment, results, rows)


def _index_pages(environment: Environment, results: Results, rows: Sequence[Listed]) -> Iterator[Page]:
    """The list of all reports with filters, and the same list plain, page by page, for who has no scripts."""
    leading = [name for name in LEADING_DIMENSIONS if name in results.codebook.dimensions]
    n_plain = -(-len(rows) // PLAIN) if len(rows) > FIRST else 0
    coders = sorted({coder for row in rows for coder in row.coders})
    yield (
        "index.html",
        environment.get_template("index.html").render(
            root="",
            n_reports=len(rows),
            rows=Markup("".join(index_row(row, results, leading) for row in rows[:FIRST])),
            leading=leading,
            n_plain=n_plain,
            coders=coders,
            reasons=sorted({row.reason for row in rows if row.reason}),
            statuses=[
                status for status in STATUS_SIGNS if any(p.status == status for r in rows for p in r.places)
            ],
            criterion_label=label_by_reason(results.criteria),
            bands=BAND_WORDS,
            differences=DIFFERENCE_WORDS,
        ),
    )
    plain = environment.get_template("plain_page.html")
    for number in range(1, n_plain + 1):
        shown = rows[(number - 1) * PLAIN : number * PLAIN]
        drawn = Markup("".join(map(plain_row, shown)))
        yield f"plain/{number}.html", plain.render(root="../", rows=drawn, number=number, n_plain=n_plain)


def _model_pages(environment: Environment, results: Results, titles: Titles) -> Iterator[Page]:
    if results.partnership is None:
        return
    printer = _printer(results, titles)
    yield "model.js", packed_text("model.js")
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
            coded_by=_coded_by(results, titles),
        ),
    )


def _printer(results: Results, titles: Titles) -> NumberPrinter:
    """Prints numbers on the pages that stand beside the folder of lists."""
    return NumberPrinter(ledger=results.ledger, lists="lists/", title=titles.of)


def _coded_by(results: Results, titles: Titles) -> Markup:
    return by_whom(results.codes, results.coders, printer=_printer(results, titles))


def _groups(results: Results) -> dict[str, list[Number]]:
    """The numbers by the first part of their id."""
    groups: dict[str, list[Number]] = {}
    for number in results.ledger:
        groups.setdefault(number.number_id.split(".")[0], []).append(number)
    return dict(sorted(groups.items()))


def _style(n_dimensions: int) -> str:
    """The one stylesheet of the site."""
    own = packed_text("site.css") + packed_text("model.css") + plan_style()
    return stylesheet() + own + _style_of_views(n_dimensions)


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
