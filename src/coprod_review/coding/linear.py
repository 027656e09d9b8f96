"""Linear scores of codes: one ridge-penalised logistic regression for each code against the rest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from coprod_review.coding.ridge import fitted_duals, gram_of

Floats = NDArray[np.float64]
Answer = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearCoder:
    """Weights of the features, shape (codes, features), and intercepts; a score is their sum."""

    codes: tuple[str, ...]
    weights: Floats
    intercepts: Floats

    def scores(self, matrix: csr_array) -> Floats:
        """Decision scores (log odds before calibration), shape (reports, codes)."""
        return np.asarray(matrix @ self.weights.T, dtype=np.float64) + self.intercepts


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What is to be learned of one dimension: codes from the answers of reports, None where one has none.

    `regularisation` is the inverse strength C of the penalty.
    """

    answers: Sequence[Answer | None]
    codes: tuple[str, ...]
    regularisation: float


def fit_linear(
    matrix: csr_array,
    answers: Sequence[Answer],
    codes: Sequence[str],
    *,
    regularisation: float,
    balanced: bool = True,
    weights: Floats | None = None,
) -> LinearCoder:
    """Learn to score `codes` from settled answers: one lesson of `fit_together`."""
    lesson = Lesson(answers=answers, codes=tuple(codes), regularisation=regularisation)
    weighs = np.ones(len(answers)) if weights is None else weights
    return fit_together(matrix, gram_of(matrix), [lesson], weights=weighs, balanced=balanced)[0]


def fit_together(
    matrix: csr_array,
    gram: Floats,
    lessons: Sequence[Lesson],
    *,
    weights: Floats,
    balanced: bool = True,
) -> list[LinearCoder]:
    """Learn several dimensions from the same reports; `gram` has the products of their features.

    `weights` tells what each report weighs. `balanced` weights each side of a code by the inverse of its
    share of these. A code that all or none of the reports carry gets its smoothed log odds and no weights.
    The optimum is unique.
    """
    columns = [
        _column(lesson, code, weights, balanced=balanced) for lesson in lessons for code in lesson.codes
    ]
    told = [i for i, column in enumerate(columns) if column.varies and matrix.shape[1]]
    learned = np.zeros((len(columns), matrix.shape[1]))
    intercepts = np.array([column.log_odds for column in columns])
    if told:
        duals = fitted_duals(
            gram + 1.0,
            np.stack([columns[i].carries for i in told], axis=1),
            np.stack([columns[i].strengths for i in told], axis=1),
        )
        learned[told] = np.asarray(matrix.T @ duals).T
        intercepts[told] = duals.sum(axis=0)
    ends = np.cumsum([len(lesson.codes) for lesson in lessons])
    return [
        LinearCoder(
            codes=lesson.codes,
            weights=learned[end - len(lesson.codes) : end],
            intercepts=intercepts[end - len(lesson.codes) : end],
        )
        for lesson, end in zip(lessons, ends.tolist(), strict=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """One code before it is learned: who carries it, what each report costs, its log odds by count."""

    carries: NDArray[np.bool_]
    strengths: Floats
    log_odds: float
    varies: bool


def _column(lesson: Lesson, code: str, weights: Floats, *, balanced: bool) -> _Column:
    taught = np.array([answer is not None for answer in lesson.answers], dtype=bool)
    carries = np.array([answer is not None and code in answer for answer in lesson.answers], dtype=bool)
    weighs = np.where(taught, weights, 0.0)
    n_with, n_without = float(weighs[carries].sum()), float(weighs[~carries].sum())
    varies = bool(n_with and n_without)
    if balanced and varies:
        weighs = weighs * (n_with + n_without) / (2 * np.where(carries, n_with, n_without))
    return _Column(
        carries=carries,
        strengths=lesson.regularisation * weighs,
        log_odds=math.log((n_with + 0.5) / (n_without + 0.5)),
        varies=varies,
    )
