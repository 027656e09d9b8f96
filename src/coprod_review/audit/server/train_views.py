"""What the templates of the learner's pages are given: plain values, one dataclass a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coprod_review.audit.server.report_views import CodeView, ReportView
from coprod_review.audit.server.views import Frame, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow:
    """One dimension: right answers of `n`, kappa in words, and whether the level is reached.

    `kappa`, `low` and `high` are in percent of the scale from 0 to 1 for drawing; None where kappa is not
    told.
    """

    label: str
    n: int
    n_right: int
    percent: int
    kappa_words: str
    kappa: float | None
    low: float | None
    high: float | None
    is_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneExercise:
    """An exercise that was answered: its title, where it is told, and how many answers were right."""

    title: str
    href: str
    n_right: int
    n: int
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainHomeView:
    """The learner's first page. `start` leads to the exercise that is due; empty where none is left."""

    frame: Frame
    offer: str
    n_reports: int
    n_left: int
    rows: tuple[StandingRow, ...]
    level: float
    level_reports: int
    confusions: tuple[str, ...]
    advice: str
    is_reached: bool
    start: str
    is_begun: bool
    latest: tuple[DoneExercise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseView:
    """The exercise that is due: the deciding page of its report; `unanswered` has to be answered first."""

    report: ReportView
    round: int
    n_done: int
    unanswered: tuple[str, ...] = ()

    @property
    def frame(self) -> Frame:
        """That of the report."""
        return self.report.frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of text, with the letters of the dimensions whose evidence it is; none for plain text."""

    text: str
    letters: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A field of the report, in segments."""

    name: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldView:
    """One question with its answer beside what is settled.

    `sources` and `others` are (coder, words on what the answer rests, codes given); `steps` are those of
    `decide` and `step` the one, from 1, that leads to the settled code. `settled_codes` and `given_codes`
    have the definitions.
    """

    mark: str
    label: str
    question: str
    is_right: bool
    given: str
    settled: str
    status_words: str
    reason: str
    quotes: tuple[str, ...]
    note: str
    sources: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    step: int | None
    settled_codes: tuple[CodeView, ...]
    given_codes: tuple[CodeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPageView:
    """An exercise with what is settled."""

    frame: Frame
    report_id: str
    title: str
    byline: str
    links: tuple[Link, ...]
    parts: tuple[TextPart, ...]
    round: int
    n_right: int
    told: tuple[ToldView, ...]
    next_href: str

    @property
    def by_result(self) -> Mapping[str, tuple[str, ...]]:
        """The labels of what was right and of what was wrong."""
        return {
            "right": tuple(t.label for t in self.told if t.is_right),
            "wrong": tuple(t.label for t in self.told if not t.is_right),
        }
