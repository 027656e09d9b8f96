"""The server on this machine: an address of its own, a token, a browser, and a clean end."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.audit.server.app import Pages
    from coprod_review.audit.server.desk import Desk

PORT = 8765
"""The port by default, so that a page that waits finds the server again after a restart."""

NEXT_PORTS = 20
"""So many ports behind it are tried where it is busy."""

LOOPBACK = "127.0.0.1"

SECONDS_TO_STOP = 3
"""Requests that still run get so long when the server is stopped."""


def serve_desk(
    desk: Desk,
    *,
    host: str,
    listening: socket.socket,
    opens_browser: bool,
    announce: Callable[[str], None],
    more: Sequence[Pages] = (),
) -> None:
    """Serve on a socket until Ctrl-C; the address with its token is announced first, and opened."""
    import uvicorn

    from coprod_review.audit.server.access import new_access
    from coprod_review.audit.server.app import make_app
    from coprod_review.audit.server.connections import Connection

    bound = listening.getsockname()[1]
    access = new_access(_names(host), port=bound)
    app = make_app(desk, access, more=more)
    address = f"http://{_in_address(_shown(host))}:{bound}/?token={access.token}"
    announce(address)
    if opens_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        http=Connection,
        lifespan="off",
        ws="none",
        timeout_keep_alive=30,
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def bound_socket(host: str, wanted: int | None) -> socket.socket:
    """A socket that listens; raises ReviewError where the address or the port cannot be had."""
    ports = [wanted] if wanted is not None else range(PORT, PORT + NEXT_PORTS)
    try:
        family, _, _, _, target = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise ReviewError(
            f"{host} is no address of this machine",
            where="--host",
            remedy=f"leave --host out, and only this machine is served ({LOOPBACK})",
        ) from None
    reason = ""
    for port in ports:
        if not 0 <= port < 65536:
            raise ReviewError(f"{port} is no port", where="--port", remedy="name one from 1024 to 65535")
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, _alone_option(), 1)
        try:
            listening.bind((target[0], port))
            listening.listen(128)
        except OSError as error:
            listening.close()
            reason = error.strerror or str(error)
        else:
            return listening
    raise ReviewError(
        f"this port cannot be had ({reason})"
        if wanted is not None
        else f"none of the ports {PORT} to {PORT + NEXT_PORTS - 1} can be had ({reason})",
        where=f"{host}:{ports[0]}",
        remedy="stop the other server, or name another port: --port 0 takes any that is free",
    )


def _alone_option() -> int:
    """The option with which no two servers have one port, and a port that was just left is free.

    On Windows the second half goes without saying, and SO_REUSEADDR lets anybody take a port that is held.
    """
    option: int = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    return option


def _names(host: str) -> list[str]:
    """The names under which the server answers: no other name that leads to this machine is taken."""
    if is_loopback(host):
        return sorted({LOOPBACK, "localhost", "[::1]", _in_address(host)})
    names = {_in_address(host), socket.gethostname().lower()}
    if _is_everywhere(host):
        names |= {LOOPBACK, "localhost", *_own_addresses()}
    return sorted(names)


def _own_addresses() -> set[str]:
    """The addresses of this machine, as far as it knows them itself."""
    try:
        return {_in_address(str(found[4][0])) for found in socket.getaddrinfo(socket.gethostname(), 0)}
    except OSError:
        return set()


def _shown(host: str) -> str:
    """The name to open: that of the machine where the server listens on every interface."""
    return socket.gethostname().lower() if _is_everywhere(host) else host


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host.lower()


def _is_everywhere(host: str) -> bool:
    return host in ("0.0.0.0", "::", "")


def is_loopback(host: str) -> bool:
    """Whether an address leads to this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def review_store(path: str, who: str) -> str:
    """The key of a browser's drafts: one for each folder of a review and each person, and no path of it."""
    import hashlib

    return f"coprod:{hashlib.sha256(path.encode('utf-8')).hexdigest()[:12]}:{who}"
