"""The columns of the tables of the analysis, as docs/stages.md tells them."""

from __future__ import annotations

from collections.abc import Mapping

from coprod_review.analyse.audit_errors import COLUMNS as AUDIT_COLUMNS
from coprod_review.analyse.corrected_table import COLUMNS as CORRECTED_COLUMNS
from coprod_review.analyse.suggestions import COLUMNS as SUGGESTION_COLUMNS
from coprod_review.model.codebook import Codebook

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "map": (
        *("basis", "tradition", "framing", "n", "total", "share", "low", "high", "at_most", "number_id"),
    ),
    "shares": ("basis", "dimension", "code", "n", "total", "share", "low", "high", "number_id"),
    "trends": ("year", "tradition", "n", "number_id"),
    "crosstabs": (
        *("rows", "columns", "basis", "among", "row_code", "column_code", "n", "expected"),
        *("adjusted_residual", "p_holm", "number_id"),
    ),
    "crosstab_totals": ("rows", "columns", "basis", "among", "part", "code", "n", "number_id"),
    "associations": (
        *("rows", "columns", "basis", "among", "n", "chi2", "df", "p", "method", "cramers_v", "low", "high"),
        *("caution", "number_id"),
    ),
    "model_rows": (
        *("character", "n", "n_reports", "untapped_share", "low", "high"),
        *("sensitivity_low", "sensitivity_high", "chance_share", "chance_high", "number_id"),
    ),
    "plans": (
        *("character", "position", "dimension", "code", "n", "total", "share", "low", "high", "at_most"),
        "number_id",
    ),
    "claims": (
        *("claim", "statement", "verdict", "estimate", "low", "high", "n_a", "n_b", "n", "basis", "because"),
        *("beyond_chance", "beyond_chance_low", "beyond_chance_high", "number_id"),
    ),
    "characteristics": ("characteristic", "value", "n", "total", "share", "number_id"),
    "corrected_shares": CORRECTED_COLUMNS,
    "audit_errors": AUDIT_COLUMNS,
    "suggestions": SUGGESTION_COLUMNS,
    "forms": ("form", "nature", "locus", "n", "number_id"),
    "strategies": ("tradition", "strategy", "n", "number_id"),
    "alluvial": (
        *("tradition", "basis", "framing", "character", "n", "n_reports", "total", "share", "number_id"),
    ),
    "alluvial_nodes": ("dimension", "code", "n", "n_reports", "total", "share", "number_id"),
    "countries": ("kind", "country", "name", "n", "n_alone", "total", "share", "number_id"),
    "statuses": ("dimension", "status", "n", "number_id"),
    "reconciliation": ("table", "part", "n", "number_id"),
    "overlap": ("among", "source", "measure", "n", "total", "share", "number_id"),
    "overlap_combinations": ("among", "sources", "n_sources", "n", "total", "share", "number_id"),
    "performance": (
        *("coder", "dimension", "against", "subset", "n", "n_decided", "n_decided_right"),
        *("accuracy", "accuracy_low", "accuracy_high", "macro_f1", "macro_f1_low", "macro_f1_high"),
        *("kappa", "kappa_low", "kappa_high", "baseline", "number_id"),
    ),
    "performance_codes": (
        *("coder", "dimension", "code", "n_settled", "n_given", "n_both", "precision", "recall", "f1"),
        "number_id",
    ),
    "confusion": ("coder", "dimension", "settled_code", "given_code", "n"),
    "calibration": (
        *("dimension", "bin", "n", "mean_probability", "share_correct", "brier", "ece", "number_id"),
    ),
    "coverage": (
        *("dimension", "promised", "achieved", "low", "high", "n", "single_share", "subset", "code"),
        *("conformal", "conformal_low", "conformal_high", "number_id"),
    ),
    "operating_points": (
        *("dimension", "rule", "answer", "subset", "threshold", "condition", "n_settled", "n_teaching"),
        *("promised", "n", "achieved", "achieved_low", "achieved_high"),
        *("n_decided", "decided", "decided_low", "decided_high"),
        *("n_given", "n_right", "precision", "precision_low", "precision_high", "number_id"),
    ),
}
"""Columns of the tables; model_cells has a column more for each tradition (`columns_by_table`)."""


def columns_by_table(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """The columns of every table, those that the codebook decides among them."""
    return {
        **COLUMNS,
        "claim_variants": COLUMNS["claims"],
        "model_cells": _model_cell_columns(codebook),
    }


def _model_cell_columns(codebook: Codebook) -> tuple[str, ...]:
    """The columns of model_cells, with the share of each tradition."""
    return (
        *("character", "position", "potential", "attention", "attention_low", "attention_high"),
        *("untapped", "untapped_low", "untapped_high"),
        *("over_served", "over_served_low", "over_served_high", "n", "n_reports", "at_most"),
        *(f"share_{tradition}" for tradition in codebook.dimensions["tradition"].codes),
        *("top3_share", "number_id"),
    )
