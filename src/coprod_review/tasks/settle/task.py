"""The files that people have supplied, and the folder that settled codes go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The files that people have supplied, and the folder that settled codes go to."""

    reports: Path
    registry: Path
    codings: Path
    coders: Path
    adjudications: Path
    disputes: Path
    audits: Path
    codebook: Path
    older: Path
    settings: Path
    output: Path
