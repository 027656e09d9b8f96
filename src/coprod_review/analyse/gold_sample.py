"""The gold sample as numbers: which settled reports speak for which others, with what weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coprod_review.analyse.corrected_estimates import Places, Sample
from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord, Coding
from coprod_review.model.sample import Inclusion

Answer = tuple[str, ...]
Place = tuple[str, str]
"""A report and a dimension."""

LEAST_IN_STRATUM = 2
"""A stratum with fewer settled reports, not taken whole, tells no variance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSample:
    """The reports that count, what is known of each, and how it came into the sample.

    `answers` are settled, by report and dimension; of these only the answers of drawn reports correct the
    machine. With `only_settled` the corpus in question is, dimension by dimension, the settled part of the
    reports: then the true shares are known, and one can see how well the sample finds them.
    """

    basis: str
    reports: tuple[str, ...]
    inclusion: Mapping[str, Inclusion]
    answers: Mapping[Place, Answer]
    machine: Mapping[Place, Coding]
    only_settled: bool = False

    def settled_in(self, dimensions: Sequence[str]) -> list[str]:
        """The reports that are settled in all of the dimensions."""
        return [r for r in self.reports if all((r, d) in self.answers for d in dimensions)]


def gold_sample(
    basis: str,
    reports: Iterable[str],
    *,
    inclusion: Mapping[str, Inclusion],
    settled: Iterable[CodeOfRecord],
    machine: Iterable[Coding],
    only_settled: bool = False,
) -> GoldSample:
    """The sample among those of the reports that were in reach of a draw, in the order of their ids."""
    return GoldSample(
        basis=basis,
        reports=tuple(sorted(set(reports) & set(inclusion))),
        inclusion=inclusion,
        answers={
            (c.report_id, c.dimension): c.codes for c in settled if c.status in SETTLED_STATUSES and c.codes
        },
        machine={(c.report_id, c.dimension): c for c in machine},
        only_settled=only_settled,
    )


def weighted(
    reports: Sequence[str], sampled: Sequence[str], inclusion: Mapping[str, Inclusion]
) -> tuple[Sample, Places]:
    """The sampled reports with their weights, and the stratum of every report, by place.

    Within a stratum the weights are one over the probabilities, scaled to the number of its reports: where a
    drawn report is not settled, the others of its stratum stand for it. Strata with too few settled reports
    are joined, the smallest first, until they have enough.
    """
    stratum_by_report = _joined(reports, sampled, inclusion)
    names = sorted(set(stratum_by_report.values()))
    index = {name: i for i, name in enumerate(names)}
    places = np.array([index[stratum_by_report[r]] for r in reports], dtype=np.int64)
    strata = np.array([index[stratum_by_report[r]] for r in sampled], dtype=np.int64)
    sizes = np.bincount(places, minlength=len(names)).astype(float)
    weights = np.array([1 / inclusion[r].probability for r in sampled])
    sums = np.bincount(strata, weights=weights, minlength=len(names))
    return Sample(
        strata=strata, weights=np.maximum(weights * (sizes / sums)[strata], 1.0), sizes=sizes
    ), places


def _joined(
    reports: Sequence[str], sampled: Sequence[str], inclusion: Mapping[str, Inclusion]
) -> dict[str, str]:
    """The stratum of each report, thin strata under one name."""
    sizes = Counter(inclusion[r].stratum for r in reports)
    seen = Counter(inclusion[r].stratum for r in sampled)
    thin = [s for s in sizes if seen[s] < min(LEAST_IN_STRATUM, sizes[s])]
    if thin:
        thick = sorted((s for s in sizes if s not in thin), key=lambda s: (sizes[s], s))
        while sum(seen[s] for s in thin) < LEAST_IN_STRATUM and thick:
            thin.append(thick.pop(0))
    together = " or ".join(sorted(thin))
    return {r: together if inclusion[r].stratum in thin else inclusion[r].stratum for r in reports}
