"""The server's addresses: pages, answers, style and script, and the audit site of the run."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment

from coprod_review.audit.server.access import Access, App, Guard
from coprod_review.audit.server.api import Decisions
from coprod_review.audit.server.assets import assets
from coprod_review.audit.server.bodies import AnswerBody, PairBody, PlaceBody, Refused, ScreenBody
from coprod_review.audit.server.choice_pages import pair_view, screen_view
from coprod_review.audit.server.desk import Desk, NotHere
from coprod_review.audit.server.files import Render, result_files, static_files
from coprod_review.audit.server.first_looks import FirstLooks
from coprod_review.audit.server.lists import Asked, home_view, queue_view
from coprod_review.audit.server.queues import Queues
from coprod_review.audit.server.report_page import report_view
from coprod_review.audit.server.surroundings import frame_of
from coprod_review.audit.server.views import ProblemView
from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.pages.environment import page_environment

Pages = Callable[[Desk, Render], APIRouter]
"""Further pages that a role brings along."""

log = logging.getLogger("coprod_review")


def make_app(desk: Desk, access: Access, *, more: Sequence[Pages] = ()) -> App:
    """The whole server for one role, guarded."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    environment = page_environment("coprod_review.audit.server")
    render = _renderer(environment)
    lock = threading.RLock()  # pages and counts are made one at a time; the disk is written outside of it
    queues = Queues(desk)
    looks = FirstLooks(desk)
    _add_faults(app, desk, render)
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


def _add_faults(app: FastAPI, desk: Desk, render: Render) -> None:
    """Every fault is told with its place and remedy: to pages as a page, to scripts as JSON."""

    def told(request: Request, status: int, error: ReviewError) -> Response:
        first = error.faults[0] if isinstance(error, ReviewErrors) else error
        if request.url.path.startswith("/api/"):
            body = {"problem": first.problem, "where": first.where, "remedy": first.remedy}
            return JSONResponse(body, status_code=status)
        view = ProblemView(
            frame=frame_of(desk) if status < 500 and desk.role != "learner" else None,
            status=status,
            problem=first.problem,
            where=first.where,
            remedy=first.remedy,
        )
        return render("problem", view, status)

    @app.exception_handler(NotHere)
    def unknown(request: Request, _: NotHere) -> Response:
        return told(request, 404, _UNKNOWN)

    @app.exception_handler(400)
    def unreadable(request: Request, _: Exception) -> Response:
        return told(request, 400, _UNREADABLE)

    @app.exception_handler(404)
    def nowhere(request: Request, _: Exception) -> Response:
        return told(request, 404, _UNKNOWN)

    @app.exception_handler(405)
    def not_so(request: Request, _: Exception) -> Response:
        return told(request, 405, _OTHER_WAY)

    @app.exception_handler(RequestValidationError)
    def misshapen(request: Request, error: RequestValidationError) -> Response:
        return told(request, 422 if request.method == "POST" else 404, _misshapen(error))

    @app.exception_handler(ReviewError)
    def faulty(request: Request, error: ReviewError) -> Response:
        return told(request, error.status if isinstance(error, Refused) else 409, error)

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        log.exception("the server failed at %s", request.url.path, exc_info=error)
        return told(request, 500, _BROKEN)


_UNKNOWN = ReviewError(
    "there is nothing at this address for you",
    where="",
    remedy="go back to the desk and open a queue or a report from there",
)
_UNREADABLE = ReviewError(
    "this request cannot be read", where="", remedy="reload the page, and give the answer again"
)
_OTHER_WAY = ReviewError(
    "this address is not asked for in this way", where="", remedy="use the pages of this server"
)
_BROKEN = ReviewError(
    "the server failed at this; what was answered before is safe",
    where="",
    remedy="try it again; if it fails again, the terminal of the server says where",
)


def _misshapen(error: RequestValidationError) -> ReviewError:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first.get("loc", ()) if part != "body")
    return ReviewError(
        f"this request cannot be read: {first.get('msg', 'it has another shape')}"[:300],
        where=where[:80],
        remedy="reload the page, and give the answer again",
    )
