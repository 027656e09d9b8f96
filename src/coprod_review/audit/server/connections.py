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

    Where there are more than `most`, the one is closed that has been silent longest, and the new one itself
    where all others have asked.
    """

    seconds_to_ask: ClassVar[float] = 20.0
    most: ClassVar[int] = 100

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._limit = self.loop.call_later(self.seconds_to_ask, self._give_up)
        if len(self.connections) > self.most:
            found = (cast("Connection", one) for one in self.connections)
            limits = {one: one._limit.when() for one in found if one._limit is not None}
            min(limits, key=lambda one: limits[one])._give_up()

    def data_received(self, data: bytes) -> None:
        """Stop waiting once a head is whole; wait anew where the next has begun."""
        super().data_received(data)
        if self.conn.their_state.__name__ != SILENT:
            self._wait_no_more()
        elif self._limit is None and self.conn.trailing_data[0]:
            self._limit = self.loop.call_later(self.seconds_to_ask, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting: nobody is there any more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait_no_more(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _give_up(self) -> None:
        self._wait_no_more()
        self.transport.abort()
