"""Queues: what is to be decided, in which order, and how far it has come as answers arrive."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from coprod_review.audit.server.desk import Desk, QueueRows, Run
from coprod_review.audit.server.queue_kinds import AUDIT, KINDS, Kind
from coprod_review.audit.server.standing import Standing
from coprod_review.audit.server.views import Progress

PAGE = 50

OPEN, PART, DONE = "open", "part", "done"


@dataclass(slots=True)
class Queue:
    """A queue with its items and the state of each."""

    rows: QueueRows
    kind: Kind
    state_of: Callable[[int], str]
    progress: Progress
    index: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name in addresses."""
        return self.rows.name

    @property
    def label(self) -> str:
        """The heading."""
        return self.rows.label or self.kind.label

    def next_open(self, after: int) -> int | None:
        """The next item that is not done, from the beginning again where none follows; None: all are done."""
        n = len(self.rows.ids)
        for step in range(1, n + 1):
            at = (after + step) % n
            if self.state_of(at) != DONE and at != after:
                return at
        return None


class Queues:
    """The queues of one role, counted anew when the run or an answer has changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._counted: tuple[Run, Standing, dict[str, Queue]] | None = None
        self._index: dict[int, tuple[Sequence[str], dict[str, int]]] = {}
        self._coded: dict[tuple[str, tuple[str, ...]], tuple[int, str]] = {}

    def all(self) -> dict[str, Queue]:
        """The queues by name, in the order of the home page."""
        run, standing = self._desk.run(), self._desk.standing()
        known = self._counted
        if known is None or known[0] is not run or known[1] is not standing:
            rows = [*run.queues, *self._own_rows(standing)]
            seconds = seconds_each(standing)
            queues = {r.name: self._queue(r, run, standing, seconds) for r in rows}
            order = [name for name in KINDS if name in queues]
            order = [*order, *(name for name in queues if name not in KINDS)]
            known = self._counted = (run, standing, {name: queues[name] for name in order})
        return known[2]

    def _own_rows(self, standing: Standing) -> list[QueueRows]:
        """The queues that follow from answers alone."""
        mine = QueueRows(
            name="mine",
            ids=list(dict.fromkeys(held.report_id for held in standing.given())),
            why_empty=_why_none_given(standing),
        )
        if self._desk.role != "coder":
            return [disputed_rows(standing), mine]
        states = {r: self._coded_state(r, (), standing) for r in standing.own.touched}
        begun = [report_id for report_id, state in states.items() if state == PART]
        return [
            QueueRows(name="unfinished", ids=begun, why_empty="Nothing that you began is unfinished."),
            mine,
        ]

    def _queue(self, rows: QueueRows, run: Run, standing: Standing, seconds: int | None) -> Queue:
        kind = KINDS.get(rows.name) or AUDIT
        state = self._stater(rows, kind, run, standing)
        states: dict[int, str] = {}
        index = self._indexed(rows.ids)
        touched = self._touched(rows, kind, standing)

        def state_of(at: int) -> str:
            if rows.ids[at] not in touched:
                return OPEN
            if at not in states:
                states[at] = state(at)
            return states[at]

        n_done = sum(state_of(index[i]) == DONE for i in touched if i in index)
        progress = Progress(n=len(rows.ids), n_done=n_done, seconds_each=seconds)
        return Queue(rows=rows, kind=kind, state_of=state_of, progress=progress, index=index)

    def _indexed(self, ids: Sequence[str]) -> dict[str, int]:
        """The place of each item; kept as long as the list is the same."""
        known = self._index.get(id(ids))
        if known is None or known[0] is not ids:
            known = (ids, {item: at for at, item in enumerate(ids)})
            self._index[id(ids)] = known
            for old in list(self._index)[:-64]:
                del self._index[old]
        return known[1]

    def _touched(self, rows: QueueRows, kind: Kind, standing: Standing) -> set[str]:
        """The items that can be done: those on which somebody decided something."""
        if kind.items == "pair":
            return set(rows.ids)
        if kind.items == "screen":
            return {key[0] for key in standing.judged.by_key}
        tables = (standing.own, standing.adjudicated, standing.disputed, standing.audited)
        return {report_id for table in tables if table for report_id, held in table.by_report.items() if held}

    def _stater(self, rows: QueueRows, kind: Kind, run: Run, standing: Standing) -> Callable[[int], str]:
        if kind.items == "pair":
            return lambda at: DONE if run.pairs[int(rows.ids[at]) - 1].verdict_in(standing) else OPEN
        if kind.items == "screen":
            return lambda at: DONE if (rows.ids[at], standing.who) in standing.judged.by_key else OPEN
        if self._desk.role == "coder":
            return lambda at: self._coded_state(
                rows.ids[at],
                rows.asked[at] if rows.asked else (),
                standing,
                is_again=rows.name == "again",
            )
        if rows.name == "disputes":
            return lambda _: OPEN
        return lambda at: self._decided_state(
            rows.ids[at], rows.asked[at] if rows.asked else (), run, standing, is_audit=kind is AUDIT
        )

    def _coded_state(
        self,
        report_id: str,
        asked: tuple[str, ...],
        standing: Standing,
        *,
        is_again: bool = False,
    ) -> str:
        if is_again:
            version = self._desk.codebook.version
            renewed = {h.dimension for h in standing.own.on(report_id) if h.codebook == version}
            return DONE if set(asked) <= renewed else PART if renewed & set(asked) else OPEN
        stamp = standing.own.stamps.get(report_id, 0)
        known = self._coded.get((report_id, asked))
        if known is None or known[0] != stamp:
            known = stamp, self._code_state(standing.own_codes(report_id), asked)
            self._coded[report_id, asked] = known
        return known[1]

    def _code_state(self, codes: Mapping[str, tuple[str, ...]], asked: tuple[str, ...]) -> str:
        """How far the questions asked are answered; what the codebook forbids together is not finished."""
        if not codes:
            return OPEN
        dimensions = self._desk.codebook.dimensions
        is_whole = all(name in codes for name in (asked or dimensions))
        known = {name: given for name, given in codes.items() if name in dimensions}
        return PART if not is_whole or any(self._desk.codebook.violations(known)) else DONE

    def _decided_state(
        self, report_id: str, asked: tuple[str, ...], run: Run, standing: Standing, *, is_audit: bool
    ) -> str:
        names = asked or tuple(self._desk.codebook.dimensions)
        n = sum(self.is_decided((report_id, name), run, standing, is_audit=is_audit) for name in names)
        return DONE if n == len(names) else PART if n else OPEN

    def is_decided(
        self, place: tuple[str, str], run: Run, standing: Standing, *, is_audit: bool = False
    ) -> bool:
        """Whether somebody has decided a place since the run, or has looked at its code and agreed or not.

        In an audit sample only what this reviewer looked at counts.
        """
        who = standing.who
        if any(a.coder == who or not is_audit for a in standing.agreements(place)):
            return True
        if any(d.coder == who or not is_audit for d in standing.disputes(place)):
            return True
        settled = standing.adjudication(place)
        if settled is not None and settled.codes != run.adjudicated_at_run.get(place):
            return True
        return place in standing.own.by_key and place not in run.own_at_run


def disputed_rows(standing: Standing) -> QueueRows:
    """The reports of which a code is disputed and not settled, with the dimensions."""
    found: dict[str, dict[str, None]] = {}
    for held in standing.disputed.by_key.values() if standing.disputed else ():
        if standing.is_open(held):
            found.setdefault(held.report_id, {})[held.dimension] = None
    ids = sorted(found)
    return QueueRows(
        name="disputes",
        ids=ids,
        asked=[tuple(found[i]) for i in ids],
        why_empty="Nothing is disputed.",
    )


def seconds_each(standing: Standing) -> int | None:
    """The median of the seconds that this person spent on a report; None where none are known."""
    known = [seconds for seconds in standing.seconds_by_report().values() if seconds]
    return round(median(known)) if known else None


def _why_none_given(standing: Standing) -> str:
    """Why a person has no answer on a code of a report."""
    elsewhere = [
        words
        for n, words in (
            (standing.n_pairs_given(), "on pairs of records (under Maybe duplicates)"),
            (standing.n_screened(), "in screening (under Screening)"),
        )
        if n
    ]
    if not elsewhere:
        return "You have not given any answer yet."
    return f"You have decided {' and '.join(elsewhere)} alone."
