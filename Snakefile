"""The review from exports to report: the stages in their order, each of which runs one subcommand.

docs/stages.md describes the files that stages hand on, coprod_review/workflow/ what the rules ask for.
"""

import json
import shlex
import sys
from pathlib import Path

from coprod_review.config import Config
from coprod_review.errors import ReviewError
from coprod_review.io.manifest import read_manifest
from coprod_review.io.yamls import read_yaml
from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.paths import MANIFEST, SETTINGS
from coprod_review.shards import export_groups
from coprod_review.tasks.run.strangers import begun_by_run, move_strangers
from coprod_review.workflow import CAPTIONS
from coprod_review.workflow.inputs import digest_of_inputs, present, supplied
from coprod_review.workflow.stage_code import stage_codes
from coprod_review.workflow.told import (
    finished_files,
    first_files,
    folders_of_parts,
    told_stages,
)

COPROD = f"{shlex.quote(sys.executable)} -m coprod_review"
try:
    EXPORTS = [f"corpus/exports/{export.file}" for export in read_manifest(MANIFEST)]
    CONFIG = read_yaml(SETTINGS, Config).model_dump(mode="json")
except ReviewError as error:
    sys.exit(f"coprod-review: {error}")


# A large run reads and codes in as many jobs as there are groups of exports; the files that result are the same.
GROUPS = export_groups(EXPORTS, mb=CONFIG["shards"]["mb"])
SHARDS = [f"{shard:04}" for shard in range(len(GROUPS))]

# An edit of the code that a stage runs reruns it.
CODE = stage_codes()

# What the rehearsal of the gold sample writes, where the configuration asks for it.
REHEARSED = (
    [
        "results/rehearse/plan.csv",
        "results/rehearse/combination.parquet",
        "results/rehearse/not_rehearsed.csv",
    ]
    if CONFIG["estimate"]["rehearse"]
    else []
)


def settings(*sections):
    """The named sections of the configuration: a rule reruns when these change, not when others do."""
    return json.dumps({name: CONFIG[name] for name in sections}, sort_keys=True)


def shown(path, caption, category):
    """An output that Snakemake's own report shows, with the words of a caption."""
    return report(path, caption=str(CAPTIONS / f"{caption}.rst"), category=category)


report: str(CAPTIONS / "workflow.rst")


rule all:
    """Everything that the stages write: what was deleted is made again, though nothing that is there needs it."""
    input:
        lambda wildcards: finished_files(workflow.rules),


include: "rules/read.smk"  # read, dedupe, screen: from exports to included reports
include: "rules/code.smk"  # settle, train, code, combine: from codings of people to codes of record
include: "rules/analyse.smk"  # specify, analyse: the ledger of numbers, and the claims
include: "rules/render.smk"  # render, write, report, site: figures, tables, texts, pages


# Snakemake goes by the times of files; this tells of an edit whatever time the file has.
for rule_with_inputs in workflow.rules:
    if rule_with_inputs.name != "all":
        rule_with_inputs.set_params(supplied=digest_of_inputs(rule_with_inputs))


include: "rules/crate.smk"  # crate: the run describes itself, and all that the rules above write


onstart:
    # The log that is shown of a job that fails is of this run: a job that no node took has written none.
    for job in () if workflow.touch else workflow.dag.needrun_jobs():
        for former in job.log:
            Path(former).unlink(missing_ok=True)


# What lies in results/ and no rule writes is no result: neither the report nor the list of sums may have it.
if begun_by_run():
    move_strangers(
        Path(),
        [*finished_files(workflow.rules), *folders_of_parts(workflow.rules)],
    )
