"""Whether a dimension is a question for a report, which the codebook's constraints decide."""

from __future__ import annotations

from collections.abc import Callable

from coprod_review.model.codebook import NONE_CODE, Codebook


def forced_by(codebook: Codebook, dimension: str) -> tuple[tuple[str, str], ...]:
    """Answers elsewhere, as (dimension, code), that leave `dimension` no answer but none."""
    return tuple(
        next(iter(constraint.when.items()))
        for constraint in codebook.constraints
        if constraint.then.get(dimension) == NONE_CODE and len(constraint.when) == 1
    )


def is_asked(codebook: Codebook, dimension: str, codes_of: Callable[[str], tuple[str, ...]]) -> bool:
    """Whether the dimension is a question where `codes_of` gives a report's codes by dimension.

    It is not where another code forces the answer none: so the safety strategy is asked of reports on safety
    alone. Where the other dimension is undecided, a code other than none in any dimension that it would force
    shows that the question arises.
    """
    for other, code in forced_by(codebook, dimension):
        known = codes_of(other)
        if code in known:
            return False
        if not known and not any(
            codes_of(name) not in ((), (NONE_CODE,))
            for name in codebook.dimensions
            if (other, code) in forced_by(codebook, name)
        ):
            return False
    return True
