"""Which patterns fire over many reports, which of them fire together, and which read the same words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from coprod_review.coding.pattern_checks import RELATED
from coprod_review.coding.support import BESIDE
from coprod_review.errors import ReviewError
from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.pattern import Pattern

COVERAGE_COLUMNS = (
    *("pattern", "dimension", "code", "weight", "n_passages", "n_reports", "share"),
    *("n_counting", "n_negated", "file"),
)
OVERLAP_COLUMNS = (
    *("pattern_a", "pattern_b", "relation", "n_a", "n_b", "n_both", "together", "n_same_words"),
    *("code_a", "code_b"),
)

LEAST_TOGETHER = 3
"""Pairs of patterns that fire together in fewer reports than this are chance, and not listed."""

LEAST_SHARE = 0.5
"""Pairs are listed from this share of the reports in which either fires (or, for common words, the rarer)."""

NEGATED = "negated"

ONE_CODE, TWO_CODES, TWO_DIMENSIONS = "one code", "two codes of one dimension", "two dimensions"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternCoverage:
    """Where one pattern fires: passages, reports, and the reports in which it counts towards the score."""

    pattern: Pattern
    n_passages: int
    n_reports: int
    share: float
    n_counting: int
    n_negated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternOverlap:
    """Two patterns that often fire in the same reports.

    `together` is n_both / (n_a + n_b - n_both); `n_same_words` the reports in which passages of both share
    words; `relation` says whether they count for one code, two codes of one dimension, or two dimensions.
    """

    a: Pattern
    b: Pattern
    n_a: int
    n_b: int
    n_both: int
    n_same_words: int

    @property
    def together(self) -> float:
        """Of the reports in which either fires, the share in which both do."""
        return self.n_both / (self.n_a + self.n_b - self.n_both)

    @property
    def reads_the_same(self) -> bool:
        """Whether they share words in most reports of the rarer one: it adds little of its own."""
        return self.n_same_words >= LEAST_SHARE * min(self.n_a, self.n_b)

    @property
    def joins_related(self) -> bool:
        """Whether they read the same words for the two dimensions whose association the review reports."""
        return self.reads_the_same and {self.a.dimension, self.b.dimension} == set(RELATED)

    @property
    def fault(self) -> ReviewError:
        """That both read the same words, with the place of the first."""
        a, b = self.a, self.b
        return ReviewError(
            f"{a.pattern_id} ({a.dimension}) and {b.pattern_id} ({b.dimension}) read the same words in "
            f"{self.n_same_words} of the {min(self.n_a, self.n_b)} reports of the rarer one",
            where=f"{a.file}, line {a.line}; {b.file}, line {b.line}",
            remedy="give the words to one of them, and let the other ask for them with `beside` "
            "(docs/patterns.md)",
        )

    @property
    def relation(self) -> str:
        """What the two count for."""
        if self.a.dimension != self.b.dimension:
            return TWO_DIMENSIONS
        return ONE_CODE if self.a.code == self.b.code else TWO_CODES


class Firings:
    """In which reports each pattern fires, from the codings of the rule coder over all of them."""

    def __init__(self, codings: Iterable[Coding]) -> None:
        self.passages: Counter[str] = Counter()
        self.reports: dict[str, set[str]] = defaultdict(set)
        self.counting: dict[str, set[str]] = defaultdict(set)
        self.negated: dict[str, set[str]] = defaultdict(set)
        self._spans: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
        ids = set()
        for coding in codings:
            ids.add(coding.report_id)
            for item in coding.evidence:
                self._note(coding.report_id, item)
        self.report_ids = tuple(sorted(ids))

    def _note(self, report_id: str, item: Evidence) -> None:
        if BESIDE in item.context:
            return
        self.passages[item.rule] += 1
        self.reports[item.rule].add(report_id)
        if item.weight:
            self.counting[item.rule].add(report_id)
        if NEGATED in item.context:
            self.negated[item.rule].add(report_id)
        self._spans[report_id, item.field].append((item.start, item.end, item.rule))

    def same_words(self) -> Counter[tuple[str, str]]:
        """Number of reports in which passages of two patterns (in order of id) share words."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for (report_id, _), spans in self._spans.items():
            active: list[tuple[int, int, str]] = []
            for span in sorted(spans):
                active = [other for other in active if other[1] > span[0]]
                pairs = ((min(o[2], span[2]), max(o[2], span[2])) for o in active if o[2] != span[2])
                found[report_id].update(pairs)
                active.append(span)
        return Counter(pair for pairs in found.values() for pair in pairs)


def coverage(patterns: Sequence[Pattern], firings: Firings) -> list[PatternCoverage]:
    """One entry for every pattern, those that never fire too, in the order given."""
    n = len(firings.report_ids)
    return [
        PatternCoverage(
            pattern=p,
            n_passages=firings.passages[p.pattern_id],
            n_reports=len(firings.reports.get(p.pattern_id, ())),
            share=len(firings.reports.get(p.pattern_id, ())) / n if n else 0.0,
            n_counting=len(firings.counting.get(p.pattern_id, ())),
            n_negated=len(firings.negated.get(p.pattern_id, ())),
        )
        for p in patterns
    ]


def overlaps(patterns: Sequence[Pattern], firings: Firings) -> list[PatternOverlap]:
    """Pairs of patterns that fire together in most reports of either, or read the same words in as many.

    Sorted by how nearly they always fire together, closest first.
    """
    by_id = {p.pattern_id: p for p in patterns}
    fired = [name for name in sorted(by_id) if firings.reports.get(name)]
    both = _reports_of_both(fired, firings)
    same = firings.same_words()
    found = []
    for i, j in combinations(range(len(fired)), 2):
        if both[i, j] < LEAST_TOGETHER:
            continue
        a, b = fired[i], fired[j]
        pair = PatternOverlap(
            a=by_id[a],
            b=by_id[b],
            n_a=len(firings.reports[a]),
            n_b=len(firings.reports[b]),
            n_both=int(both[i, j]),
            n_same_words=same[a, b],
        )
        if pair.together >= LEAST_SHARE or pair.reads_the_same:
            found.append(pair)
    return sorted(found, key=lambda o: (-o.together, -o.n_both, o.a.pattern_id, o.b.pattern_id))


def _reports_of_both(
    fired: Sequence[str], firings: Firings
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    place: Mapping[str, int] = {report: i for i, report in enumerate(firings.report_ids)}
    table = np.zeros((len(fired), len(place)), dtype=np.float64)
    for row, name in enumerate(fired):
        table[row, [place[report] for report in firings.reports[name]]] = 1
    return np.rint(table @ table.T).astype(np.int64)
