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

TEMPERATURE_TOLERANCE = 1e-6
"""The temperature is found where the next step would change it by less than this share, ..."""

LEAST_GAIN = 1e-34
"""... or lower the mean log loss by less than half of this; where scores are always right it is 0 then."""

MAX_STEPS = 100


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
        return normalised(_weighted_sum(scores / temperature, self.members()))

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
    not in the space take no part; with none left, or where all scores are equal, the temperature is 1.
    """
    places = space.index(answers)
    known = np.flatnonzero(places >= 0)
    if not len(known):
        return 1.0
    summed = _weighted_sum(scores[known], space.members())
    return 1.0 / _fitted_sharpness(summed - summed[np.arange(len(known)), places[known], None])


def _fitted_sharpness(beyond: Floats) -> float:
    """What to multiply scores by, the inverse of a temperature, so that the mean log loss is least.

    `beyond` tells how far the score of each answer lies beyond that of the given one, shape (n, answers). The
    loss is convex in the factor: Newton's method, halving the bracket where a step would leave it. It
    ends where no factor loses less than the one at hand: all scores are equal, or right beyond all doubt.
    """
    low, high = (float(np.exp(bound)) for bound in TEMPERATURE_BOUNDS)
    factor = 1.0
    for _ in range(MAX_STEPS):
        chances = np.exp(normalised(factor * beyond))
        weighed = chances * beyond
        means = weighed.sum(axis=1)
        slope = float(means.mean())
        bend = float(((weighed * beyond).sum(axis=1) - means**2).mean())
        if slope == bend == 0:
            break
        low, high = (low, factor) if slope > 0 else (factor, high)
        moved = factor - slope / bend if bend > 0 else high
        if not low < moved < high:
            moved = float(np.sqrt(low * high))
        done = abs(moved / factor - 1) < TEMPERATURE_TOLERANCE or slope**2 < LEAST_GAIN * bend
        factor = moved
        if done:
            break
    return factor


def log_loss(space: AnswerSpace, scores: Floats, answers: Sequence[Answer], *, temperature: float) -> float:
    """Mean negative log probability of the answers that the space knows."""
    places = space.index(answers)
    known = np.flatnonzero(places >= 0)
    logs = space.log_probabilities(scores[known], temperature=temperature)
    return float(-logs[np.arange(len(known)), places[known]].mean())


def normalised(scores: Floats) -> Floats:
    """Log probabilities from the scores of answers, shape (n, answers): their softmax."""
    rest = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(rest - np.log(np.exp(rest).sum(axis=1, keepdims=True)), dtype=np.float64)


def _weighted_sum(values: Floats, weights: Floats) -> Floats:
    """`values` @ `weights`.T in one fixed order of addition, whatever library and number of cores."""
    return np.asarray(np.einsum("nc,ac->na", values, weights), dtype=np.float64)
