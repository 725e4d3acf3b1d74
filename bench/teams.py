"""Teams' connector by plain HTTP, in a process of its own, for a bot in local mode: `python -m bench.teams`."""

import asyncio
import itertools

from aiohttp import web

from bench.child import ready, until_stopped
from bench.world import LOOPBACK

ACTIVITIES = "/v3/conversations/{chat}/activities"


async def serve() -> None:
    """Take in whatever is sent, say where, and go on until the process is ended."""
    numbers = itertools.count(1)

    async def take(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"id": request.match_info.get("id") or f"1:{next(numbers)}"})

    app = web.Application()
    app.router.add_post(ACTIVITIES, take)
    app.router.add_put(ACTIVITIES + "/{id}", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, LOOPBACK, 0)
    await site.start()
    port = runner.addresses[0][1]
    ready(url=f"http://{LOOPBACK}:{port}/")
    await until_stopped()


if __name__ == "__main__":
    asyncio.run(serve())
