"""The ledger of numbers with the claims, and how far they depend on choices."""

# The tables of the analysis beside the claims: each is written always, without rows where nothing is known.
ANALYSED = (
    "alluvial",
    "alluvial_nodes",
    "associations",
    "audit_errors",
    "calibration",
    "characteristics",
    "claim_variants",
    "confusion",
    "corrected_shares",
    "countries",
    "coverage",
    "crosstab_totals",
    "crosstabs",
    "forms",
    "map",
    "missing",
    "model_cells",
    "model_rows",
    "network_items",
    "network_links",
    "networks",
    "operating_points",
    "overlap",
    "overlap_combinations",
    "performance",
    "performance_codes",
    "plans",
    "reconciliation",
    "shares",
    "statuses",
    "strategies",
    "suggestions",
    "trends",
)


# What specify finds, as tables.
SPECIFIED = (
    "model_sensitivity",
    "specification_cells",
    "specification_claims",
    "specification_map",
    "specification_model",
    "specification_summary",
    "specifications",
)


rule specify:
    """Try what the run would have found, had one choice or two been made otherwise."""
    input:
        "results/dedupe/reports.parquet",
        "results/screen/decisions.parquet",
        "results/code/rules.parquet",
        "results/code/lineage.parquet",
        "results/code/classifier.parquet",
        "results/code/classifier_inner.parquet",
        "results/code/teaching_rules.parquet",
        "results/code/teaching_classifier.parquet",
        "results/settle/codings.parquet",
        "results/settle/settled.parquet",
        "config/codebook.yaml",
        "config/criteria.yaml",
        "config/decisions.yaml",
        "config/model.yaml",
        present(
            "config/patterns/*.yaml",
            "config/teaching/*.csv",
            "corpus/coders.yaml",
            "corpus/characteristics.csv",
        ),
    output:
        "results/analyse/specification_numbers.parquet",
        expand("results/analyse/{table}.csv", table=SPECIFIED),
    log:
        "results/logs/15_specify.log",
    params:
        code=CODE["specify"],
        settings=settings("analyse", "classifier", "decide", "seed"),
    shell:
        "{COPROD} --log {log:q} specify"


rule analyse:
    """Count, cross-tabulate and estimate; fill the ledger of numbers; judge the claims."""
    input:
        "results/dedupe/reports.parquet",
        "results/screen/decisions.parquet",
        "results/code/codes.parquet",
        "results/code/rules.parquet",
        "results/code/lineage.parquet",
        "results/code/classifier.parquet",
        "results/code/baselines.parquet",
        "results/code/combination.parquet",
        "results/settle/codings.parquet",
        "results/settle/settled.parquet",
        "results/settle/agreement.csv",
        "results/settle/disputes.csv",
        "results/settle/looks.csv",
        "results/settle/seen.csv",
        "results/code/trained/combination.json",
        "config/codebook.yaml",
        "config/decisions.yaml",
        "config/model.yaml",
        "config/lineage.yaml",
        "config/terms.yaml",
        "corpus/manifest.yaml",
        REHEARSED,
        present(
            "corpus/characteristics.csv",
            "corpus/reports.csv",
            "corpus/samples/rule_development.csv",
            "corpus/samples/gold.csv",
            "corpus/samples/audit*.csv",
            "corpus/coders.yaml",
            "corpus/codebooks/*.yaml",
            "corpus/decisions/adjudications.csv",
            "config/teaching/*.csv",
        ),
    output:
        "results/analyse/numbers.parquet",
        shown("results/analyse/claims.csv", "claims", "4 Findings"),
        expand("results/analyse/{table}.csv", table=ANALYSED),
    log:
        "results/logs/09_analyse.log",
    params:
        code=CODE["analyse"],
        settings=settings(
            "analyse", "networks", "estimate", "decide", "classifier", "seed"
        ),
    shell:
        "{COPROD} --log {log:q} analyse"
