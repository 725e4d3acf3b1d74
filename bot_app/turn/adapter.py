"""The SDK's adapter with one change: whatever a bot says in a turn goes through our sender."""

from collections.abc import Awaitable, Callable
from typing import Any, NoReturn, cast

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ActivityTypes, ResourceResponse
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
    UserTokenClient,
)

from bot_app.turn.saying import say
from bot_app.wire.activity_json import to_json
from bot_app.wire.sender import Sender

# The SDK writes a pause as an activity of this type.
DELAY = "delay"
# What the SDK holds where it wants a client: nothing here calls one.
NO_CLIENT: Any = object()
Logic = Callable[[TurnContext], Awaitable[object]]


class Adapter(CloudAdapter):
    """Runs turns and sends by `Sender`. A reply that fails raises SendError where the bot sent it.

    One that was certainly not sent is tried once more before that, if there is time for it in the turn.

    `on_turn_error` stays unset: with it the SDK would call a proactive message that failed a success.
    """

    def __init__(self, sender: Sender) -> None:
        """Send everything by this sender."""
        super().__init__(_NoSdkClients())
        self._sender = sender

    async def process_activity(
        self,
        auth_header_or_authenticate_request_result: str | AuthenticateRequestResult,
        activity: Activity,
        logic: Logic,
    ) -> InvokeResponse | None:
        """Run one turn for a sender whom the gate admitted; return the answer of an invoke.

        The SDK's own does the same, after it has waited for clients that nobody uses here.
        """
        admitted = auth_header_or_authenticate_request_result
        if isinstance(admitted, str):
            raise TypeError("authentication is the gate's work")
        activity.caller_id = admitted.caller_id
        context = self._create_turn_context(
            activity, admitted.claims_identity, admitted.audience, NO_CLIENT, NO_CLIENT, logic, _NoConnectors()
        )
        await self.run_pipeline(context, logic)
        return cast("InvokeResponse | None", self._process_turn_results(context))

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Send in order and return one response each; stops with SendError at the first that fails."""
        return [await self._send(context, activity) for activity in activities]

    async def _send(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        if activity.type in {DELAY, ActivityTypes.invoke_response}:
            # The base class keeps an invoke's answer under a name of its own.
            responses = await super().send_activities(context, [activity])
            return responses[0]
        if activity.type == ActivityTypes.trace:
            return ResourceResponse(id="")
        activity.id = None
        return ResourceResponse(id=await say(self._sender, context.activity, to_json(activity)))


class _NoConnectors(ConnectorFactory):
    """Gives the SDK something to hold where it wants a client.

    A real one would be a second wire, and building it is most of what a stock turn costs.
    """

    async def create(self, service_url: str, audience: str) -> ConnectorClient:  # noqa: ARG002
        return cast("ConnectorClient", NO_CLIENT)


class _NoSdkClients(BotFrameworkAuthentication):
    """Authentication as the adapter needs it once the gate has done the real one: nothing."""

    async def authenticate_request(self, activity: Activity, auth_header: str) -> NoReturn:  # noqa: ARG002
        raise PermissionError("authentication is the gate's work")

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> NoReturn:  # noqa: ARG002
        raise PermissionError("streaming is not served")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:  # noqa: ARG002
        return _NoConnectors()

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> UserTokenClient:  # noqa: ARG002
        return cast("UserTokenClient", NO_CLIENT)
