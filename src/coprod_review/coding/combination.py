"""What settled codes teach the combination of rules, lineage and classifier, side by side.

A conditional logit on the coders' scores (stacking: Wolpert 1992, Neural Networks 5). For an outer fold k it
learns from scores that know nothing of fold k: inner out-of-fold scores of the classifier, which was trained
without fold k throughout. The conformal thresholds come from the same side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coprod_review.coding.answers import Answer, AnswerSpace, Floats
from coprod_review.coding.column_weights import fit_column_weights
from coprod_review.coding.conformal import LEAST_CHANCE, Thresholds, thresholds
from coprod_review.coding.score_columns import ScoreColumns, score_columns
from coprod_review.coding.settled_sides import learnable_codes
from coprod_review.coding.shared_weights import SharedWeights
from coprod_review.coding.stacking import VALUES, Scored
from coprod_review.model.codebook import Codebook
from coprod_review.model.teaching import is_teaching


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedDimension:
    """The combination of one dimension as learned on one side, with the thresholds of that side."""

    model: SharedWeights
    limits: Thresholds


Combination = Mapping[str, FittedDimension]
"""What one side has taught, by dimension; dimensions of which nothing could be learned are not there."""


def columns_of(scored: Scored, codebook: Codebook) -> dict[str, ScoreColumns]:
    """The scores of all coders in columns, by dimension."""
    return score_columns(scored, {name: d.codes for name, d in codebook.dimensions.items()})


def learn_combination(
    columns: Mapping[str, ScoreColumns],
    *,
    answers: Mapping[str, Mapping[str, Answer]],
    without: int,
    codebook: Codebook,
    coverage: float,
    per_code_from: int,
    least_chance: float = LEAST_CHANCE,
) -> Combination:
    """The combination learned from all settled reports but those of one fold (ALL_SETTLED: but none).

    `answers` are the settled codes by dimension and report.
    """
    found = {
        dimension: _fit(
            scores,
            answers.get(dimension, {}),
            k=without,
            multiple=codebook.dimensions[dimension].multiple,
            coverage=coverage,
            per_code_from=per_code_from,
            least_chance=least_chance,
        )
        for dimension, scores in columns.items()
    }
    return {dimension: fitted for dimension, fitted in found.items() if fitted is not None}


def _fit(
    scores: ScoreColumns,
    settled_here: Mapping[str, Answer],
    *,
    k: int,
    multiple: bool,
    coverage: float,
    per_code_from: int,
    least_chance: float,
) -> FittedDimension | None:
    """The combination learned from all settled reports but those of fold `k`; its thresholds out of fold.

    The search for what the other folds teach begins at what all of them teach. That saves steps and tells it
    nothing of the fold left out: the optimum is unique, and the search ends there wherever it begins.
    """
    known = scores.known_to(k)
    taught = np.array(
        [i for i, report_id in enumerate(scores.reports) if known[i] and report_id in settled_here], np.intp
    )
    answers = [settled_here[scores.reports[i]] for i in taught.tolist()]
    codes = learnable_codes(answers)
    if len(codes) < 2:
        return None
    space = AnswerSpace.over(codes, multiple=multiple)
    columns = scores.values(codes, taught, side=k)
    values = np.ascontiguousarray(columns.transpose(2, 1, 0))
    whole = _weights(space, columns, answers)
    start = np.concatenate([whole.weights, whole.biases])
    folds = scores.folds[taught]
    probabilities = np.zeros((len(taught), len(space.answers)))
    for m in sorted(set(folds.tolist())):
        others = [answer for answer, fold in zip(answers, folds, strict=True) if fold != m]
        model = _weights(space, columns[:, :, folds != m], others, start=start)
        probabilities[folds == m] = np.exp(model.log_probabilities(values[folds == m]))
    limits = thresholds(
        space,
        probabilities,
        answers,
        coverage=coverage,
        per_answer_from=per_code_from,
        least_chance=least_chance,
        is_text=[is_teaching(scores.reports[place]) for place in taught.tolist()],
    )
    return FittedDimension(model=whole, limits=limits)


def _weights(
    space: AnswerSpace, columns: Floats, answers: Sequence[Answer], *, start: Floats | None = None
) -> SharedWeights:
    """What some answers teach, from what is said of codes in columns: shape (VALUES, codes, reports)."""
    learned = fit_column_weights(space, columns, space.index(answers), start=start).parameters
    n_names = len(VALUES)
    return SharedWeights(space=space, names=VALUES, weights=learned[:n_names], biases=learned[n_names:])
