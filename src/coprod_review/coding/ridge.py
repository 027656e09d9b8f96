"""Ridge-penalised logistic regressions of many codes at once, sought over reports rather than features.

Features are many more than reports, so that weights are sums of the features of reports: each report counts
by its dual. All that is needed of the features is then how alike any two reports are, which codes share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import expit
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How alike any two reports are to each code, by the products of the features that it may look at.

    `gram` has the products of all features, 1 added for the intercept; `hidden` has features, one row a
    report, with the codes (yes or no for each) that may not look at them.
    """

    gram: Floats
    hidden: Sequence[tuple[csr_array, NDArray[np.bool_]]] = ()

    def times(self, duals: Floats, codes: NDArray[np.intp]) -> Floats:
        """The scores that these duals of some codes make, shape (reports, codes)."""
        scores: Floats = self.gram @ duals
        for features, is_blind in self.hidden:
            blind = np.flatnonzero(is_blind[codes])
            if len(blind):
                scores[:, blind] -= features @ (features.T @ duals[:, blind])
        return scores


def fitted_duals(alike: Alike, carried: NDArray[np.bool_], strengths: Floats) -> Floats:
    """How much each report counts in the weights of each code, shape (reports, codes).

    `carried` tells which report carries which code and `strengths` how much a misfit there costs beside half
    the squared length of the weights, 0 where the report teaches nothing; both have this shape too. The
    intercept is penalised like a weight. The loss is strictly convex: its minimum is unique. It is sought by
    Newton's method with conjugate gradients within each step (Lin, Weng & Keerthi 2008, JMLR 9), every code
    by itself in one product of matrices for all. The result does not depend on the number of cores.
    """
    # Threads would part the sums of a product, and so change its last digits with their number.
    with threadpool_limits(limits=1, user_api="blas"):
        return _sought(alike, carried, strengths)


def _sought(alike: Alike, carried: NDArray[np.bool_], strengths: Floats) -> Floats:
    found = np.zeros(carried.shape)
    codes = np.arange(carried.shape[1])
    slope = strengths * (carried - 0.5)
    scale = np.sqrt(np.maximum((slope * alike.times(slope, codes)).sum(axis=0), ROUNDING))
    state = _State.at_zero(carried, strengths)
    for _ in range(MAX_STEPS):
        chances = expit(state.scores)
        lacking = state.strengths * (state.carried - chances) - state.duals
        pulled = alike.times(lacking, codes)
        left = np.sqrt(np.maximum((lacking * pulled).sum(axis=0), 0.0)) / scale[codes]
        found[:, codes] = state.duals
        open_ = left >= TOLERANCE
        codes, state = codes[open_], state.of(open_)
        if not len(codes):
            break
        way = _direction(
            alike,
            codes,
            curvature=state.strengths * (chances * (1.0 - chances))[:, open_],
            lacking=lacking[:, open_],
            pulled=pulled[:, open_],
            exactness=np.minimum(LOOSEST, np.sqrt(left[open_])),
        )
        state = _moved(state, *way)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """Where the search for some codes stands: `scores` are those of `duals`, `loss` one number a code."""

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
    alike: Alike,
    codes: NDArray[np.intp],
    *,
    curvature: Floats,
    lacking: Floats,
    pulled: Floats,
    exactness: Floats,
) -> tuple[Floats, Floats, Floats]:
    """A step of the duals, what it does to the scores, and the fall of the loss at its beginning.

    A code whose step is exact enough is done with, so that those that need longer are sought alone.
    """
    step, change = np.zeros_like(lacking), np.zeros_like(lacking)
    on = np.arange(len(codes))
    rest, way, seen, bends = lacking, lacking, pulled, curvature
    size = (lacking * pulled).sum(axis=0)
    enough = exactness**2 * size
    for _ in range(MAX_SUBSTEPS):
        goes_on = size > enough[on]
        if not goes_on.all():
            on, size = on[goes_on], size[goes_on]
            rest, way, seen, bends = rest[:, goes_on], way[:, goes_on], seen[:, goes_on], bends[:, goes_on]
        if not len(on):
            break
        bent = way + bends * seen
        length = size / (bent * seen).sum(axis=0)
        step[:, on] += length * way
        change[:, on] += length * seen
        rest = rest - length * bent
        rest_pulled = alike.times(rest, codes[on])
        after = (rest * rest_pulled).sum(axis=0)
        turn = after / size
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
