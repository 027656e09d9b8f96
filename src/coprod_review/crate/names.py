"""Ids of a crate's entities, the same in every run, and references to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from coprod_review.crate.run import KnownFile, Run

Entity = dict[str, Any]

METADATA = "ro-crate-metadata.json"
LIST_OF_SUMS = "SHA256SUMS"
ROOT = "./"
RUN = "#run"
ENGINE_RUN = "#run/snakemake"
PACKAGE = "#software/coprod-review"
SOURCE = "#software/coprod-review/source"
COMMIT = "#software/coprod-review/commit"
SNAKEMAKE = "#software/snakemake"
NO_LICENCE = "#licence/none"


def file_id(known: KnownFile) -> str:
    """Where a file stands in the crate; a local name for an input that is not copied there."""
    if known.copied or not known.path.startswith("corpus/"):
        return quote(known.copied or known.path)
    return f"#{quote(known.path)}"


def step_id(run: Run, stage: str) -> str:
    """A step of the workflow."""
    return f"{file_id(run.workflow)}#{stage}"


def tool_id(stage: str) -> str:
    """The command that does a step."""
    return f"#tool/{stage}"


def action_id(stage: str) -> str:
    """The command as it was run."""
    return f"#run/{stage}"


def control_id(stage: str) -> str:
    """The step as it was run."""
    return f"#step/{stage}"


def coder_id(name: str) -> str:
    """A coder."""
    return f"#coder/{quote(name)}"


def setting_id(name: str) -> str:
    """A setting of the configuration."""
    return f"#setting/{quote(name)}"


def parameter_id(name: str) -> str:
    """What the workflow takes or gives in general: a place of files, or a setting."""
    return f"#parameter/{quote(name)}"


def library_id(name: str) -> str:
    """A library that the program rests on."""
    return f"#software/{quote(name)}"


def ref(name: str) -> Entity:
    """A reference to an entity."""
    return {"@id": name}


def refs(names: Iterable[str]) -> list[Entity]:
    """References in the order of the names, each once."""
    return [ref(name) for name in dict.fromkeys(names)]
