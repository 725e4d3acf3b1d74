"""How the local channel becomes part of a web application."""

from aiohttp import web

from bot_app.local.channel import LocalChannel
from bot_app.local.connector import Connector
from bot_app.local.page_api import PageApi
from bot_app.local.pages import Pages


def routes(channel: LocalChannel) -> list[web.RouteDef]:
    """Return every route of the channel and its page; each refuses foreign callers by itself."""
    return [*Connector(channel).routes(), *PageApi(channel).routes(), *Pages().routes()]


def attach(app: web.Application, channel: LocalChannel) -> None:
    """Serve the channel and its page from this application for as long as it runs."""

    async def end_streams(_app: web.Application) -> None:
        channel.watchers.close()

    async def close(_app: web.Application) -> None:
        await channel.close()

    app.add_routes(routes(channel))
    app.on_shutdown.append(end_streams)
    app.on_cleanup.append(close)
