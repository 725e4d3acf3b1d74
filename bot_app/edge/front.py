"""What stands between the network and the endpoint: who may connect, for how long, and who has to go for others."""

import asyncio
import errno
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import structlog
from aiohttp import web
from aiohttp.http import RawRequestMessage
from yarl import URL

from bot_app.edge.connection import Connection, Standing
from bot_app.edge.descriptors import open_files

logger = structlog.stdlib.get_logger(__name__)

HEAD_SECONDS = 10.0
# Longer than proxies keep what they do not use (AWS 60 s, Azure 240 s, Oracle 300 s, Google 600 s): whoever sends has
# to close first, or a request meets the close on its way and is lost.
IDLE_SECONDS = 620.0
MOST_CONNECTIONS = 4000
# For all that is not a connection to the front: files and log, store or database, mail, 64 calls of the sender.
RESERVE = 256
TELL_SECONDS = 1.0
RETRY_SECONDS = 0.1


@dataclass(frozen=True)
class Limits:
    """How many connections there may be, in all and from one address (0: any number), and their patience in seconds.

    `slow` is when a request that is not whole may have to go before connections that nobody uses.
    """

    connections: int
    per_address: int = 0
    head: float = HEAD_SECONDS
    idle: float = IDLE_SECONDS
    slow: float = 1.0


def most_connections() -> int:
    """Return how many connections leave descriptors for everything else, raising the limit of those if need be."""
    files = open_files(MOST_CONNECTIONS + RESERVE)
    return max(files - RESERVE, files // 2)


class Front:
    """Lets connections in. When there is no room, the one that would be missed least goes.

    A new connection is worth more than an old one that does nothing: refusing new ones would let whoever holds
    all places keep everybody out, the load balancer's health check first.
    """

    def __init__(self, server: web.Server, limits: Limits) -> None:
        """Serve what a set-up runner serves; its handler is told to connections as work."""
        self._server = server
        self._limits = limits
        self._patience = {Standing.HEAD: limits.head, Standing.IDLE: limits.idle}
        # In each, the one that stands there longest comes first.
        self._standing: dict[Standing, dict[Connection, float]] = {standing: {} for standing in Standing}
        self._addresses: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._handler, self._new_request = server.request_handler, server.request_factory
        server.request_handler, server.request_factory = self._handle, self._request

    async def accept(self, listening: socket.socket) -> None:
        """Take connections until cancelled.

        asyncio's own server tries on up to a hundred times after a failure for want of descriptors, and plans a
        retry for each, so failures multiply until the loop does nothing else.
        """
        loop = asyncio.get_running_loop()
        while True:
            try:
                taken, address = await loop.sock_accept(listening)
            except OSError as error:
                self.count("not_accepted")
                out_of_descriptors = error.errno in {errno.EMFILE, errno.ENFILE}
                await asyncio.sleep(0 if out_of_descriptors and self._make_room() else RETRY_SECONDS)
            else:
                await self._receive(taken, address[0])

    async def _receive(self, taken: socket.socket, address: str) -> None:
        if not self._may_enter(address):
            taken.close()
            # Others have their turn although nothing here waits.
            await asyncio.sleep(0)
            return
        await asyncio.get_running_loop().connect_accepted_socket(
            lambda: Connection(self._server, address, self._patience, self), taken
        )

    def _may_enter(self, address: str) -> bool:
        if self._limits.per_address and self._addresses[address] >= self._limits.per_address:
            self.count("address_full")
            return False
        if sum(map(len, self._standing.values())) < self._limits.connections:
            return True
        self.count("crowded")
        return self._make_room()

    def _make_room(self) -> bool:
        """Cut the connection that would be missed least; return False when every one is at work."""
        connection = self._least_missed()
        if connection is None:
            return False
        self._forget(connection)
        connection.cut()
        return True

    def _least_missed(self) -> Connection | None:
        """Return who owes a head or a body and is slow with it, else the one that is idle longest, else the slowest."""
        owing = [one for one in (self._first(Standing.HEAD), self._first_owing_body()) if one]
        slowest = min(owing, key=self._since, default=None)
        if slowest and self._since(slowest) + self._limits.slow < asyncio.get_running_loop().time():
            return slowest
        return self._first(Standing.IDLE) or slowest

    def _first(self, standing: Standing) -> Connection | None:
        return next(iter(self._standing[standing]), None)

    def _first_owing_body(self) -> Connection | None:
        return next((one for one in self._standing[Standing.REQUEST] if one.owes_body), None)

    def _since(self, connection: Connection) -> float:
        return self._standing[connection.standing][connection]

    def _request(self, message: RawRequestMessage, *rest: Any) -> web.BaseRequest:
        """Make a request of a head. With a host that cannot be one aiohttp fails and never answers: such is nowhere."""
        try:
            return self._new_request(message, *rest)
        except ValueError:
            return self._new_request(message._replace(url=URL("*")), *rest)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        connection = cast("Connection", request.protocol)
        connection.begins(request.content)
        try:
            return await self._handler(request)
        except web.HTTPExpectationFailed:
            # aiohttp's own answer, which no route can change for unknown paths, quotes the header.
            return web.json_response({"error": "nothing but 100-continue can be expected"}, status=417)
        finally:
            connection.ends()

    def enters(self, connection: Connection) -> None:
        """Count a connection for its address."""
        self._addresses[connection.address] += 1

    def stands(self, connection: Connection) -> None:
        """Put a connection behind those that stand where it does now."""
        self._forget(connection)
        self._standing[connection.standing][connection] = asyncio.get_running_loop().time()

    def leaves(self, connection: Connection) -> None:
        """Forget a connection that is closed."""
        self._forget(connection)
        self._addresses[connection.address] -= 1
        if not self._addresses[connection.address]:
            del self._addresses[connection.address]

    def _forget(self, connection: Connection) -> None:
        for standing in self._standing.values():
            standing.pop(connection, None)

    def count(self, what: str) -> None:
        """Count something that may come by the thousand: the log gets one line of all counts a second at most."""
        if not self._counts:
            asyncio.get_running_loop().call_later(TELL_SECONDS, self._tell)
        self._counts[what] += 1

    def _tell(self) -> None:
        logger.warning("connections_cut", **self._counts)
        self._counts.clear()


@asynccontextmanager
async def serving(runner: web.AppRunner, listening: socket.socket, limits: Limits) -> AsyncIterator[None]:
    """Let people in to what a runner that is set up serves, until the end of the block."""
    front = Front(cast("web.Server", runner.server), limits)
    listening.setblocking(False)
    accepting = asyncio.create_task(front.accept(listening))
    try:
        yield
    finally:
        accepting.cancel()
        await asyncio.gather(accepting, return_exceptions=True)
