"""results/README.md: what every file of the results is, for somebody who opens the folder first."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.render.figure_spec import FigureSpec
from coprod_review.render.sheet import Sheet

STAGE_FILES: tuple[tuple[str, str], ...] = (
    ("report.html", "the finished review; opens from disk without a network"),
    (
        "audit/index.html",
        "the audit pages: from every number to its reports, from every report to its evidence",
    ),
    ("read/records.parquet", "every entry of every export that could be read"),
    ("read/set_aside.csv", "entries that could not be read, whole, with file, line and reason"),
    ("read/exports.csv", "each export: its format, its entries, what was read and set aside"),
    (
        "dedupe/reports.csv",
        "report ids with their aliases; copy it to corpus/reports.csv to keep the ids for ever",
    ),
    ("dedupe/pairs.csv", "compared pairs of records: duplicate, maybe or distinct, by which rule and why"),
    (
        "dedupe/reports.parquet",
        "reports: documents after duplicates are joined, with the source of each field",
    ),
    ("screen/screening.csv", "each report: included or excluded, by which criterion, decided by whom"),
    ("screen/decisions.parquet", "the same decisions for programs, with evidence"),
    ("screen/flow.csv", "the counts of the PRISMA 2020 flow"),
    ("screen/conservation.csv", "the sums that a run must keep, and whether they hold"),
    ("screen/performance.csv", "recall and precision of the screening rules, with intervals"),
    ("code/rules.parquet", "codings of the rule coder, with the passages that they rest on"),
    ("code/lineage.parquet", "codings from cited works"),
    ("code/classifier.parquet", "codings of the classifier, always predicted out of fold"),
    ("code/combination.parquet", "codings of the combination of all machine coders"),
    ("code/codes.parquet", "codes of record: every included report and dimension, with status"),
    ("code/queue.csv", "what waits for people, report by report, the most useful first"),
    ("code/disagreements.csv", "where rules, lineage, classifier, combination and readers differ"),
    (
        "bibliography/included.*",
        "the included reports with their codes as RIS, BibTeX, CSL-JSON, CSV and Zotero RDF",
    ),
    ("networks/*", "co-citation, coupling and co-words for VOSviewer and Gephi (docs/other-tools.md)"),
    ("settle/codings.parquet", "the codings of all who coded, persons and language models"),
    ("settle/settled.parquet", "settled codes, and those that wait for adjudication"),
    ("settle/agreement.csv", "agreement of every two coders, with intervals"),
    ("settle/agreement_codes.csv", "agreement of every two coders on every single code"),
    ("settle/agreement_all.csv", "Krippendorff's alpha of all coders together"),
    ("settle/disagreements.csv", "where coders differ, and on what"),
    ("settle/reopened.csv", "answers to be looked at again, since the codebook has changed, and why"),
    ("settle/disputes.csv", "what reviewers object to, open ones first, and what settled the others"),
    ("settle/looks.csv", "what reviewers said of codes, and what they had been shown before"),
    ("settle/seen.csv", "answers of blind coders that were given after seeing what others said"),
    ("analyse/numbers.parquet", "the ledger: every number of the report and the reports behind it"),
    ("analyse/specification*.csv", "what the run would have found under other choices (docs/robustness.md)"),
    ("analyse/*.csv", "the tables of the analysis, each row with the id of its number"),
    (
        "workflow-report.html",
        "what Snakemake knows of the run, with times; only if somebody made it (`make workflow-report`)",
    ),
    ("ro-crate-metadata.json", "how the run was made, as an RO-Crate (docs/provenance.md)"),
    ("SHA256SUMS", "the SHA-256 of every result; `coprod-review verify` compares them"),
    ("inputs/", "copies of what the run was made from, without the exports"),
)


def readme(figures: Sequence[FigureSpec], sheets: Sequence[Sheet]) -> str:
    """The text of results/README.md."""
    lines = [
        "# Results of the review",
        "",
        "Everything here is computed: delete the folder and `make review` makes it again, byte for byte. "
        "Columns and",
        "ids of numbers are explained in `docs/stages.md`. CSV and XLSX files guard text that a spreadsheet "
        "would take for a",
        "formula by an apostrophe before it. CSV files in `figures/`, `tables/` and `bibliography/` begin "
        "with a byte-order",
        "mark, by which spreadsheets know their encoding; files of the stages, which programs read, do not.",
        "",
        "## Figures",
        "",
        "Each in `figures/` as PDF (fonts embedded), SVG (letters as outlines), PNG, and CSV with its data;",
        "`figures/figures.json` lists their titles, captions and descriptions in words.",
        "",
        "| file | shows |",
        "|---|---|",
        *(f"| `figures/{spec.name}.*` | {spec.title} |" for spec in figures),
        "",
        "## Tables",
        "",
        "Each in `tables/` as CSV and LaTeX (booktabs, longtable); all together in `tables/tables.xlsx`, "
        "whose first",
        "sheet holds the notes, and in `tables/tables.docx`, where long ones are cut;",
        "`docs/tables.md` says how to read them.",
        "",
        "| file | holds |",
        "|---|---|",
        *(f"| `tables/{sheet.name}.*` | {sheet.title} |" for sheet in sheets),
        "",
        "## Stages",
        "",
        "| file | holds |",
        "|---|---|",
        *(f"| `{name}` | {words} |" for name, words in STAGE_FILES),
        "",
    ]
    return "\n".join(lines)
