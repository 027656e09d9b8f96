"""Decisions that pages send: checked, written, answered with what stands then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from coprod_review.audit.server.bodies import (
    AnswerBody,
    Body,
    PairBody,
    PlaceBody,
    Refused,
    ScreenBody,
    UndoBody,
)
from coprod_review.audit.server.checks import Checks, on_one_line, where
from coprod_review.audit.server.desk import Desk, Pair, Saved
from coprod_review.audit.server.first_looks import FirstLooks
from coprod_review.audit.server.queues import Queues
from coprod_review.audit.server.report_page import given_at
from coprod_review.audit.server.report_views import Given
from coprod_review.model.given import CONTRADICTED

RIGHTS = {
    "coding": "answer",
    "adjudication": "adjudicate",
    "dispute": "dispute",
    "agreement": "agree",
    "look": "agree",
}
"""What one may do who takes back an answer of a kind."""


class Decisions:
    """Takes decisions of one role; each method returns what the page is told, or raises Refused.

    `lock` is held while tables are looked at, and not while the disk is written.
    """

    def __init__(
        self, desk: Desk, queues: Queues, lock: AbstractContextManager[Any], looks: FirstLooks
    ) -> None:
        self._desk = desk
        self._queues = queues
        self._lock = lock
        self._checks = Checks(desk, queues, lock, looks)

    def answer(self, body: AnswerBody) -> Mapping[str, Any]:
        """A coding of this person; of reviewers who do not code, a first look without suggestions."""
        if self._desk.role == "reviewer" and "answer" not in self._desk.may:
            return self._first_look(body)
        self._checks.need("answer")
        return self._write(body, kind="coding")

    def adjudicate(self, body: AnswerBody) -> Mapping[str, Any]:
        """The settled answer, with its reason."""
        self._checks.need("adjudicate")
        self._checks.need_reason(body, "adjudicates")
        if not body.codes:
            raise Refused(
                "an adjudication settles a code, and none is chosen",
                where=where(body),
                remedy="choose the code that holds; what cannot be told stays open",
            )
        self._checks.need_as_seen(body)
        return self._write(body, kind="adjudication")

    def dispute(self, body: AnswerBody) -> Mapping[str, Any]:
        """An objection to the code of record, with its reason; codes say what should stand instead.

        Who agreed before agrees no more.
        """
        self._checks.need("dispute")
        self._checks.need_reason(body, "disputes")
        against = self._checks.record(body)
        self._checks.need_as_seen(body)
        if body.codes and set(body.codes) == set(against):
            raise Refused(
                f"a dispute proposes other codes than {', '.join(against)}, which is the code of record",
                where=where(body),
                remedy="choose other codes, or none; or agree",
            )
        told = self._write(body, kind="dispute", against=against)
        self._replace(body, "agreement")
        return told

    def agree(self, body: AnswerBody) -> Mapping[str, Any]:
        """That this person looked at the code of record and agrees, and so disputes it no more."""
        self._checks.need("agree")
        codes = self._checks.record(body)
        self._checks.need_as_seen(body)
        if body.codes and set(body.codes) != set(codes):
            raise Refused(
                f"the code of record is {', '.join(codes)} by now, not {', '.join(body.codes)[:200]}",
                where=where(body),
                remedy="reload the page and look again",
                status=409,
            )
        told = self._write(body.model_copy(update={"codes": list(codes)}), kind="agreement")
        self._replace(body, "dispute")
        return told

    def withdraw(self, body: PlaceBody) -> Mapping[str, Any]:
        """Take back an answer: as of this revision there is none."""
        return self._taken_back(body, self._desk.write.take_back)

    def undo(self, body: UndoBody) -> Mapping[str, Any]:
        """Put back what stood before this person's last answer, or nothing; not if that is another by now."""

        def write(kind: str, report_id: str, dimension: str) -> Saved:
            return self._desk.write.undo(kind, report_id, dimension, body.revision)

        return self._taken_back(body, write)

    def pair(self, body: PairBody) -> Mapping[str, Any]:
        """Whether two records of the queue are one document."""
        self._checks.need("pair")
        wanted = {body.record_a, body.record_b}
        pair = next((p for p in self._desk.run().pairs if {p.record_a, p.record_b} == wanted), None)
        named = f"{body.record_a} and {body.record_b}"
        if pair is None:
            problem = "these records are no pair of this run"
            raise Refused(problem, where=named[:200], remedy="reload the page", status=404)
        if body.verdict not in ("", "duplicate", "distinct"):
            problem = f"{body.verdict[:40]!r} is no verdict"
            raise Refused(problem, where=named, remedy="choose duplicate or distinct")
        if not body.verdict:
            self._refuse_others_verdict(pair)
        if body.verdict and not body.reason.strip():
            problem = "a verdict needs a reason"
            raise Refused(problem, where=named, remedy="say in a few words what decides")
        reason = on_one_line(body.reason)
        saved = self._desk.write.judge_pair(pair, body.verdict, reason)
        return self._told(saved, body, queue="pairs")

    def screen(self, body: ScreenBody) -> Mapping[str, Any]:
        """Whether a report is on topic, else which criterion it fails first."""
        self._checks.need("screen")
        self._checks.report(body.report)
        names = [criterion.criterion_id for criterion in self._desk.criteria]
        if body.verdict not in ("", "include", "exclude"):
            problem = f"{body.verdict[:40]!r} is no verdict"
            raise Refused(problem, where=body.report, remedy="choose include or exclude")
        if body.verdict == "exclude" and body.criterion not in names:
            raise Refused(
                "an exclusion names the criterion that the report fails first",
                where=body.report,
                remedy=f"choose one of: {', '.join(names)}",
            )
        criterion = body.criterion if body.verdict == "exclude" else ""
        saved = self._desk.write.screen(body.report, body.verdict, criterion, on_one_line(body.reason))
        return self._told(saved, body, queue="screening")

    def _write(self, body: AnswerBody, *, kind: str, against: tuple[str, ...] = ()) -> dict[str, Any]:
        answer, report = self._checks.answer(body, kind=kind, against=against)
        return self._told(self._desk.write.answer(answer, report), body)

    def _first_look(self, body: AnswerBody) -> Mapping[str, Any]:
        """What a reviewer answers before seeing anything: agreement with the code of record, or another.

        The latter is no objection yet: the code is shown then, and agreed with or disputed with a reason.
        """
        if not self._checks.is_hidden(body):
            given = self._given(body)
            if given is None or set(given.codes) != set(body.codes):
                if given is not None and self._desk.is_hidden_first(body.report):
                    raise _given_by_now(body, given)
                self._checks.need("answer")  # which says what to do instead
            return self._told(Saved(revision=given.revision if given else 0, is_new=False), body)
        against = self._checks.hidden_record(body)
        if set(body.codes) == set(against):
            return self._write(body, kind="agreement")
        said = body.model_copy(update={"reason": body.reason or body.note})
        return self._write(said, kind="look", against=against)

    def _taken_back(self, body: PlaceBody, write: Callable[[str, str, str], Saved]) -> Mapping[str, Any]:
        self._checks.place(body)
        given = self._given(body)
        if given is None and body.kind in ("", "coding") and "answer" not in self._desk.may:
            raise Refused(
                "no answer of yours stands here, so there is nothing to take back",
                where=where(body),
                remedy="go on; what you decide here can be taken back afterwards",
                status=409,
            )
        kind = body.kind or (given.kind if given else "coding")
        if kind not in RIGHTS:
            problem = f"{kind[:40]!r} is no kind of answer"
            raise Refused(problem, where=where(body), remedy="reload the page")
        self._checks.need(RIGHTS[kind])
        if kind == "adjudication":
            self._refuse_others(body)
        saved = write(kind, body.report, body.dimension)
        if kind in CONTRADICTED and not self._stands(body, kind):
            self._desk.write.bring_back(CONTRADICTED[kind], body.report, body.dimension)
        return self._told(saved, body)

    def _replace(self, body: PlaceBody, kind: str) -> None:
        """Take back what an answer contradicts; it stands again once that answer is taken back.

        A first look contradicts nothing and stays.
        """
        with self._lock:
            has_look = self._desk.standing().own_look((body.report, body.dimension)) is not None
        if kind == "agreement" and has_look:
            return
        self._desk.write.give_way(kind, body.report, body.dimension)

    def _stands(self, body: PlaceBody, kind: str) -> bool:
        """Whether an agreement or a dispute of this person stands at a place."""
        place = (body.report, body.dimension)
        with self._lock:
            standing = self._desk.standing()
        found = standing.disputes(place) if kind == "dispute" else standing.agreements(place)
        return any(held.coder == self._desk.who for held in found)

    def _refuse_others(self, body: PlaceBody) -> None:
        with self._lock:
            settled = self._desk.standing().adjudication((body.report, body.dimension))
        if settled is not None and settled.coder != self._desk.who:
            raise Refused(
                f"{settled.coder} settled this, and takes it back alone",
                where=where(body),
                remedy="adjudicate it anew, with a reason: the latest counts",
                status=403,
            )

    def _refuse_others_verdict(self, pair: Pair) -> None:
        with self._lock:
            verdict = pair.verdict_in(self._desk.standing())
        if verdict is not None and verdict.coder != self._desk.who:
            raise Refused(
                f"{verdict.coder} decided this pair, and takes it back alone",
                where=f"{pair.record_a} and {pair.record_b}",
                remedy="give the other verdict, with a reason: the latest counts",
                status=403,
            )

    def _given(self, body: PlaceBody) -> Given | None:
        with self._lock:
            return given_at(self._desk, self._desk.standing(), (body.report, body.dimension))

    def _told(self, saved: Saved, body: Body, *, queue: str = "") -> dict[str, Any]:
        """What stands now: the revision, progress of the queue, rules of the codebook that are broken."""
        told: dict[str, Any] = {"saved": True, "revision": saved.revision, "is_new": saved.is_new}
        with self._lock:
            told["progress"] = self._progress(body.queue or queue)
            if isinstance(body, PlaceBody):
                names = self._desk.codebook.dimensions
                own = self._desk.standing().own_codes(body.report)
                codes = {name: codes for name, codes in own.items() if name in names}
                told["broken"] = list(self._desk.codebook.violations(codes, in_labels=True))
                told["missing"] = [name for name in names if name not in codes]
        return told

    def _progress(self, name: str) -> dict[str, Any] | None:
        queue = self._queues.all().get(name)
        if queue is None:
            return None
        progress = queue.progress
        return {
            "queue": name,
            "n": progress.n,
            "n_done": progress.n_done,
            "n_left": progress.n_left,
            "seconds_each": progress.seconds_each,
        }


def _given_by_now(body: AnswerBody, given: Given) -> Refused:
    """Why a first look is none: another window has sent one of other codes before."""
    yours = ", ".join(given.codes) or "cannot tell"
    return Refused(
        f"you have answered this question by now, in another window perhaps: a first look is given once, and "
        f"yours is {yours}",
        where=where(body),
        remedy="reload the page: it shows what others say; agree, dispute or settle there",
        status=409,
    )
