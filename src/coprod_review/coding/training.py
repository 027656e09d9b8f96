"""Training by inner folds: penalty and temperature come from scores that no model gave its own reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from coprod_review.coding.answers import Answer, AnswerSpace, Floats, fitted_temperature, log_loss
from coprod_review.coding.linear import Lesson, LinearCoder, Taught, fit_together
from coprod_review.coding.settled_sides import learnable_codes


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerFold:
    """Features of an inner fold: rows to fit on and rows to score, as places in the training set."""

    fitted: NDArray[np.intp]
    scored: NDArray[np.intp]
    fit: Taught
    score_matrix: csr_array


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A dimension to be learned: the answer of each training report, None where it has none.

    `grid` has the inverse strengths of the penalty that the inner folds choose from, `hidden` the dimensions
    whose patterns and cited works may not be looked at.
    """

    answers: Sequence[Answer | None]
    multiple: bool
    grid: Sequence[float]
    hidden: tuple[str, ...] = ()


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

    `inner_scores` are decision scores of the training reports that have an answer, each by a model that saw
    neither the report nor its group; shape (such reports, codes). `loss_by_penalty` has the mean log loss
    after calibration of every penalty that was tried.
    """

    coder: CalibratedCoder
    inner_scores: Floats
    loss_by_penalty: Mapping[float, float]


def train(
    matrix: csr_array,
    answers: Sequence[Answer],
    inner: Sequence[InnerFold],
    *,
    multiple: bool,
    grid: Sequence[float],
) -> TrainedCoder | None:
    """One dimension of `train_together`, every report weighing the same."""
    task = Task(answers=answers, multiple=multiple, grid=grid)
    return train_together(Taught.by(matrix), {"": task}, inner, weights=np.ones(len(answers))).get("")


def train_together(
    taught: Taught,
    tasks: Mapping[str, Task],
    inner: Sequence[InnerFold],
    *,
    weights: Floats,
) -> dict[str, TrainedCoder]:
    """Train each task on all given reports with the penalty under which the inner folds predict best.

    Best is the least mean log loss after calibration; of equal ones the stronger penalty. Tasks in which
    fewer than two codes can be learned are left out. `weights` tells what each report weighs in fitting.
    """
    best: dict[str, _Candidate] = {}
    losses: dict[str, dict[float, float]] = {}
    for place in range(max((len(task.grid) for task in tasks.values()), default=0)):
        lessons = {
            name: Lesson(
                answers=task.answers,
                codes=codes,
                regularisation=sorted(task.grid)[place],
                hidden=task.hidden,
            )
            for name, task in tasks.items()
            if place < len(task.grid)
            and len(codes := learnable_codes([a for a in task.answers if a is not None])) > 1
        }
        for name, scores in _inner_scores(lessons, inner, weights).items():
            candidate = _calibrated(lessons[name], scores, multiple=tasks[name].multiple)
            losses.setdefault(name, {})[lessons[name].regularisation] = candidate.loss
            if name not in best or candidate.loss < best[name].loss:
                best[name] = candidate
    models = fit_together(taught, [b.lesson for b in best.values()], weights=weights)
    return {
        name: TrainedCoder(
            coder=CalibratedCoder(
                space=found.space,
                model=model,
                regularisation=found.lesson.regularisation,
                temperature=found.temperature,
            ),
            inner_scores=found.scores,
            loss_by_penalty=losses[name],
        )
        for (name, found), model in zip(best.items(), models, strict=True)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A lesson at one penalty, its out-of-fold scores, and how well they predict once calibrated."""

    lesson: Lesson
    space: AnswerSpace
    scores: Floats
    temperature: float
    loss: float


def _inner_scores(
    lessons: Mapping[str, Lesson], inner: Sequence[InnerFold], weights: Floats
) -> dict[str, Floats]:
    """Out-of-fold scores of all training reports, by lesson."""
    scores = {name: np.zeros((len(weights), len(lesson.codes))) for name, lesson in lessons.items()}
    for fold in inner:
        within = [
            replace(lesson, answers=[lesson.answers[i] for i in fold.fitted]) for lesson in lessons.values()
        ]
        models = fit_together(fold.fit, within, weights=weights[fold.fitted])
        for name, model in zip(lessons, models, strict=True):
            scores[name][fold.scored] = model.scores(fold.score_matrix)
    return scores


def _calibrated(lesson: Lesson, scores: Floats, *, multiple: bool) -> _Candidate:
    """The out-of-fold scores of reports that have an answer, with the temperature that suits them."""
    answers = [answer for answer in lesson.answers if answer is not None]
    known = scores[[answer is not None for answer in lesson.answers]]
    space = AnswerSpace.over(lesson.codes, multiple=multiple)
    temperature = fitted_temperature(space, known, answers)
    return _Candidate(
        lesson=lesson,
        space=space,
        scores=known,
        temperature=temperature,
        loss=log_loss(space, known, answers, temperature=temperature),
    )
