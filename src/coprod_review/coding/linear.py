"""Linear scores of codes: one ridge-penalised logistic regression for each code against the rest."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]
Answer = tuple[str, ...]

MIN_REPORTS_OF_CODE = 3
"""A code that fewer training reports carry gets no score: nothing can be learned from one or two."""

MAX_ITERATIONS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearCoder:
    """Weights of the features, shape (codes, features), and intercepts; a score is their sum."""

    codes: tuple[str, ...]
    weights: Floats
    intercepts: Floats

    def scores(self, matrix: csr_array) -> Floats:
        """Decision scores (log odds before calibration), shape (reports, codes)."""
        return np.asarray(matrix @ self.weights.T, dtype=np.float64) + self.intercepts


def learnable_codes(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The codes that enough of these answers carry, sorted."""
    carried = Counter(code for answer in answers for code in answer)
    return tuple(sorted(code for code, n in carried.items() if n >= MIN_REPORTS_OF_CODE))


def fit_linear(
    matrix: csr_array,
    answers: Sequence[Answer],
    codes: Sequence[str],
    *,
    regularisation: float,
    balanced: bool = True,
    weights: Floats | None = None,
) -> LinearCoder:
    """Learn to score `codes` from settled answers.

    `regularisation` is the inverse strength C of the penalty. `weights` tells what each report weighs, or all
    weigh 1. `balanced` weights each side of a code by the inverse of its share of these. A code that all or
    none of the reports carry gets its smoothed log odds and no weights. The optimum is unique; it is sought
    in the dual, by steps whose order is fixed, since features are many more than reports.
    """
    features = csr_matrix(matrix)
    weighs = np.ones(len(answers)) if weights is None else weights
    learned = np.zeros((len(codes), matrix.shape[1]))
    intercepts = np.zeros(len(codes))
    for i, code in enumerate(codes):
        carries = np.array([code in answer for answer in answers], dtype=bool)
        n_with, n_without = float(weighs[carries].sum()), float(weighs[~carries].sum())
        if not n_with or not n_without or not matrix.shape[1]:
            intercepts[i] = math.log((n_with + 0.5) / (n_without + 0.5))
            continue
        model = LogisticRegression(
            C=regularisation,
            solver="liblinear",
            dual=True,
            random_state=0,
            max_iter=MAX_ITERATIONS,
            tol=1e-4,
        )
        side = np.where(carries, n_with, n_without)
        model.fit(features, carries, sample_weight=weighs * weighs.sum() / (2 * side) if balanced else weighs)
        learned[i] = model.coef_[0]
        intercepts[i] = model.intercept_[0]
    return LinearCoder(codes=tuple(codes), weights=learned, intercepts=intercepts)
