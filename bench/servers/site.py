"""What the servers that are compared to the bot have in common: a port of their own and one route."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from bench.child import ready, until_stopped
from bench.world import LOOPBACK, MESSAGES, World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def serve(folder: Path, handler: Callable[[World], Handler]) -> None:
    """Serve Teams' route by a handler until this process is ended."""
    app = web.Application()
    app.router.add_post(MESSAGES, handler(World.load(folder)))
    asyncio.run(listen(app))


async def listen(app: web.Application) -> None:
    """Serve an application on a free port, say so, and go on until this process is ended."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, LOOPBACK, 0)
        await site.start()
        ready(port=runner.addresses[0][1])
        await until_stopped()
    finally:
        await runner.cleanup()
