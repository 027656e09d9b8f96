"""Training by inner folds: penalty and temperature come from scores that no model gave its own reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from coprod_review.coding.answers import Answer, AnswerSpace, Floats, fitted_temperature, log_loss
from coprod_review.coding.linear import LinearCoder, fit_linear, learnable_codes


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerFold:
    """Features of an inner fold: rows to fit on and rows to score, as places in the training set."""

    fitted: NDArray[np.intp]
    scored: NDArray[np.intp]
    fit_matrix: csr_array
    score_matrix: csr_array


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibratedCoder:
    """A coder of one dimension: linear scores of its codes, calibrated by a temperature."""

    space: AnswerSpace
    model: LinearCoder
    regularisation: float
    temperature: float

    def probabilities(self, scores: Floats) -> Floats:
        """Calibrated probabilities of the answers, shape (reports, answers)."""
        return np.exp(self.space.log_probabilities(scores, temperature=self.temperature))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedCoder:
    """A coder of one dimension with what its inner folds taught.

    `inner_scores` are decision scores of the training reports, each by a model that saw neither the report
    nor its group; shape (training reports, codes).
    """

    coder: CalibratedCoder
    inner_scores: Floats


def train(
    matrix: csr_array,
    answers: Sequence[Answer],
    inner: Sequence[InnerFold],
    *,
    multiple: bool,
    grid: Sequence[float],
    balanced: bool = True,
    weights: Floats | None = None,
) -> TrainedCoder | None:
    """Train on all given reports with the penalty under which the inner folds predict best.

    Best is the least mean log loss after calibration; of equal ones the stronger penalty. None where fewer
    than two codes can be learned. `weights` tells what each report weighs in fitting (without them: 1).
    """
    codes = learnable_codes(answers)
    weights = np.ones(len(answers)) if weights is None else weights
    if len(codes) < 2:
        return None
    space = AnswerSpace.over(codes, multiple=multiple)
    best: tuple[float, float, float, Floats] | None = None
    for regularisation in sorted(grid):
        scores = np.zeros((len(answers), len(codes)))
        for fold in inner:
            side = [answers[i] for i in fold.fitted]
            model = fit_linear(
                fold.fit_matrix,
                side,
                codes,
                regularisation=regularisation,
                balanced=balanced,
                weights=weights[fold.fitted],
            )
            scores[fold.scored] = model.scores(fold.score_matrix)
        temperature = fitted_temperature(space, scores, answers)
        loss = log_loss(space, scores, answers, temperature=temperature)
        if best is None or loss < best[0]:
            best = (loss, regularisation, temperature, scores)
    if best is None:
        return None
    _, regularisation, temperature, scores = best
    model = fit_linear(
        matrix, answers, codes, regularisation=regularisation, balanced=balanced, weights=weights
    )
    coder = CalibratedCoder(space=space, model=model, regularisation=regularisation, temperature=temperature)
    return TrainedCoder(coder=coder, inner_scores=scores)
