"""One connection of aiohttp's server, with what that lacks: an end to waiting for a peer."""

import asyncio
from collections.abc import Mapping
from enum import Enum
from typing import Protocol, cast

from aiohttp import web
from aiohttp.streams import EMPTY_PAYLOAD, StreamReader


class Standing(Enum):
    """What a connection waits for: a head to be whole, a request to be answered, or the next request to begin."""

    HEAD = "head"
    REQUEST = "request"
    IDLE = "idle"


Patience = Mapping[Standing, float]


class Watch(Protocol):
    """Whoever keeps an eye on all connections."""

    def enters(self, connection: "Connection") -> None:
        """Hear of a new connection."""
        ...

    def stands(self, connection: "Connection") -> None:
        """Hear that a connection waits for something else now."""
        ...

    def leaves(self, connection: "Connection") -> None:
        """Hear that a connection is closed."""
        ...

    def count(self, what: str) -> None:
        """Count something that is not worth a line of its own in the log."""
        ...


class Connection(web.RequestHandler):
    """Closes itself when its peer lets it wait longer, in seconds, than there is patience for where it stands."""

    def __init__(self, server: web.Server, address: str, patience: Patience, watch: Watch) -> None:
        """Serve `server`'s handler to whoever is at `address`."""
        super().__init__(server, loop=asyncio.get_running_loop())
        self.address = address
        self.standing = Standing.HEAD
        self._patience = patience
        self._watch = watch
        self._line: asyncio.Transport | None = None
        self._limit: asyncio.TimerHandle | None = None
        # The body that came last, and that of the request that is worked on, which may be an earlier one.
        self._body: StreamReader = EMPTY_PAYLOAD
        self._body_at_work: StreamReader = EMPTY_PAYLOAD
        self._begun = False

    @property
    def owes_body(self) -> bool:
        """Whether the request that is worked on has not come to its end."""
        return not self._body_at_work.is_eof()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for a head from the start, be there a byte of it or not."""
        # aiohttp forgets the transport when it closes it, which may take for ever if the peer does not read.
        self._line = cast("asyncio.Transport", transport)
        self._watch.enters(self)
        self._stand(Standing.HEAD)
        super().connection_made(transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Wait for nothing any more."""
        self._line = None
        if self._limit:
            self._limit.cancel()
        self._watch.leaves(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on. The first byte of a further head starts its time, no other byte does anything to it."""
        self._parse(data[:-1])
        was_whole = self._body.is_eof()
        # aiohttp passes no bytes when it goes on with what it has put off, which begins nothing new.
        if not data:
            return
        # The last byte goes apart: where all before it was whole, and it ends no head itself, a next head has begun.
        self._begun = not self._parse(data[-1:]) and was_whole
        if self._begun and self.standing is Standing.IDLE:
            self._stand(Standing.HEAD)

    def _parse(self, data: bytes) -> bool:
        """Let aiohttp parse some bytes; return whether they were the end of a head."""
        # Its queue of requests that nobody works on yet is the only place that tells; it grows by whole heads.
        queued = len(self._messages)
        super().data_received(data)
        if len(self._messages) == queued:
            return False
        self._body = self._messages[-1][1]
        return True

    def begins(self, body: StreamReader) -> None:
        """Work on a request from now on: how long its body may take is the endpoint's business."""
        self._body_at_work = body
        self._stand(Standing.REQUEST)

    def ends(self) -> None:
        """Wait for the next request; a head that came in part meanwhile has the time of a head from now on."""
        self._stand(Standing.HEAD if self._begun else Standing.IDLE)

    def cut(self) -> None:
        """Close without waiting for a peer to read what is still to be sent."""
        if self._line:
            self._line.abort()

    def _stand(self, standing: Standing) -> None:
        if not self._line:
            return
        self.standing = standing
        if self._limit:
            self._limit.cancel()
        seconds = self._patience.get(standing)
        self._limit = self._loop.call_later(seconds, self._give_up) if seconds else None
        self._watch.stands(self)

    def _give_up(self) -> None:
        if self._begun:
            self._watch.count("late")
        self.cut()
