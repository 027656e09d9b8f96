"""Everything that the coders without training go by, as one version of it."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_review.model.codebook import Codebook
from coprod_review.model.pattern import LineageWork, Pattern
from coprod_review.model.rules import Decision, Weighing


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The codebook with the patterns, their weighing, the steps of decision, and the works of the lineage."""

    codebook: Codebook
    patterns: tuple[Pattern, ...]
    weighing: Weighing
    decisions: tuple[Decision, ...]
    works: tuple[LineageWork, ...]
