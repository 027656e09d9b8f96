"""How things stand in the files that people write: of each question the answer that counts now.

Files only grow, answer behind answer; so their new rows are taken as they come, and everything else is kept.
What was handed out never changes: new rows make new tables, so that whoever looks at one need hold no lock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coprod_review.model import answer_rows
from coprod_review.model.answer_rows import (
    after_of,
    is_withdrawn,
    seconds_of,
    split_codes,
    split_quotes,
    undoes_of,
)
from coprod_review.model.given import DIFFERS, Course
from coprod_review.model.joined_answers import INSTEAD_OF, Replaced, not_replaced, replaced_in

Row = Mapping[str, str]
Key = tuple[str, ...]
Place = tuple[str, str]
"""A report, by its present id, and a dimension."""

LONGEST_PAUSE = 600
"""Seconds beyond which a person was elsewhere: more than this does not count as work on one answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The answer that counts of one question, as its row says it; `report_id` is the present id.

    `since` is the revision since which it stands, as `model.corpus.Adjudication` has it. `known_as` is what
    is kept of the records of a pair. `written` is the id under which the row names the report, and
    `instead_of` what it replaces under other ids (`model.joined_answers`).
    """

    report_id: str
    dimension: str
    revision: int
    since: int
    codes: tuple[str, ...]
    coder: str = ""
    quotes: tuple[str, ...] = ()
    note: str = ""
    confidence: str = ""
    verdict: str = ""
    criterion: str = ""
    reason: str = ""
    date: str = ""
    against: tuple[str, ...] = ()
    after: int = 0
    sample: str = ""
    codebook: str = ""
    known_as: Mapping[str, str] = field(default_factory=dict)
    written: str = ""
    instead_of: Replaced = ()


@dataclass(frozen=True, slots=True)
class _Under:
    """What stands of a question under one id by its latest row: None where that withdraws it."""

    report_id: str
    revision: int
    held: Held | None

    @property
    def instead_of(self) -> Replaced:
        """What the answer replaces under other ids."""
        return self.held.instead_of if self.held else ()


class Latest:
    """Of each question of one table the answer that counts; withdrawn ones are not here.

    It stays as it is: `with_rows` makes another. `coder` is the person at this server: whose rows those
    without a name are, whose seconds are counted, and whose questions are in `answered`, though an answer may
    have been taken back. `stamps` has another number for a report whenever a row on it has come.
    """

    def __init__(self, key: tuple[str, ...], *, resolve: Callable[[str], str], coder: str) -> None:
        self._key = key
        self._resolve = resolve
        self._coder = coder
        self._n_taken = 0
        self._under: dict[Key, dict[str, _Under]] = {}
        self._courses: dict[Key, Course] = {}
        self.answered: set[Key] = set()
        self.by_key: dict[Key, Held] = {}
        self.by_report: dict[str, dict[Key, Held]] = {}
        self.seconds_by_report: dict[str, int] = {}
        self.touched: dict[str, None] = {}
        self.stamps: dict[str, int] = {}

    def with_rows(self, rows: Iterable[Row], *, anew: bool) -> Latest:
        """This with rows that came behind those taken before, or with all rows of a file made anew alone."""
        made = self._emptied() if anew else self._copied()
        for row in rows:
            made._take(row)
        return made

    def _emptied(self) -> Latest:
        made = Latest(self._key, resolve=self._resolve, coder=self._coder)
        made._n_taken = self._n_taken  # so that a stamp never comes again
        return made

    def _copied(self) -> Latest:
        made = self._emptied()
        made._under = dict(self._under)
        made._courses = dict(self._courses)
        made.answered = set(self.answered)
        made.by_key = dict(self.by_key)
        made.by_report = dict(self.by_report)
        made.seconds_by_report = dict(self.seconds_by_report)
        made.touched = dict(self.touched)
        made.stamps = dict(self.stamps)
        return made

    def _take(self, row: Row) -> None:
        key = self._key_of(row)
        revision = answer_rows.revision_of(row)
        report_id = key[0]
        self._n_taken += 1
        self.stamps[report_id] = self._n_taken
        if row.get("coder", self._coder).strip() == self._coder:
            self.answered.add(key)
            worked = min(seconds_of(row) or 0, LONGEST_PAUSE)
            self.seconds_by_report[report_id] = self.seconds_by_report.get(report_id, 0) + worked
        name = row["report"].strip() if self._key[0] == "report" else ""
        course = self._courses[*key, name] = self._courses.get((*key, name), Course()).copy()
        since = course.take(revision, undoes_of(row))
        under = self._under.get(key, {})
        if name in under and revision < under[name].revision:
            return
        held = None if is_withdrawn(row) else self._held(row, report_id, revision, since)
        others = {other: one for other, one in under.items() if other != name}
        self._under[key] = others | {name: _Under(report_id=name, revision=revision, held=held)}
        self._stand(key)

    def _stand(self, key: Key) -> None:
        """Let the latest of the answers to a question stand that none replaces, if there is one."""
        report_id = key[0]
        self.touched.pop(report_id, None)
        self.touched[report_id] = None
        on_report = dict(self.by_report.get(report_id, {}))
        self.by_report[report_id] = on_report
        answers = [one for one in self._under[key].values() if one.held is not None]
        if not answers:
            self.by_key.pop(key, None)
            on_report.pop(key, None)
            return
        latest = max(reversed(not_replaced(answers)), key=lambda one: one.revision)
        if latest.held is not None:
            self.by_key[key] = on_report[key] = latest.held

    def _key_of(self, row: Row) -> Key:
        cells = [row.get(name, "").strip() for name in self._key]
        if self._key[0] == "report":
            return (self._resolve(cells[0]), *cells[1:])
        return tuple(sorted(cells))

    def _held(self, row: Row, report_id: str, revision: int, since: int) -> Held:
        cell = {name: text.strip() for name, text in row.items()}
        return Held(
            report_id=report_id,
            dimension=cell.get("dimension", ""),
            revision=revision,
            since=since,
            codes=split_codes(cell.get("codes", "")),
            coder=cell.get("coder", "") or self._coder,
            quotes=split_quotes(cell.get("quote")),
            note=cell.get("note", ""),
            confidence=cell.get("confidence", ""),
            verdict=cell.get("verdict", ""),
            criterion=cell.get("criterion", ""),
            reason=cell.get("reason", ""),
            date=cell.get("date", ""),
            against=split_codes(cell.get("against", "")),
            after=after_of(row),
            sample=cell.get("sample", ""),
            codebook=cell.get("codebook", ""),
            known_as={cell.get(f"record_{s}", ""): cell.get(f"known_as_{s}", "") for s in "ab"},
            written=cell.get("report", ""),
            instead_of=replaced_in(cell.get(INSTEAD_OF)),
        )

    def revision_of(self, key: Key) -> int:
        """How often this question was answered or withdrawn; 0 for never."""
        return max((one.revision for one in self._under.get(key, {}).values()), default=0)

    def written(self, key: Key) -> str:
        """The id under which the answer stands, else that of the last row of this question."""
        if key in self.by_key:
            return self.by_key[key].written
        return next(reversed(self.ids(key)), key[0])

    def ids(self, key: Key) -> Sequence[str]:
        """The ids under which rows of this question name its report, that of the last row at the end."""
        return tuple(self._under.get(key, ()))

    def on(self, report_id: str) -> Iterable[Held]:
        """The answers on one report."""
        return self.by_report.get(report_id, {}).values()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The tables that this role may know; those that it may not stay None. It never changes.

    `faults` say by file what could not be read. For a coder there are `own` and `judged` alone, and these
    hold the coder's own rows only.
    """

    who: str
    own: Latest
    judged: Latest
    adjudicated: Latest | None = None
    disputed: Latest | None = None
    audited: Latest | None = None
    paired: Latest | None = None
    faults: Mapping[str, str] = field(default_factory=dict)

    def own_codes(self, report_id: str) -> dict[str, tuple[str, ...]]:
        """The codes that this person gave to one report, by dimension."""
        return {held.dimension: held.codes for held in self.own.on(report_id)}

    def adjudication(self, place: Place) -> Held | None:
        """What an adjudicator settled there."""
        return self.adjudicated.by_key.get(place) if self.adjudicated else None

    def is_open(self, dispute: Held) -> bool:
        """Whether no new ruling has come since the disputer knew of `after` of them."""
        if self.adjudicated is None:
            return True
        place = (dispute.report_id, dispute.dimension)
        found = self.adjudicated.by_key.get(place)
        return found is None or found.since <= dispute.after

    def disputes(self, place: Place) -> list[Held]:
        """All disputes of a place that were not withdrawn."""
        return [d for d in self.disputed.on(place[0]) if d.dimension == place[1]] if self.disputed else []

    def agreements(self, place: Place) -> list[Held]:
        """Who looked at a place and agreed."""
        return [a for a in self._audits(place) if a.verdict != DIFFERS]

    def own_look(self, place: Place) -> Held | None:
        """This person's own answer before seeing another code of record, unless agreement followed."""
        return next((a for a in self._audits(place) if a.verdict == DIFFERS and a.coder == self.who), None)

    def _audits(self, place: Place) -> list[Held]:
        return [a for a in self.audited.on(place[0]) if a.dimension == place[1]] if self.audited else []

    def has_answered(self, place: Place) -> bool:
        """Whether this person has ever decided anything at a place, and so been shown what others say."""
        keyed = ((self.own, place), (self.adjudicated, place))
        named = ((self.disputed, (*place, self.who)), (self.audited, (*place, self.who)))
        return any(table is not None and key in table.answered for table, key in (*keyed, *named))

    def given(self) -> list[Held]:
        """The answers of this person that count now, of whatever kind, the latest of each kind first."""
        tables = (self.own, self.adjudicated, self.disputed, self.audited)
        held = (held for table in tables if table for held in reversed(table.by_key.values()))
        return [one for one in held if one.coder == self.who]

    def n_pairs_given(self) -> int:
        """How many pairs of records this person judged, as far as the verdicts count now."""
        return sum(held.coder == self.who for held in self.paired.by_key.values()) if self.paired else 0

    def n_screened(self) -> int:
        """How many reports this person judged in screening, as far as the judgements count now."""
        return sum(held.coder == self.who for held in self.judged.by_key.values())

    def seconds_by_report(self) -> dict[str, int]:
        """Seconds of this person's work by report, whatever kind of answer it led to."""
        total: dict[str, int] = defaultdict(int)
        for table in (self.own, self.adjudicated, self.disputed, self.audited):
            for report_id, seconds in (table.seconds_by_report if table else {}).items():
                total[report_id] += seconds
        return total
