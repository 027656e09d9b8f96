"""Teaching texts: invented abstracts with codes, which teach the machine and count nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.report import Report

PREFIX = "teaching:"
"""What the id of a teaching text begins with; no report has such an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """Texts as reports, with a settled code for each of their dimensions, and what each text weighs.

    The weight is that of one text beside one settled report in fitting the classifier; 0 leaves them out.
    """

    texts: tuple[Report, ...] = ()
    codes: tuple[CodeOfRecord, ...] = ()
    weight: float = 0.0


NO_TEACHING = Teaching()


def is_teaching(report_id: str) -> bool:
    """Whether an id is that of a teaching text."""
    return report_id.startswith(PREFIX)


def without_teaching(codings: Iterable[Coding]) -> list[Coding]:
    """The codings of reports alone."""
    return [c for c in codings if not is_teaching(c.report_id)]


def of_teaching(codings: Sequence[Coding]) -> list[Coding]:
    """The codings of teaching texts alone."""
    return [c for c in codings if is_teaching(c.report_id)]
