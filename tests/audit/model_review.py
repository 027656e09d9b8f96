"""An invented review whose partnership model is measured: reports in its cells, and runs that vary it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from coprod_review.analyse.coded import CodedReports, coded_reports
from coprod_review.analyse.columns import columns_by_table
from coprod_review.analyse.ledger import Section
from coprod_review.analyse.model import attention, placements
from coprod_review.analyse.model_tables import cell_table, row_table
from coprod_review.analyse.specification_tables import COLUMNS, specification_sections
from coprod_review.analyse.specifications import outcome_of
from coprod_review.config import AnalyseSettings
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.partnership import read_partnership_model
from coprod_review.io.sheets import write_csv
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.partnership import PartnershipModel
from coprod_review.model.specification import MACHINES_ALONE, PEOPLE_FIRST, Departure, Specification

SEED = 7
SETTINGS = AnalyseSettings(interval=0.95, bootstrap_draws=200, monte_carlo_draws=100)

ISSUES: Sequence[tuple[str, ...]] = (
    ("technical",),
    ("technical", "procedural"),
    ("social_interaction",),
    ("procedural", "social_interaction", "technical"),
)
RULES_OUT = Departure(kind="coder", name="rules")
FRAMING_OUT = Departure(kind="patterns", name="framing")
ALL_DECIDED = Departure(kind="level", name="all")


def write_model(review: Path) -> None:
    """Adds the tables and numbers of the model to an invented review, as the analysis writes them.

    Every fourth report is on social interaction alone, others on one to three characters; no report is in the
    cell of technical issues and partnership unless a run leaves something out.
    """
    analysis = review / "results" / "analyse"
    codebook = read_codebook(review / "config" / "codebook.yaml")
    model = read_partnership_model(review / "config" / "model.yaml")
    coded = _coded(review, cycle(("protective", "consultative")))
    placed = placements(coded)
    attended = attention(placed, draws=SETTINGS.bootstrap_draws, seed=SEED)
    sections = {
        "model_cells": cell_table(
            coded,
            placed,
            attended,
            model,
            traditions=tuple(codebook.dimensions["tradition"].codes),
            seed=SEED,
            confidence=0.95,
        ),
        "model_rows": row_table(placed, attended, model, seed=SEED, confidence=0.95),
    }
    for name, section in sections.items():
        write_csv(analysis / f"{name}.csv", columns_by_table(codebook)[name], section.rows)
    _add_numbers(analysis / "numbers.parquet", list(sections.values()))
    varied = _varied(review, codebook, model)
    for name in ("model_sensitivity", "specification_model"):
        write_csv(analysis / f"{name}.csv", COLUMNS[name], varied[name].rows)
    _add_numbers(analysis / "specification_numbers.parquet", [varied["model_sensitivity"]])


def _varied(review: Path, codebook: Codebook, model: PartnershipModel) -> dict[str, Section]:
    run = ("protective", "consultative")
    plan: Sequence[tuple[str, tuple[Departure, ...], tuple[str, ...]]] = (
        (PEOPLE_FIRST, (), run),
        (PEOPLE_FIRST, (RULES_OUT,), ("protective", "partnership")),
        (PEOPLE_FIRST, (FRAMING_OUT,), ("partnership", "partnership", "consultative")),
        (PEOPLE_FIRST, (ALL_DECIDED,), run),
        (MACHINES_ALONE, (), ("partnership",)),
        (MACHINES_ALONE, (RULES_OUT,), ("protective",)),
    )
    return specification_sections(
        [
            outcome_of(
                Specification(coded_by=coded_by, departures=departures),
                _coded(review, cycle(positions)),
                codebook,
                model,
                settings=SETTINGS,
                seed=SEED,
            )
            for coded_by, departures, positions in plan
        ]
    )


def _coded(review: Path, positions: Iterator[str]) -> CodedReports:
    results = review / "results"
    reports = tables.read_reports(results / "dedupe" / "reports.parquet")
    codes = [
        CodeOfRecord(report_id=r.report_id, dimension=d, codes=found, status="agreed", coders=("one", "two"))
        for k, (r, position) in enumerate(zip(reports, positions, strict=False))
        for d, found in (
            ("framing", (position,)),
            ("issue_character", tuple(sorted(ISSUES[k % len(ISSUES)]))),
            ("tradition", ("service_management",)),
            ("tradition_basis", ("explicit",)),
        )
    ]
    return coded_reports(reports, tables.read_screening(results / "screen" / "decisions.parquet"), codes)


def _add_numbers(path: Path, sections: Sequence[Section]) -> None:
    added = [number for section in sections for number in section.numbers]
    tables.write_numbers(path, [*tables.read_numbers(path), *added])
