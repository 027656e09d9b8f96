"""The whole analysis: every table of it, and the ledger of its numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coprod_review.analyse.alluvial import alluvial_sections
from coprod_review.analyse.characteristics import characteristic_table, natural_reports
from coprod_review.analyse.claims import (
    Claim,
    claim_section,
    partnership_claim,
    tradition_claim,
)
from coprod_review.analyse.coded import NATURAL_BASES, CodedReports
from coprod_review.analyse.columns import columns_by_table
from coprod_review.analyse.countries import country_sections
from coprod_review.analyse.crosstab_totals import total_section
from coprod_review.analyse.crosstabs import (
    association_section,
    cross_table,
    crosstab_section,
    planned_tables,
)
from coprod_review.analyse.forms import form_table, strategy_table
from coprod_review.analyse.ledger import Row, Section, known, ledger, together
from coprod_review.analyse.model import attention, placements
from coprod_review.analyse.model_tables import cell_table, row_table
from coprod_review.analyse.performance import PerformanceTables
from coprod_review.analyse.plan_counts import plan_table
from coprod_review.analyse.shares import map_table, share_table
from coprod_review.analyse.statuses import reconciliation_table, status_table
from coprod_review.analyse.trends import trend_table
from coprod_review.analyse.undecided import undecided_numbers
from coprod_review.analyse.untapped_claim import untapped_claim
from coprod_review.config import AnalyseSettings
from coprod_review.model.codebook import Codebook
from coprod_review.model.corpus import Characteristics
from coprod_review.model.fixed_codes import codes_of, fault_of_fixed_codes
from coprod_review.model.number import Number
from coprod_review.model.partnership import PartnershipModel

CLAIM_VARIANTS = ("all", "abstract_only", "explicit_abstract_only", "settled_only")
"""Further bases on which the claims are computed, to see what they depend on; they decide nothing."""


NOTHING = Section()


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
    operating: Section,
    agreement: Section,
    overlap: Mapping[str, Section],
    corrected: Section,
    passages: Section = NOTHING,
    unused: Section = NOTHING,
    audits: Mapping[str, Section] | None = None,
    unasked: Collection[tuple[str, str]] = (),
    settings: AnalyseSettings,
    seed: int,
) -> Analysis:
    """Count, cross-tabulate, model and judge.

    The tables of `operating`, `overlap`, `corrected` and `audits` join the others, their numbers and those of
    `performance`, of `agreement`, of `passages` and of `unused` the ledger. Every table comes out, be the
    corpus empty; `notes` say what is missing. Codes that are `unasked`, as (dimension, code), have no share.
    Raises ReviewErrors where the codebook lacks what the study rests on.
    """
    if fault := fault_of_fixed_codes(codes_of(codebook), where="codebook"):
        raise fault
    characteristics = tuple(characteristics)
    coded = replace(coded, natural=natural_reports(characteristics) & set(coded))
    sections = {
        **_counted(coded, codebook, characteristics, confidence=settings.interval, unasked=unasked),
        **_crosstabs(coded, codebook, settings=settings, seed=seed),
        **_model(coded, codebook, model, settings=settings, seed=seed),
        "claims": _claims(coded, model, settings=settings, seed=seed),
        "claim_variants": _variants(coded, model, settings=settings, seed=seed),
        **_performance(performance),
        "operating_points": operating,
        **overlap,
        "corrected_shares": corrected,
        "audit_errors": Section(),
        "suggestions": Section(),
        **(audits or {}),
    }
    columns = columns_by_table(codebook)
    whole = together([*sections.values(), agreement, passages, unused])
    return Analysis(
        tables={name: _table(columns[name], sections[name].rows) for name in columns},
        numbers=tuple(ledger(whole.numbers)),
        notes=tuple(dict.fromkeys(whole.notes)),
    )


def _counted(
    coded: CodedReports,
    codebook: Codebook,
    characteristics: Sequence[Characteristics],
    *,
    confidence: float,
    unasked: Collection[tuple[str, str]],
) -> dict[str, Section]:
    """The tables that are counted, without a test or a model."""
    return {
        "map": map_table(coded, codebook, confidence=confidence),
        "shares": share_table(coded, codebook, confidence=confidence, unasked=unasked),
        "trends": trend_table(coded, codebook),
        "characteristics": characteristic_table(coded, characteristics),
        "forms": form_table(coded, codebook, confidence=confidence),
        "strategies": strategy_table(coded, codebook, confidence=confidence),
        **alluvial_sections(coded, codebook),
        **country_sections(coded, characteristics),
        "statuses": status_table(coded, codebook),
        "reconciliation": reconciliation_table(coded, codebook),
    }


def _table(columns: tuple[str, ...], rows: Iterable[Row]) -> AnalysisTable:
    """The table with every number that is not finite left empty: what is undefined is no number."""
    return AnalysisTable(
        columns=columns,
        rows=tuple(
            {name: known(cell) if isinstance(cell, float) else cell for name, cell in row.items()}
            for row in rows
        ),
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
) -> dict[str, Section]:
    tables = [cross_table(coded, codebook, plan) for plan in planned_tables(codebook)]
    tests = [
        association_section(
            table,
            codebook,
            monte_carlo_draws=settings.monte_carlo_draws,
            bootstrap_draws=settings.bootstrap_draws,
            seed=seed,
            confidence=settings.interval,
        )
        for table in tables
    ]
    return {
        "crosstabs": together([crosstab_section(table) for table in tables]),
        "crosstab_totals": together([total_section(table) for table in tables]),
        "associations": together(tests),
    }


def _model(
    coded: CodedReports,
    codebook: Codebook,
    model: PartnershipModel,
    *,
    settings: AnalyseSettings,
    seed: int,
) -> dict[str, Section]:
    placed = placements(coded)
    attended = attention(placed, draws=settings.bootstrap_draws, seed=seed)
    traditions = tuple(codebook.dimensions["tradition"].codes)
    confidence = settings.interval
    return {
        "model_cells": cell_table(
            coded, placed, attended, model, traditions=traditions, seed=seed, confidence=confidence
        ),
        "model_rows": row_table(placed, attended, model, seed=seed, confidence=confidence),
        "plans": plan_table(coded, placed, codebook, confidence=confidence),
    }


def _claims(coded: CodedReports, model: PartnershipModel, *, settings: AnalyseSettings, seed: int) -> Section:
    """The claims as they are judged: 1 and 2 on explicit codes alone, 3 on issue and position."""
    bases = {"1": ("explicit",), "2": ("explicit",), "3": ("all",)}
    section = claim_section(_on_bases(bases, coded, model, settings=settings, seed=seed))
    return replace(section, numbers=(*section.numbers, *undecided_numbers(coded, settings.tested)))


def _variants(
    coded: CodedReports, model: PartnershipModel, *, settings: AnalyseSettings, seed: int
) -> Section:
    """The claims on further bases, all codes (implicit ones included) and the natural sample among them."""
    natural = NATURAL_BASES if coded.is_partly_natural else ()
    further = (*CLAIM_VARIANTS, *natural)
    bases = {"1": further, "2": further, "3": ("abstract_only", "settled_only", *natural[:1])}
    return claim_section(_on_bases(bases, coded, model, settings=settings, seed=seed), variant=True)


def _on_bases(
    bases_by_claim: Mapping[str, Sequence[str]],
    coded: CodedReports,
    model: PartnershipModel,
    *,
    settings: AnalyseSettings,
    seed: int,
) -> list[Claim]:
    """The claims that the review tests, each on its bases."""
    confidence, least = settings.interval, settings.min_group
    judge_by_claim: dict[str, Callable[[str], Claim]] = {
        "1": lambda basis: tradition_claim(coded, basis=basis, confidence=confidence, min_group=least),
        "2": lambda basis: partnership_claim(coded, basis=basis, confidence=confidence, min_group=least),
        "3": lambda basis: _untapped_on(coded, model, basis, settings=settings, seed=seed),
    }
    return [judge_by_claim[name](basis) for name in settings.tested for basis in bases_by_claim[name]]


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
