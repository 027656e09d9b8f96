"""Which settled reports the tasks of `codebook` compare with: by default the development half."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coprod_review import paths

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """The ids of the reports compared with, None for all, and how they are called in print."""

    report_ids: frozenset[str] | None
    told: str

    def has(self, report_id: str) -> bool:
        """Whether the report is one of them."""
        return self.report_ids is None or report_id in self.report_ids


def read_among(file: str | None) -> Among:
    """The reports of the named file, or of the default; raises ReviewError where a named one is not there."""
    from coprod_review.io.sheets import read_csv

    if file == ALL or (file is None and not paths.RULE_DEVELOPMENT.exists()):
        return Among(report_ids=None, told="all reports")
    path = Path(file) if file else paths.RULE_DEVELOPMENT
    rows = read_csv(path, required=("report",))
    return Among(report_ids=frozenset(row["report"].strip() for row in rows), told=f"the reports of {path}")
