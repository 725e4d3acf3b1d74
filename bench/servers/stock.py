"""The archived SDK as its samples use it: CloudAdapter, an ActivityHandler that echoes, every token checked.

Only two things are not the sample's: where the Bot Service publishes its keys, and that the directory's answer is
already there (a bot with a secret asks the directory in every turn, which would make this one slower).
"""

import sys
from pathlib import Path

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botframework.connector.auth import AppCredentials, ChannelValidation, ServiceClientCredentialsFactory

from bench.servers.directory import StaticCredentials
from bench.servers.site import Handler, serve
from bench.world import APP_ID, BOT_TENANT, World


class Echo(ActivityHandler):
    """Says what was said."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer a message."""
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


class Configuration:
    """What the SDK reads of a bot's registration."""

    APP_ID = APP_ID
    APP_PASSWORD = ""
    APP_TYPE = "SingleTenant"
    APP_TENANTID = BOT_TENANT


class Factory(ServiceClientCredentialsFactory):
    """Gives the SDK credentials whose token is there already."""

    def __init__(self, token: str) -> None:
        """Keep the token."""
        self._token = token

    async def is_valid_app_id(self, app_id: str) -> bool:
        """Tell whether an id is the bot's."""
        return app_id == APP_ID

    async def is_authentication_disabled(self) -> bool:
        """Tell that tokens are checked."""
        return False

    async def create_credentials(
        self, app_id: str, oauth_scope: str, login_endpoint: str, validate_authority: bool
    ) -> AppCredentials:
        """Return the credentials; the SDK passes all of these by name."""
        del oauth_scope, login_endpoint, validate_authority
        return StaticCredentials(app_id, self._token)


def handler(world: World) -> Handler:
    """Return the sample's route."""
    ChannelValidation.open_id_metadata_endpoint = world.openid
    factory = Factory(world.outbound)
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Configuration(), credentials_factory=factory))
    bot = Echo()

    async def answer(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, bot) or web.Response(status=201)

    return answer


if __name__ == "__main__":
    serve(Path(sys.argv[1]), handler)
