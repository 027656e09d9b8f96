"""A conditional logit: one weight for each coder's kind of score, shared by all codes, a bias for each code.

So few parameters can be learned from few settled reports, rare codes included, and can be read: "the
classifier's log odds count 0.8, a rule's answer 0.6".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from coprod_review.coding.answers import Answer, AnswerSpace, Floats

WEIGHT_PENALTY = 1.0
BIAS_PENALTY = 10.0
"""Ridge penalties of weights and biases beside the summed log loss (McFadden 1974 for the model)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWeights:
    """Score of a code = its values x `weights` + its bias; answers follow by their space."""

    space: AnswerSpace
    names: tuple[str, ...]
    weights: Floats
    biases: Floats

    def scores(self, values: Floats) -> Floats:
        """Scores, shape (reports, codes), of values of shape (reports, codes, names)."""
        return _scores(values, self.weights, self.biases)

    def log_probabilities(self, values: Floats) -> Floats:
        """Log probabilities of the answers, shape (reports, answers)."""
        return self.space.log_probabilities(self.scores(values), temperature=1.0)


def fit_shared_weights(
    space: AnswerSpace, names: Sequence[str], values: Floats, answers: Sequence[Answer]
) -> SharedWeights:
    """The weights and biases of least penalised log loss; the loss is convex, so they are unique.

    `values` has shape (reports, codes of the space, names). Reports whose answer is not in the space teach
    nothing. Where all are such, weights are one and biases zero.
    """
    places = space.index(answers)
    known = np.flatnonzero(places >= 0)
    members = space.members()
    n_names, n_codes = len(names), len(space.codes)
    taught, carried = values[known], members[places[known]]

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, biases = parameters[:n_names], parameters[n_names:]
        scores = _scores(taught, weights, biases)
        logs = space.log_probabilities(scores, temperature=1.0)
        missed = space.code_probabilities(np.exp(logs)) - carried
        value = -logs[np.arange(len(known)), places[known]].sum()
        value += WEIGHT_PENALTY * (weights**2).sum() / 2 + BIAS_PENALTY * (biases**2).sum() / 2
        by_weight = (missed[:, :, None] * taught).sum(axis=(0, 1)) + WEIGHT_PENALTY * weights
        by_bias = missed.sum(axis=0) + BIAS_PENALTY * biases
        return float(value), np.concatenate([by_weight, by_bias])

    start = np.concatenate([np.ones(n_names), np.zeros(n_codes)])
    if not len(known):
        best = start
    else:
        best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500, "gtol": 1e-6}).x
    return SharedWeights(space=space, names=tuple(names), weights=best[:n_names], biases=best[n_names:])


def _scores(values: Floats, weights: Floats, biases: Floats) -> Floats:
    return np.asarray((values * weights).sum(axis=2) + biases, dtype=np.float64)
