"""The figures of the review: a table with one line each."""

from __future__ import annotations

from coprod_review.render import (
    agreement,
    alluvial,
    calibration,
    claims,
    corrected_shares,
    countries,
    evidence_gap,
    forms,
    overlap,
    overlap_tables,
    partnership,
    performance,
    prisma,
    statuses,
    strategies,
    tradition_map,
    untapped,
    years,
)
from coprod_review.render.figure_spec import FigureSpec
from coprod_review.render.network_figures import NETWORK_FIGURES
from coprod_review.render.specification_figures import SPECIFICATION_FIGURES

FIGURES: tuple[FigureSpec, ...] = (
    FigureSpec(
        name="prisma_flow",
        title="PRISMA 2020 flow",
        caption="From the records of each source to the included reports: what was set aside, joined and "
        "excluded, and why. Every count is taken from the decisions on single records and reports.",
        alt_text="Flow diagram in three steps: records identified in each source, with those removed before "
        "screening; reports screened, with those excluded by reason; reports included. Records that other "
        "methods found, if there are any, have a column of their own.",
        columns="two",
        plot=prisma.plot_flow,
        body_height=prisma.body_height_flow,
        note=prisma.note_flow,
        data=prisma.data_flow,
        only_wide="boxes stand beside each other, each with its reasons and counts",
    ),
    FigureSpec(
        name="overlap",
        title="Which sources found which reports",
        caption="Reports by the sources that found them. Each column is a combination of sources, marked by "
        "dots: the bar above counts the reports that exactly these sources found. The bars at the left count "
        "the reports of each source.",
        alt_text="UpSet plot: upright bars with the number of reports of each combination of sources, the "
        "largest first; below them a row for each source with a dot in the columns of its combinations; at "
        "the left, bars with the reports of each source. The darker part of a bar is included reports.",
        columns="two",
        plot=overlap.plot_overlap,
        body_height=overlap.body_height_overlap,
        height_at=overlap.body_height_overlap,
        note=overlap.note_overlap,
        note_at=overlap.note_overlap,
        data=overlap_tables.combinations,
    ),
    FigureSpec(
        name="map",
        title="Tradition of co-production by framing of patient safety",
        caption="Included reports by tradition (rows) and framing (columns): count, share of all reports "
        "shown with its interval, and codes that the report states itself (solid) apart from inferred ones "
        "(hatched). Where no report was found, the cell tells the largest count that this still allows.",
        alt_text="Table of fields with traditions of co-production as rows and framings of patient safety as "
        "columns. Each field shows a count, its share, and a bar of explicit and implicit codes; fields "
        "without reports say none found.",
        columns="two",
        plot=tradition_map.plot_map,
        body_height=tradition_map.body_height_map,
        note=tradition_map.note_map,
        data=tradition_map.data_map,
        only_wide="every field holds a count, its share with interval, and how it is based",
    ),
    FigureSpec(
        name="years",
        title="Included reports by year and tradition",
        caption="Number of included reports published in each year, a strip for each tradition on one scale. "
        "Reports whose year is unknown are counted at the right.",
        alt_text="Strips of bars over the years of publication, one strip for each tradition of "
        "co-production, with the number of reports in each strip at its right.",
        columns="two",
        plot=years.plot_years,
        body_height=years.body_height_years,
        note=years.note_years,
        data=years.data_years,
    ),
    FigureSpec(
        name="partnership_model",
        title="The partnership model: potential, attention and what lies untapped",
        caption="Characters of the safety issue (rows) by positions of the patient (columns). The height "
        "of each vessel is the row's whole: filled to the attention that research gives (with its "
        "interval), outlined at the potential that was argued for, hatched where attention falls short of "
        "it. Strips: the traditions of the cell's reports. Top 3: in what share of the sensitivity draws "
        "the cell is among the three most untapped.",
        alt_text="Three by three fields: technical, procedural and social issues against protective, "
        "consultative and partnership positions. Each shows a vessel filled by attention, outlined by "
        "potential and hatched where untapped, with its percentages, counts and a strip of traditions.",
        columns="two",
        plot=partnership.plot_model,
        body_height=partnership.body_height_model,
        note=partnership.note_model,
        data=partnership.data_model,
        only_wide="every field holds a vessel beside its percentages and counts",
    ),
    FigureSpec(
        name="untapped",
        title="Untapped share by character of the safety issue",
        caption="How far attention lies from potential in each row of the model, over all three positions of "
        "the patient together, with its interval, with the "
        "range that other potentials near the stated one would give, and with a mark for each run that "
        "leaves out one rule file or coder, or abstains at another threshold.",
        alt_text="Dots with interval lines on grey sensitivity bands, one for each character of the safety "
        "issue, on a scale of the untapped share in per cent; below each, diamonds and triangles for runs "
        "with one choice made otherwise.",
        columns="one",
        plot=untapped.plot_untapped,
        body_height=untapped.body_height_untapped,
        note=untapped.note_untapped,
        data=untapped.data_untapped,
    ),
    FigureSpec(
        name="claims",
        title="The claims that this review set out to test",
        caption="Each claim with its estimated difference, its interval and the verdict that follows from "
        "it. Hollow: undecided.",
        alt_text="A row for each claim with its statement, a dot with an interval line on a scale of "
        "percentage points around zero, and its verdict.",
        columns="two",
        plot=claims.plot_claims,
        body_height=claims.body_height_claims,
        note=claims.note_claims,
        data=claims.data_claims,
        only_wide="claims stand in words beside the scale, verdicts at its right",
        claims=("1", "2", "3"),
    ),
    *SPECIFICATION_FIGURES,
    FigureSpec(
        name="evidence_gaps",
        title="Evidence gap map",
        caption="Character of the safety issue (rows) by position of the patient (columns), with a bubble "
        "for each tradition whose area is the number of reports.",
        alt_text="Three by three fields with a bubble for each tradition of co-production; the number of "
        "reports stands below each bubble.",
        columns="two",
        plot=evidence_gap.plot_gaps,
        body_height=evidence_gap.body_height_gaps,
        note=evidence_gap.note_gaps,
        data=evidence_gap.data_gaps,
        only_wide="every field holds a bubble and a count for each tradition",
    ),
    FigureSpec(
        name="alluvial",
        title="From tradition by position of the patient to character of the issue",
        caption="Reports on patient safety from their tradition of co-production (left) by the position of "
        "the patient (middle) to the character of the safety issue (right). The width of a ribbon is its "
        "reports; ribbons are solid where the report names its tradition and hatched where it was inferred.",
        alt_text="Three columns of bars joined by ribbons: traditions of co-production at the left, "
        "positions of the patient in the middle, characters of the safety issue at the right. Beside each "
        "bar stand its name, its number of reports and their share.",
        columns="two",
        plot=alluvial.plot_alluvial,
        body_height=alluvial.body_height_alluvial,
        height_at=alluvial.body_height_alluvial,
        note=alluvial.note_alluvial,
        data=alluvial.data_alluvial,
    ),
    FigureSpec(
        name="forms",
        title="Forms of co-production",
        caption="Included reports by nature and locus of involvement; four places have the names that the "
        "typology gives them.",
        alt_text="Table of fields with the nature of involvement as rows and its locus as columns; each "
        "field shows its count and share, deeper in colour the more reports, and four of them a form of "
        "co-production.",
        columns="two",
        plot=forms.plot_forms,
        body_height=forms.body_height_forms,
        note=forms.note_forms,
        data=forms.data_forms,
        only_wide="the names of the forms are wider than a field of half the width",
    ),
    FigureSpec(
        name="strategies",
        title="Safety strategies by tradition",
        caption="Reports on patient safety by the strategies that they describe, a panel for each "
        "tradition on one scale.",
        alt_text="Panels of horizontal bars, one panel for each tradition of co-production and one bar for "
        "each safety strategy, with counts at the ends of the bars.",
        columns="two",
        plot=strategies.plot_strategies,
        body_height=strategies.body_height_strategies,
        note=strategies.note_strategies,
        data=strategies.data_strategies,
        only_wide="a panel for each tradition stands beside the others, below its name",
    ),
    FigureSpec(
        name="countries",
        title="Included reports by country",
        caption="Countries in which the included reports were made, as far as these name them: the darker, "
        "the more reports. Counts stand below the map.",
        alt_text="Map of the world in which countries with included reports are tinted by classes of their "
        "number, small ones as dots; below it a list of the countries with their numbers of reports.",
        columns="two",
        plot=countries.plot_countries,
        body_height=countries.body_height_countries,
        height_at=countries.body_height_countries,
        note=countries.note_countries,
        data=countries.data_countries,
    ),
    *NETWORK_FIGURES,
    FigureSpec(
        name="agreement",
        title="Agreement between coders",
        caption="Cohen's kappa, Krippendorff's alpha and Gwet's AC1 for each dimension and pair of coders, "
        "with their intervals.",
        alt_text="A panel for each pair of coders with a row for each dimension; three kinds of dots with "
        "interval lines on a scale of agreement up to one.",
        columns="two",
        plot=agreement.plot_agreement,
        body_height=agreement.body_height_agreement,
        note=agreement.note_agreement,
        data=agreement.data_agreement,
        only_wide="pairs of coders stand beside each other, below each other they pass the page",
    ),
    FigureSpec(
        name="performance",
        title="Performance of the machine coders",
        caption="Macro-F1 of the machine coders without lineage, and of the simple baseline that is best on "
        "average, for each dimension, against settled codes and against each reader.",
        alt_text="Panels with a row for each dimension of the codebook; dots with interval lines for the "
        "machine coders, hollow ones for a simple baseline, on a scale of macro-F1 from zero to one.",
        columns="two",
        plot=performance.plot_performance,
        body_height=performance.body_height_performance,
        note=performance.note_performance,
        data=performance.data_performance,
        only_wide="what is compared with stands beside each other, below each other it passes the page",
    ),
    FigureSpec(
        name="calibration",
        title="Calibration of the machine's probabilities",
        caption="Share of correct codes against the mean probability that the machine gave, in bins, for "
        "each dimension.",
        alt_text="Small panels, one for each dimension, each with dots joined by a line near a dashed "
        "diagonal.",
        columns="two",
        plot=calibration.plot_calibration,
        body_height=calibration.body_height_calibration,
        height_at=calibration.body_height_calibration,
        note=calibration.note_calibration,
        data=calibration.data_calibration,
    ),
    FigureSpec(
        name="coverage",
        title="Promised and achieved coverage",
        caption="Share of conformal sets that hold the settled answer, beside what is promised of them, and "
        "of the sets as given, cut and widened by other dimensions and by the answer given; with intervals.",
        alt_text="Two dots with interval lines for each dimension, hollow for conformal sets and filled for "
        "sets as given, beside an upright line at the promised coverage.",
        columns="one",
        plot=calibration.plot_coverage,
        body_height=calibration.body_height_coverage,
        note=calibration.note_coverage,
        data=calibration.data_coverage,
    ),
    FigureSpec(
        name="corrected_shares",
        title="Shares corrected for coding error",
        caption="Shares of traditions and framings by the machine alone, by a sample of settled reports "
        "alone, by both together (corrected), and by all settled codes where those are known.",
        alt_text="A row for each tradition and each framing with dots and interval lines for the machine "
        "alone, the sample alone and the corrected share, and a hollow dot for all settled codes, on a scale "
        "of per cent.",
        columns="two",
        plot=corrected_shares.plot_corrected,
        body_height=corrected_shares.body_height_corrected,
        height_at=corrected_shares.body_height_corrected,
        note=corrected_shares.note_corrected,
        data=corrected_shares.data_corrected,
    ),
    FigureSpec(
        name="statuses",
        title="How the codes of record came about",
        caption="For each dimension, how many included reports have a code that people settled, on which "
        "the readers agree, that the machine decided, or that waits, and how many are open.",
        alt_text="A stacked bar for each dimension of the codebook; its parts are the ways in which codes "
        "came about, with their counts.",
        columns="two",
        plot=statuses.plot_statuses,
        body_height=statuses.body_height_statuses,
        note=statuses.note_statuses,
        data=statuses.data_statuses,
    ),
)
"""All figures, in the order of the report."""
