"""The code that each stage runs: an edit of it reruns the stage, an edit elsewhere does not."""

from __future__ import annotations

from collections.abc import Mapping

from coprod_review.source_digest import Files, source_digest

PLACES: Mapping[str, tuple[str, ...]] = {
    "read": ("read", "cli/named_columns.py", "cli/read.py", "tasks/read/batches.py"),
    "dedupe": ("dedupe", "cli/dedupe.py"),
    "screen": ("screen", "cli/screen.py", "tasks/screen/batches.py"),
    "settle": (
        "adjudicate",
        "coding",
        "tasks/beside.py",
        "cli/settle.py",
        "tasks/settle/supplied.py",
        "cli/settle_told.py",
    ),
    "train": (
        "coding",
        "analyse/sampling.py",
        "screen/language.py",
        "screen/words.py",
        "tasks/beside.py",
        "cli/code.py",
        "cli/code_train.py",
        "cli/rehearse.py",
        "tasks/coding/trained.py",
        "tasks/coding/plan.py",
        "provenance.py",
    ),
    "code": (
        "coding",
        "screen/language.py",
        "screen/words.py",
        "cli/code.py",
        "cli/code_shard.py",
        "tasks/coding/trained.py",
        "provenance.py",
        "shards.py",
    ),
    "combine": (
        "coding",
        "screen/language.py",
        "screen/words.py",
        "tasks/beside.py",
        "cli/code.py",
        "cli/code_combine.py",
    ),
    "specify": (
        "coding",
        "adjudicate",
        "analyse",
        "screen/language.py",
        "screen/words.py",
        "cli/specify.py",
    ),
    "analyse": (
        "analyse",
        "adjudicate",
        "cli/analyse.py",
        "tasks/analyse/audits.py",
        "tasks/analyse/corrected.py",
        "tasks/analyse/given.py",
        "tasks/analyse/machines.py",
        "tasks/analyse/networks.py",
    ),
    "render": ("render", "cli/render.py"),
    "write": ("write", "pages", "cli/write.py", "tasks/write/formatted.py", "tasks/write/networks.py"),
    "report": (
        "report",
        "pages",
        "tasks/beside.py",
        "tasks/report/finished.py",
        "tasks/report/methods.py",
        "cli/paper.py",
        "cli/report.py",
        "provenance.py",
    ),
    "site": (
        "audit",
        "coding",
        "pages",
        "plan",
        "read",
        "cli/site.py",
        "tasks/site/jobs.py",
        "tasks/plan.py",
    ),
    "crate": (".",),
}
"""Folders and modules of the package by the rule that runs them, beside those that every stage rests on."""

WITHOUT: Mapping[str, str] = {"site": "audit/server"}
"""What a stage does not run of a folder that stands in PLACES."""


def stage_codes() -> dict[str, str]:
    """The digest of the code of every stage by its name, for the parameters of its rule.

    Raises FileNotFoundError for a place that does not exist.
    """
    known: dict[str, Files] = {}
    return {
        stage: source_digest(*places, without=WITHOUT.get(stage, ""), known=known)
        for stage, places in PLACES.items()
    }
