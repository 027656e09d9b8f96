"""The review from exports to report. Each rule runs one subcommand; docs/stages.md describes the files."""

import json
import re
import shlex
import sys
from pathlib import Path

from coprod_review.cli.paths import CAPTIONS, MANIFEST, SETTINGS
from coprod_review.config import Config
from coprod_review.errors import ReviewError
from coprod_review.io.manifest import read_manifest
from coprod_review.io.supplied import supplied_digest
from coprod_review.io.yamls import read_yaml
from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.shards import export_groups
from coprod_review.source_digest import source_digest

COPROD = f"{shlex.quote(sys.executable)} -m coprod_review"
try:
    EXPORTS = [f"corpus/exports/{export.file}" for export in read_manifest(MANIFEST)]
    CONFIG = read_yaml(SETTINGS, Config).model_dump(mode="json")
except ReviewError as error:
    sys.exit(f"coprod-review: {error}")


# A large run reads and codes in as many jobs as there are groups of exports; the files that result are the same.
GROUPS = export_groups(EXPORTS, mb=CONFIG["shards"]["mb"])
SHARDS = [f"{shard:04}" for shard in range(len(GROUPS))]
READ_CODE = source_digest("read", "cli/read.py", "cli/read_batches.py")


def settings(*sections):
    """The named sections of the configuration: a rule reruns when these change, not when others do."""
    return json.dumps({name: CONFIG[name] for name in sections}, sort_keys=True)


def present(*paths):
    """Those of the optional files of the corpus that exist."""
    return sorted(str(p) for pattern in paths for p in Path().glob(pattern))


def shown(path, caption, category):
    """An output that Snakemake's own report shows, with the words of a caption."""
    return report(path, caption=str(CAPTIONS / f"{caption}.rst"), category=category)


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


# Everything that people supplied: the report prints its digests. What learners answer in exercises is none of it.
SUPPLIED = [
    path
    for path in present(
        "corpus/**/*.csv",
        "corpus/**/*.yaml",
        "config/**/*.yaml",
        "config/teaching/*.csv",
    )
    if Path(path).parent.name != "training"
] + EXPORTS

# What the rehearsal of the gold sample writes, where the configuration asks for it.
REHEARSED = (
    ["results/rehearse/plan.csv", "results/rehearse/combination.parquet"]
    if CONFIG["estimate"]["rehearse"]
    else []
)


report: str(CAPTIONS / "workflow.rst")


rule all:
    input:
        "results/report.html",
        "results/report.pdf",
        "results/audit/index.html",
        "results/README.md",
        "results/bibliography/included.ris",
        "results/ro-crate-metadata.json",


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
            code=READ_CODE,
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
            code=READ_CODE,
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
            code=READ_CODE,
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
        code=source_digest("dedupe", "cli/dedupe.py"),
    shell:
        "{COPROD} --log {log:q} dedupe --records {input[0]:q} --pairs {output.pairs:q} --reports {output.reports:q}"
        " --registry-out {output.registry:q}"


rule screen:
    """Include or exclude every report by the criteria; count the flow and check that it adds up."""
    input:
        "results/read/records.parquet",
        "results/read/exports.csv",
        "results/dedupe/reports.parquet",
        "config/criteria.yaml",
        "corpus/manifest.yaml",
        present(
            "corpus/decisions/screening.csv",
            "corpus/coders.yaml",
            "corpus/samples/*.csv",
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
        code=source_digest("screen", "cli/screen.py", "cli/screen_batches.py"),
    shell:
        "{COPROD} --log {log:q} screen --workers {threads}"


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
        "results/settle/disagreements.csv",
        "results/settle/unresolved.csv",
        "results/settle/reopened.csv",
        "results/settle/disputes.csv",
        "results/settle/looks.csv",
        "results/settle/seen.csv",
    log:
        "results/logs/06_settle.log",
    params:
        code=source_digest(
            "adjudicate",
            "cli/settle.py",
            "cli/settle_supplied.py",
            "cli/settle_told.py",
            "coding/codebook_changes.py",
            "coding/reopened.py",
            "coding/reopening.py",
            "coding/rules.py",
            "coding/lineage.py",
        ),
        settings=settings("analyse", "seed"),
    shell:
        "{COPROD} --log {log:q} settle"


rule train:
    """Train the machine coders on settled codes, code the reports that people coded, out of fold, and rehearse."""
    input:
        "results/dedupe/reports.parquet",
        "results/settle/settled.parquet",
        "config/codebook.yaml",
        "config/contexts.yaml",
        "config/decisions.yaml",
        "config/lineage.yaml",
        ["results/screen/decisions.parquet"] if REHEARSED else [],
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
        code=source_digest(
            "coding",
            "analyse/sampling.py",
            "cli/beside.py",
            "cli/code.py",
            "cli/code_train.py",
            "cli/rehearse.py",
            "cli/trained_files.py",
            "cli/training_plan.py",
        ),
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
        code=source_digest(
            "coding",
            "screen/language.py",
            "cli/code.py",
            "cli/code_shard.py",
            "cli/trained_files.py",
        ),
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
    params:
        code=source_digest(
            "coding", "screen/language.py", "cli/code.py", "cli/code_combine.py"
        ),
        settings=settings("decide"),
        parts=expand("results/code/parts/{shard}", shard=SHARDS),
    shell:
        "{COPROD} --log {log:q} code combine --parts {params.parts:q}"


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
        present("config/patterns/*.yaml", "config/teaching/*.csv", "corpus/coders.yaml"),
    output:
        "results/analyse/specification_numbers.parquet",
        "results/analyse/specification_claims.csv",
        "results/analyse/specification_summary.csv",
        "results/analyse/specification_cells.csv",
        "results/analyse/specification_model.csv",
        "results/analyse/specification_map.csv",
        "results/analyse/model_sensitivity.csv",
        "results/analyse/specifications.csv",
    log:
        "results/logs/15_specify.log",
    params:
        code=source_digest(
            "coding", "adjudicate", "analyse", "screen/language.py", "cli/specify.py"
        ),
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
            "corpus/samples/*.csv",
            "corpus/coders.yaml",
            "config/teaching/*.csv",
        ),
    output:
        "results/analyse/numbers.parquet",
        shown("results/analyse/claims.csv", "claims", "4 Findings"),
    log:
        "results/logs/09_analyse.log",
    params:
        code=source_digest(
            "analyse",
            "adjudicate",
            "cli/analyse.py",
            "cli/analyse_audits.py",
            "cli/analyse_corrected.py",
            "cli/analyse_given.py",
            "cli/analyse_machines.py",
            "cli/analyse_networks.py",
        ),
        settings=settings(
            "analyse", "networks", "estimate", "decide", "classifier", "seed"
        ),
    shell:
        "{COPROD} --log {log:q} analyse"


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
        code=source_digest("render", "cli/render.py"),
        settings=settings("figures"),
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
        "results/networks/co_words_map.txt",
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
        code=source_digest(
            "write",
            "cli/write.py",
            "cli/write_formatted.py",
            "cli/write_networks.py",
        ),
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
        code=source_digest(
            "report",
            "pages",
            "cli/beside.py",
            "cli/finished_run.py",
            "cli/method_facts.py",
            "cli/paper.py",
            "cli/report.py",
            "provenance.py",
        ),
        settings=settings("site"),
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
        code=source_digest(
            "audit",
            "pages",
            "plan",
            "read",
            "cli/site.py",
            "cli/site_jobs.py",
            "cli/plan_files.py",
            without="audit/server",
        ),
        settings=settings("site"),
    shell:
        "{COPROD} --log {log:q} site --workers {threads}"


def digest_of_inputs(rule):
    """What tells of an edit of the files of people that a rule reads, even where their times do not."""

    def digest(wildcards):
        given = [item(wildcards) if callable(item) else item for item in rule.input]
        return supplied_digest(
            str(path)
            for item in given
            for path in ([item] if isinstance(item, str) else item)
        )

    return digest


for rule_with_inputs in workflow.rules:
    if rule_with_inputs.name != "all":
        rule_with_inputs.set_params(supplied=digest_of_inputs(rule_with_inputs))


PROGRAM = "coprod-review"
GONE = re.compile(r"^results/read/groups/|^results/code/parts/")


def told_stages(_):
    """Every stage with what it reads and writes, as JSON for the crate; exports stand as one folder.

    Groups of exports and shards of codings are gone once they are joined: the stage that joins them tells for
    both, and reads what they read.
    """
    told = []
    for rule in workflow.rules:
        if rule.name not in ("all", "crate", "read_group", "code"):
            paths = [str(path) for path in rule.input if not GONE.search(str(path))]
            if rule.name == "combine":
                paths = list(dict.fromkeys([*paths, *map(str, rules.code.input)]))
            named = [path for path in paths if not path.startswith("corpus/exports/")]
            told.append(
                {
                    "name": rule.name,
                    "about": " ".join((rule.docstring or "").split()),
                    "command": (rule.shellcmd or "").replace("{COPROD}", PROGRAM),
                    "inputs": named + ["corpus/exports/"] * (len(named) < len(paths)),
                    "outputs": list(map(str, rule.output)),
                }
            )
    return json.dumps(told)


def finished():
    """What the rules above write: the crate has the sums of all of it, so its rule stands last."""
    return [
        str(path)
        for rule in workflow.rules
        if rule.name != "all" and not rule.has_wildcards()
        for path in rule.output
    ]


rule crate:
    """Describe the run as an RO-Crate, with copies of its inputs and the sums of all results."""
    input:
        finished(),
        workflow.snakefile,
    output:
        shown("results/ro-crate-metadata.json", "crate", "5 Provenance"),
        "results/SHA256SUMS",
    log:
        "results/logs/99_crate.log",
    params:
        code=source_digest("."),
        stages=told_stages,
        settings=settings("crate"),
    shell:
        "{COPROD} --log {log:q} crate --stages {params.stages:q}"
