"""The run describes itself: it stands last, since it has the sums of all that the others write."""


rule crate:
    """Describe the run as an RO-Crate, with copies of its inputs and the sums of all results."""
    input:
        # One file of each rule is enough to stand after it: a rule writes all that it writes at once.
        first_files(workflow.rules),
        workflow.main_snakefile,
        present("rules/*.smk"),
    output:
        shown("results/ro-crate-metadata.json", "crate", "5 Provenance"),
        "results/SHA256SUMS",
    log:
        "results/logs/99_crate.log",
    params:
        code=CODE["crate"],
        stages=lambda wildcards: told_stages(workflow.rules),
        settings=settings("crate"),
    shell:
        "{COPROD} --log {log:q} crate --stages {params.stages:q}"
