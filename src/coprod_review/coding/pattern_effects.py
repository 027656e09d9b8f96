"""What each changed pattern does over the reports, also where no code changes with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.coding.code_changes import CodeChange, weights_of
from coprod_review.coding.pattern_coverage import LEAST_SHARE, Firings
from coprod_review.model.coding import Coding
from coprod_review.model.pattern import Pattern
from coprod_review.model.rule_set import RuleSet

COLUMNS = ("pattern", "dimension", "code", "n_before", "n_after", "n_given", "n_changed", "same_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternEffect:
    """Where a pattern that differs counts under either version, and what comes of it.

    `n_before` and `n_after` are reports in which it counts, `n_given` those of the later version that get its
    code, `n_changed` codes that change with it; `same_words` are patterns of its dimension that read the same
    words in at least half of its reports, with how many these are.
    """

    pattern: str
    dimension: str
    code: str
    n_before: int
    n_after: int
    n_given: int
    n_changed: int
    same_words: tuple[tuple[str, int], ...]


def pattern_effects(
    names: Iterable[str],
    old: tuple[RuleSet, Sequence[Coding]],
    new: tuple[RuleSet, Sequence[Coding]],
    changes: Sequence[CodeChange],
) -> list[PatternEffect]:
    """The effect of each named pattern, in the order given; of one that is gone, what it did before."""
    (rules_before, codings_before), (rules_after, codings_after) = old, new
    before, after = Firings(codings_before), Firings(codings_after)
    shared_before, shared_after = before.same_words(), after.same_words()
    was = {p.pattern_id: p for p in rules_before.patterns}
    now = {p.pattern_id: p for p in rules_after.patterns}
    return [
        PatternEffect(
            pattern=name,
            dimension=pattern.dimension,
            code=pattern.code,
            n_before=len(before.counting.get(name, ())),
            n_after=len(after.counting.get(name, ())),
            n_given=_n_given(pattern, codings_after, after) if name in now else 0,
            n_changed=sum(_is_about(change, name) for change in changes),
            same_words=_same_words(pattern, now, after, shared_after)
            if name in now
            else _same_words(pattern, was, before, shared_before),
        )
        for name in names
        for pattern in [now.get(name) or was[name]]
    ]


def n_weighed_otherwise(
    old: Iterable[Coding], new: Iterable[Coding], changes: Sequence[CodeChange]
) -> tuple[int, int]:
    """Reports and codings whose passages count otherwise though the code stays."""
    before = {(c.report_id, c.coder, c.dimension): weights_of(c) for c in old}
    changed = {(c.report_id, c.coder, c.dimension) for c in changes}
    found = [
        place
        for coding in new
        for place in [(coding.report_id, coding.coder, coding.dimension)]
        if place not in changed and before.get(place, {}) != weights_of(coding)
    ]
    return len({report_id for report_id, _, _ in found}), len(found)


def _n_given(pattern: Pattern, codings: Iterable[Coding], firings: Firings) -> int:
    counting = firings.counting.get(pattern.pattern_id, set())
    given = {
        c.report_id
        for c in codings
        if c.dimension == pattern.dimension and c.report_id in counting and pattern.code in c.codes
    }
    return len(given)


def _is_about(change: CodeChange, name: str) -> bool:
    return any(told.split(" ", 1)[0] == name for told in (*change.gained, *change.lost, *change.reweighed))


def _same_words(
    pattern: Pattern, patterns: dict[str, Pattern], firings: Firings, n_shared: Mapping[tuple[str, str], int]
) -> tuple[tuple[str, int], ...]:
    name, n = pattern.pattern_id, len(firings.reports.get(pattern.pattern_id, ()))
    shared = [
        (other, count)
        for pair, count in n_shared.items()
        if name in pair
        for other in pair
        if other != name and other in patterns and patterns[other].dimension == pattern.dimension
        if count >= LEAST_SHARE * n
    ]
    return tuple(sorted(shared, key=lambda item: (-item[1], item[0])))
