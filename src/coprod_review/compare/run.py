"""A finished run as far as it is compared with another: what it was made from, and what it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.corpus import Registration
from coprod_review.model.number import Number
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

Question = tuple[str, str]
"""A report id and a dimension."""

Items = Mapping[str, Mapping[str, str]]
"""What a file says, taken apart: item (a pattern, a row, a setting) -> key -> value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a machine coder says to a question: codes, the rules that it names with their weights, scores."""

    codes: tuple[str, ...]
    hits: frozenset[tuple[str, str, float]] = frozenset()
    scores: str = ""

    @property
    def rules(self) -> set[str]:
        """The rules that are named, without weights."""
        return {rule for rule, _, _ in self.hits}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run. `inputs` has the SHA-256 of each input by path, `items` those that were kept, taken apart.

    `answers` are by coder and question; `claims` are the rows of claims.csv.
    """

    name: str
    inputs: Mapping[str, str]
    items: Mapping[str, Items]
    software: Mapping[str, str]
    reports: Mapping[str, Report]
    registrations: Sequence[Registration]
    decisions: Mapping[str, ScreeningDecision]
    codes: Mapping[Question, CodeOfRecord]
    answers: Mapping[str, Mapping[Question, Answer]]
    numbers: Mapping[str, Number]
    claims: Sequence[Mapping[str, str]]
