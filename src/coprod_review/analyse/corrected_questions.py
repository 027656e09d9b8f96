"""What is estimated from the gold sample: shares, shares among reports on safety, cells, and differences."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from coprod_review.analyse.corrected_estimates import Reals
from coprod_review.analyse.gold_sample import Answer, Place
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.fixed_codes import PUBLIC, SERVICE

ROWS, COLUMNS = "tradition", "framing"
"""The dimensions of the cells; of these two the differences between codes are estimated as well."""

ON_SAFETY = f"{COLUMNS} is not {NONE_CODE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """That a report has a code in a dimension or, where `is_met` is False, that it does not."""

    dimension: str
    code: str
    is_met: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Reports that meet every condition, by the codes that name them in a table."""

    code: str
    conditions: tuple[Condition, ...]
    framing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Parts of the reports that are estimated together, from the reports settled in all `dimensions`.

    The parts are shares of the reports that meet `whole` (of all, where it is empty), which `among` names.
    `differences` are pairs of parts, by their places; no report is in both.
    """

    measure: str
    dimensions: tuple[str, ...]
    parts: tuple[Part, ...]
    differences: tuple[tuple[int, int], ...] = ()
    whole: tuple[Condition, ...] = ()
    among: str = ""


def questions(codebook: Codebook) -> list[Question]:
    """All that is estimated, in the order of the table."""
    found = [_shares(codebook, name) for name in codebook.dimensions]
    if {ROWS, COLUMNS} <= set(codebook.dimensions):
        found += [_among_safety(codebook), _cells(codebook)]
    return found


def settled_values(
    parts: Sequence[Sequence[Condition]], reports: Sequence[str], answers: Mapping[Place, Answer]
) -> Reals:
    """1 where a report (last axis) meets all conditions by its settled answers, else 0."""
    return _values(
        parts, reports, lambda report, c: float((c.code in answers[report, c.dimension]) is c.is_met)
    )


def predicted_values(
    parts: Sequence[Sequence[Condition]], reports: Sequence[str], machine: Mapping[Place, Coding]
) -> Reals:
    """The probability by the machine that a report meets the conditions, dimensions taken as independent.

    Shape (parts, reports), as that of `settled_values` and `given_values`.

    An abstention is no gap: its probabilities stand. Where the machine has no coding or does not know the
    code, the probability of the code is 0, and the sample corrects that.
    """

    def probability(report: str, condition: Condition) -> float:
        coding = machine.get((report, condition.dimension))
        of_code = coding.scores.get(condition.code, 0.0) if coding else 0.0
        return of_code if condition.is_met else 1 - of_code

    return _values(parts, reports, probability)


def given_values(
    parts: Sequence[Sequence[Condition]], reports: Sequence[str], machine: Mapping[Place, Coding]
) -> Reals:
    """1 where a report meets all conditions by the machine's most probable answer, else 0, for each part."""

    def given(report: str, condition: Condition) -> float:
        coding = machine.get((report, condition.dimension))
        return float((coding is not None and condition.code in coding.codes) is condition.is_met)

    return _values(parts, reports, given)


def _values(
    parts: Sequence[Sequence[Condition]], reports: Sequence[str], value: Callable[[str, Condition], float]
) -> Reals:
    """The product of the conditions' values: a row for each part, a column for each report."""
    rows = [[math.prod(value(report, c) for c in part) for report in reports] for part in parts]
    return np.array(rows, dtype=float).reshape(len(parts), len(reports))


def _shares(codebook: Codebook, name: str) -> Question:
    codes = tuple(codebook.dimensions[name].codes)
    return Question(
        measure="share",
        dimensions=(name,),
        parts=tuple(Part(code=code, conditions=(Condition(dimension=name, code=code),)) for code in codes),
        differences=tuple(combinations(range(len(codes)), 2)) if name in (ROWS, COLUMNS) else (),
    )


def _among_safety(codebook: Codebook) -> Question:
    codes = tuple(codebook.dimensions[ROWS].codes)
    on_safety = Condition(dimension=COLUMNS, code=NONE_CODE, is_met=False)
    known = PUBLIC in codes and SERVICE in codes
    return Question(
        measure="share",
        dimensions=(ROWS, COLUMNS),
        parts=tuple(
            Part(code=code, conditions=(Condition(dimension=ROWS, code=code), on_safety)) for code in codes
        ),
        differences=((codes.index(PUBLIC), codes.index(SERVICE)),) if known else (),
        whole=(on_safety,),
        among=ON_SAFETY,
    )


def _cells(codebook: Codebook) -> Question:
    return Question(
        measure="cell",
        dimensions=(ROWS, COLUMNS),
        parts=tuple(
            Part(
                code=row,
                framing=column,
                conditions=(
                    Condition(dimension=ROWS, code=row),
                    Condition(dimension=COLUMNS, code=column),
                ),
            )
            for row in codebook.dimensions[ROWS].codes
            for column in codebook.dimensions[COLUMNS].codes
        ),
    )
