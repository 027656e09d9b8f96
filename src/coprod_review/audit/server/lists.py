"""The home page and the pages of queues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from coprod_review.audit.server.desk import Desk, NotHere
from coprod_review.audit.server.first_looks import is_hidden_on
from coprod_review.audit.server.queues import DONE, OPEN, PAGE, PART, Queue, Queues, seconds_each
from coprod_review.audit.server.surroundings import frame_of, item_href, queue_href
from coprod_review.audit.server.views import Filter, HomeView, Link, Paging, QueueItem, QueueLine, QueueView

LATEST = 8

PRACTISED = "looked up in an exercise: not blind"

MINE = "mine"
"""The queue of what was given, in which nothing waits."""

STATES = (("", "all"), (OPEN, "open"), (PART, "begun"), (DONE, "done"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a queue page is asked to show: its number, words of the title, a state, a dimension."""

    page: int = 1
    words: str = ""
    state: str = ""
    dimension: str = ""


def home_view(desk: Desk, queues: Queues) -> HomeView:
    """All queues with their progress, and what this person has done."""
    standing = desk.standing()
    seconds = standing.seconds_by_report()
    reports = desk.run().reports
    answers = standing.given()
    latest = [i for i in dict.fromkeys(h.report_id for h in answers) if i in reports.row_by_id][:LATEST]
    return HomeView(
        frame=frame_of(desk, here="/"),
        queues=tuple(_line(queue) for queue in queues.all().values()),
        n_answers=len(answers) + standing.n_pairs_given() + standing.n_screened(),
        n_reports=len({held.report_id for held in answers}),
        n_pairs=standing.n_pairs_given(),
        n_screened=standing.n_screened(),
        seconds_each=seconds_each(standing),
        seconds_total=sum(seconds.values()),
        latest=tuple(
            Link(
                label=reports.titles[reports.row_by_id[i]] or i,
                href=f"/report/{quote(i, safe='')}?queue=mine",
            )
            for i in latest
        ),
    )


def _line(queue: Queue) -> QueueLine:
    start = queue.next_open(-1) if queue.rows.ids else None
    return QueueLine(
        name=queue.name,
        label=queue.label,
        about=queue.kind.about,
        kind=queue.kind.items,
        progress=queue.progress,
        href=queue_href(queue.name),
        start=item_href(queue, start) if queue.name != MINE else "",
        why_empty="" if queue.rows.ids else queue.rows.why_empty,
    )


def queue_view(desk: Desk, queues: Queues, name: str, asked: Asked) -> QueueView:
    """A page of a queue; NotHere for one that this role does not have."""
    queue = queues.all().get(name)
    if queue is None:
        raise NotHere(name)
    found = _found(desk, queue, asked)
    n_pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, asked.page), n_pages)
    first = (page - 1) * PAGE
    shown = found[first : first + PAGE]
    start = item_href(queue, queue.next_open(-1)) if queue.rows.ids and name != MINE else ""
    return QueueView(
        frame=frame_of(desk, here=queue_href(name)),
        name=name,
        label=queue.label,
        about=queue.kind.about,
        progress=queue.progress,
        words=asked.words,
        filters=_filters(desk, queue, asked),
        items=tuple(_item(desk, queue, at) for at in shown),
        paging=Paging(
            page=page,
            n_pages=n_pages,
            n_items=len(found),
            first=first + 1 if shown else 0,
            last=first + len(shown),
            previous_href=_page_href(name, asked, page - 1) if page > 1 else "",
            next_href=_page_href(name, asked, page + 1) if page < n_pages else "",
        ),
        start=start,
        why_empty="" if queue.rows.ids else queue.rows.why_empty,
    )


def _found(desk: Desk, queue: Queue, asked: Asked) -> Sequence[int]:
    """The items that the filters leave, in the order of the queue."""
    found: Sequence[int] = range(len(queue.rows.ids))
    if asked.dimension and queue.rows.asked:
        found = [at for at in found if asked.dimension in queue.rows.asked[at]]
    if words := asked.words.casefold().split():
        texts = _texts(desk, queue)
        found = [at for at in found if _has_all(texts[at], words)]
    if asked.state:
        found = [at for at in found if queue.state_of(at) == asked.state]
    return found


def _texts(desk: Desk, queue: Queue) -> Sequence[str]:
    """What a search looks at, for each item of a queue, in small letters."""
    run = desk.run()
    if queue.kind.items == "pair":
        pairs = [run.pairs[int(number) - 1] for number in queue.rows.ids]
        return [f"{p.record_a} {p.record_b} {p.title} {p.rule}".casefold() for p in pairs]
    searched = run.reports.searched
    if queue.rows.ids is run.reports.ids:
        return searched
    row_by_id = run.reports.row_by_id
    return [searched[row_by_id[i]] if i in row_by_id else "" for i in queue.rows.ids]


def _has_all(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _item(desk: Desk, queue: Queue, at: int) -> QueueItem:
    run, item = desk.run(), queue.rows.ids[at]
    why = queue.rows.whys[at] if queue.rows.whys else ""
    marks = queue.rows.asked[at] if queue.rows.asked else ()
    if queue.kind.items == "pair":
        pair = run.pairs[int(item) - 1]
        title, about, why = pair.title, f"{pair.record_a} and {pair.record_b}", f"{pair.rule}: {pair.why}"
    else:
        row = run.reports.row_by_id.get(item)
        title = "" if row is None else run.reports.titles[row]
        about = "not in this run" if row is None else run.reports.abouts[row]
        tells_codes = queue.kind.items == "report"
        why = "" if tells_codes and is_hidden_on(desk, desk.standing(), item, marks) else why
        if desk.role == "coder" and desk.has_practised(item):
            about += f" · {PRACTISED}"
    return QueueItem(
        href=item_href(queue, at),
        item_id=item,
        title=title or "(no title)",
        about=about,
        state=queue.state_of(at),
        why=why,
        marks=tuple(marks),
    )


def _filters(desk: Desk, queue: Queue, asked: Asked) -> tuple[Filter, ...]:
    filters = [Filter(name="state", label="State", value=asked.state, options=STATES)]
    if queue.rows.asked:
        labels = [(d.name, d.label) for d in desk.codebook.dimensions.values()]
        options = (("", "all questions"), *labels)
        filters.append(Filter(name="dimension", label="Question", value=asked.dimension, options=options))
    return tuple(filters)


def _page_href(name: str, asked: Asked, page: int) -> str:
    return queue_href(name, page=page, q=asked.words, state=asked.state, dimension=asked.dimension)
