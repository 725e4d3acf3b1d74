"""One connection of aiohttp's server, with what that lacks: an end to waiting for a peer, and one answer to no HTTP."""

import asyncio
import json
from collections.abc import Mapping
from enum import Enum
from http import HTTPStatus
from typing import Protocol, cast

from aiohttp import web
from aiohttp.streams import EMPTY_PAYLOAD, StreamReader

from bot_app.edge.endpoint import FOR_BROWSERS


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
        self._broken = False
        self._lost = asyncio.Event()

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
        self._lost.set()
        if self._limit:
            self._limit.cancel()
        self._watch.leaves(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on. The first byte of a further head starts its time, no other byte does anything to it."""
        self._parse(data[:-1])
        was_whole = self._body.is_eof()
        # aiohttp passes no bytes when it goes on with what it has put off, which begins nothing new.
        if not data or self._broken:
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
        if not self._body.is_eof():
            self._break_off()
        self._body = self._messages[-1][1]
        return True

    def _break_off(self) -> None:
        """Have the request answered at once whose body is no HTTP.

        What aiohttp queues behind a body that has not ended is its error, which it would keep until somebody stopped
        waiting for the rest.
        """
        if self.standing is not Standing.IDLE:
            self._body.set_exception(web.RequestPayloadError("the body is not valid HTTP"))
        self._body.feed_eof()
        self._stop_reading()

    def _stop_reading(self) -> None:
        self._watch.count("malformed")
        self._broken = True
        self.close()

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

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what could not be parsed. aiohttp's own answer and log quote the line that was wrong."""
        if status != HTTPStatus.BAD_REQUEST:
            return super().handle_error(request, status, exc, message)
        self._stop_reading()
        return _NotHttp()

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Write an answer. One to no HTTP is the last, and the peer has the time of a head to take it and close.

        To close while it still sends would reset the connection, and the answer would be lost on its way.
        """
        finished = await super().finish_response(request, resp, start_time)
        if self._broken and self._line:
            self._stand(Standing.HEAD)
            self._line.write_eof()
            await self._lost.wait()
        return finished

    async def shutdown(self, timeout: float | None = 15.0) -> None:  # noqa: ASYNC109 - aiohttp's own signature
        """End with the server. A peer that has had its last answer is not waited for."""
        if self._broken and self.standing is not Standing.REQUEST:
            self.cut()
        await super().shutdown(timeout)

    def log_exception(self, *args: object, **more: object) -> None:
        """Log what is wrong here, and only count what any peer can bring about by hanging up or sending nonsense."""
        if isinstance(more.get("exc_info"), ConnectionError | web.RequestPayloadError):
            self._watch.count("broken_off")
        else:
            super().log_exception(*args, **more)


class _NotHttp(web.Response):
    """The endpoint's kind of answer, for what never gets as far as a route and so not to `on_response_prepare`."""

    def __init__(self) -> None:
        super().__init__(
            status=HTTPStatus.BAD_REQUEST,
            text=json.dumps({"error": "this is not valid HTTP"}),
            content_type="application/json",
            headers=FOR_BROWSERS,
        )
        self.force_close()

    async def _prepare_headers(self) -> None:
        # The one place before the headers are written at which aiohttp has put its name and version there.
        await super()._prepare_headers()
        self.headers.popall("Server", None)
