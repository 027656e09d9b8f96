"""`coding.agreeing_sets` for many reports at once: sets of codes as bits, one number a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coprod_review.coding.agreeing_sets import Tie
from coprod_review.coding.answers import Floats
from coprod_review.coding.code_bits import Bits, Codes, bits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleBits:
    """As `agreeing_sets.Possible`; `chances` has shape (codes, reports), `with_next` adds the next code."""

    names: Codes
    bits: Bits
    given: Bits
    chances: Floats
    least_chance: float
    is_ruled_out: NDArray[np.bool_]
    with_next: Callable[[Bits], Bits]

    def alone(self, bit: int) -> Bits:
        """As `Possible.alone`."""
        return np.where((self.given == bit) & ~self.is_ruled_out, bit, self.bits | bit)

    def without(self, bit: int, code: str) -> Bits:
        """As `Possible.without`."""
        left = self.bits & ~bit
        is_kept = ((self.given & bit) > 0) | (left == 0) | self.is_ruled_out
        is_alone = (left == self.given) & ((left & (left - 1)) == 0)
        known = np.maximum(self.chances, 0.0)
        others = 1.0 - known[self.names.index(code)]
        is_improbable = is_alone & (self._chance_of(left, known) <= self.least_chance * others)
        return np.where(is_kept | is_improbable, self.bits, left)

    def _chance_of(self, bits: Bits, known: Floats) -> Floats:
        """The probability of the single code of each set; 0 where it has another number of codes."""
        found = np.zeros(len(bits))
        for place in range(len(self.names)):
            found = np.where(bits == 1 << place, known[place], found)
        return found


def agreeing_bits(tie: Tie, governing: Bits, names: Codes, bound: PossibleBits) -> Bits:
    """The codes that stay possible in the bound dimension; as they are where either has no answer."""
    bit, bound_bit = bits_of(names, (tie.code,)), bits_of(bound.names, (tie.bound_code,))
    has_it, is_alone = (governing & bit) > 0, governing == bit
    if tie.is_forced:
        opened = np.where(has_it, bound.bits | bound_bit, bound.bits)
        found = np.where(is_alone, bound.alone(bound_bit), opened)
    else:
        widened = np.where(bound.bits == bound_bit, bound.with_next(bound.bits), bound.bits)
        found = np.where(has_it, widened, bound.without(bound_bit, tie.bound_code))
        found = np.where(is_alone, bound.bits, found)
    is_coded: NDArray[np.bool_] = (governing > 0) & (bound.bits > 0)
    return np.where(is_coded, found, bound.bits)
