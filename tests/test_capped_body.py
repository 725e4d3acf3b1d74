"""Bodies whose size somebody else decides, over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot_app.wire.capped_body import read_capped

LIMIT = 100_000


class TooLarge(Exception):
    """What the caller wants to hear."""


async def _pieces(request: web.Request) -> web.StreamResponse:
    """Send as many pieces of 1,000 bytes as are asked for, 0 for no end."""
    response = web.StreamResponse()
    await response.prepare(request)
    most = int(request.match_info["most"])
    for number in count():
        if most and number == most:
            return response
        await response.write(b"x" * 1000)
    raise AssertionError


@pytest.fixture
async def stream() -> AsyncIterator[TestClient[web.Request, web.Application]]:
    """Lend a client of somebody who sends and sends."""
    app = web.Application()
    app.router.add_get("/{most}", _pieces)
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_a_body_up_to_the_limit_is_read_whole(stream: TestClient[web.Request, web.Application]) -> None:
    async with stream.get("/100") as response:
        assert await read_capped(response.content, LIMIT, TooLarge()) == b"x" * LIMIT


@pytest.mark.parametrize("pieces", ["101", "0"], ids=["a little more", "without an end"])
async def test_a_larger_body_is_given_up_in_the_callers_words(
    stream: TestClient[web.Request, web.Application], pieces: str
) -> None:
    async with asyncio.timeout(30), stream.get(f"/{pieces}") as response:
        with pytest.raises(TooLarge):
            await read_capped(response.content, LIMIT, TooLarge())
