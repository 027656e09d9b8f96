"""Which patterns oppose the settled codes: how often the reports in which one counts have its code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from coprod_review.coding.pattern_coverage import Firings
from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord
from coprod_review.model.pattern import Pattern

COLUMNS = (
    *("pattern", "dimension", "code", "weight", "n", "n_right", "precision", "low", "high", "expected"),
    *("verdict", "instead", "file"),
)

OPPOSES, NO_BETTER, TOO_FEW = "opposes its code", "no better than chance", "too few to tell"

LEAST_REPORTS = 5
"""A pattern that counts in fewer settled reports is not judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternPrecision:
    """How a pattern stands to the settled codes of the `n` settled reports in which it counts.

    A pattern with a positive weight is right where the settled codes have its code, one with a negative
    weight where they have not. `low` and `high` are the 95 % score interval of the precision, `expected` is
    the precision of a pattern that fires at random: the share of all settled reports in which it would be
    right. `instead` counts the settled codes of the reports in which it is wrong, most frequent first.
    """

    pattern: Pattern
    n: int
    n_right: int
    low: float
    high: float
    expected: float
    instead: tuple[tuple[str, int], ...]

    @property
    def precision(self) -> float | None:
        """The share in which it is right; None where it counts in no settled report."""
        return self.n_right / self.n if self.n else None

    @property
    def verdict(self) -> str:
        """Whether it opposes its code, is no better than chance, or neither (empty)."""
        if self.n < LEAST_REPORTS:
            return TOO_FEW
        if self.high < self.expected:
            return OPPOSES
        return NO_BETTER if self.n_right / self.n <= self.expected else ""


def precisions(
    patterns: Sequence[Pattern],
    firings: Firings,
    settled: Iterable[CodeOfRecord],
    *,
    among: Collection[str] | None = None,
) -> list[PatternPrecision]:
    """One entry for every pattern, in the order given; `among` restricts the settled reports looked at."""
    examined = set(firings.report_ids) if among is None else set(firings.report_ids) & set(among)
    codes: dict[str, dict[str, tuple[str, ...]]] = {}
    for record in settled:
        if record.status in SETTLED_STATUSES and record.report_id in examined:
            codes.setdefault(record.dimension, {})[record.report_id] = record.codes
    return [_precision(p, firings, codes.get(p.dimension, {})) for p in patterns]


def _precision(
    pattern: Pattern, firings: Firings, settled: Mapping[str, tuple[str, ...]]
) -> PatternPrecision:
    def right(report: str) -> bool:
        return (pattern.code in settled[report]) == (pattern.weight >= 0)

    counting = sorted(set(firings.counting.get(pattern.pattern_id, ())) & settled.keys())
    n_right = sum(map(right, counting))
    instead = Counter(code for r in counting if not right(r) for code in settled[r])
    low, high = 0.0, 1.0
    if counting:
        low, high = binomtest(n_right, len(counting)).proportion_ci(method="wilson")
    return PatternPrecision(
        pattern=pattern,
        n=len(counting),
        n_right=n_right,
        low=float(low),
        high=float(high),
        expected=sum(map(right, settled)) / len(settled) if settled else 0.0,
        instead=tuple(sorted(instead.items(), key=lambda item: (-item[1], item[0]))),
    )
