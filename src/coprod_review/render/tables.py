"""The tables of the review: what a journal prints, and the appendix of codes by report."""

from __future__ import annotations

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
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet, real, share, text, typed, whole


def sheets(results: Results) -> tuple[Sheet, ...]:
    """All tables, in the order of the report; a table without rows stays, with its columns."""
    return (
        prisma.data_flow(results),
        conservation(results),
        search_log(results),
        overlap_tables.sources(results),
        overlap_tables.combinations(results),
        characteristics(results),
        text_statuses(results),
        tradition_map.data_map(results),
        crosstabs(results),
        associations(results),
        claims.data_claims(results),
        claim_variants(results),
        specification_rows.data_summary(results),
        *(specification_rows.data_specifications(results, claim) for claim in ("1", "2", "3")),
        specification_rows.sheet_of_all(results),
        partnership.data_model(results),
        untapped.data_untapped(results),
        forms.data_forms(results),
        strategies.data_strategies(results),
        years.data_years(results),
        agreement.data_agreement(results),
        performance.data_performance(results),
        performance_codes(results),
        calibration.data_calibration(results),
        calibration.data_coverage(results),
        operating_points.data_coverage_codes(results),
        operating_points.data_operating(results),
        corrected_shares.data_corrected(results),
        statuses.data_statuses(results),
        reconciliation(results),
        codes_by_report(results),
    )


def conservation(results: Results) -> Sheet:
    """The sums that a run must keep, as the screening stage checked them."""
    columns = (text("equation"), whole("left"), whole("right"), text("holds"))
    return Sheet(
        name="conservation",
        title="Conservation of records and reports",
        columns=columns,
        rows=typed(results.tables.get("conservation", ()), columns),
        note="Nothing is dropped: every entry of every export ends in exactly one named fate. A run that "
        "does not add up fails.",
    )


def search_log(results: Results) -> Sheet:
    """Every export with the search that it came from, in the terms of PRISMA-S; empty is unknown."""
    return Sheet(
        name="search_log",
        title="Search log",
        columns=(
            text("file"),
            text("label"),
            text("origin"),
            text("database"),
            text("platform"),
            text("query"),
            text("searched", "Date searched"),
            whole("hits"),
            text("limits"),
            text("sha256", "SHA-256"),
            text("note"),
        ),
        rows=[
            {
                "file": e.file,
                "label": e.label,
                "origin": e.origin,
                "database": e.database,
                "platform": e.platform,
                "query": e.query,
                "searched": e.searched,
                "hits": e.hits,
                "limits": e.limits,
                "sha256": e.sha256,
                "note": e.note,
            }
            for e in results.exports
        ],
        note="Origin prepared: the file was gathered from known facts; no search made it, so hits and date "
        "are empty.",
    )


def characteristics(results: Results) -> Sheet:
    """What the included reports are: type, period, language, text seen, country, setting, design."""
    columns = (
        text("characteristic"),
        text("value"),
        whole("n"),
        whole("total"),
        share("share", "Share (%)"),
        text("number_id"),
    )
    return Sheet(
        name="characteristics",
        title="Characteristics of the included reports",
        columns=columns,
        rows=typed(results.tables.get("characteristics", ()), columns),
        note="Where a report may have several values it counts once under each, so that shares may add up to "
        "more than 100 %.",
    )


def text_statuses(results: Results) -> Sheet:
    """How much of the text of the included reports the coders saw."""
    rows = [r for r in results.tables.get("characteristics", ()) if r["characteristic"] == "text_status"]
    columns = (
        text("value", "Text seen"),
        whole("n"),
        whole("total"),
        share("share", "Share (%)"),
        text("number_id"),
    )
    return Sheet(
        name="text_statuses",
        title="How much of each report the coders saw",
        columns=columns,
        rows=typed(rows, columns),
        note="abstract: the abstract; part: a part of it; title: the title alone.",
    )


def crosstabs(results: Results) -> Sheet:
    """Counts, expected counts and adjusted residuals of every pair of dimensions that was crossed."""
    columns = (
        text("rows"),
        text("columns"),
        text("basis"),
        text("among", "Among reports whose"),
        text("row_code"),
        text("column_code"),
        whole("n"),
        real("expected", digits=1),
        real("adjusted_residual"),
        real("p_holm", "p (Holm)", digits=4),
        text("number_id"),
    )
    return Sheet(
        name="crosstabs",
        title="Cross-tables of the dimensions",
        columns=columns,
        rows=typed(results.tables.get("crosstabs", ()), columns),
        note="Expected: under independence. p: of the adjusted residuals, by Holm's procedure within a "
        "table. In dimensions with several codes a report counts once under each. Among: the reports that a "
        "table counts, beside its basis, since the other code asks the question of these alone; cells that "
        "the codebook rules out have no row.",
    )


def associations(results: Results) -> Sheet:
    """Tests and effect sizes of the cross-tables."""
    columns = (
        text("rows"),
        text("columns"),
        text("basis"),
        text("among", "Among reports whose"),
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
    )
    return Sheet(
        name="associations",
        title="Associations between dimensions",
        columns=columns,
        rows=typed(results.tables.get("associations", ()), columns),
        note=f"Cramér's V is corrected for bias; low and high bound its {wording.level(results)} interval. "
        "Caution: what criteria and codebook build into a pair by definition; no test of that pair is a "
        "finding by itself.",
    )


def claim_variants(results: Results) -> Sheet:
    """The claims on other bases than the one that decides."""
    sheet = claims.data_claims(results)
    return Sheet(
        name="claim_variants",
        title="The claims on other bases",
        columns=sheet.columns,
        rows=typed(results.tables.get("claim_variants", ()), sheet.columns),
        note="These variants show how far a verdict depends on the basis; they decide nothing.",
    )


def performance_codes(results: Results) -> Sheet:
    """Precision, recall and F1 of each coder and code."""
    columns = (
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
    )
    return Sheet(
        name="performance_codes",
        title="Precision and recall by code",
        columns=columns,
        rows=typed(results.tables.get("performance_codes", ()), columns),
        note="Against settled codes; out of fold for the classifier and the combination.",
    )


def reconciliation(results: Results) -> Sheet:
    """Where every included report went in each table."""
    columns = (text("table"), text("part"), whole("n"), text("number_id"))
    return Sheet(
        name="reconciliation",
        title="How the tables add up to the included reports",
        columns=columns,
        rows=typed(results.tables.get("reconciliation", ()), columns),
        note="The parts of a table are disjoint and add up to the included reports.",
    )
