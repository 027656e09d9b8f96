"""Linear scores of codes: one ridge-penalised logistic regression for each code against the rest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from coprod_review.coding.ridge import Alike, fitted_duals, gram_of

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
class Taught:
    """The features of the reports that teach, and the products of the features of any two of them.

    `homes` names the dimension that makes each feature, where any does.
    """

    matrix: csr_array
    gram: Floats
    homes: NDArray[np.str_]

    @classmethod
    def by(cls, matrix: csr_array, homes: Sequence[str] | None = None) -> Taught:
        """Reports by their features."""
        named = np.array([""] * matrix.shape[1] if homes is None else homes, dtype=np.str_)
        return cls(matrix=matrix, gram=gram_of(matrix), homes=named)

    def alike(self, hidden: Sequence[tuple[str, ...]]) -> Alike:
        """How alike the reports are to codes of which each may not look at what some dimensions make."""
        parts = []
        for dimensions in sorted({names for names in hidden if names}):
            gone = np.flatnonzero(np.isin(self.homes, dimensions))
            is_blind = np.array([names == dimensions for names in hidden], dtype=bool)
            parts.append((csr_array(self.matrix[:, gone]), is_blind))
        return Alike(gram=self.gram + 1.0, hidden=tuple(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What is to be learned of one dimension: codes from the answers of reports, None where one has none.

    `regularisation` is the inverse strength C of the penalty; `hidden` names the dimensions whose features
    get no weight.
    """

    answers: Sequence[Answer | None]
    codes: tuple[str, ...]
    regularisation: float
    hidden: tuple[str, ...] = ()


def fit_together(
    taught: Taught,
    lessons: Sequence[Lesson],
    *,
    weights: Floats,
) -> list[LinearCoder]:
    """Learn several dimensions from the same reports.

    `weights` tells what each report weighs; the two sides of a code weigh the same together. A code that all
    or none of the reports carry gets its smoothed log odds and no weights. The optimum is unique.
    """
    columns = [_column(lesson, code, weights) for lesson in lessons for code in lesson.codes]
    n_features = taught.matrix.shape[1]
    told = [i for i, column in enumerate(columns) if column.varies and n_features]
    learned = np.zeros((len(columns), n_features))
    intercepts = np.array([column.log_odds for column in columns])
    if told:
        hidden = [lesson.hidden for lesson in lessons for _ in lesson.codes]
        duals = fitted_duals(
            taught.alike([hidden[i] for i in told]),
            np.stack([columns[i].carries for i in told], axis=1),
            np.stack([columns[i].strengths for i in told], axis=1),
        )
        learned[told] = np.asarray(taught.matrix.T @ duals).T
        for names in {hidden[i] for i in told if hidden[i]}:
            blind = np.array([i for i in told if hidden[i] == names], dtype=np.intp)
            learned[np.ix_(blind, np.flatnonzero(np.isin(taught.homes, names)))] = 0.0
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


def _column(lesson: Lesson, code: str, weights: Floats) -> _Column:
    taught = np.array([answer is not None for answer in lesson.answers], dtype=bool)
    carries = np.array([answer is not None and code in answer for answer in lesson.answers], dtype=bool)
    weighs = np.where(taught, weights, 0.0)
    n_with, n_without = float(weighs[carries].sum()), float(weighs[~carries].sum())
    varies = bool(n_with and n_without)
    if varies:
        weighs = weighs * (n_with + n_without) / (2 * np.where(carries, n_with, n_without))
    return _Column(
        carries=carries,
        strengths=lesson.regularisation * weighs,
        log_odds=math.log((n_with + 0.5) / (n_without + 0.5)),
        varies=varies,
    )
