"""A conditional logit: one weight for each coder's kind of score, shared by all codes, a bias for each code.

So few parameters can be learned from few settled reports, rare codes included, and can be read: "the
classifier's log odds count 0.8, a rule's answer 0.6".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coprod_review.coding.answers import AnswerSpace, Floats

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


def _scores(values: Floats, weights: Floats, biases: Floats) -> Floats:
    return np.asarray((values * weights).sum(axis=2) + biases, dtype=np.float64)
