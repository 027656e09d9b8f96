"""What rules say of pairs of records, and the facts of the two sides that they ask for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.columns import Columns
from coprod_review.dedupe.titles import Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A verdict on pairs, the rule that gives it, and what the rule saw.

    `firm` tells of a "distinct" or "maybe" that a fact speaks for, so that it keeps the two apart even where
    a third record equals both; without it the two were only not alike enough.
    """

    verdict: str
    rule: str
    because: str
    firm: bool = False


def duplicate_as(rule: str, because: str) -> Ruling:
    """A "duplicate"."""
    return Ruling(verdict="duplicate", rule=rule, because=because)


def loosely_distinct_as(rule: str, because: str) -> Ruling:
    """A "distinct" of two records that are only not alike enough."""
    return Ruling(verdict="distinct", rule=rule, because=because)


def distinct_as(rule: str, because: str) -> Ruling:
    """A firm "distinct"."""
    return Ruling(verdict="distinct", rule=rule, because=because, firm=True)


def maybe_as(rule: str, because: str) -> Ruling:
    """A "maybe", which goes to people."""
    return Ruling(verdict="maybe", rule=rule, because=because)


def only_by_people(rule: str, because: str) -> Ruling:
    """A firm "maybe": people may join the two, and a third record may not."""
    return Ruling(verdict="maybe", rule=rule, because=because, firm=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The facts of the two records of each pair that guards and rules ask for beside the comparison."""

    columns: Columns
    pairs: Pairs

    def either(self, mask: Mask) -> Mask:
        """Whether one record or both are in a mask of the records."""
        return np.asarray(mask[self.pairs[:, 0]] | mask[self.pairs[:, 1]])

    def both(self, mask: Mask) -> Mask:
        """Whether both records are in a mask of the records."""
        return np.asarray(mask[self.pairs[:, 0]] & mask[self.pairs[:, 1]])

    def one(self, mask: Mask) -> Mask:
        """Whether just one of the records is in a mask of the records."""
        return np.asarray(mask[self.pairs[:, 0]] ^ mask[self.pairs[:, 1]])

    def typed(self, *types: str) -> Mask:
        """Which records are of one of the types."""
        codes = [code for code, name in enumerate(self.columns.types) if name in types]
        return np.isin(self.columns.type, codes)
