"""What specifications are made from, and where what they find goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What the run has kept and was set to, and the folder of what each specification finds."""

    reports: Path
    decisions: Path
    settled: Path
    people: Path
    rules: Path
    lineage: Path
    classifier: Path
    inner: Path
    teaching: Path
    teaching_rules: Path
    teaching_classifier: Path
    patterns: Path
    steps: Path
    codebook: Path
    model: Path
    coders: Path
    criteria: Path
    characteristics: Path
    registry: Path
    settings: Path
    output: Path
