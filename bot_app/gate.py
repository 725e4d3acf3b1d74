"""Who is let in: in production the Bot Service with its token, in local mode only this machine."""

import logging
from types import SimpleNamespace
from typing import Protocol, cast

import jwt
from botbuilder.integration.aiohttp import ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity
from botframework.connector import Channels
from botframework.connector.auth import (
    AuthenticateRequestResult,
    AuthenticationConstants,
    BotFrameworkAuthentication,
    ClaimsIdentity,
)

from bot_app.hosts import loopback_only
from bot_app.incidents import trail
from bot_app.settings import BotIdentity, SettingsError

logger = logging.getLogger(__name__)

UNAUTHORISED = 401
FORBIDDEN = 403
ISSUER = AuthenticationConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER


class Refused(Exception):
    """A request that goes no further. `status` is the HTTP status, `reason` is fit for the caller to read."""

    def __init__(self, status: int, reason: str) -> None:
        """Keep both parts."""
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


class Gate(Protocol):
    """Decides whether an activity is believed."""

    async def admit(self, activity: Activity, authorization: str | None) -> AuthenticateRequestResult:
        """Return whose activity it is; raise Refused with 401 or 403, never anything else."""


class BotServiceGate:
    """Lets in what the Bot Service signed for this bot and for Teams."""

    def __init__(self, authentication: BotFrameworkAuthentication) -> None:
        """Check tokens by the SDK's `authentication`, which must know the bot's application id."""
        self._authentication = authentication

    async def admit(self, activity: Activity, authorization: str | None) -> AuthenticateRequestResult:
        """Check the channel, the service URL and the token; see Gate."""
        if activity.channel_id != Channels.ms_teams:
            raise Refused(FORBIDDEN, "this bot serves Microsoft Teams only")
        if not str(activity.service_url or "").startswith("https://"):
            raise Refused(FORBIDDEN, "serviceUrl must be an https address")
        if not authorization:
            raise Refused(UNAUTHORISED, "the Authorization header is missing")
        _expect_channel_issuer(authorization)
        result = await self._authenticate(activity, authorization)
        claims = result.claims_identity.claims
        # The SDK takes a token without an end for one that never ends.
        if "exp" not in claims or claims.get("iss") != ISSUER:
            raise Refused(UNAUTHORISED, "the token was not accepted")
        return result

    async def _authenticate(self, activity: Activity, authorization: str) -> AuthenticateRequestResult:
        try:
            return await self._authentication.authenticate_request(activity, authorization)
        except Exception as error:  # noqa: BLE001 - the SDK raises a dozen kinds for a bad token, IndexError included
            logger.warning("a token was refused: %s", trail(error))
            raise Refused(UNAUTHORISED, "the token was not accepted") from None


class LocalGate:
    """Lets in, without a token, only activities that are answered on this machine."""

    async def admit(self, activity: Activity, authorization: str | None) -> AuthenticateRequestResult:  # noqa: ARG002 - local callers have no token
        """Check that the answer stays on this machine; see Gate."""
        if not loopback_only(activity.service_url or ""):
            raise Refused(FORBIDDEN, "in local mode serviceUrl must be on this machine")
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity({}, True, AuthenticationConstants.ANONYMOUS_AUTH_TYPE)
        result.audience = AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
        return result


def bot_service_gate(identity: BotIdentity) -> BotServiceGate:
    """Return the gate of a served bot; raise SettingsError without an application id.

    The SDK switches all checks off for an empty id, so this must never be built with one.
    """
    if not identity.app_id:
        raise SettingsError("Set APP_ID to the bot's application id: without it every caller would be let in.")
    configuration = SimpleNamespace(
        APP_ID=identity.app_id,
        APP_PASSWORD=identity.password,
        APP_TYPE=identity.app_type.value,
        APP_TENANTID=identity.tenant_id,
    )
    return BotServiceGate(ConfigurationBotFrameworkAuthentication(configuration))


def _expect_channel_issuer(authorization: str) -> None:
    """Refuse what does not even claim to come from the Bot Service.

    Otherwise the SDK takes emulator and skill tokens, and fetches keys from elsewhere to check them.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme != "Bearer":
        raise Refused(UNAUTHORISED, "the Authorization header must be a Bearer token")
    try:
        claims = cast("dict[str, object]", jwt.decode(token, options={"verify_signature": False}))
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise Refused(UNAUTHORISED, "the token was not accepted") from None
    if claims.get("iss") != ISSUER:
        raise Refused(UNAUTHORISED, "the token was not accepted")
