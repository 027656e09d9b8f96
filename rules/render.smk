"""Figures, tables, files for other programs, report, paper and audit pages, all from the ledger."""

# Everything that people supplied, and the exports wherever they lie: the report prints the digests.
SUPPLIED = sorted({*supplied("corpus", "config"), *EXPORTS})


rule render:
    """Draw the figures, and write the tables."""
    input:
        "results/analyse/numbers.parquet",
        "results/analyse/specification_numbers.parquet",
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
        shown("results/tables/tables.xlsx", "tables", "4 Findings"),
        "results/tables/tables.docx",
        "results/README.md",
    log:
        "results/logs/10_render.log",
    threads: 2
    params:
        code=CODE["render"],
        settings=settings("analyse", "figures", "review"),
    shell:
        "{COPROD} --log {log:q} render --workers {threads}"


rule write:
    """Write the included reports with their codes for other programs and for print, and the networks."""
    input:
        "results/analyse/numbers.parquet",
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
    priority: 1  # beside site, on one core each, before the figures take both
    params:
        code=CODE["write"],
    shell:
        "{COPROD} --log {log:q} write --workers {threads}"


rule report:
    """Write the report as a page and as a paper in Word and PDF, every number of it taken from the ledger."""
    input:
        "results/figures/figures.json",
        "results/tables/tables.xlsx",
        "results/README.md",
        "results/analyse/numbers.parquet",
        "results/analyse/specification_numbers.parquet",
        "results/screen/flow.parquet",
        "results/screen/decisions.parquet",
        "results/screen/conservation.csv",
        "results/settle/agreement.csv",
        "results/settle/codings.parquet",
        "results/settle/disagreements.csv",
        "results/code/codes.parquet",
        "results/code/trained/classifier.json",
        "results/code/trained/combination.json",
        "results/code/queue.csv",
        "results/code/disagreements.csv",
        "results/bibliography/included.ris",
        "results/read/exports.csv",
        "results/dedupe/enriched.csv",
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
    shell:
        "{COPROD} --log {log:q} report --paper"


rule site:
    """Write the audit pages: a list behind every number, a page for every report and every export."""
    input:
        "results/analyse/numbers.parquet",
        "results/analyse/specification_numbers.parquet",
        "results/screen/decisions.parquet",
        "results/screen/flow.parquet",
        "results/code/codes.parquet",
        "results/code/rules.parquet",
        "results/code/lineage.parquet",
        "results/code/classifier.parquet",
        "results/code/combination.parquet",
        "results/settle/codings.parquet",
        "results/dedupe/pairs.csv",
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
    log:
        "results/logs/12_site.log",
    priority: 1
    threads: min(2, len(GROUPS))
    params:
        code=CODE["site"],
        settings=settings("analyse", "review", "site"),
    shell:
        "{COPROD} --log {log:q} site --workers {threads}"
