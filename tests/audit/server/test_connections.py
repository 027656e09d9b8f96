"""Connections that never say what they ask are given up, and those that do are answered meanwhile."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import uvicorn

from coprod_review.audit.server.connections import Connection

LONG_SECONDS = 120.0
"""So long a test waits for what ought to come at once."""

HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a"
WHOLE = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


async def answering(scope: MutableMapping[str, Any], receive: object, send: Callable[..., Any]) -> None:
    """An application that says one word."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"here"})


@contextmanager
def served(*, seconds: float, most: int) -> Iterator[tuple[str, int]]:
    """The address of a server with such limits."""

    class Limited(Connection):
        seconds_to_ask, most = seconds, 0

    Limited.most = most
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(answering, http=Limited, lifespan="off", ws="none", log_config=None)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


def connected(address: tuple[str, int], sent: bytes) -> socket.socket:
    """A connection that has sent something."""
    connection = socket.create_connection(address, timeout=LONG_SECONDS)
    connection.sendall(sent)
    return connection


def rest_of(connection: socket.socket) -> bytes:
    """All that still comes before the server closes the connection."""
    found = b""
    try:
        while part := connection.recv(1000):
            found += part
    except ConnectionResetError:
        pass
    return found


def answer_to(connection: socket.socket) -> bytes:
    """One whole answer."""
    found = b""
    while not found.endswith(b"\r\n\r\nhere"):
        found += connection.recv(1000)
    return found


def test_heads_that_are_not_sent_whole_are_given_up_also_behind_an_answer() -> None:
    with served(seconds=0.2, most=50) as address, ExitStack() as stack:
        silent = [stack.enter_context(connected(address, sent)) for sent in (b"", b"G", HALF, HALF)]
        assert [rest_of(connection) for connection in silent] == [b""] * len(silent)
        asked_once = stack.enter_context(connected(address, WHOLE + HALF))
        assert rest_of(asked_once).endswith(b"\r\n\r\nhere")


@pytest.mark.parametrize("n", [4, 12])
def test_of_too_many_connections_the_longest_silent_are_closed_and_who_asks_is_answered(n: int) -> None:
    with served(seconds=3600, most=3) as address, ExitStack() as stack:
        silent = [stack.enter_context(connected(address, HALF)) for _ in range(n)]
        asking = stack.enter_context(connected(address, WHOLE))
        assert answer_to(asking).startswith(b"HTTP/1.1 200")
        assert [rest_of(connection) for connection in silent[: n - 2]] == [b""] * (n - 2)


def test_a_connection_that_has_asked_is_kept_for_the_next_question() -> None:
    with served(seconds=0.2, most=3) as address, connected(address, WHOLE) as connection:
        assert answer_to(connection).startswith(b"HTTP/1.1 200")
        with connected(address, HALF) as silent:
            assert rest_of(silent) == b""
        connection.sendall(WHOLE)
        assert answer_to(connection).startswith(b"HTTP/1.1 200")


def test_of_too_many_connections_that_have_their_answers_the_longest_idle_is_closed() -> None:
    with served(seconds=3600, most=3) as address, ExitStack() as stack:
        idle = []
        for _ in range(3):
            idle.append(stack.enter_context(connected(address, WHOLE)))
            answer_to(idle[-1])
        asking = stack.enter_context(connected(address, WHOLE))
        assert answer_to(asking).startswith(b"HTTP/1.1 200")
        assert rest_of(idle[0]) == b""
        idle[1].sendall(WHOLE)
        assert answer_to(idle[1]).startswith(b"HTTP/1.1 200")
