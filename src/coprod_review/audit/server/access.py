"""Who may ask: the machine's own browser with the token of this start, and no other page or name.

A random token in the first address is exchanged for a cookie that scripts cannot read and other sites do
not send. Host is held against the bound names (a foreign name that leads to this machine is refused), Origin
and a header of our own keep out requests of other pages; what is sent is small and comes in time.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

OWN_HEADER = "x-coprod-review"
"""A header that forms and foreign pages cannot send without being asked first, and the answer is no."""

MOST_BYTES = 64 * 1024
"""A request says one answer with its passages: more is refused."""

SECONDS_TO_SEND = 20.0
"""A body that takes longer to arrive is given up."""

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
)

OPEN_PATHS = ("/static/", "/favicon.ico")
"""What may be had without the token: style and script, which hold no data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The secrets of one start, and the names under which this server is reached.

    `hosts` are values of the header Host ("127.0.0.1:8765"); the cookie's name has the port, since browsers
    send cookies of one machine to all its ports.
    """

    token: str
    hosts: frozenset[str]
    port: int
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie(self) -> str:
        """The name of the cookie."""
        return f"coprod_review_{self.port}"

    def is_token(self, text: str) -> bool:
        """Whether this is the token, found in the same time whatever is wrong with it."""
        return _same(text, self.token)

    def is_session(self, text: str) -> bool:
        """Whether this is the session that the token was exchanged for."""
        return _same(text, self.session)


def new_access(hosts: Iterable[str], *, port: int) -> Access:
    """Fresh secrets for a server that is reached under these names, ports included where they are not 80."""
    named = {f"{host}:{port}" for host in hosts} | ({*hosts} if port == 80 else set())
    return Access(token=secrets.token_urlsafe(24), hosts=frozenset(named), port=port)


class Guard:
    """Lets through what comes from the own pages, and puts the protecting headers on every answer."""

    def __init__(self, app: App, *, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        sender = _with_headers(send, scope["path"])
        headers = _headers(scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _refuse(scope, sender, refusal)
        elif "token" in (query := dict(parse_qsl(scope["query_string"].decode("latin-1")))):
            await self._exchange(scope, sender, query)
        elif not self._is_known(headers) and not scope["path"].startswith(OPEN_PATHS):
            await _refuse(scope, sender, _UNKNOWN)
        else:
            body = await _body(receive) if scope["method"] == "POST" else b""
            if body is None:
                await _refuse(scope, sender, _TOO_LARGE)
            else:
                await self._app(scope, _replayed(body, receive), sender)

    def _refusal(self, scope: Message, headers: Mapping[str, str]) -> _Refusal | None:
        """Why this is not looked at any further; None where it is."""
        if headers.get("host", "").lower() not in self._access.hosts:
            return _FOREIGN_HOST
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _METHOD
        return self._refused_answer(headers) if scope["method"] == "POST" else None

    def _refused_answer(self, headers: Mapping[str, str]) -> _Refusal | None:
        origins = {f"http://{host}" for host in self._access.hosts}
        is_foreign = headers.get("origin", "").lower() not in origins
        length = headers.get("content-length", "0")
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        checks = (
            (is_foreign or headers.get("sec-fetch-site", "same-origin") != "same-origin", _FOREIGN_ORIGIN),
            (OWN_HEADER not in headers, _NO_HEADER),
            (kind != "application/json", _NOT_JSON),
            (not length.isdecimal() or int(length) > MOST_BYTES, _TOO_LARGE),
        )
        return next((refusal for is_refused, refusal in checks if is_refused), None)

    def _is_known(self, headers: Mapping[str, str]) -> bool:
        """Whether the cookie of this server is among those sent, whatever others look like.

        Browsers send the cookies of all programs on this machine, and a reader of the whole header gives up
        at the first that is written otherwise than it should.
        """
        pairs = (pair.partition("=") for pair in headers.get("cookie", "").split(";"))
        sessions = (value.strip() for name, _, value in pairs if name.strip() == self._access.cookie)
        return any(self._access.is_session(session) for session in sessions)

    async def _exchange(self, scope: Message, send: Send, query: Mapping[str, str]) -> None:
        """The cookie for the token, and the same address without it."""
        if scope["method"] == "POST" or not self._access.is_token(query["token"]):
            await _refuse(scope, send, _UNKNOWN)
            return
        rest = urlencode({name: value for name, value in query.items() if name != "token"})
        path = "/" + scope["raw_path"].decode("latin-1").lstrip("/")
        cookie = f"{self._access.cookie}={self._access.session}; Path=/; HttpOnly; SameSite=Strict"
        await _answer(
            send,
            303,
            [("location", f"{path}?{rest}" if rest else path), ("set-cookie", cookie)],
            b"",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refusal:
    status: int
    problem: str
    remedy: str


_FOREIGN_HOST = _Refusal(
    status=421,
    problem="this server does not answer under this name",
    remedy="open the address that `coprod-review serve` shows in its terminal",
)
_METHOD = _Refusal(status=405, problem="this server takes GET and POST only", remedy="use the pages")
_FOREIGN_ORIGIN = _Refusal(
    status=403,
    problem="this answer comes from another page than those of this server",
    remedy="decide on the pages that `coprod-review serve` opens",
)
_NO_HEADER = _Refusal(
    status=403,
    problem=f"the header {OWN_HEADER} is missing",
    remedy=f"send {OWN_HEADER}: 1 with each answer, as the pages do",
)
_NOT_JSON = _Refusal(status=415, problem="answers come as JSON", remedy="send content-type application/json")
_TOO_LARGE = _Refusal(
    status=413,
    problem=f"this request is larger than {MOST_BYTES // 1024} KB or did not arrive in time",
    remedy="shorten the note or the passages, and send it again",
)
_UNKNOWN = _Refusal(
    status=401,
    problem="this browser is not known to the server as it was started now",
    remedy="open the address that `coprod-review serve` shows in its terminal; drafts are kept here",
)


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where it is too large or too slow."""
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            parts, size = [], 0
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > MOST_BYTES:
                    return None
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        return None


def _replayed(body: bytes, receive: Receive) -> Receive:
    is_given = False

    async def replay() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _with_headers(send: Send, path: str) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [(name, value) for name, value in message["headers"] if name.lower() != b"server"]
            names = {name.lower() for name, _ in headers}
            added = [*HEADERS, ("content-security-policy", PAGE_POLICY)]
            if not path.startswith("/static/"):
                added.append(("cache-control", "no-store"))
            headers += [(n.encode(), v.encode()) for n, v in added if n.encode() not in names]
            message = {**message, "headers": headers}
        await send(message)

    return sender


async def _refuse(scope: Message, send: Send, refusal: _Refusal) -> None:
    told = {"problem": refusal.problem, "where": "", "remedy": refusal.remedy}
    if scope["path"].startswith("/api/"):
        body, kind = json.dumps(told).encode(), "application/json"
    else:
        body = (
            '<!doctype html><html lang="en"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><title>coprod-review</title>'
            '<link rel="icon" href="data:,"><link rel="stylesheet" href="/static/style.css">'
            f"<main><h1>{refusal.problem}</h1><p>{refusal.remedy}</p></main></html>"
        ).encode()
        kind = "text/html; charset=utf-8"
    extra = [("allow", "GET, HEAD, POST")] if refusal.status == 405 else []
    await _answer(send, refusal.status, [("content-type", kind), *extra], body)


async def _answer(send: Send, status: int, headers: Iterable[tuple[str, str]], body: bytes) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def _headers(scope: Message) -> dict[str, str]:
    """The headers by name; of one that stands twice the values are joined, so that neither passes alone."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        found[key] = f"{found[key]}, {value.decode('latin-1')}" if key in found else value.decode("latin-1")
    return found


def _same(text: str, secret: str) -> bool:
    given, known = (hashlib.sha256(one.encode("utf-8", "surrogatepass")).digest() for one in (text, secret))
    return secrets.compare_digest(given, known)
