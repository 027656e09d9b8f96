"""Conformal prediction: sets of answers that hold the settled answer with a promised probability.

Split conformal prediction with nonconformity 1 - p(answer) (Sadinle, Lei & Wasserman 2019, JASA 114; Vovk
2012 for thresholds by label). The promise holds over reports that are exchangeable with those calibrated on.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coprod_review.coding.answers import Answer, AnswerSpace, Floats

LEAST_CHANCE = 0.5
"""The lowest that the least probability of an answer left alone can be: more than all others together.

Thresholds by answer rule out others one by one, so that an answer can be left alone that is likely wrong.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The greatest nonconformity at which an answer stays possible: its own, else the common one.

    An answer whose probability is not above `least_chance` is never the only one possible.
    """

    common: float
    own: Mapping[Answer, float]
    least_chance: float = LEAST_CHANCE

    def of(self, answer: Answer) -> float:
        """The threshold of an answer."""
        return self.own.get(answer, self.common)


def thresholds(
    space: AnswerSpace,
    probabilities: Floats,
    answers: Sequence[Answer],
    *,
    coverage: float,
    per_answer_from: int,
    least_chance: float = LEAST_CHANCE,
    is_text: Sequence[bool] = (),
) -> Thresholds:
    """Thresholds from out-of-fold probabilities of settled answers, shape (reports, answers).

    An answer that at least `per_answer_from` reports carry has a threshold of its own, so that the promise
    holds for it and not only on average. Rows of which `is_text` says that they are teaching texts stand
    behind thresholds and do not count as reports. An answer outside the space has nonconformity 1.
    """
    places = space.index(answers)
    misfits = [1.0 if place < 0 else 1.0 - float(probabilities[i, place]) for i, place in enumerate(places)]
    texts = is_text or [False] * len(answers)
    carried = Counter(answer for answer, text in zip(answers, texts, strict=True) if not text)
    own = {
        answer: conformal_quantile(
            [m for m, given in zip(misfits, answers, strict=True) if given == answer], coverage=coverage
        )
        for answer, n in sorted(carried.items())
        if n >= per_answer_from
    }
    common = conformal_quantile(misfits, coverage=coverage)
    return Thresholds(common=common, own=own, least_chance=least_chance)


def conformal_quantile(misfits: Sequence[float], *, coverage: float) -> float:
    """The ceil((n + 1) x coverage)-th smallest of n nonconformities; infinite where n is too small for it."""
    rank = math.ceil((len(misfits) + 1) * coverage - 1e-9)
    if rank > len(misfits):
        return math.inf
    return sorted(misfits)[max(rank, 1) - 1]


def possible_answers(space: AnswerSpace, probabilities: Sequence[float], limits: Thresholds) -> list[Answer]:
    """The answers that cannot be ruled out for one report, the most probable first; may be none."""
    possible = [
        (float(p), answer)
        for p, answer in zip(probabilities, space.answers, strict=True)
        if 1.0 - float(p) <= limits.of(answer)
    ]
    return [answer for _, answer in sorted(possible, key=lambda item: (-item[0], item[1]))]
