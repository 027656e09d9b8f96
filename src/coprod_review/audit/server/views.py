"""What the templates of the server are given: plain values, one dataclass a page.

All texts are unescaped; the templates escape them. Every page view has `frame`. What only a reviewer may see
stands in fields that are None or empty in the role coder, because they are never filled there.
"""

from __future__ import annotations

from dataclasses import dataclass


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
    """The first page: queues with counts, how far this person is, and the reports decided last.

    `n_answers` counts answers on reports, verdicts on pairs (`n_pairs`) and judgements of screening
    (`n_screened`), `n_reports` the reports that were coded or reviewed.
    """

    frame: Frame
    queues: tuple[QueueLine, ...]
    n_answers: int
    n_reports: int
    n_pairs: int
    n_screened: int
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
class LookView:
    """Before lists are opened that tell the codes of reports to be answered first: the way to them."""

    frame: Frame
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """Something went wrong: what, where, and what to do."""

    frame: Frame | None
    status: int
    problem: str
    where: str
    remedy: str
