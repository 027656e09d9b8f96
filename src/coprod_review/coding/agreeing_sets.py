"""Sets of possible codes that agree with each other under the constraints of the codebook.

The set of each dimension is made by itself. So one could decide what another leaves open: a basis that is
implicit says that there is a tradition, while none may still be the answer there. Of two dimensions that a
constraint binds, the one that stands first in the codebook governs. Its set is not touched; the other one
loses the code that it rules out, and gains the code that it leaves possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.coding.answers import Answer
from coprod_review.model.codebook import Constraint


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What a constraint says of two dimensions: which code of one goes with which of the other.

    Where `is_forced`, a report with `code` must have `bound_code`; else one with `bound_code` must have
    `code`.
    """

    governing: str
    code: str
    bound: str
    bound_code: str
    is_forced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """The codes that are possible in a dimension, the answer given, and how probable each code is.

    No answer is left alone that the dimension's own set had ruled out (`is_ruled_out`), or whose probability,
    among what stays possible, is not above `least_chance`.
    """

    codes: frozenset[str]
    answer: Answer
    chances: Mapping[str, float]
    least_chance: float
    is_ruled_out: bool = False

    def alone(self, code: str) -> frozenset[str]:
        """The code alone if it is the answer and was possible, else what was possible and the code."""
        is_alone = self.answer == (code,) and not self.is_ruled_out
        return frozenset((code,)) if is_alone else self.codes | {code}

    def without(self, code: str) -> frozenset[str]:
        """What was possible but for the code; all of it where too improbable an answer would be alone."""
        left = self.codes - {code}
        if code in self.answer or not left or self.is_ruled_out:
            return self.codes
        others = 1.0 - self.chances.get(code, 0.0)
        is_alone = len(self.answer) == 1 and left == {*self.answer}
        if is_alone and self.chances.get(self.answer[0], 0.0) <= self.least_chance * others:
            return self.codes
        return left

    def with_next(self) -> frozenset[str]:
        """What was possible and the most probable code beside it."""
        outside = [(-chance, code) for code, chance in self.chances.items() if code not in self.codes]
        return self.codes | {min(outside)[1]} if outside else self.codes


def ties_of(constraints: Sequence[Constraint], dimensions: Sequence[str]) -> Iterator[Tie]:
    """What the constraints say of two dimensions each, these in the order of the codebook."""
    place = {name: i for i, name in enumerate(dimensions)}
    for constraint in constraints:
        if len(constraint.when) != 1:
            continue
        ((first, code),) = constraint.when.items()
        for other, other_code in constraint.then.items():
            if first not in place or other not in place:
                continue
            if place[first] < place[other]:
                yield Tie(governing=first, code=code, bound=other, bound_code=other_code, is_forced=True)
            else:
                yield Tie(governing=other, code=other_code, bound=first, bound_code=code, is_forced=False)


def agreeing_codes(tie: Tie, governing: frozenset[str], bound: Possible) -> frozenset[str]:
    """The codes that stay possible in the bound dimension, given those of the governing one."""
    is_open = tie.code in governing and len(governing) > 1
    if tie.is_forced:
        if governing == {tie.code}:
            return bound.alone(tie.bound_code)
        return bound.codes | {tie.bound_code} if is_open else bound.codes
    if tie.code not in governing:
        return bound.without(tie.bound_code)
    return bound.with_next() if is_open and bound.codes == {tie.bound_code} else bound.codes
