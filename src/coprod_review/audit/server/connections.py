"""Connections of browsers: so many at once, and each says in time what it asks.

The server library waits for ever for the rest of a head that has begun; every one that never ends would hold
one of the few files that a program may have open.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

SILENT = "IDLE"
"""What the server library calls the state of a browser that has sent no whole head."""


class Connection(H11Protocol):
    """A connection that is closed where no whole head arrives in time.

    Where there are more than `most`, one is closed: the one that has been silent longest with a head begun or
    none, else the one that has been idle longest behind its answer, and the new one itself only where all
    others wait for theirs.
    """

    seconds_to_ask: ClassVar[float] = 20.0
    most: ClassVar[int] = 100

    _limit: asyncio.TimerHandle | None = None
    _heard = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the library has it
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._limit = self.loop.call_later(self.seconds_to_ask, self._give_up)
        self._heard = self.loop.time()
        if len(self.connections) > self.most:
            self._one_too_many()._give_up()

    def data_received(self, data: bytes) -> None:
        """Stop waiting once a head is whole; wait anew where the next has begun."""
        super().data_received(data)
        self._heard = self.loop.time()
        if self.conn.their_state.__name__ != SILENT:
            self._wait_no_more()
        elif self._limit is None and self.conn.trailing_data[0]:
            self._limit = self.loop.call_later(self.seconds_to_ask, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting: nobody is there any more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _one_too_many(self) -> Connection:
        others = [cast("Connection", one) for one in self.connections if one is not self]
        begun = [(one._limit.when(), id(one), one) for one in others if one._limit is not None]
        answered = [one for one in others if one.cycle is None or one.cycle.response_complete]
        idle = [(one._heard, id(one), one) for one in answered]
        return min(begun or idle or [(0.0, 0, self)])[-1]

    def _wait_no_more(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _give_up(self) -> None:
        self._wait_no_more()
        self.transport.abort()
