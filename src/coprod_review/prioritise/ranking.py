"""Unread reports in the order to read them, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coprod_review.model.report import Report
from coprod_review.prioritise.learner import Learnt, learn
from coprod_review.prioritise.order import ORDERS, Order
from coprod_review.prioritise.terms import TermMatrix, weigh_terms

RANKED_COLUMNS = ("rank", "report", "score", "title", "why")

NO_TEXT = "it has no text to judge by"
NOTHING_SPEAKS = "no word of its subject speaks for it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A report at its rank, from 1; `why` names the terms that speak for it, or what its answer is worth."""

    rank: int
    report: str
    score: float
    title: str
    why: str


def text_of(report: Report) -> str:
    """What is learnt from: title, abstract and keywords."""
    return " ".join((report.title, report.abstract, *report.keywords))


def rank_unread(
    reports: Sequence[Report],
    relevant_by_report: Mapping[str, bool],
    *,
    question: str,
    order: Order = "certainty",
    seed: int = 0,
) -> list[Ranked]:
    """The reports that are not judged, in the order to screen them; reports that score alike keep theirs.

    As long as no report is known to be relevant, the question of the review is taken for a relevant text, so
    that the first ones to read are about its subject.
    """
    unread = np.array(
        [i for i, r in enumerate(reports) if r.report_id not in relevant_by_report], dtype=np.intp
    )
    if len(unread) == 0:
        return []
    terms = weigh_terms([*(text_of(report) for report in reports), question])
    read = [i for i, report in enumerate(reports) if report.report_id in relevant_by_report]
    answers = [relevant_by_report[reports[i].report_id] for i in read]
    if not any(answers):
        read, answers = [*read, len(reports)], [*answers, True]
    learnt = learn(
        terms, np.array(read, dtype=np.intp), np.array(answers, dtype=bool), unread=unread, seed=seed
    )
    scores = learnt.scores(terms)[unread]
    return [
        Ranked(
            rank=rank,
            report=reports[unread[place]].report_id,
            score=round(float(scores[place]), 4) + 0.0,
            title=reports[unread[place]].title,
            why=_why(terms, learnt, int(unread[place])),
        )
        for rank, place in enumerate(ORDERS[order](scores), start=1)
    ]


def _why(terms: TermMatrix, learnt: Learnt, row: int) -> str:
    if not (terms.weights.indptr[row + 1] - terms.weights.indptr[row]):
        return NO_TEXT
    return ", ".join(learnt.speaking_terms(terms, row)) or NOTHING_SPEAKS
