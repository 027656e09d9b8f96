"""The report as one page: every number from the ledger, every figure inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files as files_of_package
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from coprod_review.model.shown_text import shown
from coprod_review.pages import columns
from coprod_review.pages.environment import page_environment, stylesheet
from coprod_review.pages.ledger import NumberPrinter
from coprod_review.pages.plan_words import NAMES_OF_FORMS
from coprod_review.pages.results import Figure, ResultFile, Results
from coprod_review.pages.settled_by import settled_by
from coprod_review.pages.titles import Titles
from coprod_review.pages.totals import with_totals
from coprod_review.pages.wording import PLACE_WORDS, basis_words, tied, value_words
from coprod_review.provenance import Provenance
from coprod_review.report import (
    corrected,
    findings,
    grids,
    repeated,
    robustness,
    statements,
    uncounted,
    verdicts,
)
from coprod_review.report.answer import POSITION_WORDS, answer_of
from coprod_review.report.chosen import (
    is_tried_on_natural_sample,
    on_natural_sample,
    share_chosen,
    turned_on_natural_sample,
    with_implicit_on_natural_sample,
)
from coprod_review.report.coders import voices_of
from coprod_review.report.doings import asks_of_effects, doings_of
from coprod_review.report.drawings import picture
from coprod_review.report.held_out import held_out_scores, overconfident, rival_words
from coprod_review.report.highlights import asked_agreements
from coprod_review.report.method_facts import NO_FACTS, MethodFacts, method_names
from coprod_review.report.named import names_with_figures
from coprod_review.report.origin import origin_of
from coprod_review.report.paper_numbers import refuse_unsourced, sections_of, without_cells
from coprod_review.report.references import refuse_unlisted
from coprod_review.report.single_readers import (
    reader_models,
    reader_runs,
    turn_of,
    turned_claims,
)
from coprod_review.report.twins import script_digest, scripts, twin_data
from coprod_review.report.unused import unused_codes

LISTS = "audit/lists/"

PLANNER = "audit/plan.html"

SECTIONS = (
    ("finding", "The finding"),
    ("methods", "Methods"),
    ("flow", "From records to reports"),
    ("map", "Tradition by framing"),
    ("basis", "Explicit and implicit"),
    ("trends", "Trends by year"),
    ("agreement", "Agreement between coders"),
    ("audit", "What reviewers found"),
    ("performance", "Performance of the machine coders"),
    ("shares", "Shares in spite of coding error"),
    ("robustness", "The claims under other choices"),
    ("model", "The partnership model"),
    ("strategies", "Safety strategies and forms"),
    ("characteristics", "Characteristics of the reports"),
    ("limits", "Limits"),
    ("statements", "Statements of the authors"),
    ("made", "How it was made"),
    ("files", "Files"),
)
"""The sections in their order: name of the template and title."""

WITHOUT_CLAIMS = {"finding": "At a glance", "robustness": "Other choices"}
"""The titles of sections that tell of claims, where the review tests none."""

UNCOUNTED = ("statements", "made", "files")
"""The sections that print what authors wrote, versions, check sums and names of files: nothing counted."""


def write_report(
    results: Results,
    *,
    figures: Sequence[Figure],
    provenance: Provenance,
    files: Sequence[ResultFile],
    facts: MethodFacts = NO_FACTS,
) -> str:
    """The text of report.html, which stands beside the folder audit/.

    Raises ReviewError where the text needs a number that the ledger does not have, where a number of its
    prose has no source, and where it cites a work that its list of references lacks.
    """
    results = with_totals(results)
    titles = Titles(codebook=results.codebook)
    printer = NumberPrinter(ledger=results.ledger, lists=LISTS, title=titles.of)
    environment = report_environment(results, {figure.name: figure for figure in figures}, printer=printer)
    environment.globals |= method_names(
        results,
        facts=facts,
        provenance=provenance,
        level=3,
        search_log=Markup('<a href="tables/search_log.csv">the search log</a>'),
        planner=PLANNER,
    )
    html = environment.get_template("report.html").render(
        style=Markup(stylesheet() + _own_style()),
        script=scripts(),
        script_digest=script_digest(scripts()),
        twin_data=twin_data(results),
        files=files,
        figures=figures,
        sections=_sections(results),
    )
    refuse_unlisted(html)
    prose = without_cells(sections_of(html, [name for name, _ in SECTIONS if name not in UNCOUNTED]))
    refuse_unsourced(prose, names=names_with_figures(results), printed=printer.printed)
    return shown(html)


def report_environment(
    results: Results, figures: Mapping[str, Figure], *, printer: NumberPrinter
) -> Environment:
    """The environment of the report's templates, its numbers printed by `printer`.

    The results have the gathered numbers of `with_totals` in their ledger.
    """
    return page_environment(
        "coprod_review.report",
        results=results,
        review=results.config.review,
        codebook=results.codebook,
        table=lambda name: uncounted.counted_rows(results, name),
        known=results.ledger,
        is_known=results.ledger.__contains__,
        **_printing(results, printer),
        **_findings(results),
        **_wording(results),
        grid=lambda rows, **how: grids.grid_of(rows, results=results, **how),
        figure_by_name=figures,
        picture=picture,
        drawn=set(),
        prepared=[export for export in results.exports if export.origin == "prepared"],
        origin=origin_of(results.exports),
        chosen=share_chosen(results),
        searches=findings.searches_in_words(results.exports),
    )


def _sections(results: Results) -> list[tuple[str, str]]:
    """The sections with the titles that fit the review.

    Without claims there are none to try otherwise; without statements of the authors they have no section.
    """
    titles = {} if results.config.analyse.tested else WITHOUT_CLAIMS
    has_statements = results.config.statements.authors or statements.statements_of(results)
    return [
        (name, titles.get(name, title)) for name, title in SECTIONS if name != "statements" or has_statements
    ]


def _printing(results: Results, printer: NumberPrinter) -> dict[str, Any]:
    """The ways in which templates print numbers and facts."""
    return {
        "confidence": printer.fact(tied(f"{results.config.analyse.interval * 100:g} %")),
        "number": printer.number,
        "interval": printer.interval,
        "counted": printer.counted,
        "places": printer.places,
        "beside": printer.beside,
        "told": printer.told,
        "fact": printer.fact,
        "facts_in": printer.facts_in,
    }


def _findings(results: Results) -> dict[str, Any]:
    """What the analysis found, by the names of templates."""
    return {
        "flow": findings.flow_of(results),
        "tested": results.config.analyse.tested,
        "authors": results.config.statements.authors,
        "stated": statements.statements_of(results),
        "reading": statements.paragraphs_of(results.config.review.reading),
        "searching": statements.search_statements_of(results),
        "finding": verdicts.finding_of(results),
        "finding_lead": verdicts.lead_of(results),
        "judged_on_natural": verdicts.is_judged_on_natural(results),
        "badge_words": lambda claim: verdicts.badge_words(claim, results),
        "sides": lambda claim: findings.sides_of(claim, results),
        "ranking": lambda claim: findings.ranking_of(claim, results),
        "verdict_is_repeated": lambda claim: repeated.verdict_is_repeated(claim, results),
        "answer": answer_of(results),
        "position_words": POSITION_WORDS,
        "names_of_forms": NAMES_OF_FORMS,
        "doings": doings_of(results),
        "effects_asked": asks_of_effects(results),
        "reader_runs": lambda claim: reader_runs(claim["claim"], results),
        "asked_agreements": asked_agreements(results),
        "reader_models": reader_models(results),
        "everyday_words": verdicts.everyday_words(results),
        "turn_of": lambda claim: turn_of(claim, results),
        "turned_by_readers": turned_claims(results),
        "on_natural_sample": lambda claim: on_natural_sample(claim, results),
        "with_implicit_on_natural_sample": lambda row: with_implicit_on_natural_sample(row, results),
        "is_tried_on_natural_sample": is_tried_on_natural_sample(results),
        "turned_on_natural_sample": turned_on_natural_sample(results),
        "map_is_repeated": lambda rows: repeated.map_is_repeated(rows, results),
        "ranked": lambda dimension, basis="all": findings.ranked_shares(results, dimension, basis),
        "strategy_shares": findings.strategy_shares(results),
        "held_out": lambda dimension: held_out_scores(results, dimension),
        "rival_words": rival_words,
        "unused_strategies": unused_codes(results, "safety_strategy"),
        "overconfident": overconfident(results),
        "characteristics": list(filter(uncounted.is_stated, findings.characteristics(results))),
        "unstated": uncounted.unstated(findings.characteristics(results)),
        "cross_tables": list(filter(uncounted.counts_any, findings.cross_tables(results))),
        "trend_rows": findings.trend_rows(results),
        "corrected": lambda basis, measure, **which: corrected.rows_of(results, basis, measure, **which),
        "not_rehearsed": corrected.not_rehearsed(results),
        "too_few_settled": corrected.too_few_settled(results),
        "rehearsed_too_narrow": corrected.is_too_narrow_as_rehearsed(results),
        "tried_from": corrected.TRIED_FROM,
        "robust": robustness.robustness_of(results),
        "machine_scores": lambda dimension: findings.machine_scores(results, dimension),
        "voices": voices_of(results),
        "settled_by": settled_by(results),
    }


def _wording(results: Results) -> dict[str, Any]:
    """Codes, bases, signs and cells of tables in words, by the names of templates."""
    return {
        "sign_in_words": verdicts.sign_in_words,
        "words": Titles(codebook=results.codebook).in_words,
        "verdict_signs": verdicts.VERDICT_SIGNS,
        "bases": findings.BASES,
        "basis_words": basis_words,
        "value_words": value_words,
        "place_words": PLACE_WORDS,
        "held_in_words": corrected.held_in_words,
        "near_miss": corrected.near_miss,
        "label": lambda column, value: columns.label_of(results, column, value),
        "codes_in_words": lambda dimension, codes: ", ".join(
            columns.label_of(results, dimension, code) for code in codes.split("; ") if code
        ),
        "cells": lambda row, without=(): columns.cells_of(row, results, without=without),
        "is_numeric_column": lambda rows, place, without=(): any(
            columns.cells_of(row, results, without=without)[place].is_number for row in rows
        ),
    }


def _own_style() -> str:
    return files_of_package("coprod_review.report").joinpath("report.css").read_text(encoding="utf-8")
