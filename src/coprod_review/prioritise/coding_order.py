"""Reports whose codes are open, in the order in which an answer of a person is worth most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.report import Report
from coprod_review.prioritise.learner import learn
from coprod_review.prioritise.order import Order
from coprod_review.prioritise.ranking import Ranked, text_of
from coprod_review.prioritise.terms import TermMatrix, weigh_terms

MIXED_EVERY = 2
"""In the mixed order of coding every second report is one that is quickly confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    """The likeliest answers, and the doubt between them: 1 where they are level, near 0 far apart."""

    codes: tuple[str, ...]
    doubt: float


def rank_open(
    reports: Sequence[Report],
    settled: Sequence[CodeOfRecord],
    open_dimensions: Mapping[str, Sequence[str]],
    *,
    weights: Mapping[str, float],
    other_weight: float,
    order: Order = "uncertainty",
) -> list[Ranked]:
    """The reports with open dimensions, those first where an answer is worth most.

    From the settled codes each code is learnt against the others of its dimension. The doubt of an open place
    is 1 / (1 + gap) with the gap between the scores of its two likeliest codes; where nothing can be
    learnt, 1. A report is worth the sum over its open dimensions of weight times doubt ("uncertainty"), or of
    weight times (1 - doubt) ("certainty": what is quickly confirmed); "mixed" takes one of each in turn.
    """
    if not open_dimensions:
        return []
    terms = weigh_terms([text_of(report) for report in reports])
    row_by_report = {report.report_id: row for row, report in enumerate(reports)}
    guesses = _guesses(terms, row_by_report, settled, open_dimensions)
    ids = [report.report_id for report in reports if report.report_id in open_dimensions]
    worth = {i: _worth(guesses, i, open_dimensions[i], weights, other_weight) for i in ids}
    return [
        Ranked(
            rank=rank,
            report=report_id,
            score=round(score, 4),
            title=reports[row_by_report[report_id]].title,
            why="; ".join(_told(d, guesses.get((report_id, d))) for d in open_dimensions[report_id]),
        )
        for rank, (report_id, score) in enumerate(_in_order(ids, worth, order), start=1)
    ]


def _in_order(
    ids: Sequence[str], worth: Mapping[str, tuple[float, float]], order: Order
) -> list[tuple[str, float]]:
    doubtful = sorted(ids, key=lambda i: (-worth[i][0], i))
    sure = sorted(ids, key=lambda i: (-worth[i][1], i))
    if order == "uncertainty":
        return [(i, worth[i][0]) for i in doubtful]
    if order == "certainty":
        return [(i, worth[i][1]) for i in sure]
    waiting, chosen = (iter(doubtful), iter(sure)), dict[str, float]()
    for turn in range(len(ids)):
        kind = turn % MIXED_EVERY
        report_id = next(i for i in waiting[kind] if i not in chosen)
        chosen[report_id] = worth[report_id][kind]
    return list(chosen.items())


def _worth(
    guesses: Mapping[tuple[str, str], _Guess],
    report_id: str,
    dimensions: Sequence[str],
    weights: Mapping[str, float],
    other_weight: float,
) -> tuple[float, float]:
    """What the answers of a report are worth by their doubt, and by its opposite."""
    doubts = [(weights.get(d, other_weight), _doubt(guesses.get((report_id, d)))) for d in dimensions]
    return sum(w * doubt for w, doubt in doubts), sum(w * (1.0 - doubt) for w, doubt in doubts)


def _doubt(guess: _Guess | None) -> float:
    return guess.doubt if guess else 1.0


def _told(dimension: str, guess: _Guess | None) -> str:
    if guess is None:
        return f"{dimension}: nothing learnt yet"
    return f"{dimension}: {' or '.join(guess.codes)} (doubt {guess.doubt:.2f})"


def _guesses(
    terms: TermMatrix,
    row_by_report: Mapping[str, int],
    settled: Sequence[CodeOfRecord],
    open_dimensions: Mapping[str, Sequence[str]],
) -> dict[tuple[str, str], _Guess]:
    """The guess for each open place of the dimensions of which at least two codes are settled."""
    found: dict[tuple[str, str], _Guess] = {}
    for dimension in sorted({d for asked in open_dimensions.values() for d in asked}):
        known = [c for c in settled if c.dimension == dimension and c.report_id in row_by_report and c.codes]
        codes, scores = _scores_by_code(terms, row_by_report, known)
        if len(codes) < 2:
            continue
        for report_id, asked in open_dimensions.items():
            if dimension in asked and report_id in row_by_report:
                found[(report_id, dimension)] = _guess(codes, scores[:, row_by_report[report_id]])
    return found


def _scores_by_code(
    terms: TermMatrix, row_by_report: Mapping[str, int], known: Sequence[CodeOfRecord]
) -> tuple[list[str], NDArray[np.float64]]:
    """The codes that some settled reports have and some have not, and the score of every text for each."""
    rows = np.array([row_by_report[c.report_id] for c in known], dtype=np.intp)
    codes, scores = [], []
    for code in sorted({code for c in known for code in c.codes}):
        has = np.array([code in c.codes for c in known])
        if has.any() and not has.all():
            codes.append(code)
            scores.append(learn(terms, rows, has).scores(terms))
    return codes, np.array(scores)


def _guess(codes: Sequence[str], scores: NDArray[np.float64]) -> _Guess:
    first, second = np.argsort(-scores, kind="stable")[:2]
    return _Guess(
        codes=(codes[first], codes[second]), doubt=1.0 / (1.0 + float(scores[first] - scores[second]))
    )
