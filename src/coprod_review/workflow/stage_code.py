"""The code that each stage runs: an edit of it reruns the stage, an edit elsewhere does not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coprod_review.io.run_locks import ENGINE
from coprod_review.workflow.code_graph import digest_of, files_of_package

KEPT = ENGINE / "code.json"
"""Where the digests and imports of files are kept for the next run."""

PROGRAM = "__main__"

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "read": ("cli.read",),
    "dedupe": ("cli.dedupe",),
    "screen": ("cli.screen",),
    "settle": ("cli.settle",),
    "train": ("cli.code", "cli.code_train"),
    "code": ("cli.code", "cli.code_shard"),
    "combine": ("cli.code", "cli.code_combine"),
    "specify": ("cli.specify",),
    "analyse": ("cli.analyse",),
    "render": ("cli.render",),
    "write": ("cli.write",),
    "report": ("cli.report",),
    "site": ("cli.site",),
}
"""The modules that the command line chooses for the rule of each stage; they lead to all that it runs."""

WHOLE = "crate"
"""The stage that tells of the whole package."""


def stage_codes(kept: Path = KEPT) -> dict[str, str]:
    """The digest of the code of every stage by its name, for the parameters of its rule.

    Raises FileNotFoundError for a module that is not there.
    """
    files = files_of_package(kept)
    codes = {stage: digest_of(files, (PROGRAM, *modules)) for stage, modules in COMMANDS.items()}
    return codes | {WHOLE: digest_of(files)}
