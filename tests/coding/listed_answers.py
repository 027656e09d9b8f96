"""The conditional logit over a list of all answers, by a solver of others: what columns are held to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from coprod_review.coding.answers import Answer, AnswerSpace, Floats, normalised
from coprod_review.coding.shared_weights import BIAS_PENALTY, WEIGHT_PENALTY, SharedWeights


def fit_shared_weights(
    space: AnswerSpace, names: Sequence[str], values: Floats, answers: Sequence[Answer]
) -> SharedWeights:
    """The weights and biases of least penalised log loss, those answers left out that are not in the space.

    `values` has shape (reports, codes of the space, names).
    """
    places = space.index(answers)
    known = np.flatnonzero(places >= 0)
    features = _features(space, values[known])
    said = features[np.arange(len(known)), places[known]]
    penalty = np.array([WEIGHT_PENALTY] * len(names) + [BIAS_PENALTY] * len(space.codes))

    def loss(parameters: Floats) -> tuple[float, NDArray[np.float64]]:
        logs = normalised(features @ parameters)
        of_said = np.take_along_axis(logs, places[known, None], axis=1)
        means = np.einsum("na,naf->nf", np.exp(logs), features)
        slope = (means - said).sum(axis=0) + penalty * parameters
        return float((penalty * parameters**2).sum() / 2 - of_said.sum()), slope

    found = minimize(loss, np.zeros(len(penalty)), jac=True, options={"gtol": 1e-7})
    weights, biases = np.split(found.x, [len(names)])
    return SharedWeights(space=space, names=tuple(names), weights=weights, biases=biases)


def _features(space: AnswerSpace, values: Floats) -> Floats:
    """What the parameters multiply for each answer: its codes' summed values, then which codes they are."""
    members = space.members()
    summed = np.einsum("ac,ncf->naf", members, values)
    carried = np.broadcast_to(members, (len(values), *members.shape))
    return np.concatenate([summed, carried], axis=2)
