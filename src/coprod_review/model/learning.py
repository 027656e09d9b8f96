"""Exercises on settled reports: what a learner answered, and what was settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Codes = tuple[str, ...]

LEAST_TOLD = 10
"""Kappa of fewer answers is not printed: its interval could not even show how little it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A learner's answer to one question of one exercise; no codes: cannot tell.

    `settled` are the codes that stood as settled when the answers were looked up, so that what is learnt is
    judged by what was shown; it is empty before, as long as the answer may change. `round` counts how often
    this learner has had the report, from 1; only the first counts for kappa, since later ones know the
    answer.
    """

    report_id: str
    dimension: str
    round: int
    codes: Codes
    settled: Codes
    codebook: str = ""
    date: str = ""
    quotes: tuple[str, ...] = ()
    note: str = ""
    confidence: str = ""
    seconds: int | None = None
    revision: int = 1

    @property
    def is_told(self) -> bool:
        """Whether the settled answer has been looked up, so that this one stands."""
        return bool(self.settled)

    @property
    def is_right(self) -> bool:
        """Whether the answer is that which was settled, code by code."""
        return set(self.codes) == set(self.settled)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledReport:
    """A report to practise on: settled codes by dimension, and where coders first differed."""

    report_id: str
    codes: Mapping[str, Codes]
    first_differed: frozenset[str] = frozenset()

    @property
    def difficulty(self) -> float:
        """The share of its questions on which coders first differed, from 0 to 1."""
        return len(self.first_differed & self.codes.keys()) / len(self.codes) if self.codes else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """The report to be answered now, and for the how-many-eth time."""

    report: SettledReport
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What to reach before coding for the review: kappa in every dimension, over so many latest reports."""

    kappa: float
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Right answers of `n`; kappa and its interval are None where all answers are one and the same."""

    n: int
    n_right: int
    kappa: float | None
    kappa_interval: tuple[float, float] | None

    @property
    def percent(self) -> float:
        """The share that is right, from 0 to 1."""
        return self.n_right / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionStanding:
    """First answers in one dimension: all, and those of the latest reports, by which the level is judged."""

    dimension: str
    so_far: Agreed
    latest: Agreed
    is_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """How often one code was settled and another given; an empty `given`: left out, `settled`: added."""

    dimension: str
    settled: str
    given: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerStanding:
    """How a learner stands: reports done, agreement by dimension, what is confused most, and the level."""

    n_reports: int
    n_left: int
    dimensions: Sequence[DimensionStanding]
    confusions: Sequence[Confusion]
    level: Level

    @property
    def is_reached(self) -> bool:
        """Whether the level is reached in every dimension."""
        return bool(self.dimensions) and all(d.is_reached for d in self.dimensions)

    @property
    def missing(self) -> Sequence[DimensionStanding]:
        """The dimensions in which it is not."""
        return [d for d in self.dimensions if not d.is_reached]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one coder rested an answer on: the words quoted, or else the basis that was named."""

    coder: str
    codes: Codes
    quotes: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a learner is told of one answer: what is settled, by whom and why, and on which words that rests.

    `status` is the status of the settled code, `reason` the adjudicator's. `sources` are the coders who gave
    the settled answer, `others` those who first gave another. `step` is the place, from 1, of the step in the
    dimension's `decide` that leads to the settled code; None where no step names it.
    """

    trial: Trial
    status: str
    reason: str
    sources: tuple[Source, ...]
    others: tuple[Source, ...]
    step: int | None
