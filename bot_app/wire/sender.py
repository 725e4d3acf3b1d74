"""The one wire to Teams: a message sent or replaced, and what can go wrong in a few kinds of error."""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from typing import cast
from urllib.parse import quote

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    InvalidURL,
    TCPConnector,
)
from yarl import URL

from bot_app.wire.capped_body import read_capped
from bot_app.wire.service_urls import HostRule
from bot_app.wire.teams_rate_limit import TeamsRateLimit
from bot_app.wire.tokens import TokenSource, TokenUnavailable
from playbook import patterns

TIMEOUT = 10.0
PATIENCE = 2.0
LONGEST_RETRY_AFTER = 86_400.0
LARGEST_ANSWER = 64 * 1024
CHAT_IS_GONE = frozenset({"ConversationNotFound", "BotNotInConversationRoster"})
MESSAGE_IS_GONE = "ActivityNotFound"
WRONG_CLOUD = "InvalidBotApiHost"

Activity = Mapping[str, object]


class SendError(Exception):
    """A message did not get through. The text holds a status and a code, nothing that a person wrote.

    `retry_after` is the number of seconds the other side asked us to wait, None when it asked for nothing.
    """

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        """Keep both parts."""
        super().__init__(reason)
        self.retry_after = retry_after


class Throttled(SendError):
    """429: nothing was sent, and nothing may be sent before `retry_after`."""


class NeverSent(SendError):
    """Nothing was taken in: no connection, no token, or a refusal that passes. Trying again is safe."""


class Ambiguous(SendError):
    """It may have arrived: the line broke or the service failed after the message had left."""


class Failed(SendError):
    """502, 503 or 504: Teams asks to be tried again with patience, although it may have taken the message in."""


class Gone(SendError):
    """The person or the chat cannot be reached: blocked, removed, disabled or not installed."""


class MessageGone(SendError):
    """The message that was to be replaced or answered does not exist any more."""


class Rejected(SendError):
    """The message itself is not acceptable; sending it again would not help."""


class Untrusted(Rejected):
    """The service URL is not one the bot may call, so nothing left and no token was shown."""


class Unauthorised(SendError):
    """401: the bot's own id, secret or tenant is wrong; an operator has to act."""


def open_session() -> ClientSession:
    """Return the one HTTP session all sending shares. Connections are kept; nobody's cookies are."""
    return ClientSession(connector=TCPConnector(limit=64), cookie_jar=DummyCookieJar())


class Sender:
    """Sends over one shared session. Every method raises SendError and nothing else."""

    def __init__(
        self,
        session: ClientSession,
        tokens: TokenSource,
        allowed: HostRule,
        clock: Callable[[], datetime],
        *,
        timeout: float = TIMEOUT,
        rate_limit: TeamsRateLimit | None = None,
    ) -> None:
        """Call only what `allowed` lets pass; `clock` dates a Retry-After, `timeout` is seconds for a whole call.

        `rate_limit` keeps below Teams' rate limits; None sets no limit, as on one's own machine.
        """
        self._session = session
        self._tokens = tokens
        self._allowed = allowed
        self._clock = clock
        self._rate_limit = rate_limit
        # Connecting fails well before the whole call does: a call that ran out of time has left.
        self._timeout = ClientTimeout(total=timeout, connect=timeout / 2)

    async def send(
        self, service_url: str, conversation_id: str, activity: Activity, reply_to: str | None = None, tenant: str = ""
    ) -> str:
        """Send a new message, as an answer to `reply_to` if given; return its id, "" when the service names none.

        `tenant` is whose rate limit counts; a message that names none counts for its service URL.
        """
        await self._wait_for_rate_limit(conversation_id, tenant or service_url)
        segments = (conversation_id, reply_to) if reply_to else (conversation_id,)
        return await self._call("POST", service_url, segments, activity)

    async def update(
        self, service_url: str, conversation_id: str, activity_id: str, activity: Activity, tenant: str = ""
    ) -> str:
        """Replace a message; return its id."""
        await self._wait_for_rate_limit(conversation_id, tenant or service_url)
        return await self._call("PUT", service_url, (conversation_id, activity_id), activity) or activity_id

    async def _wait_for_rate_limit(self, conversation_id: str, tenant: str) -> None:
        """Wait for Teams' rate limits; raise Throttled, with nothing sent, where that would take too long."""
        wait = self._rate_limit.reserve(conversation_id, tenant, PATIENCE) if self._rate_limit else 0.0
        if wait > PATIENCE:
            raise Throttled("our own rate limit", wait)
        if wait:
            await asyncio.sleep(wait)

    async def _call(self, method: str, service_url: str, segments: tuple[str, ...], activity: Activity) -> str:
        if not self._allowed(service_url):
            raise Untrusted("the service URL is not on the list")
        url = _address(service_url, *segments)
        body = _encode(activity)
        headers = await self._headers()
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as response:
                return await self._read(response)
        except (ClientConnectorError, ConnectionTimeoutError, InvalidURL) as error:
            raise NeverSent(f"no connection: {type(error).__name__}") from error
        except (ClientError, TimeoutError, OSError) as error:
            raise Ambiguous(f"the line broke: {type(error).__name__}") from error

    async def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        try:
            token = await self._tokens.token()
        except TokenUnavailable as error:
            raise (Unauthorised if error.refused else NeverSent)("no token to show") from error
        return {**headers, "Authorization": f"Bearer {token}"} if token else headers

    async def _read(self, response: ClientResponse) -> str:
        answer = await _answer(response)
        if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
            return str(answer.get("id") or "")
        retry_after = read_retry_after(response.headers.get("Retry-After"), self._clock())
        raise classify(response.method, response.status, _code(answer), retry_after)


_PLAIN_KINDS: Mapping[int, type[SendError]] = {
    HTTPStatus.TOO_MANY_REQUESTS: Throttled,
    HTTPStatus.UNAUTHORIZED: Unauthorised,
    HTTPStatus.BAD_GATEWAY: Failed,
    HTTPStatus.SERVICE_UNAVAILABLE: Failed,
    HTTPStatus.GATEWAY_TIMEOUT: Failed,
}


def classify(method: str, status: int, code: str, retry_after: float | None) -> SendError:
    """Return the error that an answer other than 2xx stands for; `code` is Teams' own, "" when it gave none."""
    reason = f"{status} {code}".strip()
    if kind := _PLAIN_KINDS.get(status):
        return kind(reason, retry_after)
    if status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
        return _unreachable(method, status, code, reason)
    # 412: another call was changing the chat. 3xx: somebody in between answered, and we never follow.
    if status == HTTPStatus.PRECONDITION_FAILED or status < HTTPStatus.BAD_REQUEST:
        return NeverSent(reason, retry_after)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return Ambiguous(reason, retry_after)
    return Rejected(reason)


def read_retry_after(header: str | None, now: datetime) -> float | None:
    """Return a Retry-After header as seconds from `now`, at most a day; None when it is missing or unreadable."""
    text = (header or "").strip()
    if patterns.SECONDS.match(text):
        return min(float(text), LONGEST_RETRY_AFTER)
    try:
        until = parsedate_to_datetime(text)
        return min(max((until - now).total_seconds(), 0.0), LONGEST_RETRY_AFTER)
    except (ValueError, TypeError, OverflowError):  # TypeError: a date that names no zone
        return None


def _unreachable(method: str, status: int, code: str, reason: str) -> SendError:
    if code == WRONG_CLOUD:
        return Rejected(reason)
    if code == MESSAGE_IS_GONE:
        return MessageGone(reason)
    replaces = method != "POST" and status == HTTPStatus.NOT_FOUND
    return MessageGone(reason) if replaces and code not in CHAT_IS_GONE else Gone(reason)


def _address(service_url: str, conversation_id: str, activity_id: str | None = None) -> URL:
    """Return the URL of a conversation's activities, or of one; ids are data and never become path steps."""
    ids = [conversation_id] if activity_id is None else [conversation_id, activity_id]
    if any(part in {"", ".", ".."} for part in ids):
        raise Rejected("an id that cannot be part of an address")
    conversation, *rest = map(_quoted, ids)
    path = "/".join(["v3", "conversations", conversation, "activities", *rest])
    return URL(f"{service_url.rstrip('/')}/{path}", encoded=True)


@lru_cache(maxsize=4096)
def _quoted(part: str) -> str:
    """Return an id as a path step. A chat's is as long as a line, is written to again and again, and never changes."""
    return quote(part, safe="")


# json.dumps makes an encoder anew for each call that wishes for anything.
_ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False)


def _encode(activity: Activity) -> bytes:
    try:
        return _ENCODER.encode(activity).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise Rejected(f"not JSON: {type(error).__name__}") from error


async def _answer(response: ClientResponse) -> Mapping[str, object]:
    """Return the JSON object in an answer; {} when there is none, for then the status alone has to speak."""
    try:
        answer = json.loads(await read_capped(response.content, LARGEST_ANSWER, ValueError("too large to be read")))
    except (ClientError, TimeoutError, OSError, ValueError, RecursionError):
        return {}
    return cast("Mapping[str, object]", answer) if isinstance(answer, dict) else {}


def _code(answer: Mapping[str, object]) -> str:
    """Return Teams' error code; anything that is not one plain word is not repeated."""
    error = answer.get("error")
    code = error.get("code") if isinstance(error, dict) else answer.get("errorCode")
    return code if isinstance(code, str) and patterns.ERROR_CODE.match(code) else ""
