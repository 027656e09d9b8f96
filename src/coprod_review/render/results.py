"""What figures and tables are drawn from: the tables of the analysis, with the words of the codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.corpus import ExportFile
from coprod_review.model.network import Network
from coprod_review.model.report import Report
from coprod_review.render.coder_measures import Agreement, CalibrationBin, Coverage, Performance
from coprod_review.render.corrected_row import CorrectedRow
from coprod_review.render.specification_shapes import (
    ModelRun,
    ModelSensitivity,
    SpecificationClaim,
    SpecificationSummary,
)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowBox:
    """A box of the PRISMA flow with its count."""

    box: str
    label: str
    n: int
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCell:
    """Reports of one tradition and framing; `at_most` bounds the count of a cell where none was found."""

    basis: str
    tradition: str
    framing: str
    n: int
    total: int
    share: float | None
    low: float | None
    high: float | None
    at_most: float | None
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendCount:
    """Reports of one tradition and year; the year is None where the report does not tell it."""

    year: int | None
    tradition: str
    n: int
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCell:
    """A cell of the partnership model; shares are of its row, `n` counts reports fractionally."""

    character: str
    position: str
    potential: float
    attention: float | None
    attention_low: float | None
    attention_high: float | None
    untapped: float | None
    untapped_low: float | None
    untapped_high: float | None
    over_served: float | None
    n: float
    n_reports: int
    at_most: float | None
    top3_share: float | None
    number_id: str
    over_served_low: float | None = None
    over_served_high: float | None = None
    share_by_tradition: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """The untapped share of one character of issue, with its interval and its sensitivity band."""

    character: str
    n: float
    n_reports: int
    untapped_share: float | None
    low: float | None
    high: float | None
    sensitivity_low: float | None
    sensitivity_high: float | None
    number_id: str
    chance_share: float | None = None
    chance_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim that can fail, with its verdict."""

    claim: str
    statement: str
    verdict: str
    estimate: float | None
    low: float | None
    high: float | None
    n_a: int | None
    n_b: int | None
    basis: str
    because: str
    number_id: str
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCount:
    """Reports by nature and locus of involvement; `form` is empty where the pair has no name."""

    form: str
    nature: str
    locus: str
    n: int
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyCount:
    """Reports of one tradition with one safety strategy."""

    tradition: str
    strategy: str
    n: int
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCount:
    """Included reports whose code of record in a dimension came about in one way."""

    dimension: str
    status: str
    n: int
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlluvialWay:
    """Reports on safety of one tradition, basis, framing and character; `n` counts them fractionally."""

    tradition: str
    basis: str
    framing: str
    character: str
    n: float
    n_reports: int
    total: int
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlluvialNode:
    """Reports on safety with one code of tradition, framing or issue character."""

    dimension: str
    code: str
    n: float
    n_reports: int
    total: int
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCount:
    """Reports of one country, by its ISO 3166-1 code; `kind` is country, no_country or not_stated."""

    kind: str
    country: str
    name: str
    n: int
    n_alone: int
    total: int
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """How many included reports one table counts, and how many it does not, by the reason (`part`)."""

    table: str
    part: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """How many reports a source found, alone found, or shares with others (`measure`)."""

    among: str
    source: str
    measure: str
    n: int
    total: int
    share: float | None
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CombinationCount:
    """How many reports exactly these sources found; " | " stands between them."""

    among: str
    sources: str
    n: int
    total: int
    share: float | None
    number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything that a review has to show.

    `tables` holds the tables that are only printed, by name, as rows of text; `reports` are the included
    ones, with their `codes` of record; `exports` is the search log. `interval` is the confidence of
    every interval.
    """

    codebook: Codebook
    interval: float = 0.95
    flow: Sequence[FlowBox] = ()
    map_cells: Sequence[MapCell] = ()
    trends: Sequence[TrendCount] = ()
    model_cells: Sequence[ModelCell] = ()
    model_rows: Sequence[ModelRow] = ()
    claims: Sequence[Claim] = ()
    forms: Sequence[FormCount] = ()
    strategies: Sequence[StrategyCount] = ()
    statuses: Sequence[StatusCount] = ()
    alluvial_ways: Sequence[AlluvialWay] = ()
    alluvial_nodes: Sequence[AlluvialNode] = ()
    countries: Sequence[CountryCount] = ()
    agreement: Sequence[Agreement] = ()
    performance: Sequence[Performance] = ()
    calibration: Sequence[CalibrationBin] = ()
    coverage: Sequence[Coverage] = ()
    placements: Sequence[Placement] = ()
    corrected_shares: Sequence[CorrectedRow] = ()
    specification_claims: Sequence[SpecificationClaim] = ()
    specification_summary: Sequence[SpecificationSummary] = ()
    model_runs: Sequence[ModelRun] = ()
    model_sensitivity: Sequence[ModelSensitivity] = ()
    source_counts: Sequence[SourceCount] = ()
    combination_counts: Sequence[CombinationCount] = ()
    networks: Sequence[Network] = ()
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    reports: Sequence[Report] = ()
    codes: Sequence[CodeOfRecord] = ()
    exports: Sequence[ExportFile] = ()
