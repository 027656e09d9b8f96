"""What somebody gives in one step, as rows added to a table of people: none where it stands already.

Every maker looks at the rows that stand there and is meant to be called while nobody else can write
(`io.append.append_rows`): the revision of the new row is the next one of its question. Giving the same
content again adds nothing, whatever the date, so that a page may send an answer twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coprod_review.adjudicate.coding_sheet import QUOTE_SEPARATOR
from coprod_review.model.given import AGREE, WITHDRAWN, Course

Row = dict[str, str]


class Standing(Protocol):
    """The rows of a table that stand there now."""

    def having(self, **cells: str) -> list[Row]:
        """The rows with these cells, in the order of the file."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the decider had been shown of others' answers (model.given.SHOWN), and the seconds it took."""

    shown: str = ""
    seconds: int | None = None

    def cells(self) -> Row:
        """The columns that hold this."""
        return {"shown": self.shown, "seconds": "" if self.seconds is None else str(self.seconds)}


UNSEEN = Seen()
"""Nothing is known of what was shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """A coder's answer to one question; `absent` are the codes that were looked for and not found."""

    report: str
    dimension: str
    codes: Sequence[str]
    codebook: str
    date: str
    quotes: Sequence[str] = ()
    note: str = ""
    confidence: str = ""
    basis: str = ""
    absent: Sequence[str] = ()
    seen: Seen = UNSEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAdjudication:
    """The settled answer to one question, with its reason."""

    report: str
    dimension: str
    codes: Sequence[str]
    coder: str
    reason: str
    date: str
    codebook: str = ""
    seen: Seen = UNSEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDispute:
    """An objection to `against`, the codes of record; `after` is the latest adjudication that was known."""

    report: str
    dimension: str
    coder: str
    reason: str
    date: str
    codes: Sequence[str] = ()
    quotes: Sequence[str] = ()
    against: Sequence[str] = ()
    after: int = 0
    seen: Seen = UNSEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAudit:
    """What a reviewer says of a code of record; `sample` names the audit sample, if any.

    By default `codes` are of record and agreed with; where the verdict is `differs`, they are the reviewer's
    own answer before seeing the codes `against`.
    """

    report: str
    dimension: str
    codes: Sequence[str]
    coder: str
    date: str
    sample: str = ""
    reason: str = ""
    verdict: str = AGREE
    against: Sequence[str] = ()
    seen: Seen = UNSEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenVerdict:
    """A verdict on a pair of records: duplicate or distinct."""

    record_a: str
    record_b: str
    verdict: str
    coder: str
    reason: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenJudgement:
    """A screening judgement: include, or exclude by a criterion."""

    report: str
    coder: str
    verdict: str
    date: str
    criterion: str = ""
    reason: str = ""


def answer_rows(standing: Standing, given: GivenAnswer) -> list[Row]:
    """The row of an answer in its coder's file; codes, words, note, confidence, codebook as before: none."""
    row = {
        "report": given.report,
        "dimension": given.dimension,
        "codes": _codes(given.codes),
        "quote": QUOTE_SEPARATOR.join(given.quotes),
        "basis": given.basis,
        "confidence": given.confidence,
        "codebook": given.codebook,
        "date": given.date,
        "absent": _codes(given.absent),
        "note": given.note,
    }
    before = standing.having(report=given.report, dimension=given.dimension)
    content = ("codes", "quote", "confidence", "codebook", "note")
    return _next(before, row | given.seen.cells(), content)


def adjudication_rows(standing: Standing, given: GivenAdjudication) -> list[Row]:
    """The row of an adjudication; the same codes, coder, reason and codebook: none."""
    row = {
        "report": given.report,
        "dimension": given.dimension,
        "codes": _codes(given.codes),
        "coder": given.coder,
        "date": given.date,
        "reason": given.reason,
        "codebook": given.codebook,
    }
    before = standing.having(report=given.report, dimension=given.dimension)
    return _next(before, row | given.seen.cells(), ("codes", "coder", "reason", "codebook"))


def dispute_rows(standing: Standing, given: GivenDispute) -> list[Row]:
    """The row of a dispute; the same objection to the same codes after the same adjudication: none."""
    row = {
        "report": given.report,
        "dimension": given.dimension,
        "codes": _codes(given.codes),
        "quote": QUOTE_SEPARATOR.join(given.quotes),
        "coder": given.coder,
        "date": given.date,
        "reason": given.reason,
        "against": _codes(given.against),
        "after": str(given.after),
    }
    before = standing.having(report=given.report, dimension=given.dimension, coder=given.coder)
    return _next(before, row | given.seen.cells(), ("codes", "quote", "reason", "against", "after"))


def audit_rows(standing: Standing, given: GivenAudit) -> list[Row]:
    """The row of an audit; the same verdict and codes in the same sample: none."""
    row = {
        "report": given.report,
        "dimension": given.dimension,
        "codes": _codes(given.codes),
        "coder": given.coder,
        "date": given.date,
        "verdict": given.verdict,
        "sample": given.sample,
        "reason": given.reason,
        "against": _codes(given.against),
    }
    before = standing.having(report=given.report, dimension=given.dimension, coder=given.coder)
    return _next(before, row | given.seen.cells(), ("codes", "verdict", "sample", "reason", "against"))


def verdict_rows(standing: Standing, given: GivenVerdict) -> list[Row]:
    """The row of a verdict on a pair, whichever record stood first; the same verdict and reason: none."""
    row = {
        "record_a": given.record_a,
        "record_b": given.record_b,
        "verdict": given.verdict,
        "coder": given.coder,
        "date": given.date,
        "reason": given.reason,
    }
    before = _of_pair(standing, given.record_a, given.record_b)
    return _next(before, row, ("verdict", "coder", "reason"))


def judgement_rows(standing: Standing, given: GivenJudgement) -> list[Row]:
    """The row of a screening judgement; the same verdict, criterion and reason: none."""
    row = {
        "report": given.report,
        "coder": given.coder,
        "verdict": given.verdict,
        "criterion": given.criterion,
        "date": given.date,
        "reason": given.reason,
    }
    before = standing.having(report=given.report, coder=given.coder)
    return _next(before, row, ("verdict", "criterion", "reason"))


def withdrawal_rows(
    standing: Standing, question: Mapping[str, str], *, date: str, coder: str = ""
) -> list[Row]:
    """The row that takes back the answer to a question, told by the columns that name it; none: no answer.

    For a pair, `question` names record_a and record_b in either order. `coder` is who takes it back, in
    tables whose rows name a coder; codings have theirs in the name of the file.
    """
    before = _asked(standing, question)
    if not before or _latest(before).get("state", "").strip() == WITHDRAWN:
        return []
    row = {**question, "date": date, "state": WITHDRAWN, "revision": str(next_revision(before))}
    return [row | {"coder": coder} if coder else row]


def undo_rows(
    standing: Standing, question: Mapping[str, str], *, date: str, columns: Sequence[str], by: str = ""
) -> list[Row]:
    """The row that takes back the last answer to a question and lets what stood before it stand again.

    What was undone or stands again is no further step: undoing once more goes one answer further back. Where
    nothing stood before, the row withdraws; none where nothing is left to undo. `by` is who undoes, in tables
    whose rows are not all by one coder: the row names the coder of what stands again.
    """
    answers: list[Row] = []
    course = Course()
    rows = sorted(_asked(standing, question), key=_revision)
    for row in rows:
        course.take(_revision(row), _number(row.get("undoes")))
        answers = [a for a in [*answers, row] if _revision(a) in course.revisions]
    if not answers:
        return []
    undone, before = answers[-1], answers[-2] if len(answers) > 1 else None
    row = {**question, "date": date, "revision": str(next_revision(rows)), "undoes": str(_revision(undone))}
    if before is None or (before.get("state") or "").strip() == WITHDRAWN:
        row["state"] = WITHDRAWN
        return [row | ({"coder": by, "undone_by": by} if by else {})]
    kept = {name: before.get(name) or "" for name in columns if name not in ("seconds", "state")}
    return [kept | row | ({"undone_by": by} if by else {})]


def next_revision(rows: Sequence[Mapping[str, str]]) -> int:
    """The number of a further answer to the question of these rows.

    It is above their numbers and above how many they are: where two branches of git answered, a number that
    only follows those of one branch would hide the other's answer.
    """
    return max(last_revision(rows), len(rows)) + 1


def last_revision(rows: Iterable[Mapping[str, str]]) -> int:
    """The number of the latest of the rows of one question; 0 where there is none."""
    return max((_revision(row) for row in rows), default=0)


def _asked(standing: Standing, question: Mapping[str, str]) -> list[Row]:
    if "record_a" in question:
        return _of_pair(standing, question["record_a"], question["record_b"])
    return standing.having(**question)


def _of_pair(standing: Standing, a: str, b: str) -> list[Row]:
    return [*standing.having(record_a=a, record_b=b), *standing.having(record_a=b, record_b=a)]


def _next(before: list[Row], row: Row, content: tuple[str, ...]) -> list[Row]:
    """The row as the next revision of its question, unless the latest says the same."""
    if not before:
        return [row | {"revision": "", "state": ""}]
    latest = _latest(before)
    same = all((latest.get(name) or "").strip() == row[name].strip() for name in content)
    is_clear = _revision(latest) >= len({tuple(sorted(r.items())) for r in before})
    if same and latest.get("state", "").strip() != WITHDRAWN and is_clear:
        return []
    return [row | {"revision": str(next_revision(before)), "state": ""}]


def _latest(rows: list[Row]) -> Row:
    return max(rows, key=_revision)


def _revision(row: Mapping[str, str]) -> int:
    return _number(row.get("revision")) or 1


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() else 0


def _codes(codes: Iterable[str]) -> str:
    return ";".join(sorted(codes))
