"""The tables of the review: what a journal prints, and the appendix of codes by report."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial

from coprod_review.render import (
    agreement,
    calibration,
    claims,
    corrected_shares,
    forms,
    operating_points,
    overlap_tables,
    partnership,
    performance,
    prisma,
    specification_rows,
    statuses,
    strategies,
    tradition_map,
    untapped,
    wording,
    years,
)
from coprod_review.render.appendix import codes_by_report
from coprod_review.render.counting import counting_rule
from coprod_review.render.results import Results
from coprod_review.render.search_log import search_log
from coprod_review.render.sheet import Column, Sheet, real, share, text, typed, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table of the stages that is printed as it stands.

    `source` is its name among the tables of the stages, where it is another; `only` names a column and the
    value that its rows have there; `{level}` in the note is the confidence of the intervals.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    note: str
    source: str = ""
    only: tuple[str, str] | None = None

    def __call__(self, results: Results) -> Sheet:
        """The table with the rows that the results have for it."""
        rows = results.tables.get(self.source or self.name, ())
        if self.only:
            column, value = self.only
            rows = [row for row in rows if row[column] == value]
        return Sheet(
            name=self.name,
            title=self.title,
            columns=self.columns,
            rows=typed(rows, self.columns),
            note=self.note.replace("{level}", wording.level(results)),
        )


CROSSED = (text("rows"), text("columns"), text("basis"), text("among", "Among reports whose"))
COUNTED = (whole("n"), whole("total"), share("share", "Share (%)"), text("number_id"))

CONSERVATION = PrintedTable(
    name="conservation",
    title="Conservation of records and reports",
    columns=(text("equation"), whole("left"), whole("right"), text("holds")),
    note="Nothing is dropped: every entry of every export ends in exactly one named fate. A run that does "
    "not add up fails.",
)

CHARACTERISTICS = PrintedTable(
    name="characteristics",
    title="Characteristics of the included reports",
    columns=(text("characteristic"), text("value"), *COUNTED),
    note="Not stated: no export tells it, and nobody took it down.",
)

TEXT_STATUSES = PrintedTable(
    name="text_statuses",
    source="characteristics",
    only=("characteristic", "text_status"),
    title="How much of each report was at hand",
    columns=(text("value", "Text at hand"), *COUNTED),
    note="abstract: the abstract; part: a part of it; title: the title alone.",
)

CROSSTABS = PrintedTable(
    name="crosstabs",
    title="Cross-tables of the dimensions",
    columns=(
        *CROSSED,
        text("row_code"),
        text("column_code"),
        whole("n"),
        real("expected", digits=1),
        real("adjusted_residual"),
        real("p_holm", "p (Holm)", digits=4),
        text("number_id"),
    ),
    note="Expected: under independence. p: of the adjusted residuals, by Holm's procedure within a table. "
    "Among: the reports that a table counts, beside its basis, since the other code asks the question of "
    "these alone; cells that the codebook rules out have no row. Totals stand in the table of totals.",
)

CROSSTAB_TOTALS = PrintedTable(
    name="crosstab_totals",
    title="Totals of the cross-tables, and how they add up to the included reports",
    columns=(*CROSSED, text("part"), text("code"), whole("n"), text("number_id")),
    note="Part row, column: reports with that code; all: reports of the table; left out: the other included "
    "reports by the first reason that holds (no code yet; another basis; a question that their other codes "
    "do not raise; none, in tables without none). All and left out add up to the included reports.",
)

ASSOCIATIONS = PrintedTable(
    name="associations",
    title="Associations between dimensions",
    columns=(
        *CROSSED,
        whole("n"),
        real("chi2", "Chi-square", digits=1),
        whole("df"),
        real("p", digits=4),
        text("method"),
        real("cramers_v", "Cramér's V"),
        real("low"),
        real("high"),
        text("caution"),
        text("number_id"),
    ),
    note="Cramér's V is corrected for bias; low and high bound its {level} interval. Caution: what criteria "
    "and codebook build into a pair by definition, so that no test of that pair is a finding by itself, and "
    "a single report that V rests on.",
)

PERFORMANCE_CODES = PrintedTable(
    name="performance_codes",
    title="Precision and recall by code",
    columns=(
        text("coder"),
        text("dimension"),
        text("code"),
        whole("n_settled"),
        whole("n_given"),
        whole("n_both"),
        real("precision"),
        real("recall"),
        real("f1", "F1"),
        text("number_id"),
    ),
    note="Against settled codes; out of fold for the classifier and the combination.",
)

RECONCILIATION = PrintedTable(
    name="reconciliation",
    title="How the tables add up to the included reports",
    columns=(text("table"), text("part"), whole("n"), text("number_id")),
    note="The parts of a table are disjoint and add up to the included reports. Cross-tables: see their "
    "totals.",
)


def claim_variants(results: Results) -> Sheet:
    """The claims on other bases than the one that decides."""
    sheet = claims.data_claims(results)
    return replace(
        sheet,
        name="claim_variants",
        title="The claims on other bases",
        rows=typed(results.tables.get("claim_variants", ()), sheet.columns),
        note="These variants show how far a verdict depends on the basis; they decide nothing.",
    )


CLAIMS = ("1", "2", "3")

TABLES: tuple[Callable[[Results], Sheet], ...] = (
    prisma.data_flow,
    CONSERVATION,
    search_log,
    overlap_tables.sources,
    overlap_tables.combinations,
    CHARACTERISTICS,
    TEXT_STATUSES,
    tradition_map.data_map,
    CROSSTABS,
    CROSSTAB_TOTALS,
    ASSOCIATIONS,
    claims.data_claims,
    claim_variants,
    specification_rows.data_summary,
    *(partial(specification_rows.data_specifications, claim=claim) for claim in CLAIMS),
    specification_rows.sheet_of_all,
    partnership.data_model,
    untapped.data_untapped,
    forms.data_forms,
    strategies.data_strategies,
    years.data_years,
    agreement.data_agreement,
    performance.data_performance,
    PERFORMANCE_CODES,
    calibration.data_calibration,
    calibration.data_coverage,
    operating_points.data_coverage_codes,
    operating_points.data_operating,
    corrected_shares.data_corrected,
    statuses.data_statuses,
    RECONCILIATION,
    codes_by_report,
)
"""What makes each table of the results, in the order of the report."""


OF_CLAIMS = ("claims", "claim_variants", "specification_summary")
"""The tables that a review without claims does not have."""


def sheets(results: Results, *, tested: Collection[str] = CLAIMS) -> tuple[Sheet, ...]:
    """The tables of a review that tests these claims, with their rules of counting.

    A table without rows stays, with its columns.
    """
    left_out = untested_tables(tested)
    made = [sheet for table in TABLES if (sheet := table(results)).name not in left_out]
    return tuple(replace(s, counting=counting_rule(s.name, results.codebook)) for s in made)


def untested_tables(tested: Collection[str]) -> tuple[str, ...]:
    """The names of the tables that would tell of claims which the review does not test."""
    alone = tuple(f"specifications_claim_{claim}" for claim in CLAIMS if claim not in tested)
    return alone if tested else (*OF_CLAIMS, *alone)
