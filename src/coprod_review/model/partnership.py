"""The partnership model's potential: how much each patient position can give, by character of issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CHARACTERS = ("technical", "procedural", "social_interaction")
POSITIONS = ("protective", "consultative", "partnership")


@dataclass(frozen=True, slots=True, kw_only=True)
class PotentialCell:
    """One argued weight from 0 to 4; `because` is the argument, `sources` are lineage or codebook keys."""

    weight: float
    because: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipModel:
    """The potential of each cell, cells by character and then position, and its sensitivity settings."""

    cells: Mapping[str, Mapping[str, PotentialCell]]
    concentration: float
    n_draws: int
