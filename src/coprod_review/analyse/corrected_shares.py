"""Shares that stay valid in spite of coding error: machine codes of all reports, corrected by a gold sample.

Beside each corrected share stand the naive one of the machine alone, that of the sample alone and, where all
is settled, the true one. docs/shares.md tells how to read them, docs/decisions/valid-shares.md why they are
computed so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coprod_review.analyse.corrected_estimates import (
    Estimate,
    Reals,
    Sample,
    corrected_means,
    corrected_ratios,
)
from coprod_review.analyse.corrected_intervals import Ranges, difference_range, share_ranges
from coprod_review.analyse.corrected_questions import (
    Part,
    Question,
    given_values,
    predicted_values,
    settled_values,
)
from coprod_review.analyse.gold_sample import LEAST_IN_STRATUM, GoldSample, weighted
from coprod_review.analyse.intervals import newcombe_paired, wilson


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A value with its interval; all three are NaN where nothing can be estimated."""

    value: float
    low: float
    high: float


UNKNOWN = Range(value=math.nan, low=math.nan, high=math.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedShare:
    """A share, or the difference of two, estimated in several ways; `total` reports are in question.

    `corrected` has the interval for this corpus, `beyond` that for a literature of which the corpus would be
    a random part. `sample` is the sample without the machine, `naive` the machine without the sample, `every`
    the share by all settled codes where those are known. `trust` is the weight of the machine in `corrected`.
    `sampled` are the reports that the correction rests on, `given` those that the machine counts, `having`
    those that the settled codes count.
    """

    code: str
    other: str = ""
    framing: str = ""
    total: int
    corrected: Range
    beyond: Range
    sample: Range
    naive: Range
    every: Range | None
    trust: float
    sampled: tuple[str, ...]
    given: tuple[str, ...]
    having: tuple[str, ...]


def corrected_shares(gold: GoldSample, question: Question, *, confidence: float) -> list[CorrectedShare]:
    """The shares of the question's parts, then its differences; nothing where under two reports are settled.

    Shares of all reports are held between what the settled reports of the sample prove for this corpus.
    """
    settled = gold.settled_in(question.dimensions)
    reports = settled if gold.only_settled else list(gold.reports)
    sampled = [r for r in settled if gold.inclusion[r].drawn]
    if len(sampled) < LEAST_IN_STRATUM:
        return []
    stated = _stated(gold, question, reports, sampled)
    found = _Found(
        reports=reports,
        sampled=sampled,
        stated=stated,
        corrected=_Estimated.of(stated, trust=None, confidence=confidence),
        alone=_Estimated.of(stated, trust=0.0, confidence=confidence),
        confidence=confidence,
    )
    parts = question.parts
    shares = [found.share(i, part) for i, part in enumerate(parts)]
    return shares + [found.difference(i, j, parts[i], parts[j]) for i, j in question.differences]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A question in numbers: a row for each part and a last one for the whole, a column for each report."""

    is_ratio: bool
    is_coded: bool
    sample: Sample
    settled: Reals
    predicted: Reals
    means: Reals
    given: Reals
    every: Reals | None


def _stated(gold: GoldSample, question: Question, reports: Sequence[str], sampled: Sequence[str]) -> _Stated:
    conditions = [*(part.conditions for part in question.parts), question.whole]
    sample, strata = weighted(reports, sampled, gold.inclusion)
    predicted = predicted_values(conditions, reports, gold.machine)
    indicator = np.zeros((len(reports), len(sample.sizes)))
    indicator[np.arange(len(reports)), strata] = 1
    place = {report: i for i, report in enumerate(reports)}
    return _Stated(
        is_ratio=bool(question.whole),
        is_coded=all(any((r, d) in gold.machine for r in reports) for d in question.dimensions),
        sample=sample,
        settled=settled_values(conditions, sampled, gold.answers),
        predicted=predicted[:, [place[r] for r in sampled]],
        means=predicted @ indicator / sample.sizes,
        given=given_values(conditions, reports, gold.machine),
        every=settled_values(conditions, reports, gold.answers) if gold.only_settled else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Estimated:
    """The estimates of all parts, with their intervals for this corpus (False) and beyond it (True)."""

    estimate: Estimate
    sample: Sample
    among: Reals
    shares: dict[bool, Ranges]

    @classmethod
    def of(cls, stated: _Stated, *, trust: float | None, confidence: float) -> _Estimated:
        sample = stated.sample
        settled, predicted, means = stated.settled, stated.predicted, stated.means
        if stated.is_ratio:
            estimate, among = corrected_ratios(settled, predicted, means, sample, trust=trust)
        else:
            estimate = corrected_means(settled[:-1], predicted[:-1], means[:-1], sample, trust=trust)
            among = np.ones(1)
        shares = {
            beyond: share_ranges(
                estimate,
                sample,
                settled=settled[:-1],
                whole=settled[-1:] if stated.is_ratio else None,
                among=among,
                beyond=beyond,
                confidence=confidence,
            )
            for beyond in (False, True)
        }
        return cls(estimate=estimate, sample=sample, among=among, shares=shares)

    def share(self, i: int, *, beyond: bool = False) -> Range:
        """The share of one part."""
        found = self.shares[beyond]
        return Range(value=float(found.values[i]), low=float(found.lows[i]), high=float(found.highs[i]))

    def difference(self, i: int, j: int, *, beyond: bool = False) -> Range:
        """The share of one part minus that of another."""
        found = difference_range(
            self.shares[beyond],
            i,
            j,
            estimate=self.estimate,
            sample=self.sample,
            among=self.among[0],
            beyond=beyond,
        )
        return Range(value=float(found.values), low=float(found.lows), high=float(found.highs))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The answers to a question: corrected, by the sample alone, and as plain counts."""

    reports: Sequence[str]
    sampled: Sequence[str]
    stated: _Stated
    corrected: _Estimated
    alone: _Estimated
    confidence: float

    def share(self, i: int, part: Part) -> CorrectedShare:
        """The share of one part."""
        given, every = self.stated.given, self.stated.every
        return CorrectedShare(
            code=part.code,
            framing=part.framing,
            total=len(self.reports),
            corrected=self.corrected.share(i),
            beyond=self.corrected.share(i, beyond=True),
            sample=self.alone.share(i),
            naive=_counted(given, i, confidence=self.confidence) if self.stated.is_coded else UNKNOWN,
            every=None if every is None else _counted(every, i, confidence=self.confidence),
            trust=float(self.corrected.estimate.trust),
            sampled=tuple(self.sampled),
            given=_who(given[i], self.reports),
            having=() if every is None else _who(every[i], self.reports),
        )

    def difference(self, i: int, j: int, one: Part, other: Part) -> CorrectedShare:
        """The share of one part minus that of another."""
        given, every = self.stated.given, self.stated.every
        counted = partial(_counted_difference, i=i, j=j, confidence=self.confidence)
        return CorrectedShare(
            code=one.code,
            other=other.code,
            total=len(self.reports),
            corrected=self.corrected.difference(i, j),
            beyond=self.corrected.difference(i, j, beyond=True),
            sample=self.alone.difference(i, j),
            naive=counted(given) if self.stated.is_coded else UNKNOWN,
            every=None if every is None else counted(every),
            trust=float(self.corrected.estimate.trust),
            sampled=tuple(self.sampled),
            given=_who(given[i] + given[j], self.reports),
            having=() if every is None else _who(every[i] + every[j], self.reports),
        )


def _counted(values: Reals, i: int, *, confidence: float) -> Range:
    """A plain share of the whole with its Wilson interval."""
    n, total = int(values[i].sum()), int(values[-1].sum())
    if not total:
        return UNKNOWN
    low, high = wilson(n, total, confidence=confidence)
    return Range(value=n / total, low=low, high=high)


def _counted_difference(values: Reals, i: int, j: int, *, confidence: float) -> Range:
    a, b, total = (int(values[k].sum()) for k in (i, j, -1))
    if not total:
        return UNKNOWN
    low, high = newcombe_paired(0, a, b, total - a - b, confidence=confidence)
    return Range(value=(a - b) / total, low=low, high=high)


def _who(counted: NDArray[Any], reports: Sequence[str]) -> tuple[str, ...]:
    return tuple(report for report, n in zip(reports, counted, strict=True) if n)
