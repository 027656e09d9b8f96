"""Whether a dimension is a question for a report, which the codebook's constraints decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

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
    return _is_open(codebook, forced_by(codebook, dimension), codes_of)


def forced_first(codebook: Codebook, dimension: str) -> tuple[tuple[str, str], ...]:
    """Those of `forced_by` in dimensions that stand before it in the codebook.

    Where two dimensions force each other, the first is a question of its own.
    """
    order = list(codebook.dimensions)
    return tuple(
        (other, code)
        for other, code in forced_by(codebook, dimension)
        if order.index(other) < order.index(dimension)
    )


def arises(codebook: Codebook, dimension: str, codes_of: Callable[[str], tuple[str, ...]]) -> bool:
    """Whether a coder who gave these codes had to answer the dimension, which no earlier one forces."""
    return _is_open(codebook, forced_first(codebook, dimension), codes_of)


def arises_for_any(
    codebook: Codebook, dimension: str, answers: Iterable[Callable[[str], tuple[str, ...]]]
) -> bool:
    """Whether the dimension arises by the codes of any of several coders."""
    return any(arises(codebook, dimension, codes_of) for codes_of in answers)


def codes_of_coders(
    codes: Mapping[tuple[str, str, str], tuple[str, ...]], report_id: str, coders: Iterable[str]
) -> list[Callable[[str], tuple[str, ...]]]:
    """For each coder its codes of a report by dimension; `codes` are by report, dimension and coder."""

    def codes_of(coder: str) -> Callable[[str], tuple[str, ...]]:
        return lambda name: codes.get((report_id, name, coder), ())

    return [codes_of(coder) for coder in coders]


def _is_open(
    codebook: Codebook,
    forcing: Iterable[tuple[str, str]],
    codes_of: Callable[[str], tuple[str, ...]],
) -> bool:
    for other, code in forcing:
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
