"""Two versions of the rules over the same reports: what differs, and which codes change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from coprod_review.coding import code_changes, codebook_changes, reopened

Table = tuple[str, Sequence[str], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two versions of the rules over the same reports."""

    old: str
    new: str
    old_version: str
    new_version: str
    differences: Sequence[codebook_changes.Difference]
    n_reports: int
    changes: Sequence[code_changes.CodeChange]
    directions: Mapping[str, int]
    among: str
    n_codings: int
    reopened: Sequence[reopened.Reopened]
    title_by_report: Mapping[str, str]


def tables_of(compared: Compared) -> Iterator[Table]:
    """Name, columns and rows of each full table."""
    titles = compared.title_by_report
    yield "differences", codebook_changes.COLUMNS, map(asdict, compared.differences)
    changes = [
        asdict(c) | {"report": c.report_id, "why": c.why, "title": titles.get(c.report_id, "")}
        for c in compared.changes
    ]
    yield "changes", code_changes.COLUMNS, changes
    again = [
        asdict(r) | {"report": r.report_id, "title": titles.get(r.report_id, "")} for r in compared.reopened
    ]
    yield "reopened", reopened.COLUMNS, again
