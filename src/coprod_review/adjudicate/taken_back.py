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
from coprod_review.model.joined_answers import INSTEAD_OF, Replaced, replaced_in, replaced_text


def withdrawal_rows(
    standing: Standing,
    question: Mapping[str, str],
    *,
    date: str,
    coder: str = "",
    reason: str = "",
    joined: Sequence[str] = (),
) -> list[Row]:
    """The row that takes back the answer to a question, told by the columns that name it; none: no answer.

    For a pair, `question` names record_a and record_b in either order, and what is kept of them.
    `coder` is who takes it back, in tables whose rows name a coder; codings have theirs in the name of the
    file. `reason` is for tables that have one. What stands under the ids of `joined` documents is taken back
    by a row each, so that no answer is left; another coder's only where the answer replaces it.
    """
    rows = _asked(standing, question)
    before = _on_same(rows, question)
    if not before or is_withdrawn(latest_of(before)):
        return []
    replaced = replaced_in(latest_of(before).get(INSTEAD_OF))
    elsewhere = {name: _under(standing, question, name) for name in joined}
    own = [name for name, found in elsewhere.items() if _is_to_go(name, found, replaced, coder)]
    number = max(next_revision(found) for found in (rows, *elsewhere.values()))
    said = {"coder": coder, "reason": reason}
    row = {**question, "date": date, "state": WITHDRAWN, "revision": str(number)}
    row |= {name: text for name, text in said.items() if text}
    return [*(row | {"report": name} for name in own), row]


def undo_rows(
    standing: Standing,
    question: Mapping[str, str],
    *,
    date: str,
    columns: Sequence[str],
    by: str = "",
    revision: int = 0,
    joined: Sequence[str] = (),
) -> list[Row]:
    """The row that takes back the last answer to a question and lets what stood before it stand again.

    What was undone or stands again is no further step: undoing once more goes one answer further back. Where
    nothing stood before, the row withdraws; none where nothing is left to undo. `by` is who undoes, in tables
    whose rows are not all by one coder: the row names the coder of what stands again, and `by` where this is
    another. `revision` is the answer that is meant, by its own row or by the latest, as of which it stands:
    none where another is the last by now, since who undoes has not seen that one. A withdrawal is undone
    under the ids of `joined` documents, too, where it withdrew there.
    """
    rows = _asked(standing, question)
    answers = _on_each_other(_on_same(rows, question))
    if not answers:
        return []
    undone = answers[-1]
    if revision and revision not in (revision_of(undone), last_revision(rows)):
        return []
    elsewhere = {name: _under(standing, question, name) for name in joined}
    number = max(next_revision(found) for found in (rows, *elsewhere.values()))
    steps = {name: _on_each_other(found) for name, found in elsewhere.items()} if is_withdrawn(undone) else {}
    gone = {
        name: done
        for name, done in steps.items()
        if done and is_withdrawn(done[-1]) and revision_of(done[-1]) == revision_of(undone)
    }
    row = {**question, "date": date, "revision": str(number)}
    back = [_row_before(done, row | {"report": name}, columns, by) for name, done in gone.items()]
    return _renamed([*back, _row_before(answers, row, columns, by)], elsewhere)


def restored_rows(
    standing: Standing,
    question: Mapping[str, str],
    *,
    date: str,
    columns: Sequence[str],
    reason: str,
    joined: Sequence[str] = (),
) -> list[Row]:
    """The rows that let answers stand again that were taken back for this reason; none: no such answer.

    There is one for each id, of `joined` documents too, under which such an answer was the last.
    """
    found = {name: _under(standing, question, name) for name in (*joined, question["report"])}
    number = max(next_revision(rows) for rows in found.values())
    row = {**question, "date": date, "revision": str(number)}
    steps = {name: _on_each_other(rows) for name, rows in found.items()}
    back = [
        _row_before(done, row | {"report": name}, columns, "")
        for name, done in steps.items()
        if done and is_withdrawn(done[-1]) and done[-1].get("reason", "").strip() == reason
    ]
    return _renamed(back, found)


def _is_to_go(name: str, rows: Sequence[Row], replaced: Replaced, coder: str) -> bool:
    """Whether what stands under the id of a joined document goes with the answer that is taken back."""
    if not rows or is_withdrawn(latest := latest_of(rows)):
        return False
    is_own = not coder or latest.get("coder", "").strip() == coder
    return is_own or (name, revision_of(latest)) in replaced


def _row_before(answers: Sequence[Row], row: Row, columns: Sequence[str], by: str) -> Row:
    """This row with what stood before the last of the answers, which it takes back."""
    row = row | {"undoes": str(revision_of(answers[-1]))}
    before = answers[-2] if len(answers) > 1 else None
    if before is None or is_withdrawn(before):
        return row | {"state": WITHDRAWN} | ({"coder": by} if by else {})
    kept = {name: before.get(name) or "" for name in columns if name not in ("seconds", "state")}
    is_anothers = by and kept.get("coder", "").strip() != by
    return kept | row | {"undone_by": by if is_anothers else ""} if by else kept | row


def _renamed(rows: list[Row], elsewhere: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The rows, which name what they replace by the revision with which the same answer stands now."""
    added = {row["report"]: row for row in rows if "report" in row}
    for row in rows:
        replaced = []
        for name, number in replaced_in(row.get(INSTEAD_OF)):
            now = [*elsewhere.get(name, ()), *([added[name]] if name in added else [])]
            then = _on_each_other([one for one in now if revision_of(one) <= number])
            is_same = then[-1:] == _on_each_other(now)[-1:]
            replaced.append((name, last_revision(now) if now and is_same else number))
        if replaced:
            row[INSTEAD_OF] = replaced_text(replaced)
    return rows


def _on_each_other(rows: Sequence[Row]) -> list[Row]:
    """The answers and withdrawals of a question that were not undone; the last is what holds."""
    answers: list[Row] = []
    course = Course()
    for row in sorted(rows, key=revision_of):
        course.take(revision_of(row), undoes_of(row))
        answers = [a for a in [*answers, row] if revision_of(a) in course.revisions]
    return answers


def _under(standing: Standing, question: Mapping[str, str], name: str) -> list[Row]:
    """The rows of a question on a report under another id of it."""
    return standing.having(**{**question, "report": name})


def _asked(standing: Standing, question: Mapping[str, str]) -> list[Row]:
    if "record_a" in question:
        return of_pair(standing, question["record_a"], question["record_b"])
    return standing.having(**question)


def _on_same(rows: Sequence[Row], question: Mapping[str, str]) -> Sequence[Row]:
    """The rows without those on records that stood in the places of a pair before."""
    return of_one_pair(rows, question) if "record_a" in question else rows
