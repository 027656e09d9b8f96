"""The whole analysis: every table of it, and the ledger of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coprod_review.analyse.characteristics import characteristic_table
from coprod_review.analyse.claims import (
    PUBLIC,
    SERVICE,
    Claim,
    claim_section,
    partnership_claim,
    tradition_claim,
    untapped_claim,
)
from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.crosstabs import (
    association_row,
    cross_table,
    crosstab_section,
    planned_tables,
)
from coprod_review.analyse.forms import form_table, strategy_table
from coprod_review.analyse.ledger import Row, Section, ledger, together
from coprod_review.analyse.model import attention, placements
from coprod_review.analyse.model_tables import cell_table, row_table
from coprod_review.analyse.performance import PerformanceTables
from coprod_review.analyse.shares import map_table, share_table
from coprod_review.analyse.statuses import reconciliation_table, status_table
from coprod_review.analyse.trends import trend_table
from coprod_review.config import AnalyseSettings
from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.corpus import Characteristics
from coprod_review.model.number import Number
from coprod_review.model.partnership import CHARACTERS, POSITIONS, PartnershipModel

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "map": (
        *("basis", "tradition", "framing", "n", "total", "share", "low", "high", "at_most", "number_id"),
    ),
    "shares": ("basis", "dimension", "code", "n", "total", "share", "low", "high", "number_id"),
    "trends": ("year", "tradition", "n", "number_id"),
    "crosstabs": (
        *("rows", "columns", "basis", "row_code", "column_code", "n", "expected", "adjusted_residual"),
        *("p_holm", "number_id"),
    ),
    "associations": (
        *("rows", "columns", "basis", "n", "chi2", "df", "p", "method", "cramers_v", "low", "high"),
        "number_id",
    ),
    "model_rows": (
        *("character", "n", "n_reports", "untapped_share", "low", "high"),
        *("sensitivity_low", "sensitivity_high", "number_id"),
    ),
    "claims": (
        *("claim", "statement", "verdict", "estimate", "low", "high", "n_a", "n_b", "basis", "because"),
        "number_id",
    ),
    "characteristics": ("characteristic", "value", "n", "total", "share", "number_id"),
    "forms": ("form", "nature", "locus", "n", "number_id"),
    "strategies": ("tradition", "strategy", "n", "number_id"),
    "statuses": ("dimension", "status", "n", "number_id"),
    "reconciliation": ("table", "part", "n", "number_id"),
    "performance": (
        *("coder", "dimension", "against", "subset", "n", "n_decided"),
        *("accuracy", "accuracy_low", "accuracy_high", "macro_f1", "macro_f1_low", "macro_f1_high"),
        *("kappa", "baseline", "number_id"),
    ),
    "performance_codes": (
        *("coder", "dimension", "code", "n_settled", "n_given", "n_both", "precision", "recall", "f1"),
        "number_id",
    ),
    "confusion": ("coder", "dimension", "settled_code", "given_code", "n"),
    "calibration": ("dimension", "bin", "n", "mean_probability", "share_correct", "brier", "ece"),
    "coverage": ("dimension", "promised", "achieved", "low", "high", "n", "single_share"),
}
"""Columns of the tables; model_cells has a column more for each tradition (`model_cell_columns`)."""

NEEDED_CODES: Mapping[str, tuple[str, ...]] = {
    "tradition": (PUBLIC, SERVICE, NONE_CODE),
    "tradition_basis": ("explicit", "implicit", NONE_CODE),
    "framing": (*POSITIONS, NONE_CODE),
    "issue_character": (*CHARACTERS, NONE_CODE),
    "safety_strategy": (NONE_CODE,),
    "involvement_nature": (NONE_CODE,),
    "involvement_locus": (NONE_CODE,),
}

CLAIM_VARIANTS = ("all", "abstract_only", "explicit_abstract_only", "settled_only")
"""Further bases on which the claims are computed, to see what they depend on; they decide nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisTable:
    """One file of the analysis: its columns and rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The tables by the name of their file, the ledger, and what is missing, in words."""

    tables: Mapping[str, AnalysisTable]
    numbers: tuple[Number, ...]
    notes: tuple[str, ...]


def analyse(
    coded: CodedReports,
    codebook: Codebook,
    model: PartnershipModel,
    characteristics: Iterable[Characteristics],
    *,
    performance: PerformanceTables,
    agreement: Section,
    settings: AnalyseSettings,
    seed: int,
) -> Analysis:
    """Count, cross-tabulate, model and judge.

    The numbers of `performance` and of `agreement` join the ledger. Every table comes out, be the corpus
    empty; `notes` say what is missing. Raises ReviewErrors where the codebook lacks what the study rests on.
    """
    raise_all(_lacking(codebook))
    confidence = settings.interval
    crosstabs, associations = _crosstabs(coded, codebook, settings=settings, seed=seed)
    cells, rows = _model(coded, codebook, model, settings=settings, seed=seed)
    sections = {
        "map": map_table(coded, codebook, confidence=confidence),
        "shares": share_table(coded, codebook, confidence=confidence),
        "trends": trend_table(coded, codebook),
        "crosstabs": crosstabs,
        "associations": associations,
        "model_cells": cells,
        "model_rows": rows,
        "claims": _claims(coded, model, settings=settings, seed=seed),
        "claim_variants": _variants(coded, model, settings=settings, seed=seed),
        "characteristics": characteristic_table(coded, characteristics),
        "forms": form_table(coded, codebook),
        "strategies": strategy_table(coded, codebook),
        "statuses": status_table(coded, codebook),
        "reconciliation": reconciliation_table(coded, codebook),
        **_performance(performance),
    }
    columns = {
        **COLUMNS,
        "claim_variants": COLUMNS["claims"],
        "model_cells": model_cell_columns(codebook),
    }
    whole = together([*sections.values(), agreement])
    return Analysis(
        tables={
            name: AnalysisTable(columns=columns[name], rows=section.rows)
            for name, section in sections.items()
        },
        numbers=tuple(ledger(whole.numbers)),
        notes=whole.notes,
    )


def _lacking(codebook: Codebook) -> list[ReviewError]:
    """Dimensions and codes that maps, model and claims ask for by name."""
    return [
        ReviewError(
            f"the codebook has no code {code} in {dimension}, on which the analysis rests",
            where="codebook",
            remedy=f"keep {dimension}: {code}, or change the analysis with the codebook",
        )
        for dimension, codes in NEEDED_CODES.items()
        for code in codes
        if dimension not in codebook.dimensions or code not in codebook.dimensions[dimension].codes
    ]


def model_cell_columns(codebook: Codebook) -> tuple[str, ...]:
    """The columns of model_cells, with the share of each tradition."""
    return (
        *("character", "position", "potential", "attention", "attention_low", "attention_high"),
        *("untapped", "untapped_low", "untapped_high", "over_served", "n", "n_reports", "at_most"),
        *(f"share_{tradition}" for tradition in codebook.dimensions["tradition"].codes),
        *("top3_share", "number_id"),
    )


def _performance(tables: PerformanceTables) -> dict[str, Section]:
    """The tables of performance as sections; all their numbers stand with the first."""
    missing = () if tables.performance else ("performance: no machine coding can be compared",)
    return {
        "performance": Section(rows=tuple(tables.performance), numbers=tuple(tables.numbers), notes=missing),
        "performance_codes": Section(rows=tuple(tables.codes)),
        "confusion": Section(rows=tuple(tables.confusion)),
        "calibration": Section(rows=tuple(tables.calibration)),
        "coverage": Section(rows=tuple(tables.coverage)),
    }


def _crosstabs(
    coded: CodedReports, codebook: Codebook, *, settings: AnalyseSettings, seed: int
) -> tuple[Section, Section]:
    tables = [
        cross_table(coded, codebook, rows, columns, basis=basis)
        for rows, columns, basis in planned_tables(codebook)
    ]
    tests = tuple(
        association_row(
            table,
            codebook,
            monte_carlo_draws=settings.monte_carlo_draws,
            bootstrap_draws=settings.bootstrap_draws,
            seed=seed,
            confidence=settings.interval,
        )
        for table in tables
    )
    return together([crosstab_section(table) for table in tables]), Section(rows=tests)


def _model(
    coded: CodedReports,
    codebook: Codebook,
    model: PartnershipModel,
    *,
    settings: AnalyseSettings,
    seed: int,
) -> tuple[Section, Section]:
    placed = placements(coded)
    attended = attention(placed, draws=settings.bootstrap_draws, seed=seed)
    traditions = tuple(codebook.dimensions["tradition"].codes)
    confidence = settings.interval
    return (
        cell_table(coded, placed, attended, model, traditions=traditions, seed=seed, confidence=confidence),
        row_table(placed, attended, model, seed=seed, confidence=confidence),
    )


def _claims(coded: CodedReports, model: PartnershipModel, *, settings: AnalyseSettings, seed: int) -> Section:
    """The claims as they are judged: 1 and 2 on explicit codes alone, 3 on issue and position."""
    return claim_section(
        [
            tradition_claim(coded, basis="explicit", confidence=settings.interval),
            partnership_claim(
                coded,
                basis="explicit",
                confidence=settings.interval,
                min_group=settings.min_group,
            ),
            _untapped_on(coded, model, "all", settings=settings, seed=seed),
        ]
    )


def _variants(
    coded: CodedReports, model: PartnershipModel, *, settings: AnalyseSettings, seed: int
) -> Section:
    """The claims on further bases, all codes (implicit ones included) among them."""
    confidence, least = settings.interval, settings.min_group
    claims = [tradition_claim(coded, basis=basis, confidence=confidence) for basis in CLAIM_VARIANTS]
    claims += [
        partnership_claim(coded, basis=basis, confidence=confidence, min_group=least)
        for basis in CLAIM_VARIANTS
    ]
    claims += [
        _untapped_on(coded, model, basis, settings=settings, seed=seed)
        for basis in ("abstract_only", "settled_only")
    ]
    return claim_section(claims, variant=True)


def _untapped_on(
    coded: CodedReports,
    model: PartnershipModel,
    basis: str,
    *,
    settings: AnalyseSettings,
    seed: int,
) -> Claim:
    placed = placements(coded, basis=basis)
    return untapped_claim(
        placed,
        attention(placed, draws=settings.bootstrap_draws, seed=seed),
        model,
        seed=seed,
        confidence=settings.interval,
        min_group=settings.min_group,
        basis=basis,
    )
