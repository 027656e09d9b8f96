"""What waits in a gold sample: drawn reports without a settled code, and what they could do to the shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coprod_review.analyse.corrected_questions import COLUMNS, ROWS, Question, questions
from coprod_review.analyse.corrected_shares import Range, corrected_shares
from coprod_review.analyse.gold_sample import LEAST_IN_STRATUM, Answer, GoldSample
from coprod_review.analyse.ledger import count, estimate, known, number_id, percent
from coprod_review.model.codebook import Codebook
from coprod_review.model.number import Number

TOLD = (ROWS, COLUMNS)
"""The dimensions whose shares the text names."""


def waiting_numbers(gold: GoldSample, codebook: Codebook, *, confidence: float) -> list[Number]:
    """`waiting.<dimension>.drawn`, `.settled` and `.waiting`, and of each code what those waiting could do.

    `waiting.<dimension>.<code>.against` is the corrected share if no waiting report had the code, `.for` if
    every one had it. Bounds of a kind that assume nothing of those waiting (Manski 1989); none where all are
    settled, or too few for an estimate.
    """
    return [
        number
        for question in questions(codebook)
        if question.measure == "share" and not question.among and question.dimensions[0] in TOLD
        for number in _numbers(gold, question, confidence=confidence)
    ]


def _numbers(gold: GoldSample, question: Question, *, confidence: float) -> Iterator[Number]:
    (dimension,) = question.dimensions
    drawn = [report for report in gold.reports if gold.inclusion[report].drawn]
    waiting = [report for report in drawn if (report, dimension) not in gold.answers]
    told = {
        "drawn": (drawn, "reports of the gold sample"),
        "settled": (set(drawn) - set(waiting), f"reports of the gold sample settled in {dimension}"),
        "waiting": (waiting, f"reports of the gold sample that wait for a code in {dimension}"),
    }
    for name, (members, label) in told.items():
        yield count(number_id("waiting", dimension, name), members, label)
    if not waiting or len(drawn) - len(waiting) < LEAST_IN_STRATUM:
        return
    codes = tuple(part.code for part in question.parts)
    ways: tuple[tuple[str, str, Answer], ...] = (
        ("against", "if no waiting report had it", ()),
        ("for", "if every waiting report had it", codes),
    )
    for way, words, answer in ways:
        supposed = _supposed(gold, waiting, dimension, answer)
        for share in corrected_shares(supposed, question, confidence=confidence):
            if share.other:
                continue
            yield _bound(
                number_id("waiting", dimension, share.code, way),
                share.corrected,
                drawn,
                f"share of {share.code} in {dimension}, corrected by the gold sample, {words}",
            )


def _supposed(gold: GoldSample, waiting: Iterable[str], dimension: str, answer: Answer) -> GoldSample:
    """The sample, had those waiting this answer."""
    return replace(gold, answers={**gold.answers, **{(report, dimension): answer for report in waiting}})


def _bound(identity: str, found: Range, members: Iterable[str], label: str) -> Number:
    value = known(found.value)
    return estimate(
        identity,
        value,
        members,
        label,
        text=percent(value),
        low=known(found.low),
        high=known(found.high),
    )
