"""A conditional logit: one weight for each coder's kind of score, shared by all codes, a bias for each code.

So few parameters can be learned from few settled reports, rare codes included, and can be read: "the
classifier's log odds count 0.8, a rule's answer 0.6".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coprod_review.coding.answers import Answer, AnswerSpace, Floats, normalised

WEIGHT_PENALTY = 1.0
BIAS_PENALTY = 10.0
"""Ridge penalties of weights and biases beside the summed log loss (McFadden 1974 for the model)."""

MAX_STEPS = 100
DECREMENT_TOLERANCE = 1e-9
"""The search ends where a further step would lower the loss by less than half of this."""
STEP_SIZES = tuple(0.5**i for i in range(30))


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
    features = _features(space, values[known])
    penalty = np.array([WEIGHT_PENALTY] * len(names) + [BIAS_PENALTY] * len(space.codes))
    parameters = np.array([1.0] * len(names) + [0.0] * len(space.codes))
    if len(known):
        parameters = _newton(features, places[known], penalty, parameters)
    return SharedWeights(
        space=space,
        names=tuple(names),
        weights=parameters[: len(names)],
        biases=parameters[len(names) :],
    )


def _features(space: AnswerSpace, values: Floats) -> Floats:
    """What the parameters multiply for each answer: its codes' summed values, then which codes they are."""
    members = space.members()
    summed = np.einsum("ac,ncf->naf", members, values)
    carried = np.broadcast_to(members, (len(values), *members.shape))
    return np.concatenate([summed, carried], axis=2)


def _newton(features: Floats, places: NDArray[np.intp], penalty: Floats, start: Floats) -> Floats:
    """The parameters of least penalised log loss, by Newton's method with halved steps where one overshoots.

    Sums run in one fixed order (einsum), so that the result does not depend on the number of cores.
    """
    rows = np.arange(len(places))
    parameters = start
    logs, value = _loss(features, places, penalty, parameters)
    for _ in range(MAX_STEPS):
        chances = np.exp(logs)
        means = np.einsum("na,naf->nf", chances, features)
        gradient = np.einsum("nf->f", means - features[rows, places]) + penalty * parameters
        spread = features - means[:, None, :]
        curvature = np.einsum("naf,nag->fg", spread * chances[:, :, None], spread) + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        if (gradient * step).sum() < DECREMENT_TOLERANCE:
            break
        for size in STEP_SIZES:
            logs, moved = _loss(features, places, penalty, parameters - size * step)
            if moved <= value:
                break
        parameters, value = parameters - size * step, moved
    return parameters


def _loss(
    features: Floats, places: NDArray[np.intp], penalty: Floats, parameters: Floats
) -> tuple[Floats, float]:
    logs = normalised(np.einsum("naf,f->na", features, parameters))
    loss = -logs[np.arange(len(places)), places].sum() + (penalty * parameters**2).sum() / 2
    return logs, float(loss)


def _scores(values: Floats, weights: Floats, biases: Floats) -> Floats:
    return np.asarray((values * weights).sum(axis=2) + biases, dtype=np.float64)
