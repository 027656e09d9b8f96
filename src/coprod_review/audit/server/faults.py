"""How the server tells what goes wrong: with a status that says whether trying again may help."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response

from coprod_review.audit.server.bodies import Refused
from coprod_review.audit.server.desk import Desk, NotHere
from coprod_review.audit.server.surroundings import frame_of
from coprod_review.audit.server.views import ProblemView
from coprod_review.errors import NotWrittenError, ReviewError, ReviewErrors

if TYPE_CHECKING:
    from coprod_review.audit.server.files import Render

log = logging.getLogger("coprod_review")


def add_faults(app: FastAPI, desk: Desk, render: Render) -> None:
    """Let every fault be told with its place and remedy: to pages as a page, to scripts as JSON."""

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
        return told(request, _status_of(error), error)

    @app.exception_handler(OSError)
    def untaken(request: Request, error: OSError) -> Response:
        log.error("the disk failed at %s: %s", request.url.path, error)
        return told(request, 503, _untaken(error))

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        log.exception("the server failed at %s", request.url.path, exc_info=error)
        return told(request, 500, _BROKEN)


def _status_of(error: ReviewError) -> int:
    """By which status HTTP says what stops a request; pages send again by themselves what has 500 or more."""
    if isinstance(error, NotWrittenError):
        return 503
    return error.status if isinstance(error, Refused) else 409


def _untaken(error: OSError) -> ReviewError:
    return NotWrittenError(
        f"the disk failed at this ({error.strerror or error}); what was answered before is safe",
        where="",
        remedy="make room on the disk or give yourself write permission; what waits in a browser "
        "is sent again by itself",
    )


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
