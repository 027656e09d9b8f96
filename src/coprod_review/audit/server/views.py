"""What the templates of the server are given: plain values, one dataclass a page.

All texts are unescaped; the templates escape them. Every page view has `frame`. What only a reviewer may see
stands in fields that are None or empty in the role coder, because they are never filled there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ROLES = ("coder", "reviewer", "learner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way to another page: its words, and its address on this server."""

    label: str
    href: str
    is_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page shows around its content.

    `store` is the key under which the browser keeps drafts and unsent answers: the review and the coder.
    `notices` are sentences, for instance that the results are older than the corpus.
    `may` names what this person may do: answer, agree, dispute, adjudicate, pair, screen.
    """

    role: str
    who: str
    review: str
    store: str
    links: tuple[Link, ...] = ()
    notices: tuple[str, ...] = ()
    may: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a queue has come: `n_done` of `n` are decided by this person (or, for shared queues, by all).

    `seconds_each` is the median time a report took this person, None where no time is known.
    """

    n: int
    n_done: int
    seconds_each: int | None = None

    @property
    def n_left(self) -> int:
        """How many are still to be decided."""
        return max(0, self.n - self.n_done)

    @property
    def share(self) -> float:
        """The share that is done, from 0 to 1; 1 where there is nothing to do."""
        return self.n_done / self.n if self.n else 1.0

    @property
    def seconds_left(self) -> int | None:
        """How long the rest takes at this pace; None where the pace is unknown."""
        return None if self.seconds_each is None else self.n_left * self.seconds_each


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """A queue on the home page. `about` says in a sentence what is in it, `why_empty` why it may be empty.

    `start` is the address of its first open item, empty where nothing is left.
    """

    name: str
    label: str
    about: str
    kind: str
    progress: Progress
    href: str
    start: str
    why_empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The first page: queues with counts, how far this person is, and the reports decided last."""

    frame: Frame
    queues: tuple[QueueLine, ...]
    n_answers: int
    n_reports: int
    seconds_each: int | None
    seconds_total: int
    latest: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """A row of a queue: a report or a pair. `why` says what makes it stand here (reviewers only, else empty).

    `state` is open, part (begun) or done.
    """

    href: str
    item_id: str
    title: str
    about: str
    state: str
    why: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice above a queue: parameter `name` of the address, its label, its options as (value, label)."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page of how many is shown, and the addresses of its neighbours (empty: there is none)."""

    page: int
    n_pages: int
    n_items: int
    first: int
    last: int
    previous_href: str
    next_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    """One page of a queue, 50 items."""

    frame: Frame
    name: str
    label: str
    about: str
    progress: Progress
    words: str
    filters: tuple[Filter, ...]
    items: tuple[QueueItem, ...]
    paging: Paging
    start: str
    why_empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField:
    """A field that coders read: its name (title, abstract, keywords), heading and text.

    Offsets of evidence count characters (code points) of `text`.
    """

    name: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """One answer of a question: with the key that gives it (empty: only by pointing)."""

    name: str
    label: str
    key: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    example_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The answer that this person has given: no codes mean cannot tell. `revision` counts from 1.

    `kind` says what it is: coding, adjudication, agreement (audit) or dispute.
    """

    codes: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    note: str = ""
    confidence: str = ""
    reason: str = ""
    revision: int = 1
    date: str = ""
    kind: str = "coding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Evidence in the text: field, offsets, words, which coder's it is, and the signed weight (0: none)."""

    field: str
    start: int
    end: int
    quote: str
    code: str = ""
    rule: str = ""
    weight: float = 0.0
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderAnswer:
    """What a coder, person or machine, said on a question. No codes: examined and no answer.

    `probabilities` (machines that give them) are (code, probability), the largest first; `prediction_set`
    holds the codes that cannot be ruled out; `letter` marks this coder's evidence in the text.
    """

    coder: str
    kind: str
    letter: str
    codes: tuple[str, ...]
    confidence: str = ""
    probabilities: tuple[tuple[str, float], ...] = ()
    prediction_set: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    terms: tuple[Passage, ...] = ()
    basis: str = ""
    note: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """A dispute: who holds what against which codes, and why; open until settled or withdrawn."""

    coder: str
    against: tuple[str, ...]
    codes: tuple[str, ...]
    reason: str
    quotes: tuple[str, ...]
    date: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudicated:
    """What an adjudicator settled, and why."""

    coder: str
    codes: tuple[str, ...]
    reason: str
    date: str
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a reviewer sees of a question beside its own answer.

    `status` is one of the statuses of codes (adjudicated, person, agreed, waiting, machine, open), or empty
    where the run has no code of record; `agreed_by` are reviewers who looked and agreed.
    """

    status: str
    status_words: str
    codes: tuple[str, ...]
    why: str
    answers: tuple[CoderAnswer, ...]
    adjudicated: Adjudicated | None = None
    disputes: tuple[DisputeView, ...] = ()
    agreed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionView:
    """One question on the deciding page.

    `mark` is the letter of its evidence. `given` is this person's answer, None where there is none.
    `seen` is None for coders and learners, and for reviewers while `is_hidden`: this report is one of those
    that are shown without suggestions until the reviewer has given an answer of their own.
    `is_focus` tells that the queue led here because of this question.
    """

    name: str
    label: str
    question: str
    mark: str
    multiple: bool
    decide: tuple[str, ...]
    codes: tuple[CodeView, ...]
    given: Given | None = None
    seen: Seen | None = None
    is_hidden: bool = False
    is_focus: bool = False
    is_reopened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a report or pair stands in its queue, and the ways on: empty where there is none."""

    queue: str
    label: str
    position: int
    n: int
    back_href: str
    next_href: str
    queue_href: str
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The deciding page: the report's text, the questions, and what stands already.

    `facts` are (name, value) of the bibliographic record. `broken` are the rules of the codebook that this
    person's answers break together, in words; `text_note` says that only a part of the text is there.
    `audit_href` leads to the page of the audit site (reviewers only).
    """

    frame: Frame
    report_id: str
    title: str
    authors: str
    year: str
    venue: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    fields: tuple[TextField, ...]
    text_note: str
    dimensions: tuple[DimensionView, ...]
    place: Place
    confidence_words: tuple[str, ...]
    broken: tuple[str, ...] = ()
    audit_href: str = ""
    is_hidden_first: bool = False

    @property
    def state(self) -> Mapping[str, object]:
        """What the script of the page starts from, as plain values for JSON."""
        return {
            "report": self.report_id,
            "role": self.frame.role,
            "may": sorted(self.frame.may),
            "store": self.frame.store,
            "confidence_words": list(self.confidence_words),
            "next": self.place.next_href,
            "back": self.place.back_href,
            "queue": self.place.queue_href,
            "dimensions": {d.name: _dimension_state(d) for d in self.dimensions},
        }


def _dimension_state(dimension: DimensionView) -> dict[str, object]:
    given = dimension.given
    return {
        "multiple": dimension.multiple,
        "hidden": dimension.is_hidden,
        "mark": dimension.mark,
        "keys": {code.key: code.name for code in dimension.codes if code.key},
        "given": None
        if given is None
        else {
            "codes": list(given.codes),
            "quotes": list(given.quotes),
            "note": given.note,
            "confidence": given.confidence,
            "reason": given.reason,
            "revision": given.revision,
            "kind": given.kind,
        },
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """A field of the two records of a pair; `same` tells that both say the same (in other letters, maybe)."""

    name: str
    a: str
    b: str
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two records that may be one document: their fields side by side, and what the rules say."""

    frame: Frame
    number: int
    record_a: str
    record_b: str
    fields: tuple[RecordField, ...]
    rule: str
    why: str
    given_verdict: str
    given_reason: str
    given_by: str
    place: Place
    verdicts: tuple[tuple[str, str, str], ...] = (
        ("duplicate", "One document", "1"),
        ("distinct", "Two documents", "2"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionView:
    """A criterion that a report may fail, with its key."""

    name: str
    label: str
    definition: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenView:
    """On topic or not: the report's text, the criteria in their order, and this person's judgement.

    `given_verdict` is include, exclude or empty. `others` are (coder, verdict, criterion, reason), for
    reviewers only.
    """

    frame: Frame
    report_id: str
    title: str
    authors: str
    year: str
    venue: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    fields: tuple[TextField, ...]
    criteria: tuple[CriterionView, ...]
    include_key: str
    given_verdict: str
    given_criterion: str
    given_reason: str
    place: Place
    others: tuple[tuple[str, str, str, str], ...] = ()
    proposed: str = ""
    terms: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """Something went wrong: what, where, and what to do."""

    frame: Frame | None
    status: int
    problem: str
    where: str
    remedy: str
