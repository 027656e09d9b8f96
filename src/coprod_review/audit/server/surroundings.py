"""What stands around every page: who is here, ways to other pages, and the place in a queue."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from coprod_review.audit.server.desk import Desk, Material
from coprod_review.audit.server.queues import Queue, Queues
from coprod_review.audit.server.views import Frame, Link, Place, Progress, TextField
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report
from coprod_review.pages.names import doi_link, pmid_link, web_link

HEADINGS = {"title": "Title", "abstract": "Abstract", "keywords": "Keywords"}

PATHS = {"report": "/report/", "pair": "/pair/", "screen": "/screen/"}


def frame_of(desk: Desk, *, here: str = "") -> Frame:
    """The frame of a page; `here` is its address, marked among the links.

    That a run is older than its inputs is told on the desk alone, a file that cannot be read on every page.
    """
    links = [("Desk", "/")]
    if desk.role == "reviewer":
        links += [("All reports", "/queue/all"), ("Audit site", "/audit/index.html")]
    standing = desk.standing()
    return Frame(
        role=desk.role,
        who=desk.who,
        review=desk.review,
        store=desk.store,
        links=tuple(Link(label=label, href=href, is_here=href == here) for label, href in links),
        notices=(*(desk.notices() if here == "/" else ()), *standing.faults.values()),
        may=desk.may,
    )


def item_href(queue: Queue, at: int | None) -> str:
    """The address of an item in its queue; empty for none."""
    if at is None:
        return ""
    item = quote(queue.rows.ids[at], safe="")
    return f"{PATHS[queue.kind.items]}{item}?{urlencode({'queue': queue.name})}"


def queue_href(name: str, **parameters: str | int) -> str:
    """The address of a queue, without parameters that are empty."""
    query = urlencode({key: value for key, value in parameters.items() if value not in ("", 0)})
    return f"/queue/{quote(name, safe='')}{'?' if query else ''}{query}"


def place_in(queues: Queues, name: str, item: str, *, kind: str) -> Place:
    """Where an item stands in the queue that the address names, or in none."""
    queue = queues.all().get(name)
    if queue is None or queue.kind.items != kind or item not in queue.index:
        return Place(
            queue="",
            label="Desk",
            position=0,
            n=0,
            back_href="",
            next_href="",
            queue_href="/",
            progress=Progress(n=0, n_done=0),
        )
    at = queue.index[item]
    return Place(
        queue=queue.name,
        label=queue.label,
        position=at + 1,
        n=len(queue.rows.ids),
        back_href=item_href(queue, at - 1 if at else None),
        next_href=item_href(queue, queue.next_open(at)),
        queue_href=queue_href(queue.name),
        progress=queue.progress,
    )


def fields_of(report: Report) -> tuple[TextField, ...]:
    """The texts that coders read, those that are there."""
    return tuple(
        TextField(name=name, heading=HEADINGS[name], text=report.text_of(name))
        for name in TEXT_FIELDS
        if report.text_of(name)
    )


def facts_of(report: Report) -> tuple[tuple[str, str], ...]:
    """The bibliographic facts that are known, with their names."""
    found: Mapping[str, str] = {
        "Authors": "; ".join(report.authors),
        "Year": "" if report.year is None else str(report.year),
        "Published in": report.container,
        "Volume": report.volume,
        "Issue": report.issue,
        "Pages": report.pages,
        "Kind": report.type,
        "Language": report.language,
        "DOI": report.doi,
        "PubMed id": report.pmid,
        "Records": "; ".join(report.record_ids),
    }
    return tuple((name, value) for name, value in found.items() if value)


def links_of(report: Report) -> tuple[Link, ...]:
    """Ways to the document; only addresses of web pages become links."""
    found = {"DOI": doi_link(report.doi), "PubMed": pmid_link(report.pmid), "Web": web_link(report.url)}
    return tuple(Link(label=label, href=href) for label, href in found.items() if href)


def text_note(material: Material) -> str:
    """What of the text is missing, in a sentence; empty where all is there."""
    if not material.report.abstract:
        return "No abstract is known: there are title and keywords only."
    if material.report.text_status == "part":
        return "Only a part of the abstract is known."
    return ""
