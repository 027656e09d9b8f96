"""The combination learned anew without a pattern file or a coder, or at another abstention level.

Learned anew from the stored out-of-fold scores: the combination's weights and thresholds, on every side of
the folds. Kept as it was: the classifier, which has rule hits and lineage among its features and would take
minutes to train without them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coprod_review.coding.answers import Answer
from coprod_review.coding.combine import Combination, code_by_combination, learn_combination
from coprod_review.coding.material import ALL_SETTLED
from coprod_review.coding.stacking import Place, Scored
from coprod_review.coding.trained_classifier import CODER as CLASSIFIER
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.specification import ALL, CODER, LEVEL, PATTERNS, SHARED_WORDS, Specification

RULES = "rules"

NEUTRAL = 0.5
"""The probability that a classifier which is left out gives to every code: its log odds are 0."""

Table = Mapping[Place, Coding]
Said = tuple[object, ...]
"""What the coders say of one dimension, as a key: two specifications with one key share their fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The scores of one dimension, and their key."""

    scored: Scored
    said: Said


@dataclass(slots=True, kw_only=True)
class Refits:
    """Combinations under specifications; what two specifications have in common is learned once.

    `scored` holds the `judged` dimensions and those that constraints bind to them, whose level does not
    matter. `rules_without` gives the codings of the rules under a departure by its slug, `answers` are the
    settled codes by dimension and report, teaching texts among both, and `targets` the reports to code.
    """

    scored: Scored
    rules_without: Callable[[str], Iterable[Coding]]
    answers: Mapping[str, Mapping[str, Answer]]
    targets: Sequence[str]
    judged: Sequence[str]
    codebook: Codebook
    coverage: float
    per_code_from: int
    _silent: dict[int, Table] = field(init=False, default_factory=dict)
    _rules: dict[str, Table] = field(init=False, default_factory=dict)
    _parts: dict[tuple[str, ...], Mapping[str, _Part]] = field(init=False, default_factory=dict)
    _fits: dict[Said, Mapping[int, Combination]] = field(init=False, default_factory=dict)
    _codings: dict[tuple[Said, ...], list[Coding]] = field(init=False, default_factory=dict)

    def codings(self, specification: Specification) -> list[Coding]:
        """The combination's codings of the targets, those of settled places out of fold.

        Where the machine decides everything, each prediction set is its answer.
        """
        level = next(iter(specification.names(LEVEL)), "")
        coverage = self.coverage if level in ("", ALL) else float(level)
        parts = self._parts_under(specification)
        found: list[Coding] = []
        for group in _bound_together(list(parts), self.codebook):
            levels = {d: coverage if d in self.judged else self.coverage for d in group}
            keys = {d: (*parts[d].said, level_of_d) for d, level_of_d in levels.items()}
            whole = tuple(keys.values())
            if whole not in self._codings:
                fits = [self._fit(parts[d].scored, key, levels[d]) for d, key in keys.items()]
                self._codings[whole] = self._coded(_joined([parts[d].scored for d in group]), fits)
            found += self._codings[whole]
        return [replace(c, prediction_set=c.codes) for c in found] if level == ALL else found

    def _parts_under(self, specification: Specification) -> Mapping[str, _Part]:
        """What the coders say of each dimension under the specification, whatever its level."""
        slugs = tuple(d.slug for d in specification.departures if d.kind in (PATTERNS, SHARED_WORDS, CODER))
        if slugs not in self._parts:
            scored = self._scored_under(specification)
            split = {d: _only(scored, d) for d in _dimensions(scored)}
            self._parts[slugs] = {d: _Part(scored=part, said=_said(part)) for d, part in split.items()}
        return self._parts[slugs]

    def _scored_under(self, specification: Specification) -> Scored:
        """The scores of the coders that are left, the rules as they are under the specification."""
        gone = set(specification.names(CODER))
        slug = next((d.slug for d in specification.departures if d.kind in (PATTERNS, SHARED_WORDS)), "")
        if slug and slug not in self._rules:
            wanted = set(_dimensions(self.scored))
            self._rules[slug] = {
                (c.report_id, c.dimension): c for c in self.rules_without(slug) if c.dimension in wanted
            }
        others = dict(self.scored.others) | ({RULES: self._rules[slug]} if slug else {})
        return Scored(
            classifier=self._without_classifier() if CLASSIFIER in gone else self.scored.classifier,
            others={name: {} if name in gone else table for name, table in others.items()},
        )

    def _without_classifier(self) -> Mapping[int, Table]:
        """The classifier's places with nothing said of them."""
        if not self._silent:
            neutral = {
                name: dict.fromkeys(dimension.codes, NEUTRAL)
                for name, dimension in self.codebook.dimensions.items()
            }
            self._silent |= {
                k: {place: replace(c, scores=neutral[place[1]]) for place, c in side.items()}
                for k, side in self.scored.classifier.items()
            }
        return self._silent

    def _fit(self, scored: Scored, key: Said, coverage: float) -> Mapping[int, Combination]:
        """What each side of the folds teaches of one dimension."""
        if key not in self._fits:
            self._fits[key] = {
                k: learn_combination(
                    scored,
                    answers=self.answers,
                    without=k,
                    codebook=self.codebook,
                    coverage=coverage,
                    per_code_from=self.per_code_from,
                )
                for k in sorted(scored.classifier)
            }
        return self._fits[key]

    def _coded(self, scored: Scored, fits: Sequence[Mapping[int, Combination]]) -> list[Coding]:
        targets = set(self.targets)
        by_side: defaultdict[int, list[Place]] = defaultdict(list)
        for report, dimension in sorted(scored.classifier[ALL_SETTLED]):
            if report in targets:
                settled = report in self.answers.get(dimension, {})
                side = scored.fold_of((report, dimension)) if settled else ALL_SETTLED
                by_side[side].append((report, dimension))
        return [
            coding
            for k, places in sorted(by_side.items())
            for coding in code_by_combination(
                {name: fitted for fit in fits for name, fitted in fit[k].items()},
                scored,
                places,
                self.codebook,
            )
        ]


def _dimensions(scored: Scored) -> list[str]:
    return sorted({dimension for _, dimension in scored.classifier[ALL_SETTLED]})


def _only(scored: Scored, dimension: str) -> Scored:
    """The scores of one dimension."""

    def those(table: Table) -> Table:
        return {place: coding for place, coding in table.items() if place[1] == dimension}

    return Scored(
        classifier={k: those(side) for k, side in scored.classifier.items()},
        others={name: those(table) for name, table in scored.others.items()},
    )


def _joined(parts: Sequence[Scored]) -> Scored:
    """The scores of several dimensions together."""
    first = parts[0]
    return Scored(
        classifier={k: _union(p.classifier[k] for p in parts) for k in first.classifier},
        others={name: _union(p.others[name] for p in parts) for name in first.others},
    )


def _union(tables: Iterable[Table]) -> Table:
    return {place: coding for table in tables for place, coding in table.items()}


def _said(scored: Scored) -> Said:
    """What the coders say of one dimension, by content."""
    tables = [scored.classifier[ALL_SETTLED], *(scored.others[name] for name in sorted(scored.others))]
    return tuple(
        hash(tuple((place, c.codes, tuple(sorted(c.scores.items()))) for place, c in sorted(table.items())))
        for table in tables
    )


def _bound_together(dimensions: Sequence[str], codebook: Codebook) -> list[tuple[str, ...]]:
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
