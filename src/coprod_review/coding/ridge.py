"""Ridge-penalised logistic regressions of many codes at once, sought over reports rather than features.

Features are many more than reports, so that weights are sums of the features of reports: each report counts
by its dual. All that is needed of the features is then how alike any two reports are, which codes share.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import expit

Floats = NDArray[np.float64]

TOLERANCE = 1e-5
"""A code is found where the gradient is this small beside that of weights which are all zero."""

MAX_STEPS = 100
MAX_SUBSTEPS = 500
MAX_HALVINGS = 40
LOOSEST = 0.1
"""How exactly the direction of a step is sought; near the optimum more exactly."""
LEAST_GAIN = 1e-4
ROUNDING = 1e-12


def gram_of(matrix: csr_array) -> Floats:
    """The products of the features of any two reports: shape (reports, reports)."""
    return np.asarray((matrix @ matrix.T).toarray(), dtype=np.float64)


def fitted_duals(gram: Floats, carried: NDArray[np.bool_], strengths: Floats) -> Floats:
    """How much each report counts in the weights of each code, shape (reports, codes).

    `carried` tells which report carries which code and `strengths` how much a misfit there costs beside half
    the squared length of the weights, 0 where the report teaches nothing; both have this shape too. `gram`
    has the products of features, 1 added for the intercept, which is penalised like a weight. The loss is
    strictly convex: its minimum is unique. It is sought by Newton's method with conjugate gradients within
    each step (Lin, Weng & Keerthi 2008, JMLR 9), every code by itself in one product of matrices for all.
    """
    found = np.zeros(carried.shape)
    slope = strengths * (carried - 0.5)
    scale = np.sqrt(np.maximum((slope * (gram @ slope)).sum(axis=0), ROUNDING))
    codes = np.arange(carried.shape[1])
    state = _State.at_zero(carried, strengths)
    for _ in range(MAX_STEPS):
        chances = expit(state.scores)
        lacking = state.strengths * (state.carried - chances) - state.duals
        pulled = gram @ lacking
        left = np.sqrt(np.maximum((lacking * pulled).sum(axis=0), 0.0)) / scale[codes]
        found[:, codes] = state.duals
        open_ = left >= TOLERANCE
        codes, state = codes[open_], state.of(open_)
        if not len(codes):
            break
        curvature = state.strengths * (chances * (1.0 - chances))[:, open_]
        exactness = np.minimum(LOOSEST, np.sqrt(left[open_]))
        state = _moved(state, *_direction(gram, curvature, lacking[:, open_], pulled[:, open_], exactness))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """Where the search for some codes stands; `scores` = gram @ `duals`, `loss` one number a code."""

    carried: NDArray[np.bool_]
    strengths: Floats
    duals: Floats
    scores: Floats
    loss: Floats

    @classmethod
    def at_zero(cls, carried: NDArray[np.bool_], strengths: Floats) -> _State:
        zero = np.zeros(carried.shape)
        return cls(
            carried=carried,
            strengths=strengths,
            duals=zero,
            scores=zero,
            loss=_loss(zero, zero, carried, strengths),
        )

    def of(self, codes: NDArray[np.bool_]) -> _State:
        if codes.all():
            return self
        return _State(
            carried=self.carried[:, codes],
            strengths=self.strengths[:, codes],
            duals=self.duals[:, codes],
            scores=self.scores[:, codes],
            loss=self.loss[codes],
        )


def _loss(duals: Floats, scores: Floats, carried: NDArray[np.bool_], strengths: Floats) -> Floats:
    misfits = np.logaddexp(0.0, np.where(carried, -scores, scores))
    return np.asarray((0.5 * duals * scores + strengths * misfits).sum(axis=0), dtype=np.float64)


def _direction(
    gram: Floats, curvature: Floats, lacking: Floats, pulled: Floats, exactness: Floats
) -> tuple[Floats, Floats, Floats]:
    """A step of the duals, what it does to the scores, and the fall of the loss at its beginning."""
    step, change = np.zeros_like(lacking), np.zeros_like(lacking)
    rest, way, seen = lacking, lacking, pulled
    size = (lacking * pulled).sum(axis=0)
    enough = exactness**2 * size
    for _ in range(MAX_SUBSTEPS):
        goes_on = size > enough
        if not goes_on.any():
            break
        bent = curvature * seen
        length = np.where(goes_on, size / ((way + bent) * seen).sum(axis=0), 0.0)
        step = step + length * way
        change = change + length * seen
        rest = rest - length * (way + bent)
        rest_pulled = gram @ rest
        after = np.where(goes_on, (rest * rest_pulled).sum(axis=0), size)
        turn = np.where(goes_on, after / size, 0.0)
        way, seen, size = rest + turn * way, rest_pulled + turn * seen, after
    return step, change, (step * pulled).sum(axis=0)


def _moved(state: _State, step: Floats, change: Floats, fall: Floats) -> _State:
    """The state after the step, which is halved for codes whose loss would not fall enough."""
    length = np.ones(step.shape[1])
    for _ in range(MAX_HALVINGS):
        duals, scores = state.duals + length * step, state.scores + length * change
        loss = _loss(duals, scores, state.carried, state.strengths)
        too_far = loss > state.loss - LEAST_GAIN * length * fall + ROUNDING * np.abs(state.loss)
        if not too_far.any():
            break
        length = np.where(too_far, length / 2, length)
    return replace(state, duals=duals, scores=scores, loss=loss)
