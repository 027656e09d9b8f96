"""The server's addresses: pages, answers, style and script, and the audit site of the run."""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment

from coprod_review.audit.server.access import Access, App, Guard
from coprod_review.audit.server.api import Decisions
from coprod_review.audit.server.assets import Asset, assets
from coprod_review.audit.server.bodies import AnswerBody, PairBody, PlaceBody, ScreenBody
from coprod_review.audit.server.choice_pages import pair_view, screen_view
from coprod_review.audit.server.desk import Desk, NotHere
from coprod_review.audit.server.faults import add_faults
from coprod_review.audit.server.first_looks import FirstLooks
from coprod_review.audit.server.lists import Asked, home_view, queue_view
from coprod_review.audit.server.queues import Queues
from coprod_review.audit.server.report_page import report_view
from coprod_review.audit.server.surroundings import frame_of
from coprod_review.audit.server.views import LookView
from coprod_review.pages.environment import page_environment

SITE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""The audit site sets widths of bars in its markup, so styles may stand there; scripts may not.

The report is one file for a disk: its own scripts are named by their digests, and its pictures are data.
"""

INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


class Render(Protocol):
    """Draws a template (its name without .html) from a view."""

    def __call__(self, name: str, view: object, status: int = 200) -> HTMLResponse:
        """The page, with the status by which HTTP tells how it went."""
        ...


Pages = Callable[[Desk, Render], APIRouter]
"""Further pages that a role brings along."""


def make_app(desk: Desk, access: Access, *, more: Sequence[Pages] = ()) -> App:
    """The whole server for one role, guarded."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    environment = page_environment("coprod_review.audit.server")
    render = _renderer(environment)
    lock = threading.RLock()  # pages and counts are made one at a time; the disk is written outside of it
    queues = Queues(desk)
    looks = FirstLooks(desk)
    add_faults(app, desk, render)
    for pages in more:
        app.include_router(pages(desk, render))
    if desk.role != "learner":
        app.include_router(_pages(desk, queues, render, lock))
        app.include_router(_answers(Decisions(desk, queues, lock, looks)))
    app.include_router(_files(desk, assets(), render, looks))
    return Guard(app, access=access)


def _renderer(environment: Environment) -> Render:
    def render(name: str, view: object, status: int = 200) -> HTMLResponse:
        text = environment.get_template(f"{name}.html").render(view=view)
        return HTMLResponse(text.encode("utf-8", "replace"), status_code=status)

    return render


def _pages(desk: Desk, queues: Queues, render: Render, lock: threading.RLock) -> APIRouter:
    router = APIRouter()

    @router.get("/")
    def home() -> HTMLResponse:
        with lock:
            view = home_view(desk, queues)
        return render("home", view)

    @router.get("/queue/{name}")
    def queue(name: str, page: int = 1, q: str = "", state: str = "", dimension: str = "") -> HTMLResponse:
        asked = Asked(page=page, words=q[:200], state=state, dimension=dimension)
        with lock:
            view = queue_view(desk, queues, name, asked)
        return render("queue", view)

    @router.get("/report/{report_id:path}")
    def report(report_id: str, queue: str = "") -> HTMLResponse:
        with lock:
            view = report_view(desk, queues, report_id, queue)
        return render("report", view)

    @router.get("/screen/{report_id:path}")
    def screen(report_id: str, queue: str = "") -> HTMLResponse:
        with lock:
            view = screen_view(desk, queues, report_id, queue)
        return render("screen", view)

    @router.get("/pair/{number}")
    def pair(number: int) -> HTMLResponse:
        with lock:
            view = pair_view(desk, queues, number)
        return render("pair", view)

    @router.get("/api/report/{report_id:path}")
    def state(report_id: str, queue: str = "") -> JSONResponse:
        with lock:
            view = report_view(desk, queues, report_id, queue)
        return JSONResponse(dict(view.state))

    return router


def _answers(decisions: Decisions) -> APIRouter:
    router = APIRouter(prefix="/api")

    @router.post("/answer")
    def answer(body: AnswerBody) -> Mapping[str, Any]:
        return decisions.answer(body)

    @router.post("/adjudicate")
    def adjudicate(body: AnswerBody) -> Mapping[str, Any]:
        return decisions.adjudicate(body)

    @router.post("/dispute")
    def dispute(body: AnswerBody) -> Mapping[str, Any]:
        return decisions.dispute(body)

    @router.post("/agree")
    def agree(body: AnswerBody) -> Mapping[str, Any]:
        return decisions.agree(body)

    @router.post("/withdraw")
    def withdraw(body: PlaceBody) -> Mapping[str, Any]:
        return decisions.withdraw(body)

    @router.post("/undo")
    def undo(body: PlaceBody) -> Mapping[str, Any]:
        return decisions.undo(body)

    @router.post("/pair")
    def pair(body: PairBody) -> Mapping[str, Any]:
        return decisions.pair(body)

    @router.post("/screen")
    def screen(body: ScreenBody) -> Mapping[str, Any]:
        return decisions.screen(body)

    return router


def _files(desk: Desk, static: Mapping[str, Asset], render: Render, looks: FirstLooks) -> APIRouter:
    router = APIRouter()

    @router.get("/static/{name}")
    def asset(name: str, request: Request) -> Response:
        found = static.get(name)
        if found is None:
            raise NotHere(name)
        headers = {"etag": found.tag, "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == found.tag:
            return Response(status_code=304, headers=headers)
        return Response(found.content, media_type=found.kind, headers=headers)

    @router.get("/favicon.ico")
    def icon() -> Response:
        return Response(status_code=204)  # browsers ask for it on pages that name none, and log a fault

    @router.get("/audit/{path:path}")
    def site(path: str, look: str = "") -> Response:
        return results(f"audit/{path or 'index.html'}", look)

    @router.get("/report.html")
    def whole() -> Response:
        if desk.role != "reviewer":
            raise NotHere("report.html")
        return RedirectResponse("/results/report.html", status_code=303)  # its links lead on from there

    @router.get("/results/{path:path}")
    def results(path: str, look: str = "") -> Response:
        found = desk.results_file(path)
        if found is None:
            raise NotHere(path)
        looks.refuse_page(path)
        if looks.asks_before(path):
            if look != "yes":
                view = LookView(frame=frame_of(desk), href=f"/results/{quote(path)}?look=yes")
                return render("look", view)
            looks.opens_lists()
        content, kind = found
        policy = _policy_of(content if path == "report.html" else b"")
        return Response(content, media_type=kind, headers={"content-security-policy": policy})

    @router.get("/corpus/exports/{path:path}")
    def export(path: str) -> Response:
        found = desk.export(path)
        if found is None:
            raise NotHere(path)
        return Response(found[0], media_type=found[1])

    return router


def _policy_of(page: bytes) -> str:
    """What a page of the results may load: scripts of the site, and those that stand in the page itself."""
    digests = "".join(
        f" 'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in INLINE_SCRIPT.findall(page)
    )
    return SITE_POLICY.replace("script-src 'self'", f"script-src 'self'{digests}")
