"""The SDK's successor, Microsoft 365 Agents SDK: CloudAdapter, an ActivityHandler that echoes, every token checked.

It runs in an environment of its own (.venv-agents), without the bot's packages. As with the archived SDK, only the
place of the Bot Service's keys and the bot's own token are not what a deployed bot has.
"""

import asyncio
import sys
from pathlib import Path

from aiohttp import web
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware
from microsoft_agents.hosting.core import ActivityHandler, TurnContext
from microsoft_agents.hosting.core.authorization import AgentAuthConfiguration, AnonymousTokenProvider
from microsoft_agents.hosting.core.authorization._entra_issuers import BOTFRAMEWORK_JWKS_URIS

from bench.servers.site import listen
from bench.world import APP_ID, BOT_TENANT, ISSUER, MESSAGES, World

CONFIGURATION = "agent_configuration"


class Echo(ActivityHandler):
    """Says what was said."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer a message."""
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


class Directory(AnonymousTokenProvider):
    """Gives the SDK a token that is there already, whichever connection it asks for."""

    def __init__(self, token: str) -> None:
        """Keep the token."""
        self._token = token

    async def get_access_token(self, resource_url: str, scopes: list[str], force_refresh: bool = False) -> str:
        """Return the token."""
        del resource_url, scopes, force_refresh
        return self._token

    def get_token_provider(self, claims_identity: object, service_url: str) -> "Directory":
        """Return who gives tokens for a service URL."""
        del claims_identity, service_url
        return self


def application(world: World) -> web.Application:
    """Return the sample's application."""
    BOTFRAMEWORK_JWKS_URIS[ISSUER] = world.keys
    adapter = CloudAdapter(connection_manager=Directory(world.outbound))
    bot = Echo()

    async def answer(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, bot) or web.Response(status=202)

    app = web.Application(middlewares=[jwt_authorization_middleware])
    # The SDK looks it up under this plain name.
    app[CONFIGURATION] = AgentAuthConfiguration(client_id=APP_ID, tenant_id=BOT_TENANT)
    app.router.add_post(MESSAGES, answer)
    return app


if __name__ == "__main__":
    asyncio.run(listen(application(World.load(Path(sys.argv[1])))))
