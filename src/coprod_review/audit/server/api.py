"""Decisions that pages send: checked, written, answered with what stands then."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from coprod_review.audit.server.bodies import AnswerBody, Body, PairBody, PlaceBody, Refused, ScreenBody
from coprod_review.audit.server.desk import Answer, Desk, Saved
from coprod_review.audit.server.queue_kinds import AUDIT
from coprod_review.audit.server.queues import Queues
from coprod_review.audit.server.report_page import given_at, is_hidden_at
from coprod_review.model.coding import CONFIDENCE_WORDS
from coprod_review.model.given import SHOWN_NOTHING, SHOWN_SUGGESTIONS
from coprod_review.model.report import Report

PLACE = "on the page"


class Decisions:
    """Takes decisions of one role; each method returns what the page is told, or raises Refused.

    `lock` is held while tables are looked at, and not while the disk is written.
    """

    def __init__(self, desk: Desk, queues: Queues, lock: AbstractContextManager[Any]) -> None:
        self._desk = desk
        self._queues = queues
        self._lock = lock

    def answer(self, body: AnswerBody) -> Mapping[str, Any]:
        """A coding of this person."""
        self._need("answer")
        answer, report = self._checked(body, kind="coding")
        return self._told(self._desk.write.answer(answer, report), body)

    def adjudicate(self, body: AnswerBody) -> Mapping[str, Any]:
        """The settled answer, with its reason."""
        self._need("adjudicate")
        self._need_reason(body, "adjudicates")
        answer, report = self._checked(body, kind="adjudication")
        if not answer.codes:
            raise Refused(
                "an adjudication settles a code, and none is chosen",
                where=f"{body.dimension} of {body.report}",
                remedy="choose the code that holds; what cannot be told stays open",
            )
        return self._told(self._desk.write.answer(answer, report), body)

    def dispute(self, body: AnswerBody) -> Mapping[str, Any]:
        """An objection to the code of record, with its reason; codes say what should stand instead.

        Who agreed before agrees no more.
        """
        self._need("dispute")
        self._need_reason(body, "disputes")
        answer, report = self._checked(body, kind="dispute", against=self._record(body))
        saved = self._desk.write.answer(answer, report)
        self._desk.write.take_back("agreement", body.report, body.dimension)
        return self._told(saved, body)

    def agree(self, body: AnswerBody) -> Mapping[str, Any]:
        """That this person looked at the code of record and agrees, and so disputes it no more."""
        self._need("agree")
        codes = self._record(body)
        if body.codes and set(body.codes) != set(codes):
            raise Refused(
                f"the code of record is {', '.join(codes)} by now, not {', '.join(body.codes)}",
                where=f"{body.dimension} of {body.report}",
                remedy="reload the page and look again",
                status=409,
            )
        seen = body.model_copy(update={"codes": list(codes)})
        answer, report = self._checked(seen, kind="agreement")
        saved = self._desk.write.answer(answer, report)
        self._desk.write.take_back("dispute", body.report, body.dimension)
        return self._told(saved, body)

    def withdraw(self, body: PlaceBody) -> Mapping[str, Any]:
        """Take back an answer: as of this revision there is none."""
        return self._taken_back(body, self._desk.write.take_back)

    def undo(self, body: PlaceBody) -> Mapping[str, Any]:
        """Put back what stood before this person's last answer, or nothing."""
        return self._taken_back(body, self._desk.write.undo)

    def pair(self, body: PairBody) -> Mapping[str, Any]:
        """Whether two records of the queue are one document."""
        self._need("pair")
        wanted = {body.record_a, body.record_b}
        pair = next((p for p in self._desk.run().pairs if {p.record_a, p.record_b} == wanted), None)
        where = f"{body.record_a} and {body.record_b}"
        if pair is None:
            raise Refused(
                "these records are no pair of this run", where=where, remedy="reload the page", status=404
            )
        if body.verdict not in ("", "duplicate", "distinct"):
            raise Refused(
                f"{body.verdict[:40]!r} is no verdict", where=where, remedy="choose duplicate or distinct"
            )
        if body.verdict and not body.reason.strip():
            raise Refused("a verdict needs a reason", where=where, remedy="say in a few words what decides")
        saved = self._desk.write.judge_pair(pair.record_a, pair.record_b, body.verdict, _line(body.reason))
        return self._told(saved, body, queue="pairs")

    def screen(self, body: ScreenBody) -> Mapping[str, Any]:
        """Whether a report is on topic, else which criterion it fails first."""
        self._need("screen")
        self._report(body.report)
        names = [criterion.criterion_id for criterion in self._desk.criteria]
        if body.verdict not in ("", "include", "exclude"):
            raise Refused(
                f"{body.verdict[:40]!r} is no verdict", where=body.report, remedy="choose include or exclude"
            )
        if body.verdict == "exclude" and body.criterion not in names:
            raise Refused(
                "an exclusion names the criterion that the report fails first",
                where=body.report,
                remedy=f"choose one of: {', '.join(names)}",
            )
        criterion = body.criterion if body.verdict == "exclude" else ""
        saved = self._desk.write.screen(body.report, body.verdict, criterion, _line(body.reason))
        return self._told(saved, body, queue="screening")

    def _taken_back(self, body: PlaceBody, write: Any) -> Mapping[str, Any]:
        self._report(body.report)
        kind = body.kind
        if not kind:
            with self._lock:
                given = given_at(self._desk, self._desk.standing(), (body.report, body.dimension))
            kind = given.kind if given else "coding"
        needed = {
            "coding": "answer",
            "adjudication": "adjudicate",
            "dispute": "dispute",
            "agreement": "agree",
        }
        if kind not in needed:
            raise Refused(f"{kind[:40]!r} is no kind of answer", where=PLACE, remedy="reload the page")
        self._dimension(body)
        if kind == "adjudication":
            self._need("adjudicate")
            settled = self._desk.standing().adjudication((body.report, body.dimension))
            if settled is not None and settled.coder != self._desk.who:
                raise Refused(
                    f"{settled.coder} settled this, and takes it back alone",
                    where=f"{body.dimension} of {body.report}",
                    remedy="adjudicate it anew, with a reason: the latest counts",
                    status=403,
                )
        elif kind == "coding" and "answer" not in self._desk.may:
            return self._told(Saved(revision=0, is_new=False), body)
        else:
            self._need(needed[kind])
        return self._told(write(kind, body.report, body.dimension), body)

    def _checked(
        self, body: AnswerBody, *, kind: str, against: tuple[str, ...] = ()
    ) -> tuple[Answer, Report]:
        """The answer with codes of the codebook and passages as the text has them."""
        report = self._report(body.report)
        self._dimension(body)
        codes = tuple(dict.fromkeys(body.codes))
        where = f"{body.dimension} of {body.report}"
        for broken in self._desk.codebook.violations({body.dimension: codes}):
            dimension = self._desk.codebook.dimensions[body.dimension]
            remedy = f"use codes of {body.dimension}: {', '.join(dimension.codes)}"
            raise Refused(broken[:300], where=where, remedy=remedy)
        if body.confidence not in ("", *CONFIDENCE_WORDS):
            raise Refused(
                f"{body.confidence[:40]!r} is no word of confidence",
                where=where,
                remedy=f"choose {', '.join(CONFIDENCE_WORDS)}, or none",
            )
        place = (body.report, body.dimension)
        with self._lock:
            standing = self._desk.standing()
            is_blind = self._desk.role != "reviewer" or is_hidden_at(self._desk, standing, place)
            settled = standing.adjudicated.revision_of(place) if standing.adjudicated else 0
            sample = self._sample(body)
        answer = Answer(
            kind=kind,
            report_id=body.report,
            dimension=body.dimension,
            codes=codes,
            quotes=self._quotes(body, report),
            note=_line(body.note),
            confidence=body.confidence,
            reason=_line(body.reason),
            against=against,
            after=settled,
            sample=sample,
            shown=SHOWN_NOTHING if is_blind else SHOWN_SUGGESTIONS,
            seconds=body.seconds,
        )
        return answer, report

    def _quotes(self, body: AnswerBody, report: Report) -> tuple[str, ...]:
        found = []
        for quote in filter(None, map(str.strip, body.quotes)):
            exact = self._desk.exact_quote(quote, report)
            if exact is None:
                raise Refused(
                    f"the passage {quote[:200]!r} does not stand in the text of {body.report}",
                    where=f"{body.dimension} of {body.report}",
                    remedy="mark the words in the text again",
                )
            found.append(exact)
        return tuple(dict.fromkeys(found))

    def _sample(self, body: AnswerBody) -> str:
        queue = self._queues.all().get(body.queue)
        return body.queue if queue is not None and queue.kind is AUDIT else ""

    def _record(self, body: AnswerBody) -> tuple[str, ...]:
        """The codes of record of the place; raises Refused where there are none or they are still hidden."""
        self._report(body.report)
        self._dimension(body)
        place, where = (body.report, body.dimension), f"{body.dimension} of {body.report}"
        with self._lock:
            standing = self._desk.standing()
            is_hidden = is_hidden_at(self._desk, standing, place)
            settled = standing.adjudication(place)
        if is_hidden:
            raise Refused(
                "this report is shown without suggestions first",
                where=where,
                remedy="give an answer of your own first; then the code of record is shown",
                status=409,
            )
        record = self._desk.material(body.report).codes.get(body.dimension)
        codes = settled.codes if settled else record.codes if record else ()
        if not codes:
            raise Refused(
                "nobody has decided this code yet, so there is none to agree with or to dispute",
                where=where,
                remedy="let an adjudicator settle it",
                status=409,
            )
        return codes

    def _report(self, report_id: str) -> Report:
        try:
            return self._desk.material(report_id).report
        except KeyError:
            raise Refused(
                "there is no such report in this run",
                where=report_id[:80],
                remedy="go back to the queue and open the report from there",
                status=404,
            ) from None

    def _dimension(self, body: PlaceBody) -> None:
        if body.dimension not in self._desk.codebook.dimensions:
            raise Refused(
                f"{body.dimension[:80]!r} is no dimension of the codebook",
                where=body.report,
                remedy="reload the page",
                status=404,
            )

    def _need(self, right: str) -> None:
        if right not in self._desk.may:
            problem, _, remedy = self._desk.why_not.get(right, "").partition("\n")
            raise Refused(
                problem or f"{self._desk.who} may not do this in the role {self._desk.role}",
                where=self._desk.who,
                remedy=remedy or "start the server in the role that may",
                status=403,
            )

    @staticmethod
    def _need_reason(body: AnswerBody, verb: str) -> None:
        if not body.reason.strip():
            raise Refused(
                f"who {verb} gives a reason",
                where=f"{body.dimension} of {body.report}",
                remedy="write in a sentence what in the text decides",
            )

    def _told(self, saved: Saved, body: Body, *, queue: str = "") -> dict[str, Any]:
        """What stands now: the revision, progress of the queue, rules of the codebook that are broken."""
        told: dict[str, Any] = {"saved": True, "revision": saved.revision, "is_new": saved.is_new}
        with self._lock:
            told["progress"] = self._progress(body.queue or queue)
            if isinstance(body, PlaceBody):
                names = self._desk.codebook.dimensions
                own = self._desk.standing().own_codes(body.report)
                codes = {name: codes for name, codes in own.items() if name in names}
                told["broken"] = list(self._desk.codebook.violations(codes))
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


def _line(text: str) -> str:
    """The text on one line, so that a row of the file is a line and git shows it as one."""
    return " ".join(text.split())
