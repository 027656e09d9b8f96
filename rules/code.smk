"""Settled codes train the machine coders, which code what nobody coded; people are asked where it is needed."""

# What tells which answers a changed codebook re-opens; without an older codebook there is nothing to tell.
RE_OPENING = (
    present(
        "config/patterns/*.yaml",
        "config/contexts.yaml",
        "config/decisions.yaml",
        "config/lineage.yaml",
    )
    if present("corpus/codebooks/*.yaml")
    else []
)


rule settle:
    """Settle codes by adjudication, people or agreement; measure agreement; list disagreements."""
    input:
        "results/dedupe/reports.parquet",
        "config/codebook.yaml",
        RE_OPENING,
        present(
            "corpus/codings/*.csv",
            "corpus/codebooks/*.yaml",
            "corpus/coders.yaml",
            "corpus/reports.csv",
            "corpus/decisions/adjudications.csv",
            "corpus/decisions/disputes.csv",
            "corpus/decisions/audits.csv",
        ),
    output:
        "results/settle/codings.parquet",
        "results/settle/settled.parquet",
        shown("results/settle/agreement.csv", "agreement", "3 Coding"),
        "results/settle/agreement_codes.csv",
        "results/settle/agreement_all.csv",
        "results/settle/disagreements.csv",
        "results/settle/unresolved.csv",
        "results/settle/reopened.csv",
        "results/settle/disputes.csv",
        "results/settle/looks.csv",
        "results/settle/seen.csv",
    log:
        "results/logs/06_settle.log",
    params:
        code=CODE["settle"],
        settings=settings("analyse", "seed"),
    shell:
        "{COPROD} --log {log:q} settle"


# The gold sample, of which the rehearsal knows whether people have coded any, and the names that reports have.
GOLD = present("corpus/samples/gold.csv")
if GOLD:
    GOLD += present("corpus/reports.csv")


rule train:
    """Train the machine coders on settled codes, code the reports that people coded, out of fold, and rehearse."""
    input:
        "results/dedupe/reports.parquet",
        "results/dedupe/pairs.csv",
        "results/settle/settled.parquet",
        "config/codebook.yaml",
        "config/contexts.yaml",
        "config/decisions.yaml",
        "config/lineage.yaml",
        ["results/screen/decisions.parquet", *GOLD] if REHEARSED else [],
        present("config/patterns/*.yaml", "config/teaching/*.csv", "config/tuned.yaml"),
    output:
        expand("results/code/train/{coder}.parquet", coder=MACHINE_CODERS),
        REHEARSED,
        "results/code/teaching_rules.parquet",
        "results/code/teaching_classifier.parquet",
        "results/code/classifier_inner.parquet",
        "results/code/baselines.parquet",
        "results/code/trained/classifier.json",
        "results/code/trained/features.parquet",
        "results/code/trained/combination.json",
    log:
        "results/logs/06_train.log",
    threads: 2 if REHEARSED else 1
    params:
        code=CODE["train"],
        settings=settings("classifier", "decide", "estimate", "seed"),
    shell:
        "{COPROD} --log {log:q} code train"


rule code:
    """Code some of the included reports that nobody coded, by the trained coders."""
    input:
        "results/dedupe/reports.parquet",
        "results/screen/decisions.parquet",
        "results/settle/settled.parquet",
        "results/code/trained/classifier.json",
        "results/code/trained/features.parquet",
        "results/code/trained/combination.json",
        "config/criteria.yaml",
    output:
        temp(
            expand(
                "results/code/parts/{{shard}}/{coder}.parquet", coder=MACHINE_CODERS
            )
        ),
    log:
        "results/logs/07_code_{shard}.log",
    wildcard_constraints:
        shard=r"\d{4}",
    params:
        code=CODE["code"],
        number=lambda wildcards: int(wildcards.shard),
        n_shards=len(GROUPS),
        folder=lambda wildcards: f"results/code/parts/{wildcards.shard}",
    shell:
        "{COPROD} --log {log:q} code shard --shard {params.number} --of {params.n_shards} --output {params.folder:q}"


rule combine:
    """Join all machine codings; name the code of record of every report and the questions for people."""
    input:
        "results/dedupe/reports.parquet",
        "results/screen/decisions.parquet",
        expand("results/code/train/{coder}.parquet", coder=MACHINE_CODERS),
        expand(
            "results/code/parts/{shard}/{coder}.parquet",
            shard=SHARDS,
            coder=MACHINE_CODERS,
        ),
        "results/settle/settled.parquet",
        "results/settle/codings.parquet",
        "results/settle/disputes.csv",
        "config/codebook.yaml",
        "config/criteria.yaml",
    output:
        expand("results/code/{coder}.parquet", coder=MACHINE_CODERS),
        "results/code/codes.parquet",
        shown("results/code/queue.csv", "queue", "3 Coding"),
        "results/code/disagreements.csv",
    log:
        "results/logs/08_combine.log",
    threads: 2
    params:
        code=CODE["combine"],
        settings=settings("decide"),
        parts=expand("results/code/parts/{shard}", shard=SHARDS),
    shell:
        "{COPROD} --log {log:q} code combine --parts {params.parts:q}"
