"""The combination of one dimension learned anew on every side of the folds, and what it says of targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coprod_review.coding.answers import Answer, AnswerSpace, Floats
from coprod_review.coding.code_bits import Bits, bits_of
from coprod_review.coding.column_weights import ColumnWeights, fit_column_weights
from coprod_review.coding.conformal import conformal_quantile
from coprod_review.coding.score_columns import WITHOUT_SIDE, ScoreColumns
from coprod_review.coding.settled_sides import ALL_SETTLED, learnable_codes
from coprod_review.model.teaching import is_teaching

NO_SIDE = -2
"""In place of a side: the report was not scored, or nothing could be learned."""

Indices = NDArray[np.intp]
Starts = dict[tuple[str, int, tuple[str, ...]], Floats]
"""Parameters of a first fit by dimension, side and codes, from which similar ones start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFit:
    """What one side has taught, with the misfits of its own settled answers out of fold.

    `n_reports` counts the settled reports with each answer, which has those of teaching texts beside it.
    """

    weights: ColumnWeights
    answers: tuple[Answer, ...]
    misfits: Floats
    n_reports: Counter[Answer]


@dataclass(frozen=True, kw_only=True)
class DimensionRefit:
    """What the combination says of the targets in one dimension, those that are settled out of fold.

    `targets` are places in the columns, -1 where these lack the report; `side_of` is the side that codes
    each, or NO_SIDE. Arrays by target: `best` is the most probable answer in bits, `code_chances` has shape
    (codes, targets), -1 for codes that the side has not learned.
    """

    columns: ScoreColumns
    targets: Indices
    side_of: Indices
    fits: Mapping[int, SideFit]
    best: Bits
    code_chances: Floats
    logs: Mapping[int, Floats]

    @cached_property
    def bits_by_side(self) -> dict[int, Bits]:
        """The answers of the space of each side in bits."""
        return {
            k: np.array([bits_of(self.columns.codes, a) for a in fit.weights.space.answers], dtype=np.int64)
            for k, fit in self.fits.items()
        }

    def logs_of(self, target: int) -> dict[Answer, float]:
        """The log probability of every answer to one target; empty where nothing was learned."""
        side = int(self.side_of[target])
        if side not in self.fits:
            return {}
        answers = self.fits[side].weights.space.answers
        return dict(zip(answers, self.logs[side][:, self._at[target]].tolist(), strict=True))

    @cached_property
    def _at(self) -> Indices:
        """The place of each target among those of its side."""
        at = np.zeros(len(self.targets), dtype=np.intp)
        for side in self.fits:
            here = np.flatnonzero(self.side_of == side)
            at[here] = np.arange(len(here))
        return at

    def chances(self, given: Bits) -> Floats:
        """The probability of one answer to each target; 0 for an answer outside the space."""
        found = np.zeros(len(self.targets))
        for side, bits in self.bits_by_side.items():
            here = np.flatnonzero(self.side_of == side)
            is_given = bits[:, None] == given[here]
            found[here] = np.where(is_given, np.exp(self.logs[side]), 0.0).sum(axis=0)
        return found

    def possible(self, *, coverage: float, per_code_from: int) -> Bits:
        """The codes of every answer that cannot be ruled out, as `combine_and_keep` sets them down."""
        left = np.zeros(len(self.targets), dtype=np.int64)
        for side, fit in self.fits.items():
            bits = self.bits_by_side[side]
            limits = _limits(fit, coverage=coverage, per_code_from=per_code_from)
            here = np.flatnonzero(self.side_of == side)
            stays = 1.0 - np.exp(self.logs[side]) <= limits[:, None]
            union = np.bitwise_or.reduce(np.where(stays, bits[:, None], 0), axis=0)
            is_one_of_several = (stays & (bits[:, None] == union)).any(axis=0) & (stays.sum(axis=0) > 1)
            left[here] = np.where(is_one_of_several, self.with_next_code(union, here), union)
        return left

    def with_next_code(self, bits: Bits, targets: Indices) -> Bits:
        """Sets of codes with the most probable other code added; as they are where there is none."""
        places = np.arange(len(self.columns.codes))
        chances = self.code_chances[:, targets]
        is_outside = (bits[None, :] >> places[:, None] & 1 == 0) & (chances >= 0)
        following = np.where(is_outside, chances, -1.0).argmax(axis=0)
        return np.where(is_outside.any(axis=0), bits | (1 << following), bits)


def refitted(
    dimension: str,
    columns: ScoreColumns,
    answers: Mapping[str, Answer],
    targets: Indices,
    *,
    multiple: bool,
    starts: Starts,
) -> DimensionRefit:
    """Learn the combination of a dimension on every side, and code the targets with it.

    `answers` are the settled answers by report. What is learned is what `combine_and_keep` learns, up to the
    last digits.
    """
    settled = np.zeros(len(columns.reports), dtype=bool)
    settled[[columns.place[r] for r in answers if r in columns.place]] = True
    has_fold = settled | (columns.folds == WITHOUT_SIDE)
    side_of = np.where(targets < 0, NO_SIDE, np.where(has_fold, columns.folds, ALL_SETTLED)[targets])
    fits = {
        k: fit
        for k in sorted(columns.odds)
        for fit in [_fit(dimension, columns, answers, settled, k, multiple=multiple, starts=starts)]
        if fit is not None
    }
    side_of = np.where(np.isin(side_of, list(fits)), side_of, NO_SIDE)
    best = np.zeros(len(targets), dtype=np.int64)
    code_chances = np.full((len(columns.codes), len(targets)), -1.0)
    logs = {}
    for k, fit in fits.items():
        here = np.flatnonzero(side_of == k)
        space = fit.weights.space
        values = columns.values(space.codes, targets[here], side=ALL_SETTLED)
        logs[k] = fit.weights.log_answers(values)
        bits = np.array([bits_of(columns.codes, answer) for answer in space.answers], dtype=np.int64)
        best[here] = bits[logs[k].argmax(axis=0)] if len(here) else 0
        rows = np.array([columns.codes.index(code) for code in space.codes], dtype=np.intp)
        code_chances[np.ix_(rows, here)] = fit.weights.code_chances(values)
    return DimensionRefit(
        columns=columns,
        targets=targets,
        side_of=side_of,
        fits=fits,
        best=best,
        code_chances=code_chances,
        logs=logs,
    )


def _fit(
    dimension: str,
    columns: ScoreColumns,
    settled_here: Mapping[str, Answer],
    settled: NDArray[np.bool_],
    k: int,
    *,
    multiple: bool,
    starts: Starts,
) -> SideFit | None:
    """The combination learned from all settled reports but those of fold `k`; its misfits out of fold."""
    taught = np.flatnonzero(settled & columns.known_to(k))
    answers = [settled_here[columns.reports[i]] for i in taught]
    codes = learnable_codes(answers)
    if len(codes) < 2:
        return None
    space = AnswerSpace.over(codes, multiple=multiple)
    values = columns.values(codes, taught, side=k)
    key = (dimension, k, codes)
    places = space.index(answers)
    weights = fit_column_weights(space, values, places, start=starts.get(key, starts.get(_first(key))))
    starts.setdefault(key, weights.parameters)
    folds = columns.folds[taught]
    given = np.where(places >= 0, space.members()[places].T, 0.0)
    chances = np.zeros(len(taught))
    for m in sorted(set(folds.tolist())):
        others = np.flatnonzero(folds != m)
        model = fit_column_weights(space, values[:, :, others], places[others], start=weights.parameters)
        here = np.flatnonzero(folds == m)
        chances[here] = np.exp(model.log_given(values[:, :, here], given[:, here]))
    misfits = 1.0 - np.where(places >= 0, chances, 0.0)
    n_reports = Counter(
        answer
        for place, answer in zip(taught.tolist(), answers, strict=True)
        if not is_teaching(columns.reports[place])
    )
    return SideFit(weights=weights, answers=tuple(answers), misfits=misfits, n_reports=n_reports)


def _first(key: tuple[str, int, tuple[str, ...]]) -> tuple[str, int, tuple[str, ...]]:
    """The side of all settled reports, which comes first, with the same codes."""
    return (key[0], ALL_SETTLED, key[2])


def _limits(fit: SideFit, *, coverage: float, per_code_from: int) -> Floats:
    """The greatest misfit at which each answer of the space stays possible: its own, else the common one."""
    common = conformal_quantile(fit.misfits.tolist(), coverage=coverage)
    by_answer: dict[Answer, list[float]] = {}
    for answer, misfit in zip(fit.answers, fit.misfits.tolist(), strict=True):
        by_answer.setdefault(answer, []).append(misfit)
    return np.array(
        [
            conformal_quantile(by_answer[answer], coverage=coverage)
            if fit.n_reports[answer] >= max(per_code_from, 1)
            else common
            for answer in fit.weights.space.answers
        ]
    )


def with_answers(refit: DimensionRefit, possible: Bits, given: Bits, *, least_chance: float) -> Bits:
    """The codes that stay possible and those of the answer that is given; 0 where none is.

    Never the answer alone where it was ruled out, or is not more probable than `least_chance`.
    """
    is_in = (given & ~possible) == 0
    is_unlikely = (possible == given) & (refit.chances(given) <= least_chance)
    joined = possible | given
    with_next = np.where(joined == given, refit.with_next_code(joined, np.arange(len(given))), joined)
    return np.where(given > 0, np.where(is_in & ~is_unlikely, possible, with_next), 0)
