"""The code that each stage runs: an edit of it reruns the stage, an edit elsewhere does not."""

from __future__ import annotations

from collections.abc import Mapping

from coprod_review.source_digest import Files, source_digest

PLACES: Mapping[str, tuple[str, ...]] = {
    "read": ("read", "tasks/read", "cli/named_columns.py", "cli/read.py"),
    "dedupe": ("dedupe", "tasks/dedupe.py", "cli/dedupe.py"),
    "screen": ("screen", "tasks/screen", "cli/screen.py"),
    "settle": ("adjudicate", "coding", "tasks/settle", "tasks/beside.py", "cli/settle.py"),
    "train": (
        "coding",
        "analyse/sampling.py",
        "screen/language.py",
        "screen/words.py",
        "tasks/beside.py",
        "tasks/coding/plan.py",
        "tasks/coding/rehearse.py",
        "tasks/coding/train.py",
        "tasks/coding/trained.py",
        "cli/code.py",
        "cli/code_train.py",
        "provenance.py",
    ),
    "code": (
        "coding",
        "screen/language.py",
        "screen/words.py",
        "tasks/coding/shard.py",
        "tasks/coding/trained.py",
        "cli/code.py",
        "cli/code_shard.py",
        "provenance.py",
        "shards.py",
    ),
    "combine": (
        "coding",
        "screen/language.py",
        "screen/words.py",
        "tasks/beside.py",
        "tasks/coding/combine.py",
        "cli/code.py",
        "cli/code_combine.py",
    ),
    "specify": (
        "coding",
        "adjudicate",
        "analyse",
        "screen/language.py",
        "screen/words.py",
        "tasks/specify.py",
        "cli/specify.py",
    ),
    "analyse": ("analyse", "adjudicate", "tasks/analyse", "cli/analyse.py"),
    "render": ("render", "tasks/render.py", "cli/render.py"),
    "write": ("write", "pages", "tasks/write", "cli/write.py"),
    "report": (
        "report",
        "pages",
        "tasks/beside.py",
        "tasks/report",
        "cli/paper.py",
        "cli/report.py",
        "provenance.py",
    ),
    "site": ("audit", "coding", "pages", "plan", "read", "tasks/plan.py", "tasks/site", "cli/site.py"),
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
