"""Exercises for learners: which settled reports they get, and in what order.

An exercise is a report whose codes people have settled and which the learner will not code for the review.
Every code comes up; what the learner got wrong comes again in other reports; reports on which coders first
differed come later. The order follows from what was answered and from a digest of the learner's name alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import MACHINE_CODERS, SETTLED_STATUSES, CodeOfRecord, Coding
from coprod_review.model.learning import Codes, Exercise, Level, SettledReport, Trial

LEAST_QUESTIONS = 0.5
"""The share of the codebook's dimensions that must be settled for a report to be an exercise."""

MISTAKEN, DIFFICULT = 1.0, 0.5
"""What mistaken codes, and the distance from the difficulty that is due, weigh beside codes not yet met."""


def settled_reports(
    settled: Iterable[CodeOfRecord],
    codings: Iterable[Coding],
    codebook: Codebook,
    *,
    kept_away: Collection[str],
    learner: str,
) -> list[SettledReport]:
    """The reports to practise on, in the order of their ids.

    Left out are those `kept_away` (the samples that the learner may be asked to code), those that the learner
    has coded, and those with less than half of their questions settled.
    """
    codes: dict[str, dict[str, Codes]] = defaultdict(dict)
    differed: dict[str, set[str]] = defaultdict(set)
    for record in settled:
        if record.status in SETTLED_STATUSES and record.dimension in codebook.dimensions:
            codes[record.report_id][record.dimension] = tuple(sorted(record.codes))
            if record.status == "adjudicated":
                differed[record.report_id].add(record.dimension)
    answers: dict[tuple[str, str], set[Codes]] = defaultdict(set)
    own = set()
    for coding in codings:
        if coding.coder.lower() == learner.lower():
            own.add(coding.report_id)
        elif coding.codes and coding.coder not in MACHINE_CODERS:
            answers[coding.report_id, coding.dimension].add(tuple(sorted(coding.codes)))
    for (report, dimension), given in answers.items():
        if len(given) > 1:
            differed[report].add(dimension)
    least = LEAST_QUESTIONS * len(codebook.dimensions)
    return [
        SettledReport(
            report_id=report, codes=found, first_differed=frozenset(differed[report] & found.keys())
        )
        for report, found in sorted(codes.items())
        if report not in kept_away and report not in own and len(found) >= least
    ]


def next_exercise(
    reports: Sequence[SettledReport], trials: Sequence[Trial], *, learner: str, level: Level
) -> Exercise | None:
    """The exercise that is due; None where every report was answered and nothing in its last round was wrong.

    `trials` are in the order in which they were given. An exercise that is begun is finished first. Then come
    reports that were not had yet, then those whose latest round had mistakes, the most mistaken first, as a
    further round.
    """
    begun = next((t for t in trials if not t.is_told), None)
    report_by_id = {report.report_id: report for report in reports}
    if begun is not None and begun.report_id in report_by_id:
        return Exercise(report=report_by_id[begun.report_id], round=begun.round)
    trials = [t for t in trials if t.is_told]
    rounds: dict[str, int] = {}
    for trial in trials:
        rounds[trial.report_id] = max(trial.round, rounds.get(trial.report_id, 0))
    new = [report for report in reports if report.report_id not in rounds]
    if new:
        met, mistaken = _met(trials), _mistaken(trials)
        due = min(1.0, len(rounds) / level.reports) * max(report.difficulty for report in new)
        report = min(
            new,
            key=lambda r: (
                -round(_worth(r, met, mistaken) - DIFFICULT * abs(r.difficulty - due), 9),
                _digest(learner, r.report_id),
            ),
        )
        return Exercise(report=report, round=1)
    wrong = Counter(t.report_id for t in trials if not t.is_right and t.round == rounds[t.report_id])
    again = [report for report in reports if wrong[report.report_id]]
    if not again:
        return None
    report = min(
        again, key=lambda r: (rounds[r.report_id], -wrong[r.report_id], _digest(learner, r.report_id))
    )
    return Exercise(report=report, round=rounds[report.report_id] + 1)


def _worth(report: SettledReport, met: Counter[tuple[str, str]], mistaken: Counter[tuple[str, str]]) -> float:
    """How much a report brings: codes seldom met yet, and codes mistaken and not since got right."""
    places = _places(report.codes)
    most = max(mistaken.values(), default=0) or 1
    return sum(1 / (1 + met[place]) + MISTAKEN * mistaken[place] / most for place in places) / len(places)


def _met(trials: Iterable[Trial]) -> Counter[tuple[str, str]]:
    return Counter((t.dimension, code) for t in trials for code in t.settled)


def _mistaken(trials: Iterable[Trial]) -> Counter[tuple[str, str]]:
    """How often each settled code was mistaken, less how often it was got right since."""
    open_mistakes: Counter[tuple[str, str]] = Counter()
    for trial in trials:
        for code in trial.settled:
            place = (trial.dimension, code)
            open_mistakes[place] = max(0, open_mistakes[place] + (-1 if code in trial.codes else 1))
    return open_mistakes


def _places(codes: Mapping[str, Codes]) -> list[tuple[str, str]]:
    return [(dimension, code) for dimension, given in codes.items() for code in given]


def _digest(learner: str, report_id: str) -> bytes:
    return hashlib.sha256(f"{learner}|{report_id}".encode()).digest()
