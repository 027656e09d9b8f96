"""The conditional logit of `shared_weights` on columns, from a start nearby: fast enough to refit often.

The loss is convex, so its optimum is unique wherever the search begins. Codes of a dimension that takes
several are independent but for the condition that the answer is legal, so that sums over all answers are
products over codes and no answer has to be listed. Scores have shape (codes, reports), values (names, codes,
reports); sums run in one fixed order (einsum), so that the result does not depend on the number of cores.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coprod_review.coding.answers import AnswerSpace, Floats
from coprod_review.coding.shared_weights import (
    BIAS_PENALTY,
    DECREMENT_TOLERANCE,
    MAX_STEPS,
    STEP_SIZES,
    WEIGHT_PENALTY,
)
from coprod_review.model.codebook import NONE_CODE

NEARLY_THERE = 1e-6
"""A whole step that lowers the loss by less than half of this is the last: steps near the optimum square what
they leave, and the next would end the search by DECREMENT_TOLERANCE without a step of its own."""

LARGE = 30.0
"""From here on exp(x) - 1 is exp(x) to the last digit that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnWeights:
    """Score of a code = its values x the first parameters + its bias; answers follow by their space."""

    space: AnswerSpace
    parameters: Floats

    def scores(self, values: Floats) -> Floats:
        """Scores of the codes, shape (codes, reports)."""
        return _scores(values, self.parameters)

    def log_answers(self, values: Floats) -> Floats:
        """Log probabilities of the answers of the space, shape (answers, reports)."""
        scores = self.scores(values)
        summed: Floats = np.einsum("ac,cn->an", self.space.members(), scores)
        return summed - _chances(self.space, scores).total

    def code_chances(self, values: Floats) -> Floats:
        """Probabilities of the codes, shape (codes, reports)."""
        return _chances(self.space, self.scores(values)).codes

    def log_given(self, values: Floats, given: Floats) -> Floats:
        """Log probability of one answer for each report, `given` as ones for its codes."""
        scores = self.scores(values)
        summed: Floats = np.einsum("cn,cn->n", given, scores)
        return summed - _chances(self.space, scores).total


def fit_column_weights(
    space: AnswerSpace, values: Floats, places: NDArray[np.intp], *, start: Floats | None = None
) -> ColumnWeights:
    """The weights and biases of least penalised log loss.

    `places` are those of the answers in the space, -1 for an answer outside, which teaches nothing: where all
    are such, weights are one and biases zero. `start` are parameters of a similar fit.
    """
    n_names, n_codes, _ = values.shape
    known = np.flatnonzero(places >= 0)
    parameters = np.array([1.0] * n_names + [0.0] * n_codes) if start is None else start
    if not len(known):
        return ColumnWeights(space=space, parameters=parameters)
    given = np.ascontiguousarray(space.members()[places[known]].T)
    penalty = np.array([WEIGHT_PENALTY] * n_names + [BIAS_PENALTY] * n_codes)
    found = _newton(space, np.ascontiguousarray(values[:, :, known]), given, penalty, parameters)
    return ColumnWeights(space=space, parameters=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chances:
    """Sums over all answers of a space: the log of their total weight, and the probability of each code.

    The covariance of which codes are in the answer is
    diag(`own`) + `joint` x `odds` `odds`' - `codes` `codes`'.
    """

    total: Floats
    codes: Floats
    own: Floats
    odds: Floats | None = None
    joint: Floats | None = None


def _chances(space: AnswerSpace, scores: Floats) -> _Chances:
    if not space.multiple:
        top = scores.max(axis=0)
        weights = np.exp(scores - top)
        total = weights.sum(axis=0)
        codes = weights / total
        return _Chances(total=top + np.log(total), codes=codes, own=codes)
    alone = space.codes.index(NONE_CODE) if NONE_CODE in space.codes else None
    named = [i for i in range(len(space.codes)) if i != alone]
    each = np.logaddexp(0.0, scores[named])
    either = each.sum(axis=0)
    some = np.where(either < LARGE, np.log(np.expm1(np.minimum(either, LARGE))), either)
    total = some if alone is None else np.logaddexp(some, scores[alone])
    odds = np.zeros(scores.shape)
    odds[named] = np.exp(scores[named] - each)
    joint = np.exp(either - total)
    codes = joint * odds
    own = codes * (1 - odds)
    if alone is not None:
        own[alone] = codes[alone] = np.exp(scores[alone] - total)
    return _Chances(total=total, codes=codes, own=own, odds=odds, joint=joint)


def _newton(space: AnswerSpace, values: Floats, given: Floats, penalty: Floats, start: Floats) -> Floats:
    """The parameters of least penalised log loss, by Newton's method, steps halved where one overshoots."""
    target = np.concatenate([np.einsum("acn,cn->a", values, given), given.sum(axis=1)])
    parameters = start
    chances, value = _loss(space, values, target, penalty, parameters)
    for _ in range(MAX_STEPS):
        summed = np.concatenate([np.einsum("acn,cn->a", values, chances.codes), chances.codes.sum(axis=1)])
        gradient = summed - target + penalty * parameters
        step = np.linalg.solve(_curvature(values, chances) + np.diag(penalty), gradient)
        decrement = (gradient * step).sum()
        if decrement < DECREMENT_TOLERANCE:
            break
        for size in STEP_SIZES:
            chances, moved = _loss(space, values, target, penalty, parameters - size * step)
            if moved <= value:
                break
        parameters, value = parameters - size * step, moved
        if size == 1.0 and decrement < NEARLY_THERE:
            break
    return parameters


def _loss(
    space: AnswerSpace, values: Floats, target: Floats, penalty: Floats, parameters: Floats
) -> tuple[_Chances, float]:
    chances = _chances(space, _scores(values, parameters))
    loss = chances.total.sum() - (target * parameters).sum() + (penalty * parameters**2).sum() / 2
    return chances, float(loss)


def _scores(values: Floats, parameters: Floats) -> Floats:
    found = np.repeat(parameters[len(values) :, None], values.shape[2], axis=1)
    for weight, said in zip(parameters, values, strict=False):
        found += weight * said
    return found


def _curvature(values: Floats, chances: _Chances) -> Floats:
    """The covariance of what the parameters multiply, summed over reports, by weights and biases."""
    n_names, n_codes, _ = values.shape
    weighed = values * chances.own
    found = np.zeros((n_names + n_codes, n_names + n_codes))
    among, between, codes = found[:n_names, :n_names], found[:n_names, n_names:], found[n_names:, n_names:]
    among += np.einsum("ai,bi->ab", weighed.reshape(n_names, -1), values.reshape(n_names, -1))
    between += weighed.sum(axis=2)
    codes += np.diag(chances.own.sum(axis=1))
    _add(found, n_names, values, chances.codes, -np.ones(values.shape[2]))
    if chances.odds is not None and chances.joint is not None:
        _add(found, n_names, values, chances.odds, chances.joint)
    found[n_names:, :n_names] = between.T
    return found


def _add(found: Floats, n_names: int, values: Floats, carried: Floats, times: NDArray[np.float64]) -> None:
    """Add, for each report, `times` x the outer product of what `carried` gives weights and biases."""
    mean = np.einsum("acn,cn->an", values, carried)
    scaled = carried * times
    found[:n_names, :n_names] += np.einsum("an,bn->ab", mean * times, mean)
    found[:n_names, n_names:] += np.einsum("an,cn->ac", mean, scaled)
    found[n_names:, n_names:] += np.einsum("cn,dn->cd", scaled, carried)
