"""What somebody takes back: the row that withdraws an answer, or lets what stood before it stand again.

Like the rows of what is given, these are made while nobody else can write (`io.append.append_rows`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coprod_review.adjudicate.revisions import (
    Row,
    Standing,
    last_revision,
    latest_of,
    next_revision,
    of_one_pair,
    of_pair,
)
from coprod_review.model.answer_rows import is_withdrawn, revision_of, undoes_of
from coprod_review.model.given import WITHDRAWN, Course


def withdrawal_rows(
    standing: Standing, question: Mapping[str, str], *, date: str, coder: str = "", reason: str = ""
) -> list[Row]:
    """The row that takes back the answer to a question, told by the columns that name it; none: no answer.

    For a pair, `question` names record_a and record_b in either order, and what is kept of them.
    `coder` is who takes it back, in tables whose rows name a coder; codings have theirs in the name of the
    file. `reason` is for tables that have one.
    """
    rows = _asked(standing, question)
    before = _on_same(rows, question)
    if not before or is_withdrawn(latest_of(before)):
        return []
    row = {**question, "date": date, "state": WITHDRAWN, "revision": str(next_revision(rows))}
    said = {"coder": coder, "reason": reason}
    return [row | {name: text for name, text in said.items() if text}]


def undo_rows(
    standing: Standing,
    question: Mapping[str, str],
    *,
    date: str,
    columns: Sequence[str],
    by: str = "",
    revision: int = 0,
) -> list[Row]:
    """The row that takes back the last answer to a question and lets what stood before it stand again.

    What was undone or stands again is no further step: undoing once more goes one answer further back. Where
    nothing stood before, the row withdraws; none where nothing is left to undo. `by` is who undoes, in tables
    whose rows are not all by one coder: the row names the coder of what stands again, and `by` where this is
    another. `revision` is the answer that is meant, by its own row or by the latest, as of which it stands:
    none where another is the last by now, since who undoes has not seen that one.
    """
    rows = _asked(standing, question)
    answers = _on_each_other(_on_same(rows, question))
    if not answers:
        return []
    undone, before = answers[-1], answers[-2] if len(answers) > 1 else None
    if revision and revision not in (revision_of(undone), last_revision(rows)):
        return []
    row = {**question, "date": date, "revision": str(next_revision(rows)), "undoes": str(revision_of(undone))}
    if before is None or is_withdrawn(before):
        row["state"] = WITHDRAWN
        return [row | ({"coder": by} if by else {})]
    kept = {name: before.get(name) or "" for name in columns if name not in ("seconds", "state")}
    is_anothers = by and kept.get("coder", "").strip() != by
    return [kept | row | {"undone_by": by if is_anothers else ""} if by else kept | row]


def restored_rows(
    standing: Standing, question: Mapping[str, str], *, date: str, columns: Sequence[str], reason: str
) -> list[Row]:
    """The row that lets an answer stand again that was taken back for this reason; none: no such answer."""
    answers = _on_each_other(_asked(standing, question))
    if not answers or not is_withdrawn(answers[-1]) or answers[-1].get("reason", "").strip() != reason:
        return []
    return undo_rows(standing, question, date=date, columns=columns)


def _on_each_other(rows: Sequence[Row]) -> list[Row]:
    """The answers and withdrawals of a question that were not undone; the last is what holds."""
    answers: list[Row] = []
    course = Course()
    for row in sorted(rows, key=revision_of):
        course.take(revision_of(row), undoes_of(row))
        answers = [a for a in [*answers, row] if revision_of(a) in course.revisions]
    return answers


def _asked(standing: Standing, question: Mapping[str, str]) -> list[Row]:
    if "record_a" in question:
        return of_pair(standing, question["record_a"], question["record_b"])
    return standing.having(**question)


def _on_same(rows: Sequence[Row], question: Mapping[str, str]) -> Sequence[Row]:
    """The rows without those on records that stood in the places of a pair before."""
    return of_one_pair(rows, question) if "record_a" in question else rows
