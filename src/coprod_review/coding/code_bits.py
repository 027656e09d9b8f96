"""Sets of codes as whole numbers, a bit for each code, so that many answers are compared at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from coprod_review.model.codebook import Codebook, Constraint

Bits = NDArray[np.int64]
Codes = tuple[str, ...]


def codes_by_dimension(codebook: Codebook, dimensions: Iterable[str]) -> dict[str, Codes]:
    """The codes of each dimension in the order of their bits."""
    return {name: tuple(sorted(codebook.dimensions[name].codes)) for name in dimensions}


def bits_of(codes: Sequence[str], answer: Iterable[str]) -> int:
    """An answer as a number, by the codes of its dimension; 0 without a code."""
    return sum(1 << codes.index(code) for code in answer)


def answer_of(codes: Sequence[str], bits: int) -> Codes:
    """The answer of a number, sorted."""
    return tuple(code for i, code in enumerate(codes) if bits >> i & 1)


def bound_together(dimensions: Sequence[str], codebook: Codebook) -> list[tuple[str, ...]]:
    """The dimensions in groups that no constraint of the codebook joins to each other."""
    left = list(dimensions)
    ties = [{*c.when, *c.then} & set(left) for c in codebook.constraints]
    groups = []
    while left:
        bound = {left[0]}
        while any(tie & bound and not tie <= bound for tie in ties):
            bound |= {d for tie in ties if tie & bound for d in tie}
        groups.append(tuple(sorted(bound)))
        left = [d for d in left if d not in bound]
    return groups


def broken(
    constraint: Constraint, given: Mapping[str, Bits], codes: Mapping[str, Codes]
) -> NDArray[np.bool_]:
    """Where answers, in bits by dimension, break the constraint; what was not answered breaks nothing."""
    n = len(next(iter(given.values())))
    if any(dimension not in given for dimension in constraint.when):
        return np.zeros(n, dtype=bool)
    holds = np.ones(n, dtype=bool)
    for dimension, code in constraint.when.items():
        holds &= given[dimension] == bits_of(codes[dimension], (code,))
    differs = np.zeros(n, dtype=bool)
    for dimension, code in constraint.then.items():
        if dimension in given:
            differs |= (given[dimension] > 0) & (given[dimension] != bits_of(codes[dimension], (code,)))
    return holds & differs
