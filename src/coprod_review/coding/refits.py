"""The combination learned anew without a pattern file or a coder, or at another abstention level.

Learned anew from the stored out-of-fold scores: the combination's weights and thresholds, on every side of
the folds. Kept as it was: the classifier, which has rule hits and lineage among its features and would take
minutes to train without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from coprod_review.coding.agreeing_bits import PossibleBits, agreeing_bits
from coprod_review.coding.agreeing_sets import ties_of
from coprod_review.coding.answers import Answer, Floats
from coprod_review.coding.code_bits import Bits, bits_of, bound_together, broken
from coprod_review.coding.conformal import LEAST_CHANCE
from coprod_review.coding.joint import joint_answers
from coprod_review.coding.refit_dimension import DimensionRefit, Starts, refitted, with_answers
from coprod_review.coding.score_columns import ScoreColumns
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.specification import ALL, CODER, LEVEL, PATTERNS, SHARED_WORDS, Specification

RULES = "rules"

Said = tuple[object, ...]
"""What the coders say of one dimension, as a key: two specifications with one key share their fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineAnswers:
    """The combination's answers to the targets in one dimension: answers in bits, 0 where it has none.

    `is_sure` tells where no other answer is possible, `confidence` is the probability of the answer.
    """

    given: Bits
    is_sure: NDArray[np.bool_]
    confidence: Floats


@dataclass(slots=True, kw_only=True)
class Refits:
    """Combinations under specifications; what two specifications have in common is learned once.

    `columns` holds the `judged` dimensions and those that constraints bind to them, whose level does not
    matter. `rules_without` gives codings of the rules under a departure by its slug, at least those that
    change; `answers` are the settled codes by dimension and report, teaching texts among both, and `targets`
    the reports to code, sorted.
    """

    columns: Mapping[str, ScoreColumns]
    rules_without: Callable[[str], Iterable[Coding]]
    answers: Mapping[str, Mapping[str, Answer]]
    targets: Sequence[str]
    judged: Sequence[str]
    codebook: Codebook
    coverage: float
    per_code_from: int
    least_chance: float = LEAST_CHANCE
    _starts: Starts = field(init=False, default_factory=dict)
    _rules: dict[str, Mapping[str, ScoreColumns]] = field(init=False, default_factory=dict)
    _fits: dict[Said, DimensionRefit] = field(init=False, default_factory=dict)
    _found: dict[tuple[Said, ...], Mapping[str, MachineAnswers]] = field(init=False, default_factory=dict)

    def answers_under(self, specification: Specification) -> dict[str, MachineAnswers]:
        """The combination's answers by dimension, those of settled places out of fold.

        Where the machine decides everything, it is sure of each answer that it has.
        """
        level = next(iter(specification.names(LEVEL)), "")
        coverage = self.coverage if level in ("", ALL) else float(level)
        keys = self._keys_under(specification)
        found: dict[str, MachineAnswers] = {}
        for group in bound_together(list(self.columns), self.codebook):
            levels = {d: coverage if d in self.judged else self.coverage for d in group}
            whole = tuple((*keys[d], levels[d]) for d in group)
            if whole not in self._found:
                self._found[whole] = self._joined({d: self._fits[keys[d]] for d in group}, levels)
            found |= self._found[whole]
        if level != ALL:
            return found
        return {
            d: MachineAnswers(given=a.given, is_sure=a.given > 0, confidence=a.confidence)
            for d, a in found.items()
        }

    def _keys_under(self, specification: Specification) -> dict[str, Said]:
        """What the coders say of each dimension under the specification, whatever its level; now learned."""
        gone = set(specification.names(CODER))
        slug = next((d.slug for d in specification.departures if d.kind in (PATTERNS, SHARED_WORDS)), "")
        keys: dict[str, Said] = {}
        for dimension, columns in self._rules_under(slug).items():
            is_changed = columns is not self.columns[dimension] and RULES not in gone
            left = columns.without(gone)
            key = (
                dimension,
                left.counts_classifier,
                tuple(sorted(left.said)),
                slug if is_changed and RULES in left.said else "",
            )
            keys[dimension] = key
            if key not in self._fits:
                targets = np.array([left.place.get(name, -1) for name in self.targets], dtype=np.intp)
                self._fits[key] = refitted(
                    dimension,
                    left,
                    self.answers.get(dimension, {}),
                    targets,
                    multiple=self.codebook.dimensions[dimension].multiple,
                    starts=self._starts,
                )
        return keys

    def _rules_under(self, slug: str) -> Mapping[str, ScoreColumns]:
        """The scores with the rules as they are under a departure; the same object where nothing changes."""
        if not slug:
            return self.columns
        if slug not in self._rules:
            changed: dict[str, dict[str, Coding]] = {}
            for coding in self.rules_without(slug):
                changed.setdefault(coding.dimension, {})[coding.report_id] = coding
            self._rules[slug] = {
                d: columns.with_said(RULES, changed.get(d, {})) for d, columns in self.columns.items()
            }
        return self._rules[slug]

    def _joined(
        self, refits: Mapping[str, DimensionRefit], levels: Mapping[str, float]
    ) -> dict[str, MachineAnswers]:
        """The most probable answers of dimensions that constraints bind, which break none together."""
        given = {d: refit.best.copy() for d, refit in refits.items()}
        for target in np.flatnonzero(self._breaks(given)).tolist():
            logs = {d: found for d, refit in refits.items() if (found := refit.logs_of(target))}
            for dimension, answer in joint_answers(logs, self.codebook.constraints).items():
                given[dimension][target] = bits_of(self.columns[dimension].codes, answer)
        possible = self._possible(refits, given, levels)
        return {
            d: MachineAnswers(
                given=given[d],
                is_sure=(given[d] > 0) & (possible[d] == given[d]),
                confidence=refit.chances(given[d]),
            )
            for d, refit in refits.items()
        }

    def _possible(
        self, refits: Mapping[str, DimensionRefit], given: Mapping[str, Bits], levels: Mapping[str, float]
    ) -> dict[str, Bits]:
        """The codes that stay possible, in sets that agree under the constraints."""
        own = {
            d: refit.possible(coverage=levels[d], per_code_from=self.per_code_from)
            for d, refit in refits.items()
        }
        possible = {
            d: with_answers(refit, own[d], given[d], least_chance=self.least_chance)
            for d, refit in refits.items()
        }
        everywhere = np.arange(len(self.targets))
        for tie in ties_of(self.codebook.constraints, list(self.codebook.dimensions)):
            if tie.governing not in possible or tie.bound not in possible:
                continue
            refit = refits[tie.bound]
            bound = PossibleBits(
                names=refit.columns.codes,
                bits=possible[tie.bound],
                given=given[tie.bound],
                chances=refit.code_chances,
                least_chance=self.least_chance,
                is_ruled_out=(given[tie.bound] & ~own[tie.bound]) > 0,
                with_next=partial(refit.with_next_code, targets=everywhere),
            )
            names = refits[tie.governing].columns.codes
            possible[tie.bound] = agreeing_bits(tie, possible[tie.governing], names, bound)
        return possible

    def _breaks(self, given: Mapping[str, Bits]) -> NDArray[np.bool_]:
        """Which targets have answers that break a constraint of the codebook."""
        found = np.zeros(len(self.targets), dtype=bool)
        for constraint in self.codebook.constraints:
            found |= broken(constraint, given, {d: self.columns[d].codes for d in given})
        return found
