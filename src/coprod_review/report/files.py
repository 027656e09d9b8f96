"""What each file of the results holds, for the list at the end of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from coprod_review.pages.results import ResultFile

ABOUT: Mapping[str, str] = {
    "read/records.parquet": "every entry of every export as a record",
    "read/set_aside.csv": "entries that could not be read, whole, with reason and remedy",
    "read/exports.csv": "each export: format, encoding, entries, what was mended",
    "dedupe/pairs.csv": "pairs of records that were compared, with verdict and reason",
    "dedupe/enriched.csv": "what became of the answers of services that fill fields",
    "dedupe/reports.csv": "report ids with their aliases, to copy to corpus/reports.csv",
    "dedupe/reports.parquet": "reports, with the source of each field",
    "screen/decisions.parquet": "the screening decision on each report, with evidence",
    "screen/screening.csv": "the same for people to read",
    "screen/flow.parquet": "the PRISMA flow as numbers with their members",
    "screen/flow.csv": "the PRISMA flow for people to read",
    "screen/conservation.csv": "the sums that must add up",
    "screen/performance.csv": "how well the screening rules find what is on topic",
    "settle/codings.parquet": "the codings of all who coded, persons and language models",
    "settle/settled.parquet": "what they settled",
    "settle/agreement.csv": "agreement between coders",
    "settle/agreement_all.csv": "agreement of all coders of a dimension together",
    "settle/agreement_codes.csv": "agreement of every two coders on every single code",
    "settle/disagreements.csv": "where coders differ, for adjudication",
    "settle/disputes.csv": "objections of reviewers to codes, and what came of them",
    "settle/looks.csv": "what reviewers said of each code that they looked at",
    "settle/reopened.csv": "answers under an older codebook that have to be given again",
    "settle/seen.csv": "answers given after seeing those of others, which count in no agreement",
    "settle/unresolved.csv": "answers on reports that no export holds now",
    "code/codes.parquet": "the codes of record",
    "code/queue.csv": "what waits for people, report by report, most useful first",
    "code/disagreements.csv": "where rules, lineage, classifier, combination and readers differ",
    "rehearse/plan.csv": "the rehearsed gold sample: who could be drawn, how likely, and who was",
    "rehearse/not_rehearsed.csv": "why no gold sample was rehearsed; empty where one was",
    "rehearse/combination.parquet": "codings by a machine that knows no other settled codes than those",
    "analyse/alluvial.csv": "reports on safety from tradition by position to character of the issue",
    "analyse/alluvial_nodes.csv": "how many reports stand at each stop of these ways",
    "analyse/associations.csv": "tests of whether two dimensions go together",
    "analyse/audit_errors.csv": "errors that reviewers found among decided codes",
    "analyse/calibration.csv": "whether machine coders are right as often as their probabilities say",
    "analyse/characteristics.csv": "characteristics of the included reports",
    "analyse/claim_variants.csv": "what the claims would be if they were judged on other bases",
    "analyse/claims.csv": "the claims with estimates, intervals and verdicts",
    "analyse/confusion.csv": "settled codes against those that machine coders gave",
    "analyse/countries.csv": "reports by country",
    "analyse/coverage.csv": "how often conformal sets, and prediction sets as given, hold the settled code",
    "analyse/crosstab_totals.csv": "the totals of the cross-tables",
    "analyse/crosstabs.csv": "every pair of dimensions, cell by cell",
    "analyse/forms.csv": "forms of co-production",
    "analyse/map.csv": "tradition by framing, on every basis",
    "analyse/model_cells.csv": "the partnership model, cell by cell",
    "analyse/model_rows.csv": "untapped shares by character of the issue",
    "analyse/model_sensitivity.csv": "how often a cell is among the most untapped under other choices",
    "analyse/network_items.csv": "the items of the networks of citations and words",
    "analyse/network_links.csv": "the links between them",
    "analyse/networks.csv": "the networks: how many items, links and groups",
    "analyse/operating_points.csv": "every threshold of the machine coders, with what it achieves",
    "analyse/overlap.csv": "what each source contributed",
    "analyse/overlap_combinations.csv": "reports by the sources that found them",
    "analyse/performance.csv": "machine coders against settled codes and readers",
    "analyse/performance_codes.csv": "the same, code by code",
    "analyse/plans.csv": "what was tried, by character of the issue and position",
    "analyse/reconciliation.csv": "where every included report went in every table",
    "analyse/shares.csv": "the share of every code, on every basis",
    "analyse/statuses.csv": "how the codes of record came about",
    "analyse/strategies.csv": "safety strategies by tradition",
    "analyse/suggestions.csv": "what suggestions do to reviewers",
    "analyse/trends.csv": "reports by year and tradition",
    "analyse/corrected_shares.csv": "shares corrected for coding error, beside those of machine and sample",
    "analyse/specifications.csv": "every way in which the run could have been made, with all that it finds",
    "analyse/specification_claims.csv": "what each specification says of each claim",
    "analyse/specification_summary.csv": "how far each verdict depends on the choices",
    "analyse/specification_map.csv": "tradition by framing under each specification",
    "analyse/specification_model.csv": "the partnership model under each specification",
    "analyse/specification_cells.csv": "how often the most untapped cells stay so",
    "analyse/specification_numbers.parquet": "the numbers of the specifications with their members",
    "analyse/numbers.parquet": "the ledger: every number with its members",
    "analyse/missing.csv": "what the analysis lacked",
    "bibliography/included.ris": "the included reports with their codes, as RIS",
    "bibliography/included.bib": "the same as BibTeX",
    "bibliography/included.json": "the same as CSL-JSON (citation style language, for Pandoc and others)",
    "bibliography/included.csv": "the same for spreadsheets",
    **{
        f"bibliography/included_{name}.{form}": f"the included reports as references in {style}, as {words}"
        for name, style in (("apa", "APA style"), ("nlm", "NLM style"))
        for form, words in (("docx", "Word document"), ("html", "page"), ("txt", "plain text"))
    },
    "bibliography/included.rdf": "the same for Zotero, with tags and a collection for each code",
}

ABOUT_FOLDER: Mapping[str, str] = {
    "code": "codings of a machine coder",
    "analyse": "table of the analysis",
    "networks": "network for VOSviewer or Gephi",
    "figures": "figure",
    "tables": "table for print or spreadsheet",
}

ABOUT_SUFFIX: Mapping[str, str] = {
    ".csv": "data as CSV",
    ".json": "list with captions and alternative texts",
    ".pdf": "for print",
    ".png": "as picture",
    ".svg": "as drawing",
    ".tex": "for LaTeX",
    ".xlsx": "workbook",
}

OF_CLAIMS = tuple(
    f"analyse/{name}.csv"
    for name in ("claims", "claim_variants", "specification_claims", "specification_summary")
)
"""The tables that have no rows where the review tests no claim."""

FINER = re.compile(r"-(\d+)\.png$")
"""How the names of pictures end that have another resolution than the plain one."""


def described_files(paths: Iterable[str]) -> list[ResultFile]:
    """Each file with a few words on what it holds."""
    return [ResultFile(path=path, about=_about(PurePosixPath(path))) for path in paths]


def _about(path: PurePosixPath) -> str:
    if str(path) in ABOUT:
        return ABOUT[str(path)]
    kind = ABOUT_FOLDER.get(path.parts[0], "")
    if path.parts[0] in ("figures", "tables"):
        fine = FINER.search(path.name)
        form = f"as picture at {fine[1]} dpi" if fine else ABOUT_SUFFIX.get(path.suffix, "")
        return ", ".join(part for part in (kind, form) if part)
    return f"{kind}: {path.stem.replace('_', ' ')}" if kind else ""
