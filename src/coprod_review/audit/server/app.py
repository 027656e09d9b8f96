"""The server's addresses: pages, answers, style and script, and the audit site of the run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment

from coprod_review.audit.server.access import Access, App, Guard
from coprod_review.audit.server.api import Decisions
from coprod_review.audit.server.assets import assets
from coprod_review.audit.server.bodies import AnswerBody, PairBody, PlaceBody, ScreenBody, UndoBody
from coprod_review.audit.server.choice_pages import pair_view, screen_view
from coprod_review.audit.server.desk import Desk
from coprod_review.audit.server.faults import add_faults
from coprod_review.audit.server.files import Render, result_files, static_files
from coprod_review.audit.server.first_looks import FirstLooks
from coprod_review.audit.server.lists import Asked, home_view, queue_view
from coprod_review.audit.server.overturned import overturned_by
from coprod_review.audit.server.queues import Queues
from coprod_review.audit.server.report_page import report_view
from coprod_review.model.shown_text import shown
from coprod_review.pages.environment import page_environment

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
    app.include_router(static_files(assets()))
    app.include_router(result_files(desk, render, looks))
    return Guard(app, access=access)


def _renderer(environment: Environment) -> Render:
    def render(name: str, view: object, status: int = 200) -> HTMLResponse:
        text = shown(environment.get_template(f"{name}.html").render(view=view))
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

    @router.get("/api/overturned/{report_id:path}")
    def overturned(report_id: str, dimension: str, codes: str = "") -> JSONResponse:
        with lock:
            told = overturned_by(desk, report_id, dimension, tuple(filter(None, codes.split(";"))))
        return JSONResponse({"overturned": told})

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
    def undo(body: UndoBody) -> Mapping[str, Any]:
        return decisions.undo(body)

    @router.post("/pair")
    def pair(body: PairBody) -> Mapping[str, Any]:
        return decisions.pair(body)

    @router.post("/screen")
    def screen(body: ScreenBody) -> Mapping[str, Any]:
        return decisions.screen(body)

    return router
