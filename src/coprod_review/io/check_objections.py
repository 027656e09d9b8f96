"""Checks of what reviewers said of codes of record: disputes and agreements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coprod_review.io.check_tables import Faults, future, lines_by, unknown_coder, unknown_reports
from coprod_review.io.known import Known
from coprod_review.model.corpus import Audit, Dispute


def check_objections(path: Path, said: Sequence[Dispute] | Sequence[Audit], known: Known) -> Faults:
    """Faults of disputes or agreements: unknown reports and reviewers, dates in the future."""
    if not said:
        return []
    faults = unknown_reports(path, "report", dict.fromkeys(one.report_id for one in said), known)
    lines = lines_by(path, "report", "dimension", "coder", last=True)
    for one in said:
        where = f"{path}, line {lines[one.report_id, one.dimension, one.coder]}"
        faults += [*unknown_coder(one.coder, where, known), *future(one.date, where, known)]
    return faults
