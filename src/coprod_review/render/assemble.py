"""The tables of the stages, as rows of text, become the values that figures and tables are drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.corpus import ExportFile
from coprod_review.model.network import Network
from coprod_review.model.report import Report
from coprod_review.render.coder_measures import Agreement, CalibrationBin, Coverage, Performance
from coprod_review.render.corrected_row import CorrectedRow
from coprod_review.render.results import (
    AlluvialNode,
    AlluvialWay,
    Claim,
    CombinationCount,
    CountryCount,
    FlowBox,
    FormCount,
    MapCell,
    ModelCell,
    ModelRow,
    Placement,
    Results,
    Row,
    SourceCount,
    StatusCount,
    StrategyCount,
    TrendCount,
)
from coprod_review.render.rows import rows_as
from coprod_review.render.specification_shapes import (
    ModelRun,
    ModelSensitivity,
    SpecificationClaim,
    SpecificationSummary,
)

SHAPES: dict[str, tuple[str, type[Any]]] = {
    "flow": ("flow", FlowBox),
    "map": ("map_cells", MapCell),
    "trends": ("trends", TrendCount),
    "model_cells": ("model_cells", ModelCell),
    "model_rows": ("model_rows", ModelRow),
    "claims": ("claims", Claim),
    "forms": ("forms", FormCount),
    "strategies": ("strategies", StrategyCount),
    "statuses": ("statuses", StatusCount),
    "alluvial": ("alluvial_ways", AlluvialWay),
    "alluvial_nodes": ("alluvial_nodes", AlluvialNode),
    "countries": ("countries", CountryCount),
    "agreement": ("agreement", Agreement),
    "performance": ("performance", Performance),
    "calibration": ("calibration", CalibrationBin),
    "coverage": ("coverage", Coverage),
    "reconciliation": ("placements", Placement),
    "corrected_shares": ("corrected_shares", CorrectedRow),
    "specification_claims": ("specification_claims", SpecificationClaim),
    "specification_summary": ("specification_summary", SpecificationSummary),
    "specification_model": ("model_runs", ModelRun),
    "model_sensitivity": ("model_sensitivity", ModelSensitivity),
    "overlap": ("source_counts", SourceCount),
    "overlap_combinations": ("combination_counts", CombinationCount),
}
"""For each table of the stages: the field of Results that it fills, and what its rows become."""

SHARE_PREFIX = "share_"


def assembled(
    tables: Mapping[str, Sequence[Row]],
    *,
    codebook: Codebook,
    interval: float,
    reports: Sequence[Report] = (),
    codes: Sequence[CodeOfRecord] = (),
    exports: Sequence[ExportFile] = (),
    networks: Sequence[Network] = (),
) -> Results:
    """The results of a run; a table that is not among `tables` has no rows.

    `reports` are the included ones. Raises ReviewError for cells that are no numbers and for missing
    columns, naming the table and the line.
    """
    values: dict[str, Any] = {
        field: rows_as(shape, tables.get(name, ()), source=f"{name}.csv")
        for name, (field, shape) in SHAPES.items()
    }
    values["model_cells"] = tuple(
        replace(cell, share_by_tradition=_shares(row))
        for cell, row in zip(values["model_cells"], tables.get("model_cells", ()), strict=True)
    )
    return Results(
        codebook=codebook,
        interval=interval,
        tables=dict(tables),
        reports=tuple(reports),
        codes=tuple(codes),
        exports=tuple(exports),
        networks=tuple(networks),
        **values,
    )


def _shares(row: Row) -> dict[str, float]:
    """The columns share_<tradition> of a row, empty ones as nothing."""
    return {
        name.removeprefix(SHARE_PREFIX): float(cell)
        for name, cell in row.items()
        if name.startswith(SHARE_PREFIX) and cell.strip() not in ("", "nan")
    }
