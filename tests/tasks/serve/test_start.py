"""The port of a server: nobody else has it meanwhile, on no system."""

from __future__ import annotations

import socket

import pytest

from coprod_review.errors import ReviewError
from coprod_review.tasks.serve import start as serve_start


class Socket(socket.socket):
    """A socket that notes its options, those too that this system lacks."""

    options: list[int] = []  # noqa: RUF012 - of all sockets that were made

    def setsockopt(self, level: int, option: int, value: object) -> None:  # type: ignore[override]
        self.options.append(option)


def test_a_port_that_is_held_is_not_had_twice() -> None:
    with serve_start.bound_socket("127.0.0.1", 0) as held:
        port = held.getsockname()[1]
        with pytest.raises(ReviewError, match="this port cannot be had"):
            serve_start.bound_socket("127.0.0.1", port)


def test_where_reuse_would_share_a_port_it_is_asked_for_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", -5, raising=False)
    monkeypatch.setattr(socket, "socket", Socket)
    serve_start.bound_socket("127.0.0.1", 0).close()
    assert Socket.options == [-5]
