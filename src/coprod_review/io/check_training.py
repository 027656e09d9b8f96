"""What learners answered in exercises, checked as far as it can be wrong: columns, codes and reports."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from coprod_review.io.check_tables import unknown_reports
from coprod_review.io.findings import Findings
from coprod_review.io.known import Known
from coprod_review.io.training import read_training, training_files
from coprod_review.model.codebook import Codebook


def check_training(corpus: Path, known: Known, findings: Findings, *, codebook: Codebook | None) -> None:
    """Count the answers of all learners among the findings; a report that is gone is a warning, no fault."""
    n_answers = 0
    files = training_files(corpus)
    for path in files:
        trials = findings.tried(partial(read_training, path, codebook=codebook)) or []
        n_answers += len(trials)
        findings.warnings += unknown_reports(path, "report", {t.report_id: None for t in trials}, known)
    if files:
        findings.count(n_answers, "answer in exercises", "answers in exercises")
