"""Exports become records, records become reports, and reports are included or excluded."""

if len(GROUPS) == 1:

    rule read:
        """Read every export of the corpus into records, setting aside what cannot be read."""
        input:
            exports=EXPORTS,
            manifest="corpus/manifest.yaml",
        output:
            records="results/read/records.parquet",
            set_aside="results/read/set_aside.csv",
            exports=shown("results/read/exports.csv", "exports", "1 Records"),
        log:
            "results/logs/01_read.log",
        threads: 2
        params:
            code=CODE["read"],
            settings=settings("read"),
        shell:
            "{COPROD} --log {log:q} read {input.exports:q} --manifest {input.manifest:q} --records {output.records:q}"
            " --set-aside {output.set_aside:q} --exports {output.exports:q} --workers {threads}"

else:

    rule read_group:
        """Read some of the exports into records, setting aside what cannot be read."""
        input:
            exports=lambda wildcards: GROUPS[int(wildcards.group)],
            manifest="corpus/manifest.yaml",
        output:
            records=temp("results/read/groups/{group}/records.parquet"),
            set_aside=temp("results/read/groups/{group}/set_aside.csv"),
            exports=temp("results/read/groups/{group}/exports.csv"),
        log:
            "results/logs/01_read_{group}.log",
        wildcard_constraints:
            group=r"\d{4}",
        params:
            code=CODE["read"],
            settings=settings("read"),
        shell:
            "{COPROD} --log {log:q} read {input.exports:q} --manifest {input.manifest:q} --records {output.records:q}"
            " --set-aside {output.set_aside:q} --exports {output.exports:q} --workers {threads}"

    rule read:
        """Join what was read in groups: the same files as of reading all exports at once."""
        input:
            EXPORTS,
            expand(
                "results/read/groups/{group:04}/{name}",
                group=range(len(GROUPS)),
                name=("records.parquet", "set_aside.csv", "exports.csv"),
            ),
            "corpus/manifest.yaml",
        output:
            records="results/read/records.parquet",
            set_aside="results/read/set_aside.csv",
            exports=shown("results/read/exports.csv", "exports", "1 Records"),
        log:
            "results/logs/01_read.log",
        params:
            code=CODE["read"],
            groups=[f"results/read/groups/{group:04}" for group in range(len(GROUPS))],
        shell:
            "{COPROD} --log {log:q} read --join {params.groups:q} --records {output.records:q}"
            " --set-aside {output.set_aside:q} --exports {output.exports:q}"


rule dedupe:
    """Join the records of one document into a report, with a verdict and a reason for each pair."""
    input:
        "results/read/records.parquet",
        present(
            "corpus/reports.csv",
            "corpus/characteristics.csv",
            "corpus/decisions/duplicates.csv",
            "corpus/enriched.csv",
        ),
    output:
        pairs="results/dedupe/pairs.csv",
        reports="results/dedupe/reports.parquet",
        registry="results/dedupe/reports.csv",
        enriched="results/dedupe/enriched.csv",
    log:
        "results/logs/02_dedupe.log",
    params:
        code=CODE["dedupe"],
    shell:
        "{COPROD} --log {log:q} dedupe --records {input[0]:q} --pairs {output.pairs:q} --reports {output.reports:q}"
        " --registry-out {output.registry:q}"


rule screen:
    """Include or exclude every report by the criteria; count the flow and check that it adds up."""
    input:
        "results/read/records.parquet",
        "results/read/exports.csv",
        "results/read/set_aside.csv",
        "results/dedupe/reports.parquet",
        "config/criteria.yaml",
        "corpus/manifest.yaml",
        present(
            "corpus/decisions/screening.csv",
            "corpus/coders.yaml",
            "corpus/reports.csv",
            "corpus/samples/rule_development.csv",
        ),
    output:
        "results/screen/decisions.parquet",
        "results/screen/flow.parquet",
        shown("results/screen/flow.csv", "flow", "2 Screening"),
        shown("results/screen/conservation.csv", "conservation", "2 Screening"),
        "results/screen/performance.csv",
        "results/screen/screening.csv",
    log:
        "results/logs/03_screen.log",
    threads: min(2, len(GROUPS))
    params:
        code=CODE["screen"],
        interval=CONFIG["analyse"]["interval"],
    shell:
        "{COPROD} --log {log:q} screen --interval {params.interval} --workers {threads}"
