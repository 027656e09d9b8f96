"""One dimension learnt alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from coprod_review.coding.linear import Answer, Floats, Lesson, LinearCoder, Taught, fit_together


def fit_linear(
    matrix: csr_array,
    answers: Sequence[Answer],
    codes: Sequence[str],
    *,
    regularisation: float,
    weights: Floats | None = None,
) -> LinearCoder:
    """Learn to score `codes` from settled answers: one lesson of `fit_together`."""
    lesson = Lesson(answers=answers, codes=tuple(codes), regularisation=regularisation)
    weighs = np.ones(len(answers)) if weights is None else weights
    return fit_together(Taught.by(matrix), [lesson], weights=weighs)[0]
