"""What learners answered in exercises, checked as far as it can be wrong: columns, codes and reports."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.check_tables import unknown_reports
from coprod_review.io.coding_files import coding_file
from coprod_review.io.findings import Findings
from coprod_review.io.known import Known
from coprod_review.io.people_tables import CODINGS, latest_rows, read_people
from coprod_review.io.rows import RowFaults
from coprod_review.io.training import looked_up, read_training, training_files
from coprod_review.model.codebook import Codebook
from coprod_review.model.given import SHOWN_SUGGESTIONS

NAMED = 10
"""So many ids of reports are told, of however many."""


def check_training(corpus: Path, known: Known, findings: Findings, *, codebook: Codebook | None) -> None:
    """Count the answers of all learners among the findings; a report that is gone is a warning, no fault."""
    n_answers = 0
    files = training_files(corpus)
    for path in files:
        trials = findings.tried(partial(read_training, path, codebook=codebook)) or []
        n_answers += len(trials)
        findings.warnings += unknown_reports(path, "report", {t.report_id: None for t in trials}, known)
        findings.warnings += list(_not_blind(corpus, path, known))
    if files:
        findings.count(n_answers, "answer in exercises", "answers in exercises")


def _not_blind(corpus: Path, training: Path, known: Known) -> Iterator[ReviewError]:
    """A warning of a blind coder's answers on reports whose settled codes this coder had looked up before.

    Of one day nobody knows which came first, unless the answer says so itself.
    """
    coder = (known.coders or {}).get(training.stem)
    path = coding_file(corpus, training.stem)
    names = known.reports or {}
    with contextlib.suppress(ReviewError):
        days = {names.get(name, name): day for name, day in looked_up(training).items()}
        if coder is None or not coder.blind or not days or not path.exists():
            return
        marked, bare = [], []
        for row, _ in latest_rows(read_people(path, CODINGS), CODINGS, RowFaults(path)):
            report, shown = row["report"].strip(), row.get("shown", "").strip()
            day = days.get(names.get(report, report))
            if shown == SHOWN_SUGGESTIONS:
                marked.append(report)
            elif day is not None and (row["date"].strip() > day if shown else row["date"].strip() >= day):
                bare.append(report)
        if marked:
            yield ReviewError(
                f"{_answers(marked)} were given after others' had been shown, in an exercise for instance",
                where=str(path),
                remedy="nothing has to be done: agreement and the gold sample leave them out; for blind "
                f"answers let another coder than {coder.name} code these reports",
            )
        if bare:
            yield ReviewError(
                f"{_answers(bare)} were given after the settled codes had been looked up in an exercise "
                f"({training.name} below {training.parent.name}/), and do not say so",
                where=str(path),
                remedy=f"write {SHOWN_SUGGESTIONS} into the column shown of these rows: then they do not "
                "count as blind",
            )


def _answers(reports: list[str]) -> str:
    named = sorted(set(reports))
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return f"{len(reports)} answers on {', '.join(named[:NAMED])}{more}"
