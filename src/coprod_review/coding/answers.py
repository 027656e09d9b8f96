"""Probabilities of whole answers: one code where one is asked for, a legal set of codes where several are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from coprod_review.model.codebook import NONE_CODE

Floats = NDArray[np.float64]
Answer = tuple[str, ...]

TEMPERATURE_BOUNDS = (-4.0, 4.0)
"""Bounds of the natural logarithm of the temperature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSpace:
    """The answers that codes can form: each code alone, or every set in which `none` stands alone."""

    codes: tuple[str, ...]
    multiple: bool
    answers: tuple[Answer, ...]

    @classmethod
    def over(cls, codes: Sequence[str], *, multiple: bool) -> AnswerSpace:
        """The answer space over some codes."""
        codes = tuple(sorted(codes))
        if not multiple:
            return cls(codes=codes, multiple=False, answers=tuple((code,) for code in codes))
        named = [code for code in codes if code != NONE_CODE]
        sets = [chosen for size in range(1, len(named) + 1) for chosen in combinations(named, size)]
        if NONE_CODE in codes:
            sets.append((NONE_CODE,))
        return cls(codes=codes, multiple=True, answers=tuple(sorted(sets)))

    def members(self) -> Floats:
        """Which codes are in which answers: shape (answers, codes), ones and zeros."""
        return np.array([[float(c in a) for c in self.codes] for a in self.answers])

    def log_probabilities(self, scores: Floats, *, temperature: float) -> Floats:
        """Log probabilities of the answers from decision scores of the codes, shape (n, answers).

        The softmax, over the answers, of the summed scores of their codes / temperature. Where an answer has
        one code this is the plain softmax; where it has several, codes are Bernoulli with logit score /
        temperature, independent but for the condition that the answer is legal.
        """
        from scipy.special import logsumexp  # noqa: PLC0415 - half a second of import

        weights = _weighted_sum(scores / temperature, self.members())
        return np.asarray(weights - logsumexp(weights, axis=1, keepdims=True), dtype=np.float64)

    def index(self, answers: Sequence[Answer]) -> NDArray[np.intp]:
        """The place of each answer, or -1 where no answer of this space is meant."""
        place = {answer: i for i, answer in enumerate(self.answers)}
        return np.array([place.get(answer, -1) for answer in answers], dtype=np.intp)

    def code_probabilities(self, probabilities: Floats) -> Floats:
        """Probability of each code, summed over the answers that hold it: shape (n, codes)."""
        return _weighted_sum(probabilities, self.members().T)


def fitted_temperature(space: AnswerSpace, scores: Floats, answers: Sequence[Answer]) -> float:
    """The temperature under which out-of-fold scores give the answers the least mean log loss.

    Guo, Pleiss, Sun & Weinberger (2017), On calibration of modern neural networks. Reports whose answer is
    not in the space take no part; with none left the temperature is 1.
    """
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - a second of import
    from scipy.special import logsumexp  # noqa: PLC0415

    places = space.index(answers)
    known = np.flatnonzero(places >= 0)
    if not len(known):
        return 1.0
    summed = _weighted_sum(scores[known], space.members())
    given = summed[np.arange(len(known)), places[known]]

    def loss(log_temperature: float) -> float:
        sharpness = float(np.exp(-log_temperature))
        return float((logsumexp(summed * sharpness, axis=1) - given * sharpness).mean())

    found = minimize_scalar(loss, bounds=TEMPERATURE_BOUNDS, method="bounded", options={"xatol": 1e-4})
    return float(np.exp(found.x))


def log_loss(space: AnswerSpace, scores: Floats, answers: Sequence[Answer], *, temperature: float) -> float:
    """Mean negative log probability of the answers that the space knows."""
    places = space.index(answers)
    known = np.flatnonzero(places >= 0)
    logs = space.log_probabilities(scores[known], temperature=temperature)
    return float(-logs[np.arange(len(known)), places[known]].mean())


def _weighted_sum(values: Floats, weights: Floats) -> Floats:
    """`values` @ `weights`.T in one fixed order of addition, whatever library and number of cores."""
    return np.asarray((values[:, None, :] * weights[None, :, :]).sum(axis=2), dtype=np.float64)
