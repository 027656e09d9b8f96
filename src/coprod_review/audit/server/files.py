"""Addresses of files: style and script of the server, audit site and report of the run, and the exports."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from coprod_review.audit.server.assets import Asset
from coprod_review.audit.server.desk import Desk, NotHere
from coprod_review.audit.server.first_looks import FirstLooks
from coprod_review.audit.server.surroundings import frame_of
from coprod_review.audit.server.views import LookView

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


def static_files(static: Mapping[str, Asset]) -> APIRouter:
    """Styles and scripts, sent only where the browser has no such ones."""
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

    return router


def result_files(desk: Desk, render: Render, looks: FirstLooks) -> APIRouter:
    """The audit site, the report and the exports of the run, as far as the role may see them."""
    router = APIRouter()

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
