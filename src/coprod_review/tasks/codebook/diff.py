"""Two versions of the rules over the same reports: what differs, and which codes change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from coprod_review.coding import code_changes, codebook_changes, pattern_effects, reopened
from coprod_review.coding.reopening import Reopening

Table = tuple[str, Sequence[str], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two versions of the rules over the same reports.

    `otherwise` are reports and codings in which passages count otherwise and the code stays. `reopening` is
    what should be looked at again of the `n_codings` codings and adjudications of people and readers. A run
    under the new version, which has no older patterns, re-opens `of_run` of it once the older codebook is
    kept; `is_kept` says whether it is.
    """

    old: str
    new: str
    old_version: str
    new_version: str
    differences: Sequence[codebook_changes.Difference]
    n_reports: int
    changes: Sequence[code_changes.CodeChange]
    effects: Sequence[pattern_effects.PatternEffect]
    otherwise: tuple[int, int]
    directions: Mapping[str, int]
    among: str
    n_codings: int
    reopening: Reopening
    of_run: Reopening
    is_kept: bool
    title_by_report: Mapping[str, str]


def tables_of(compared: Compared) -> Iterator[Table]:
    """Name, columns and rows of each full table."""
    titles = compared.title_by_report
    yield "differences", codebook_changes.COLUMNS, map(asdict, compared.differences)
    effects = [
        asdict(e) | {"same_words": "; ".join(f"{name} ({n})" for name, n in e.same_words)}
        for e in compared.effects
    ]
    yield "patterns", pattern_effects.COLUMNS, effects
    changes = [
        asdict(c) | {"report": c.report_id, "why": c.why, "title": titles.get(c.report_id, "")}
        for c in compared.changes
    ]
    yield "changes", code_changes.COLUMNS, changes
    again = [
        asdict(r) | {"report": r.report_id, "title": titles.get(r.report_id, "")}
        for r in compared.reopening.reopened
    ]
    yield "reopened", reopened.COLUMNS, again
