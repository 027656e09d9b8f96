"""How the server's decisions reach the files of people: rows behind rows, on the disk when it says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review.io.utc_day import utc_day
from coprod_review.model.given import AGREE, DIFFERS, INSTEAD
from coprod_review.tasks.serve.answer_kinds import BY_CODER, FILES, table_of
from coprod_review.tasks.serve.standing import codings_path, table_path

if TYPE_CHECKING:
    from coprod_review.audit.server.desk import Answer, Pair, Saved, Writers
    from coprod_review.audit.server.standing import Key, Latest, Standing
    from coprod_review.io.append import Standing as WrittenRows
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.report import Report

BROWSER_BASIS = "coded in the browser"

Rows = list[dict[str, str]]


class Pen:
    """Writes what one person decides; `standing` tells under which ids a report was answered before.

    `own` leads from each id of the registry, former ones too, to the one that it has now.
    """

    def __init__(
        self,
        corpus: Path,
        *,
        who: str,
        codebook: Codebook,
        standing: Callable[[], Standing],
        own: Mapping[str, str],
    ) -> None:
        self._corpus = corpus
        self._who = who
        self._codebook = codebook
        self._standing = standing
        self._own = own

    def writers(self) -> Writers:
        """The ways to write, as the server takes them."""
        from coprod_review.audit.server.desk import Writers

        return Writers(
            answer=self.answer,
            take_back=self.take_back,
            undo=self.undo,
            give_way=self.give_way,
            bring_back=self.bring_back,
            judge_pair=self.judge_pair,
            screen=self.screen,
        )

    def answer(self, answer: Answer, report: Report) -> Saved:
        """A coding, an adjudication, a dispute, an agreement or a first look."""
        from coprod_review.adjudicate import given, given_rows

        table, key = self._table_and_key(answer.kind, answer.report_id, answer.dimension)
        written, joined = self._to_write(table, key)
        seen = given.Seen(shown=answer.shown, seconds=answer.seconds)
        common: dict[str, Any] = {
            "report": written,
            "dimension": answer.dimension,
            "codes": answer.codes,
            "date": _today(),
            "seen": seen,
        }
        by = {**common, "coder": self._who, "reason": answer.reason}
        version = self._codebook.version
        if answer.kind == "coding":
            codes = self._codebook.dimensions[answer.dimension].codes
            absent = [code for code in codes if code not in answer.codes] if answer.codes else []
            coding = given.GivenAnswer(
                **common,
                codebook=version,
                quotes=answer.quotes,
                note=answer.note,
                confidence=answer.confidence,
                basis=f"{report.fields_shown()}: {BROWSER_BASIS}",
                absent=absent,
            )
            return self._put(
                answer.kind, lambda rows: given_rows.answer_rows(rows, coding, joined=joined), common
            )
        if answer.kind == "adjudication":
            settled = given.GivenAdjudication(**by, codebook=version)
            return self._put(
                answer.kind, lambda rows: given_rows.adjudication_rows(rows, settled, joined=joined), by
            )
        if answer.kind == "dispute":
            dispute = given.GivenDispute(
                **by, quotes=answer.quotes, against=answer.against, after=answer.after
            )
            return self._put(
                answer.kind, lambda rows: given_rows.dispute_rows(rows, dispute, joined=joined), by
            )
        audit = given.GivenAudit(
            **by,
            sample=answer.sample,
            verdict=DIFFERS if answer.kind == "look" else AGREE,
            against=answer.against,
        )
        return self._put(answer.kind, lambda rows: given_rows.audit_rows(rows, audit, joined=joined), by)

    def take_back(self, kind: str, report_id: str, dimension: str) -> Saved:
        """Withdraw an answer of this person; nothing where there is none."""
        from coprod_review.adjudicate.taken_back import withdrawal_rows

        question, joined = self._asked(kind, report_id, dimension)
        coder = self._who if kind == "adjudication" else ""
        return self._put(
            kind,
            lambda rows: withdrawal_rows(rows, question, date=_today(), coder=coder, joined=joined),
            question,
        )

    def undo(self, kind: str, report_id: str, dimension: str, revision: int) -> Saved:
        """Let what stood before the latest answer stand again, or nothing where nothing did.

        Nothing happens where the latest is another answer than that of `revision`, unless this is 0.
        """
        from coprod_review.adjudicate.taken_back import undo_rows

        question, joined = self._asked(kind, report_id, dimension)
        by = self._who if kind == "adjudication" else ""
        columns = table_of(kind).columns
        return self._put(
            kind,
            lambda rows: undo_rows(
                rows, question, date=_today(), columns=columns, by=by, revision=revision, joined=joined
            ),
            question,
        )

    def give_way(self, kind: str, report_id: str, dimension: str) -> Saved:
        """Withdraw an answer of this person that another one contradicts, and say so in the row."""
        from coprod_review.adjudicate.taken_back import withdrawal_rows

        question, joined = self._asked(kind, report_id, dimension)
        reason = INSTEAD[kind]
        return self._put(
            kind,
            lambda rows: withdrawal_rows(rows, question, date=_today(), reason=reason, joined=joined),
            question,
        )

    def bring_back(self, kind: str, report_id: str, dimension: str) -> Saved:
        """Let an answer stand again that gave way to another one; nothing where none did."""
        from coprod_review.adjudicate.taken_back import restored_rows

        question, joined = self._asked(kind, report_id, dimension)
        columns, reason = table_of(kind).columns, INSTEAD[kind]
        return self._put(
            kind,
            lambda rows: restored_rows(
                rows, question, date=_today(), columns=columns, reason=reason, joined=joined
            ),
            question,
        )

    def judge_pair(self, judged: Pair, verdict: str, reason: str) -> Saved:
        """A verdict on two records; without one, what stands is undone."""
        from coprod_review.adjudicate.given import GivenVerdict
        from coprod_review.adjudicate.given_rows import verdict_rows
        from coprod_review.adjudicate.taken_back import undo_rows

        names = ("record_a", "record_b", "known_as_a", "known_as_b")
        pair: dict[str, str] = {name: getattr(judged, name) for name in names}
        if not verdict:
            columns = table_of("pair").columns
            return self._put(
                "pair",
                lambda rows: undo_rows(rows, pair, date=_today(), columns=columns, by=self._who),
                pair,
            )
        given = GivenVerdict(**pair, verdict=verdict, coder=self._who, reason=reason, date=_today())
        return self._put("pair", lambda rows: verdict_rows(rows, given), pair)

    def screen(self, report_id: str, verdict: str, criterion: str, reason: str) -> Saved:
        """A screening judgement; without a verdict, what stands is undone."""
        from coprod_review.adjudicate.given import GivenJudgement
        from coprod_review.adjudicate.given_rows import judgement_rows
        from coprod_review.adjudicate.taken_back import undo_rows

        judged, key = self._standing().judged, (report_id, self._who)
        written, joined = _stands_under(judged, key)
        question = {"report": written, "coder": self._who}
        if not verdict:
            columns = table_of("screening").columns
            return self._put(
                "screening",
                lambda rows: undo_rows(rows, question, date=_today(), columns=columns, joined=joined),
                question,
            )
        question["report"], joined = self._to_write(judged, key)
        given = GivenJudgement(
            report=question["report"],
            coder=self._who,
            verdict=verdict,
            date=_today(),
            criterion=criterion,
            reason=reason,
        )
        return self._put("screening", lambda rows: judgement_rows(rows, given, joined=joined), question)

    def _put(self, kind: str, make: Callable[[WrittenRows], Rows], question: Mapping[str, Any]) -> Saved:
        from coprod_review.audit.server.desk import Saved
        from coprod_review.io.append import append_rows

        number = 0

        def made(standing: WrittenRows) -> Sequence[Mapping[str, object]]:
            nonlocal number
            rows = make(standing)
            number = _number(rows, standing, question, kind)
            return rows

        path = (
            codings_path(self._corpus, self._who)
            if kind == "coding"
            else table_path(self._corpus, FILES[kind])
        )
        rows = append_rows(path, corpus=self._corpus, columns=table_of(kind), make=made)
        return Saved(revision=number, is_new=bool(rows))

    def _asked(self, kind: str, report_id: str, dimension: str) -> tuple[dict[str, str], Sequence[str]]:
        """What names a question in the row that takes its answer back, and its ids of joined documents."""
        table, key = self._table_and_key(kind, report_id, dimension)
        written, joined = _stands_under(table, key)
        by = {"coder": self._who} if kind in BY_CODER else {}
        return {"report": written, "dimension": dimension} | by, joined

    def _table_and_key(self, kind: str, report_id: str, dimension: str) -> tuple[Latest | None, Key]:
        standing = self._standing()
        table = {
            "coding": standing.own,
            "adjudication": standing.adjudicated,
            "dispute": standing.disputed,
            "agreement": standing.audited,
            "look": standing.audited,
        }[kind]
        key = (report_id, dimension)
        return table, (*key, self._who) if kind in BY_CODER else key

    def _to_write(self, table: Latest | None, key: Key) -> tuple[str, Sequence[str]]:
        """The id under which a new answer is written, and those of joined documents that it is on too."""
        from coprod_review.model.joined_answers import id_to_write

        ids = table.ids(key) if table else ()
        written = id_to_write(key[0], ids, self._own)
        return written, [name for name in ids if name != written]


def _stands_under(table: Latest | None, key: Key) -> tuple[str, Sequence[str]]:
    """The id under which the answer to a question stands, and the others under which it was answered."""
    written, ids = (table.written(key), table.ids(key)) if table else (key[0], ())
    return written, [name for name in ids if name != written]


def _number(rows: Rows, standing: WrittenRows, question: Mapping[str, Any], kind: str) -> int:
    """The revision that stands after this: that of the new row, else of the latest before."""
    from coprod_review.adjudicate.revisions import last_revision

    if rows:
        return last_revision(rows)
    key = {name: question[name] for name in table_of(kind).key}
    found = standing.having(**key)
    if kind == "pair":
        found += standing.having(record_a=key["record_b"], record_b=key["record_a"])
    return last_revision(found)


def _today() -> str:
    return utc_day().isoformat()
