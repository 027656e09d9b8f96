"""Coefficients of agreement between coders, on single tables and on stacks of resampled ones.

A table of two coders counts reports by the answer of one (rows) and of the other (columns), over the same
list of answers. Leading axes are draws. An undefined coefficient is NaN.
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coprod_review.model.resampling import Reals, beyond_chance, percent_agreement, ratio

Answers = frozenset[str]


def gwet_ac1(tables: NDArray[Any], *, n_answers: int) -> Reals:
    """Gwet's AC1 (2008): agreement beyond a chance that prevalence cannot drive to one.

    `n_answers` is the number of answers that could be given, be they seen or not.
    """
    return beyond_chance(percent_agreement(tables), chance_of_ac1(tables, n_answers=n_answers))


def chance_of_ac1(tables: NDArray[Any], *, n_answers: int) -> Reals:
    """The agreement by chance that AC1 allows for; NaN where a single answer could be given."""
    n = tables.sum(axis=(-2, -1))
    share = ratio(tables.sum(axis=-1) + tables.sum(axis=-2), 2 * n[..., None])
    if n_answers < 2:
        return np.full(share.shape[:-1], np.nan)
    chance: Reals = (share * (1 - share)).sum(axis=-1) / (n_answers - 1)
    return chance


def pairwise_alpha(tables: NDArray[Any], distances: Reals) -> Reals:
    """Krippendorff's alpha of two coders who both answered.

    `distances` are those between answers as alpha takes them, squared where the metric asks for squares: 0
    and 1 for single codes, which squaring does not change, and the MASI distance as it stands, unsquared, as
    in Passonneau (2006).
    """
    chance = chance_of_alpha(tables.sum(axis=-1) + tables.sum(axis=-2), distances)
    return beyond_chance(mean_closeness(tables, distances), chance)


def chance_of_alpha(given: NDArray[Any], distances: Reals) -> Reals:
    """How close two of the answers given are on average, whoever gave them; `given` counts each answer."""
    total = given.sum(axis=-1)
    return 1 - ratio(((given @ distances) * given).sum(axis=-1), total * (total - 1))


def alpha_of_units(counts: NDArray[Any], distances: Reals, *, draws: NDArray[Any] | None = None) -> Reals:
    """Krippendorff's alpha of any number of coders, of whom each may have missed units (Krippendorff 2011).

    `counts` are units by answers: how many coders gave the answer. Units with fewer than two answers pair
    nothing and are passed over. `draws` are draws by units: how often each draw has each unit; the result has
    one value a draw, or one value alone without draws.
    """
    n_answers = counts.sum(axis=-1)
    counts = np.where((n_answers >= 2)[:, None], counts, 0).astype(float)
    pairable = counts.sum(axis=-1)
    disagreeing = ((counts @ distances) * counts).sum(axis=-1)
    within = ratio(disagreeing, pairable - 1)
    weights = np.ones((1, len(counts))) if draws is None else np.asarray(draws, dtype=float)
    given = weights @ counts
    total = given.sum(axis=-1)
    observed = ratio(weights @ np.nan_to_num(within), total)
    alpha = beyond_chance(1 - observed, chance_of_alpha(given, distances))
    return alpha[0] if draws is None else alpha


def mean_closeness(tables: NDArray[Any], distances: Reals) -> Reals:
    """One less the mean distance of the two answers to a report: 1 where all are the same."""
    return 1 - ratio((tables * distances).sum(axis=(-2, -1)), tables.sum(axis=(-2, -1)))


def nominal_distance(a: Hashable, b: Hashable) -> float:
    """0 for the same answer, else 1."""
    return float(a != b)


def masi_distance(a: Answers, b: Answers) -> float:
    """How far two sets of codes are apart, from 0 to 1 (Passonneau 2006): 1 - Jaccard x monotonicity.

    Monotonicity is 1 for the same set, 2/3 where one holds the other, 1/3 where they overlap, else 0.
    """
    if a == b:
        return 0.0
    common = a & b
    if not common:
        return 1.0
    monotonicity = Fraction(2, 3) if a <= b or b <= a else Fraction(1, 3)
    return float(1 - Fraction(len(common), len(a | b)) * monotonicity)
