"""The token the bot shows when it calls Teams."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

import jwt
from botframework.connector.auth import (
    AppCredentials,
    CertificateAppCredentials,
    CertificateGovernmentAppCredentials,
    GovernmentConstants,
    ManagedIdentityAppCredentials,
    MicrosoftAppCredentials,
    MicrosoftGovernmentAppCredentials,
)

from bot_app.wire.clouds import Cloud
from bot_app.wire.registration import AppType, BotIdentity

# MSAL fetches a new token five minutes before the old one ends; asked any earlier, it would give the old one again.
MARGIN = timedelta(minutes=4)
LAST_MOMENT = timedelta(seconds=30)
ASK_AGAIN = timedelta(seconds=10)
UNKNOWN_LIFE = timedelta(minutes=5)
TIMEOUT = 5.0


class TokenUnavailable(Exception):
    """There is no token to show. `refused` means that the id, the secret or the tenant is wrong."""

    def __init__(self, *, refused: bool) -> None:
        """Keep the verdict."""
        super().__init__("refused" if refused else "not reachable")
        self.refused = refused


class TokenSource(Protocol):
    """Where the sender gets its token."""

    async def token(self) -> str | None:
        """Return the token to show, None for none; raise TokenUnavailable when there should be one."""


class NoToken:
    """Local mode: nobody asks for a token."""

    async def token(self) -> str | None:
        """Return None."""
        return None


class SdkTokenSource:
    """The SDK's credentials, asked in a thread because they block, and only when the last token nears its end."""

    def __init__(self, credentials: AppCredentials, clock: Callable[[], datetime], timeout: float = TIMEOUT) -> None:
        """Ask `credentials`; `clock` tells when to ask again, `timeout` is how many seconds a caller waits for it."""
        self._credentials = credentials
        self._clock = clock
        self._timeout = timeout
        self._asking: asyncio.Task[str] | None = None
        self._token = ""
        self._ends = self._asked_at = datetime.min.replace(tzinfo=UTC)

    async def token(self) -> str | None:
        """Return a token that is good for a while yet. Near its end a new one is asked for, and nobody waits for it."""
        now = self._clock()
        left = self._ends - now
        if left <= LAST_MOMENT:
            await self._wait_for(self._ask(now))
        elif left <= MARGIN and now - self._asked_at >= ASK_AGAIN:
            self._ask(now)
        return self._token

    def _ask(self, now: datetime) -> asyncio.Task[str]:
        """Return the one question under way: a directory that hangs must not use up the pool of threads."""
        if self._asking is None:
            self._asked_at = now
            self._asking = asyncio.create_task(asyncio.to_thread(self._credentials.get_access_token))
            self._asking.add_done_callback(self._answered)
        return self._asking

    def _answered(self, asking: asyncio.Task[str]) -> None:
        self._asking = None
        if not asking.cancelled() and asking.exception() is None:
            self._token = asking.result()
            self._ends = _end(self._token, self._clock())

    async def _wait_for(self, asking: asyncio.Task[str]) -> None:
        await asyncio.wait({asking}, timeout=self._timeout)
        if not asking.done():
            raise TokenUnavailable(refused=False)
        error = asking.exception()
        if error is not None:
            # MSAL, requests and the SDK (a KeyError for a managed identity) each fail in their own ways.
            raise TokenUnavailable(refused=isinstance(error, PermissionError)) from error


def credentials(identity: BotIdentity) -> AppCredentials:
    """Return the SDK's credentials for the bot; they ask the bot's home tenant, also for partners' tenants."""
    government = identity.cloud is Cloud.US_GOVERNMENT
    if identity.app_type is AppType.USER_ASSIGNED_MSI:
        scope = GovernmentConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE if government else None
        return ManagedIdentityAppCredentials(identity.app_id, scope)
    if identity.certificate:
        certified = CertificateGovernmentAppCredentials if government else CertificateAppCredentials
        return certified(
            identity.app_id, identity.thumbprint, identity.certificate, channel_auth_tenant=identity.tenant_id
        )
    secret = MicrosoftGovernmentAppCredentials if government else MicrosoftAppCredentials
    return secret(identity.app_id, identity.password, identity.tenant_id)


def _end(token: str, now: datetime) -> datetime:
    """Return when a token ends, by its own word; one that does not say is asked for again soon."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
        return datetime.fromtimestamp(float(claims["exp"]), UTC)
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, OverflowError, OSError):
        return now + UNKNOWN_LIFE + MARGIN
