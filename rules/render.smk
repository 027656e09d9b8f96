"""Figures, tables, files for other programs, report, paper and audit pages, all from the ledger."""

# Everything that people supplied, and the exports wherever they lie: the report prints the digests.
SUPPLIED = sorted({*supplied("corpus", "config"), *EXPORTS})


FOUND = ("claims", *ANALYSED, *SPECIFIED)


def analysed(*left_out):
    """The tables of the analysis but those that are left out: these a stage does not read."""
    return [f"results/analyse/{name}.csv" for name in FOUND if name not in left_out]


# What the pages tell of the analysis: all but what stands in the networks and in the files for people alone.
TOLD_BY_PAGES = analysed(
    "confusion", "network_items", "network_links", "networks", "specification_map"
)


# Of two processors one draws while the other writes pages and files, which take about as long; of more, two draw.
DRAWERS = 1 if workflow.cores == 2 else 2


rule render:
    """Draw the figures, and write the tables."""
    input:
        analysed(
            "audit_errors",
            "confusion",
            "missing",
            "plans",
            "shares",
            "specification_cells",
            "specification_map",
            "suggestions",
        ),
        "results/screen/decisions.parquet",
        "results/screen/flow.csv",
        "results/screen/conservation.csv",
        "results/settle/agreement.csv",
        "results/code/codes.parquet",
        "results/dedupe/reports.parquet",
        "config/codebook.yaml",
        "corpus/manifest.yaml",
    output:
        "results/figures/figures.json",
        "results/figures/files.txt",  # all that is written there, as in the next two folders
        "results/tables/files.txt",
        shown("results/tables/tables.xlsx", "tables", "4 Findings"),
        "results/tables/tables.docx",
        "results/README.md",
    log:
        "results/logs/10_render.log",
    priority: 2
    threads: DRAWERS
    params:
        code=CODE["render"],
        settings=settings("analyse", "figures", "review"),
    shell:
        "{COPROD} --log {log:q} render --workers {threads}"


rule write:
    """Write the included reports with their codes for other programs and for print, and the networks."""
    input:
        "results/analyse/network_items.csv",
        "results/analyse/network_links.csv",
        "results/analyse/networks.csv",
        "results/screen/decisions.parquet",
        "results/code/codes.parquet",
        "results/dedupe/reports.parquet",
        "config/codebook.yaml",
    output:
        expand(
            "results/networks/{network}{ending}",
            network=("co_citation", "coupling", "co_words"),
            ending=("_map.txt", "_network.txt", ".json", ".graphml"),
        ),
        expand(
            "results/bibliography/included.{form}",
            form=("ris", "bib", "json", "csv", "rdf"),
        ),
        expand(
            "results/bibliography/included_{style}.{form}",
            style=("apa", "nlm"),
            form=("html", "docx", "txt"),
        ),
    log:
        "results/logs/13_write.log",
    priority: 1
    params:
        code=CODE["write"],
    shell:
        "{COPROD} --log {log:q} write --workers {threads}"


# What the stages before the report write: it lists these files and no others.
WRITTEN = finished_files(workflow.rules)


rule report:
    """Write the report as a page and as a paper in Word and PDF, every number of it taken from the ledger."""
    input:
        "results/figures/figures.json",
        "results/figures/files.txt",  # with it, the pictures
        "results/tables/files.txt",
        TOLD_BY_PAGES,
        "results/analyse/networks.csv",
        "results/analyse/numbers.parquet",
        "results/analyse/specification_numbers.parquet",
        "results/screen/flow.parquet",
        "results/screen/decisions.parquet",
        "results/screen/conservation.csv",
        "results/screen/performance.csv",
        "results/settle/agreement.csv",
        "results/settle/codings.parquet",
        "results/settle/disputes.csv",
        expand("results/code/{coder}.parquet", coder=MACHINE_CODERS),
        "results/code/codes.parquet",
        "results/code/trained/classifier.json",
        "results/code/trained/combination.json",
        "results/read/exports.csv",
        "results/read/set_aside.csv",
        "results/dedupe/enriched.csv",
        "results/dedupe/pairs.csv",
        "results/dedupe/reports.parquet",
        SUPPLIED,
    output:
        shown("results/report.html", "report", "4 Findings"),
        shown("results/report.pdf", "paper", "4 Findings"),
        "results/report.docx",
        "results/provenance.json",
        expand(
            "results/checklists/{name}.{form}",
            name=("prisma_2020", "prisma_s"),
            form=("csv", "docx"),
        ),
    log:
        "results/logs/11_report.log",
    threads: 2
    params:
        code=CODE["report"],
        files=WRITTEN,
    shell:
        "{COPROD} --log {log:q} report --paper --files {params.files:q}"


rule site:
    """Write the audit pages: a list behind every number, a page for every report and every export."""
    input:
        TOLD_BY_PAGES,
        "results/analyse/numbers.parquet",
        "results/analyse/specification_numbers.parquet",
        "results/screen/decisions.parquet",
        "results/screen/flow.parquet",
        "results/screen/conservation.csv",
        "results/screen/performance.csv",
        expand("results/code/{coder}.parquet", coder=MACHINE_CODERS),
        "results/code/baselines.parquet",
        "results/code/codes.parquet",
        "results/settle/agreement.csv",
        "results/settle/codings.parquet",
        "results/settle/disputes.csv",
        "results/dedupe/pairs.csv",
        "results/dedupe/reports.parquet",
        "results/dedupe/enriched.csv",
        "results/read/records.parquet",
        "results/read/exports.csv",
        "results/read/set_aside.csv",
        "config/codebook.yaml",
        "config/criteria.yaml",
        "config/lineage.yaml",
        "config/model.yaml",
        "corpus/manifest.yaml",
        present(
            "corpus/coders.yaml",
            "corpus/codings/*.csv",
            "corpus/decisions/*.csv",
            "config/planning/readings.yaml",
        ),
        "results/dedupe/reports.csv",
        EXPORTS,
    output:
        "results/audit/index.html",
        "results/audit/files.txt",
    log:
        "results/logs/12_site.log",
    priority: 1
    threads: min(2, len(GROUPS))
    params:
        code=CODE["site"],
        settings=settings("analyse", "review", "site"),
    shell:
        "{COPROD} --log {log:q} site --workers {threads}"
