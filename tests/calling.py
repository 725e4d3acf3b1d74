"""Callers who speak HTTP by the byte, to a bot behind its front."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from bot_app.edge.front import Limits, serving
from tests.logged import events

HEALTH = b"GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\n"
WELL = b'{"status": "ok"}'
PATIENCE = 20.0


@dataclass
class Caller:
    """One connection. Whoever waits for something that does not come fails after `PATIENCE`."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def sends(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)

    async def hears(self) -> bytes:
        """Return the next whole answer."""
        async with asyncio.timeout(PATIENCE):
            head = await self.reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            return head + await self.reader.readexactly(length)

    async def hears_out(self) -> bytes:
        """Return all that comes until the bot closes."""
        async with asyncio.timeout(PATIENCE):
            return await self.reader.read(-1)

    async def is_closed(self) -> None:
        """Wait until the bot closes without another word."""
        assert await self.hears_out() == b""

    async def asks_how_it_is(self) -> None:
        """Ask for the bot's health, and hear that it is well."""
        self.sends(HEALTH)
        answer = await self.hears()
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert answer.endswith(WELL)


@dataclass
class Front:
    """A front that is open to callers."""

    port: int
    server: web.Server
    callers: list[Caller]

    async def call(self, source: str = "127.0.0.1") -> Caller:
        """Connect, from another address of this machine if one is given."""
        streams = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(source, 0))
        self.callers.append(Caller(*streams))
        return self.callers[-1]


@asynccontextmanager
async def facing(
    client: "TestClient[Any, Any] | ClientSession", connections: int = 100, **limits: Any
) -> AsyncIterator[Front]:
    """Open the front of production, with some limits, to the bot that a test's client knows by another port."""
    assert isinstance(client, TestClient)
    assert isinstance(client.server, TestServer)
    runner = client.server.runner
    assert isinstance(runner, web.AppRunner)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert runner.server
        front = Front(listening.getsockname()[1], runner.server, [])
        async with serving(runner, listening, Limits(connections, **limits)):
            try:
                yield front
            finally:
                for caller in front.callers:
                    caller.writer.transport.abort()


async def counted(caplog: pytest.LogCaptureFixture, what: str, count: int) -> int:
    """Wait until so much of something was logged; return in how many lines."""
    for _ in range(200):
        lines = events(caplog, "connections_cut")
        if sum(int(str(line.get(what, 0))) for line in lines) >= count:
            break
        await asyncio.sleep(0.1)
    else:
        pytest.fail(f"there were never {count} {what}")
    return len(lines)
