"""The files that an analysis is made of, and the folder that it is written to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The files that an analysis is made of, and the folder that it is written to."""

    reports: Path
    decisions: Path
    coded: Path
    settled: Path
    codebook: Path
    older: Path
    adjudications: Path
    model: Path
    lineage: Path
    terms: Path
    teaching: Path
    rule_steps: Path
    settings: Path
    registry: Path
    coders: Path
    characteristics: Path
    manifest: Path
    development: Path
    gold: Path
    samples: Path
    rehearsal: Path
    output: Path
