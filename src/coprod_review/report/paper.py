"""The report as a paper: one HTML text for print, from which Word and PDF are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from coprod_review.model.checklist import Checklist
from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.criteria import label_by_reason
from coprod_review.model.report import Report
from coprod_review.model.shown_text import shown
from coprod_review.pages import columns
from coprod_review.pages.results import Figure, Results
from coprod_review.pages.titles import Titles
from coprod_review.pages.totals import with_totals
from coprod_review.pages.wording import authors_short, humane, year_text
from coprod_review.provenance import Provenance
from coprod_review.report import corrected, findings
from coprod_review.report.checklists import PLACES, Filled, answered
from coprod_review.report.highlights import highlights_of
from coprod_review.report.method_facts import MethodFacts, method_names
from coprod_review.report.named import names_with_figures
from coprod_review.report.paper_numbers import MarkedNumberPrinter, refuse_unsourced, sections_of
from coprod_review.report.references import refuse_unlisted
from coprod_review.report.write import report_environment

CODED = ("tradition", "tradition_basis", "framing", "issue_character", "safety_strategy")
"""The dimensions of the appendix of codes, those that the codebook has."""

COUNTED = ("summary", "introduction", "methods", "results", "limits")
"""The sections whose every number has a source; references and appendices print what records say."""

MOST_CODED = 1000
"""Above so many included reports the codes are not printed, and the file is named."""

MOST_EXCLUDED = 100
"""So many excluded reports of each reason are printed."""

LONGEST_TITLE = 160

LONGEST_SHORT = 40
"""So many letters of names, or of the title in their place, stand in a short citation."""

WHOLE_TABLE = 12
"""Tables of so many rows, header included, stay on a page; longer ones have their note in the caption."""

PAGE_MARK = re.compile("⟦([a-z-]+)⟧")
"""Stands in the paper for the page of an anchor, which is known when its pages are set."""

SEARCH_LOG = Markup('<a href="#appendix-search">Appendix A</a>')


@dataclass(slots=True, kw_only=True)
class Numbering:
    """Numbers figures and tables in the order in which the text first names them."""

    _figures: dict[str, int] = field(default_factory=dict)
    _tables: dict[str, int] = field(default_factory=dict)

    def figure(self, name: str) -> int:
        """The number of a figure."""
        return self._figures.setdefault(name, len(self._figures) + 1)

    def table(self, name: str) -> int:
        """The number of a table."""
        return self._tables.setdefault(name, len(self._tables) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The paper as HTML for print, whose pictures are figures/<name>.png, and its checklists."""

    title: str
    html: str
    checklists: tuple[Filled, ...]


def write_paper(
    results: Results,
    *,
    figures: Sequence[Figure],
    provenance: Provenance,
    facts: MethodFacts,
    checklists: Sequence[Checklist],
    print_references: Callable[[str], str],
) -> Paper:
    """The paper of a run; `print_references` makes the HTML of a list of references from CSL-JSON.

    Raises ReviewError where the results name a number that no stage counted, and where a checklist names a
    section that the paper does not have.
    """
    results = with_totals(results)
    titles = Titles(codebook=results.codebook)
    printer = MarkedNumberPrinter(ledger=results.ledger, lists="", title=titles.of)
    environment = report_environment(results, {f.name: f for f in figures}, printer=printer)
    names = method_names(results, facts=facts, provenance=provenance, level=2, search_log=SEARCH_LOG)
    environment.globals |= names
    environment.filters["dimension_label"] = lambda name: columns.label_of(results, "dimension", name)
    filled = [answered(checklist, results) for checklist in checklists]
    environment.globals |= _own_names(results, filled)
    environment.globals["references"] = lambda: Markup(print_references(names["citations"].as_csl()))
    html = environment.get_template("paper.html").render(figures=figures)
    refuse_unlisted(html)
    counted = sections_of(html, COUNTED)
    refuse_unsourced(counted, names=names_with_figures(results), printed=printer.printed)
    for checklist in filled:
        checklist.refuse_lost(html)
    return Paper(
        title=results.config.review.title,
        html=shown(_without_sections(_with_kept_links(html))),
        checklists=tuple(filled),
    )


def _own_names(results: Results, checklists: Sequence[Filled]) -> dict[str, Any]:
    included = [decision.report_id for decision in results.decisions if decision.included]
    return {
        "numbered": Numbering(),
        "short_citation": lambda report: f"{_short(report)} [{report.report_id}]",
        "databases": list(dict.fromkeys(e.database for e in results.exports if e.origin == "search")),
        "entries_of": {row["export"]: row["n_entries"] for row in results.table("exports")},
        "excluded": _excluded(results),
        "n_included": len(included),
        "coded_dimensions": _coded_dimensions(results),
        "coded_reports": _coded_reports(results, included) if len(included) <= MOST_CODED else [],
        "shares_corrected": [
            row
            for basis in ("gold_sample", "rehearsal")
            for dimension in ("tradition", "framing")
            for row in corrected.rows_of(results, basis, "share", dimension=dimension)
        ],
        "checklists": checklists,
        "page_marks": {name: f"⟦{name}⟧" for name in PLACES if name != "title"},
        "open_items": [row for filled in checklists if filled.name == "prisma_2020" for row in filled.blank],
        "highlights": highlights_of(
            results, leading=[row["code"] for row in findings.ranked_shares(results, "tradition")[:2]]
        ),
        "appendix_letters": "DEFGHIJ",
        "equal_widths": equal_widths,
        "space": " ",
        "whole_table": WHOLE_TABLE,
        "traditions": _definitions(results, "tradition"),
    }


def equal_widths(n_columns: int) -> list[int]:
    """The widths in per cent of a first column for names and of so many others."""
    if not n_columns:
        return [100]
    first = max(100 - 18 * n_columns, 22)
    return [first, *([(100 - first) // n_columns] * n_columns)]


def _definitions(results: Results, dimension: str) -> list[tuple[str, str]]:
    """Labels and definitions of the first two codes of a dimension, nothing emphasised by capitals."""
    known = results.codebook.dimensions.get(dimension)
    codes = list(known.codes.values())[:2] if known else []
    return [
        (code.label, re.sub(r"\b[A-Z]{3,}\b", lambda found: found[0].lower(), code.definition))
        for code in codes
    ]


def _coded_dimensions(results: Results) -> list[str]:
    return [name for name in CODED if name in results.codebook.dimensions]


def _coded_reports(results: Results, included: Iterable[str]) -> list[list[str]]:
    """A row for each included report: a short citation with its id, then the names of its codes."""
    report_by_id = {report.report_id: report for report in results.reports}
    code_by_place = {(code.report_id, code.dimension): code for code in results.codes}
    found = []
    for report_id in included:
        report = report_by_id.get(report_id)
        cells = [f"{_short(report)} [{report_id}]" if report else report_id]
        for dimension in _coded_dimensions(results):
            code = code_by_place.get((report_id, dimension))
            cells.append(_coded_cell(code))
        found.append(cells)
    return sorted(found, key=lambda cells: (cells[0].casefold(), cells))


def _coded_cell(code: CodeOfRecord | None) -> str:
    """The codes but "none", an asterisk behind those of the machine; a dash where nothing is decided."""
    if code is None or not code.codes:
        return "–"
    named = "; ".join(humane(name) for name in code.codes if name != NONE_CODE)
    return f"{named}{'*' if code.status == 'machine' else ''}"


def _short(report: Report) -> str:
    """A short citation; where nobody is named the title stands in the authors' place, as in APA style."""
    named = authors_short(report) if report.authors else report.title or "No author, no title"
    return f"{_cut(named, LONGEST_SHORT)} ({year_text(report)})"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Excluded:
    authors: tuple[str, ...]
    year: int | None
    title: str


def _excluded(results: Results) -> list[tuple[str, list[_Excluded], int]]:
    """By reason, in the order of the criteria: the excluded reports that are printed, and how many more."""
    labels = label_by_reason(results.criteria)
    report_by_id = {report.report_id: report for report in results.reports}
    by_reason: dict[str, list[Report]] = {reason: [] for reason in labels}
    for decision in results.decisions:
        if not decision.included and decision.report_id in report_by_id:
            by_reason.setdefault(decision.reason, []).append(report_by_id[decision.report_id])
    found = []
    for reason, reports in by_reason.items():
        ordered = sorted(reports, key=lambda r: (authors_short(r).casefold(), r.year or 0, r.report_id))
        shown = [
            _Excluded(
                authors=tuple(_cut(name, 60) for name in report.authors[:3]),
                year=report.year,
                title=_cut(report.title, LONGEST_TITLE),
            )
            for report in ordered[:MOST_EXCLUDED]
        ]
        if shown:
            n = _n_excluded(results, reason, at_least=len(ordered))
            found.append((labels.get(reason, reason), shown, n - len(shown)))
    return found


def _n_excluded(results: Results, reason: str, *, at_least: int) -> int:
    """How many reports were excluded for a reason: the ledger knows, where a large run gives only some."""
    name = f"flow.excluded.{reason}"
    if not results.n_left_out or name not in results.ledger:
        return at_least
    return max(at_least, int(results.ledger[name].value))


def _with_kept_links(html: str) -> str:
    """Links to the web and within the paper stay; those to files beside the report become plain text."""
    ids = set(re.findall(r'\bid="([^"]+)"', html))

    def kept(found: re.Match[str]) -> str:
        address = found[1]
        stays = address.startswith(("http://", "https://")) or address.removeprefix("#") in ids
        return found[0] if stays else found[2]

    return re.sub(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', kept, html, flags=re.DOTALL)


def _without_sections(html: str) -> str:
    """The anchors of sections at their headings, since a section is set as a block that swallows space."""
    html = re.sub(r'<section id="([^"]+)">\s*<h1 id="[^"]+">', r'<h1 id="\1">', html)
    return html.replace("</section>", "")


def with_pages(html: str, pages: Mapping[str, int]) -> str:
    """The HTML with the pages of its anchors in their places; "?" where one is unknown."""
    return PAGE_MARK.sub(lambda found: str(pages.get(found[1], "?")), html)


def with_own_pages(markup: str) -> str:
    """The typst markup, whose places for pages are filled by typst itself."""
    return PAGE_MARK.sub(r"#context counter(page).at(<\1>).first();", markup)


def with_pictures(html: str, address_by_name: Mapping[str, str]) -> str:
    """The HTML with the pictures of figures/<name>.png at other addresses."""
    return re.sub(r'src="figures/([^"/]+)\.png"', lambda found: f'src="{address_by_name[found[1]]}"', html)


def long_tables_of(html: str) -> list[str]:
    """The anchors of the tables that may run over pages: shorter ones stay whole."""
    tables = re.findall(r'<table id="([^"]+)">(.*?)</table>', html, flags=re.DOTALL)
    return [name for name, text in tables if text.count("<tr>") > WHOLE_TABLE]


def pictures_of(html: str) -> list[str]:
    """The names of the figures that the HTML shows, each once and in order."""
    return list(dict.fromkeys(re.findall(r'src="figures/([^"/]+)\.png"', html)))


def for_word(html: str, *, title: str, subtitle: str) -> str:
    """The HTML with the title as a Word document has it."""
    head = Markup(
        '<body><div data-custom-style="Title"><p>{}</p></div>'
        '<div data-custom-style="Subtitle"><p>{}</p></div>'
    ).format(title, subtitle)
    return html.replace("<body>", str(head), 1)
