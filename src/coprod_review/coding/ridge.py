"""Ridge-penalised logistic regressions of many codes at once, sought over reports rather than features.

Features are many more than reports, so that weights are sums of the features of reports: each report counts
by its dual. All that is needed of the features is then how alike any two reports are, which codes share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import expit
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it comes without types

Floats = NDArray[np.float64]

TOLERANCE = 1e-5
"""A code is found where the gradient is this small beside that of weights which are all zero."""

COMMON = 0.05
"""A feature is common if more than this share of the reports have it."""

MAX_STEPS = 100
MAX_SUBSTEPS = 500
MAX_HALVINGS = 40
LOOSEST = 0.1
"""How exactly the direction of a step is sought; near the optimum more exactly."""
LEAST_GAIN = 1e-4
ROUNDING = 1e-12


def gram_of(matrix: csr_array) -> Floats:
    """The products of the features of any two reports: shape (reports, reports).

    Features that many reports have are multiplied as dense columns: the cost of sparse ones grows with the
    square of the reports that share them.
    """
    is_common = np.bincount(matrix.indices, minlength=matrix.shape[1]) > COMMON * matrix.shape[0]
    rare = csr_array(matrix[:, np.flatnonzero(~is_common)])
    common = matrix[:, np.flatnonzero(is_common)].toarray()
    gram: Floats = (rare @ rare.T).toarray()
    # Threads would part the sums of a product, and so change its last digits with their number.
    with threadpool_limits(limits=1, user_api="blas"):
        gram += common @ common.T
    return gram


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How alike any two reports are to each code, by the products of the features that it may look at.

    `gram` has the products of all features, 1 added for the intercept; `hidden` has features, one row a
    report, with the codes (yes or no for each) that may not look at them.
    """

    gram: Floats
    hidden: Sequence[tuple[csr_array, NDArray[np.bool_]]] = ()


def fitted_duals(alike: Alike, carried: NDArray[np.bool_], strengths: Floats) -> Floats:
    """How much each report counts in the weights of each code, shape (reports, codes).

    `carried` tells which report carries which code and `strengths` how much a misfit there costs beside half
    the squared length of the weights, 0 where the report teaches nothing; both have this shape too. The
    intercept is penalised like a weight. The loss is strictly convex: its minimum is unique. It is sought by
    Newton's method with conjugate gradients within each step (Lin, Weng & Keerthi 2008, JMLR 9), every code
    by itself in one product of matrices for all. The direction of a step is a rough one and sought in single
    precision; where it leads is judged in double. The result does not depend on the number of cores.
    """
    # As in `gram_of`.
    with threadpool_limits(limits=1, user_api="blas"):
        found = _sought(
            _Products.of(alike, np.float64),
            _Products.of(alike, np.float32),
            np.ascontiguousarray(carried.T),
            np.ascontiguousarray(strengths.T),
        )
    return np.ascontiguousarray(found.T)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Products:
    """The products of features in one precision. From here on a code is a row, together in memory."""

    gram: NDArray[Any]
    hidden: Sequence[tuple[NDArray[Any], NDArray[np.bool_]]]

    @classmethod
    def of(cls, alike: Alike, precision: type[np.floating[Any]]) -> _Products:
        return cls(
            gram=alike.gram.astype(precision),
            hidden=[(features.toarray().astype(precision), blind) for features, blind in alike.hidden],
        )

    def times(self, duals: NDArray[Any], codes: NDArray[np.intp]) -> NDArray[Any]:
        """The scores that these duals of some codes make, shape (codes, reports)."""
        scores: NDArray[Any] = duals @ self.gram
        for features, is_blind in self.hidden:
            blind = np.flatnonzero(is_blind[codes])
            if len(blind):
                scores[blind] -= (duals[blind] @ features) @ features.T
        return scores


def _sought(exact: _Products, rough: _Products, carried: NDArray[np.bool_], strengths: Floats) -> Floats:
    found = np.zeros(carried.shape)
    codes = np.arange(len(carried))
    slope = strengths * (carried - 0.5)
    scale = np.sqrt(np.maximum(_sums(slope, exact.times(slope, codes)), ROUNDING))
    state = _State.at_zero(carried, strengths)
    for _ in range(MAX_STEPS):
        chances = expit(state.scores)
        lacking = state.strengths * (state.carried - chances) - state.duals
        pulled = exact.times(lacking, codes)
        left = np.sqrt(np.maximum(_sums(lacking, pulled), 0.0)) / scale[codes]
        found[codes] = state.duals
        open_ = left >= TOLERANCE
        codes, state = codes[open_], state.of(open_)
        if not len(codes):
            break
        step = _direction(
            rough,
            codes,
            curvature=state.strengths * (chances * (1.0 - chances))[open_],
            lacking=lacking[open_],
            pulled=pulled[open_],
            exactness=np.minimum(LOOSEST, np.sqrt(left[open_])),
        )
        state = _moved(state, step, exact.times(step, codes), _sums(step, pulled[open_]))
    return found


def _sums(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """The scalar product of each row with its fellow, in their precision."""
    return np.asarray(np.einsum("ij,ij->i", one, other))


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
            carried=self.carried[codes],
            strengths=self.strengths[codes],
            duals=self.duals[codes],
            scores=self.scores[codes],
            loss=self.loss[codes],
        )


def _loss(duals: Floats, scores: Floats, carried: NDArray[np.bool_], strengths: Floats) -> Floats:
    misfits = np.logaddexp(0.0, np.where(carried, -scores, scores))
    return np.asarray((0.5 * duals * scores + strengths * misfits).sum(axis=1), dtype=np.float64)


def _direction(
    rough: _Products,
    codes: NDArray[np.intp],
    *,
    curvature: Floats,
    lacking: Floats,
    pulled: Floats,
    exactness: Floats,
) -> Floats:
    """A step of the duals.

    A code whose step is exact enough is done with, so that those that need longer are sought alone.
    """
    rest, seen, bends = (part.astype(np.float32) for part in (lacking, pulled, curvature))
    way, step = rest, np.zeros_like(rest)
    on = np.arange(len(codes))
    size = _sums(rest, seen)
    enough = exactness**2 * size
    for _ in range(MAX_SUBSTEPS):
        goes_on = size > enough[on]
        if not goes_on.all():
            on, size = on[goes_on], size[goes_on]
            rest, way, seen, bends = rest[goes_on], way[goes_on], seen[goes_on], bends[goes_on]
        if not len(on):
            break
        bent = way + bends * seen
        length = (size / _sums(bent, seen))[:, None]
        step[on] += length * way
        rest = rest - length * bent
        rest_pulled = rough.times(rest, codes[on])
        after = _sums(rest, rest_pulled)
        turn = (after / size)[:, None]
        way, seen, size = rest + turn * way, rest_pulled + turn * seen, after
    return step.astype(np.float64)


def _moved(state: _State, step: Floats, change: Floats, fall: Floats) -> _State:
    """The state after the step, which is halved for codes whose loss would not fall enough."""
    length = np.ones((len(step), 1))
    for _ in range(MAX_HALVINGS):
        duals, scores = state.duals + length * step, state.scores + length * change
        loss = _loss(duals, scores, state.carried, state.strengths)
        too_far = loss > state.loss - LEAST_GAIN * length[:, 0] * fall + ROUNDING * np.abs(state.loss)
        if not too_far.any():
            break
        length = np.where(too_far[:, None], length / 2, length)
    return replace(state, duals=duals, scores=scores, loss=loss)
