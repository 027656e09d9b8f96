"""Which codings break the codebook: its constraints, its single codes, and `none` beside others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coprod_review.model.codebook import Codebook

COLUMNS = ("coder", "report", "broken", "codes")

Answer = tuple[str, str, tuple[str, ...]]
"""Report, dimension and the codes given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintCheck:
    """The codings of one coder held against the codebook: each break as report, rule in words, and codes."""

    coder: str
    n_reports: int
    breaks: tuple[tuple[str, str, Mapping[str, tuple[str, ...]]], ...]

    @property
    def n_breaking(self) -> int:
        """The reports whose codes break a rule of the codebook."""
        return len({report for report, _, _ in self.breaks})


def checked(coder: str, answers: Iterable[Answer], codebook: Codebook) -> ConstraintCheck:
    """The check of one coder, breaks in the order of reports; reports without any code are not counted."""
    by_report: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for report_id, dimension, codes in answers:
        if codes:
            by_report[report_id][dimension] = codes
    return ConstraintCheck(
        coder=coder,
        n_reports=len(by_report),
        breaks=tuple(
            (report_id, broken, codes)
            for report_id, codes in sorted(by_report.items())
            for broken in codebook.violations(codes)
        ),
    )
