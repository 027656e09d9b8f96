"""What an answer must be before it is written: allowed, of this run and codebook, with words of the text."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from coprod_review.audit.server.bodies import AnswerBody, PlaceBody, Refused
from coprod_review.audit.server.desk import Answer, Desk, NotHere
from coprod_review.audit.server.first_looks import FirstLooks, is_hidden_at
from coprod_review.audit.server.queue_kinds import AUDIT
from coprod_review.audit.server.queues import Queues
from coprod_review.model.coding import CONFIDENCE_WORDS
from coprod_review.model.given import SHOWN_NOTHING, SHOWN_SUGGESTIONS
from coprod_review.model.report import Report


class Checks:
    """Looks at what one role sends, and raises Refused with place and remedy where it cannot be taken.

    `lock` is held while tables are looked at.
    """

    def __init__(
        self, desk: Desk, queues: Queues, lock: AbstractContextManager[Any], looks: FirstLooks
    ) -> None:
        self._desk = desk
        self._looks = looks
        self._queues = queues
        self._lock = lock

    def need(self, right: str) -> None:
        """That this person may do so in this role."""
        if right not in self._desk.may:
            problem, _, remedy = self._desk.why_not.get(right, "").partition("\n")
            raise Refused(
                problem or f"{self._desk.who} may not do this in the role {self._desk.role}",
                where=self._desk.who,
                remedy=remedy or "start the server in the role that may",
                status=403,
            )

    def need_reason(self, body: AnswerBody, verb: str) -> None:
        """That a reason is given."""
        if not body.reason.strip():
            raise Refused(
                f"who {verb} gives a reason",
                where=where(body),
                remedy="write in a sentence what in the text decides",
            )

    def report(self, report_id: str) -> Report:
        """The report of this id."""
        try:
            return self._desk.material(report_id).report
        except NotHere:
            raise Refused(
                "there is no such report in this run",
                where=report_id[:80],
                remedy="go back to the queue and open the report from there",
                status=404,
            ) from None

    def place(self, body: PlaceBody) -> Report:
        """The report, and that its dimension is one of the codebook."""
        report = self.report(body.report)
        if body.dimension not in self._desk.codebook.dimensions:
            raise Refused(
                f"{body.dimension[:80]!r} is no dimension of the codebook",
                where=body.report,
                remedy="reload the page",
                status=404,
            )
        return report

    def is_hidden(self, body: PlaceBody) -> bool:
        """Whether suggestions are kept back here still."""
        with self._lock:
            return is_hidden_at(self._desk, self._desk.standing(), (body.report, body.dimension))

    def record(self, body: AnswerBody) -> tuple[str, ...]:
        """The codes of record of the place; refused where there are none or they are still hidden."""
        if self.is_hidden(body):
            raise Refused(
                "this report is shown without suggestions first",
                where=where(body),
                remedy="give an answer of your own first; then the code of record is shown",
                status=409,
            )
        return self.hidden_record(body)

    def hidden_record(self, body: AnswerBody) -> tuple[str, ...]:
        """As `record`, though the person has not seen it."""
        self.place(body)
        codes = self._record_codes(body)
        if not codes:
            raise Refused(
                "nobody has decided this code yet, so there is none to agree with or to dispute",
                where=where(body),
                remedy="let an adjudicator settle it, with a reason",
                status=409,
            )
        return codes

    def need_as_seen(self, body: AnswerBody) -> None:
        """That the code of record is what the page showed: another may have been settled since."""
        if body.seen is None:
            return
        codes = self._record_codes(body)
        if set(codes) != set(body.seen):
            told, shown = (", ".join(found)[:200] or "open" for found in (codes, body.seen))
            raise Refused(
                f"the code of record is {told} by now, and not {shown} as shown",
                where=where(body),
                remedy="reload the page and look again",
                status=409,
            )

    def _record_codes(self, body: AnswerBody) -> tuple[str, ...]:
        with self._lock:
            settled = self._desk.standing().adjudication((body.report, body.dimension))
        record = self._desk.material(body.report).codes.get(body.dimension)
        return settled.codes if settled else record.codes if record else ()

    def answer(self, body: AnswerBody, *, kind: str, against: tuple[str, ...] = ()) -> tuple[Answer, Report]:
        """The answer with codes of the codebook and passages as the text has them, and its report."""
        report = self.place(body)
        codes = tuple(dict.fromkeys(body.codes))
        self._need_codes(body, codes)
        place = (body.report, body.dimension)
        with self._lock:
            standing = self._desk.standing()
            is_bare = self._looks.is_bare(place)
            settled = standing.adjudicated.revision_of(place) if standing.adjudicated else 0
            queue = self._queues.all().get(body.queue)
        answer = Answer(
            kind=kind,
            report_id=body.report,
            dimension=body.dimension,
            codes=codes,
            quotes=self._quotes(body, report),
            note=on_one_line(body.note),
            confidence=body.confidence,
            reason=on_one_line(body.reason),
            against=against,
            after=settled,
            sample=body.queue if queue is not None and queue.kind is AUDIT else "",
            shown=SHOWN_NOTHING if is_bare else SHOWN_SUGGESTIONS,
            seconds=body.seconds,
        )
        return answer, report

    def _need_codes(self, body: AnswerBody, codes: tuple[str, ...]) -> None:
        dimension = self._desk.codebook.dimensions[body.dimension]
        for broken in self._desk.codebook.violations({body.dimension: codes}):
            remedy = f"use codes of {body.dimension}: {', '.join(dimension.codes)}"
            raise Refused(broken[:300], where=where(body), remedy=remedy)
        if body.confidence not in ("", *CONFIDENCE_WORDS):
            raise Refused(
                f"{body.confidence[:40]!r} is no word of confidence",
                where=where(body),
                remedy=f"choose {', '.join(CONFIDENCE_WORDS)}, or none",
            )

    def _quotes(self, body: AnswerBody, report: Report) -> tuple[str, ...]:
        found = []
        for quote in filter(None, map(str.strip, body.quotes)):
            exact = self._desk.exact_quote(quote, report)
            if exact is None:
                raise Refused(
                    f"the passage {quote[:200]!r} does not stand in the text of {body.report}",
                    where=where(body),
                    remedy="mark the words in the text again",
                )
            found.append(exact)
        return tuple(dict.fromkeys(found))


def where(body: PlaceBody) -> str:
    """The place that an answer is about, in words."""
    return f"{body.dimension[:80]} of {body.report[:80]}"


def on_one_line(text: str) -> str:
    """The text on one line, so that a row of the file is a line and git shows it as one."""
    return " ".join(text.split())
