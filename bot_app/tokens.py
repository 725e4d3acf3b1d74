"""The token the bot shows when it calls Teams."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

import jwt
from botframework.connector.auth import AppCredentials, ManagedIdentityAppCredentials, MicrosoftAppCredentials

from bot_app.settings import AppType, BotIdentity

# MSAL fetches a new token five minutes before the old one ends; asked any earlier, it would give the old one again.
MARGIN = timedelta(minutes=4)
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
        self._good_until = datetime.min.replace(tzinfo=UTC)

    async def token(self) -> str | None:
        """Return a token that is good for some minutes yet."""
        if self._clock() >= self._good_until:
            self._token = await self._ask()
            self._good_until = _end(self._token, self._clock()) - MARGIN
        return self._token

    async def _ask(self) -> str:
        """Wait for the one question under way: a directory that hangs must not use up the pool of threads."""
        asking = self._asking or asyncio.create_task(asyncio.to_thread(self._credentials.get_access_token))
        self._asking = asking
        await asyncio.wait({asking}, timeout=self._timeout)
        if not asking.done():
            raise TokenUnavailable(refused=False)
        if self._asking is asking:
            self._asking = None
        try:
            return asking.result()
        except PermissionError as error:
            raise TokenUnavailable(refused=True) from error
        except Exception as error:
            # MSAL, requests and the SDK (a KeyError for a managed identity) each fail in their own ways.
            raise TokenUnavailable(refused=False) from error


def credentials(identity: BotIdentity) -> AppCredentials:
    """Return the SDK's credentials for the bot; they ask the bot's home tenant, also for partners' tenants."""
    if identity.app_type is AppType.USER_ASSIGNED_MSI:
        return ManagedIdentityAppCredentials(identity.app_id)
    return MicrosoftAppCredentials(identity.app_id, identity.password, identity.tenant_id)


def _end(token: str, now: datetime) -> datetime:
    """Return when a token ends, by its own word; one that does not say is asked for again soon."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
        return datetime.fromtimestamp(float(claims["exp"]), UTC)
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, OverflowError, OSError):
        return now + UNKNOWN_LIFE + MARGIN
