"""What the pages of a learner work with: the exercise that is due, and the ways to answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from coprod_review.model.learning import Codes, LearnerStanding, Told, Trial
from coprod_review.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """The exercise that is due: its report, the questions that are settled, and the answers given so far."""

    report: Report
    round: int
    dimensions: tuple[str, ...]
    given: Mapping[str, Trial]

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that are still open."""
        return tuple(name for name in self.dimensions if name not in self.given)

    def is_at(self, report_id: str, round_: int) -> bool:
        """Whether this is the exercise of that report in that round."""
        return (self.report.report_id, self.round) == (report_id, round_)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenNow:
    """An answer to one question of the exercise that is due."""

    dimension: str
    codes: Codes
    quotes: tuple[str, ...]
    note: str
    confidence: str
    seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What the pages of a learner work with; `keep` and `take_back` return the number of the revision.

    `told` has nothing for an exercise whose answers may still change; `done` lists the exercises that were
    looked up, the latest first, as (report, round, right answers, answers).
    """

    offer: str
    due: Callable[[], Lesson | None]
    keep: Callable[[GivenNow], int]
    take_back: Callable[[str], int]
    look_up: Callable[[], object]
    told: Callable[[str, int], Sequence[Told]]
    report: Callable[[str], Report]
    standing: Callable[[], LearnerStanding]
    done: Callable[[], Sequence[tuple[str, int, int, int]]]


def told_href(report_id: str, round_: int) -> str:
    """Where an exercise is told."""
    return f"/train/told/{quote(report_id, safe='')}?round={round_}"
