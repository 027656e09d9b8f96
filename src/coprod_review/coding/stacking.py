"""The scores that the combination learns from: what each coder says, seen from each outer fold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coprod_review.coding.settled_sides import ALL_SETTLED, CLASSIFIER, fold_left_out
from coprod_review.model.coding import Coding

LEAST_PROBABILITY = 1e-4
"""Probabilities of the classifier are held this far from 0 and 1 before their log odds are taken."""

OTHER_CODERS = ("rules", "lineage")
VALUES = (f"{CLASSIFIER} log odds", *(f"{c} {kind}" for c in OTHER_CODERS for kind in ("score", "answer")))
"""The names of what is said of a code, in order."""

Place = tuple[str, str]
"""A report and a dimension."""


@dataclass(frozen=True, kw_only=True)
class Scored:
    """The scores of all coders, by coder and place; the classifier once for each side it was trained on."""

    classifier: Mapping[int, Mapping[Place, Coding]]
    others: Mapping[str, Mapping[Place, Coding]]

    def fold_of(self, place: Place) -> int:
        """The outer fold of a settled place: the one whose training side does not hold it.

        Sides that have learned nothing of the dimension do not count: they hold none of its places.
        """
        sides = {k: self.classifier[k] for k in self._sides_of[place[1]]}
        folds = [k for k, found in sides.items() if place not in found]
        return folds[0] if len(folds) == 1 else ALL_SETTLED

    @cached_property
    def _sides_of(self) -> defaultdict[str, list[int]]:
        """The sides without a fold that have learned anything of a dimension."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for k, side in self.classifier.items():
            for dimension in sorted({name for _, name in side}) if k != ALL_SETTLED else ():
                found[dimension].append(k)
        return found


def scored_by(
    *,
    rules: Sequence[Coding],
    lineage: Sequence[Coding],
    classifier: Sequence[Coding],
    inner: Sequence[Coding],
) -> Scored:
    """The scores of all coders, by place."""
    sides: dict[int, list[Coding]] = {fold_left_out(name): [] for name in sorted({c.coder for c in inner})}
    for coding in inner:
        sides[fold_left_out(coding.coder)].append(coding)
    sides[ALL_SETTLED] = list(classifier)
    return Scored(
        classifier={k: {(c.report_id, c.dimension): c for c in side} for k, side in sides.items()},
        others={
            name: {(c.report_id, c.dimension): c for c in codings}
            for name, codings in (("rules", rules), ("lineage", lineage))
        },
    )
