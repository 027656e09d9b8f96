"""What the server works with: tables of the run, how things stand, and the ways to write; no disk itself.

The command builds a `Desk` for one role and gives it nothing that this role may not know: that of a coder has
neither machines' answers nor those of other coders, so no page can show them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from coprod_review.audit.server.standing import Held, Place, Standing
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.known_as import may_be_same
from coprod_review.model.record import Record
from coprod_review.model.report import Report
from coprod_review.model.screening import Criterion, ScreeningDecision


class NotHere(LookupError):  # noqa: N818 - it is an answer to the page
    """That there is nothing of this name for this role: the page says so, and nothing is wrong."""


@dataclass(frozen=True, kw_only=True)
class Reports:
    """Columns of all reports, of one length; `included` are the ids that screening let through."""

    ids: Sequence[str]
    titles: Sequence[str]
    abouts: Sequence[str]
    included: frozenset[str]

    @cached_property
    def row_by_id(self) -> Mapping[str, int]:
        """The row of each report."""
        return {report_id: row for row, report_id in enumerate(self.ids)}

    @cached_property
    def searched(self) -> Sequence[str]:
        """What a search looks at, in small letters: id, title, authors and year."""
        return [
            f"{i} {title} {about}".casefold()
            for i, title, about in zip(self.ids, self.titles, self.abouts, strict=True)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRows:
    """The items of a queue in their order: report ids (or numbers of pairs), what is asked, and why.

    `asked` holds the dimensions in question, none where all are; `whys` is empty or of the same length.
    """

    name: str
    ids: Sequence[str]
    asked: Sequence[tuple[str, ...]] = ()
    whys: Sequence[str] = ()
    label: str = ""
    why_empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that may be one document, by which rule and why."""

    record_a: str
    record_b: str
    title: str
    rule: str
    why: str
    known_as_a: str = ""
    known_as_b: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The places of the two, whichever is named first."""
        return tuple(sorted((self.record_a, self.record_b)))

    def verdict_in(self, standing: Standing) -> Held | None:
        """What people decided on the two; a verdict on records that stood there before is none."""
        held = standing.paired.by_key.get(self.key) if standing.paired else None
        known = {self.record_a: self.known_as_a, self.record_b: self.known_as_b}
        if held and all(may_be_same(text, known.get(name, "")) for name, text in held.known_as.items()):
            return held
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A finished run as the server holds it. `adjudicated_at_run` and `pairs` are empty for coders.

    `own_at_run` are the places that this person had coded when the run was made; `reopened` those at which
    the person should look again.
    """

    reports: Reports
    queues: Sequence[QueueRows]
    pairs: Sequence[Pair] = ()
    adjudicated_at_run: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    own_at_run: frozenset[Place] = frozenset()
    reopened: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One report, and for reviewers what was found on it."""

    report: Report
    codings: Sequence[Coding] = ()
    codes: Mapping[str, CodeOfRecord] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What stands after an answer was taken: the number of the revision, 0 where there is no answer now."""

    revision: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person decided on one question of one report; `kind` says where it is written.

    `kind` is coding, adjudication, dispute, agreement, or look: an own answer before the code of record.
    """

    kind: str
    report_id: str
    dimension: str
    codes: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    note: str = ""
    confidence: str = ""
    reason: str = ""
    against: tuple[str, ...] = ()
    after: int = 0
    sample: str = ""
    shown: str = ""
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writers:
    """How decisions reach the disk: each returns once they are there, and raises ReviewError where not.

    The same answer once more makes no new row. `take_back` withdraws, `undo` puts back what stood before
    the answer of a revision, where that is the last one, or before whatever is the last, where it is 0.
    `give_way` withdraws an answer that another contradicts, and `bring_back` lets such a one stand again.
    """

    answer: Callable[[Answer, Report], Saved]
    take_back: Callable[[str, str, str], Saved]
    undo: Callable[[str, str, str, int], Saved]
    give_way: Callable[[str, str, str], Saved]
    bring_back: Callable[[str, str, str], Saved]
    judge_pair: Callable[[Pair, str, str], Saved]
    screen: Callable[[str, str, str, str], Saved]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One role's view of one review, and its pen.

    `run` and `standing` return the same object until something on the disk has changed. `material` raises
    NotHere for an unknown report. `exact_quote` gives a passage as the text has it, None where it does not.
    `kinds` says in words what each coder is. `is_hidden_first` tells the reports that this reviewer sees
    without suggestions first, `has_practised` those whose settled codes the person looked up in an exercise.
    `seen_in_lists` are those whose codes the reviewer has seen in a list of the results, and
    `note_seen_in_lists` keeps further ones.
    `overturned` gives the settled codes of a report that a ruling makes others of, each before and after.
    `results_file` gives bytes and type of a file below the results by its path,
    and `export` those of an export; None where there is none.
    """

    role: str
    who: str
    may: frozenset[str]
    review: str
    store: str
    codebook: Codebook
    criteria: Sequence[Criterion]
    run: Callable[[], Run]
    notices: Callable[[], tuple[str, ...]]
    standing: Callable[[], Standing]
    material: Callable[[str], Material]
    decision: Callable[[str], ScreeningDecision | None]
    records: Callable[[Sequence[str]], Sequence[Record]]
    write: Writers
    exact_quote: Callable[[str, Report], str | None]
    why_not: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    is_hidden_first: Callable[[str], bool] = lambda _: False
    has_practised: Callable[[str], bool] = lambda _: False
    seen_in_lists: Callable[[], Collection[str]] = frozenset
    note_seen_in_lists: Callable[[Iterable[str]], None] = lambda _: None
    overturned: Callable[
        [Sequence[CodeOfRecord], CodeOfRecord], Sequence[tuple[CodeOfRecord, CodeOfRecord]]
    ] = lambda records, ruling: ()
    results_file: Callable[[str], tuple[bytes, str] | None] = lambda _: None
    export: Callable[[str], tuple[bytes, str] | None] = lambda _: None
