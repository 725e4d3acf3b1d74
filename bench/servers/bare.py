"""What aiohttp alone costs: the activity is parsed and answered by 200, and nothing is said."""

import sys
from pathlib import Path

from aiohttp import web

from bench.servers.site import serve


async def _answer(request: web.Request) -> web.Response:
    await request.json()
    return web.Response(status=200)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), lambda _: _answer)
