"""What both halves of the local channel share on the wire: who may call, how bodies are read, how errors look."""

import json
import math
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Never
from urllib.parse import urlsplit

from aiohttp import web

from bot_app.wire.capped_body import read_capped

JsonObject = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MAX_BODY = 256 * 1024
# Cards nest a dozen levels; what nests deeper could be read here and then not be written again.
MAX_DEPTH = 64
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class WireError(Exception):
    """An answer other than success, in the words and the shape of the Bot Connector."""

    def __init__(self, status: int, code: str, message: str) -> None:
        """Keep what `answer` needs."""
        super().__init__(message)
        self.status = status
        self.code = code

    def answer(self) -> web.Response:
        """Return the error as the caller gets it."""
        body = {"error": {"code": self.code, "message": str(self)}}
        return web.json_response(body, status=self.status)


def bad_argument(message: str) -> WireError:
    """Return the error for a request that cannot be understood."""
    return WireError(400, "BadArgument", message)


def guarded(handler: Handler) -> Handler:
    """Answer loopback callers only, and a `WireError` by its status."""

    @wraps(handler)
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            refuse_foreign(request)
            return await handler(request)
        except WireError as error:
            return error.answer()

    return answer


def refuse_foreign(request: web.Request) -> None:
    """Refuse what a web page elsewhere could send.

    Its own name may resolve to 127.0.0.1 (DNS rebinding): then Host is foreign. Or it posts here across
    origins (CSRF): then Origin is not the address that is being called.
    """
    host = request.headers.get("Host", "")
    if _hostname(host) not in LOOPBACK:
        raise WireError(403, "Forbidden", "The local channel answers at 127.0.0.1 and localhost only.")
    origin = request.headers.get("Origin")
    if origin is not None and origin.lower() != f"http://{host.lower()}":
        raise WireError(403, "Forbidden", "Another site may not act as the people of the local channel.")


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


async def read_object(request: web.Request) -> JsonObject:
    """Return the body, which must be a JSON object of at most 256 KiB."""
    too_large = WireError(413, "MessageSizeTooBig", "A body may have 256 KiB at most.")
    try:
        return parse_object(await read_capped(request.content, MAX_BODY, too_large))
    except web.RequestPayloadError as error:
        raise bad_argument("The body cannot be read.") from error


def parse_object(text: bytes) -> JsonObject:
    """Return the JSON object; a browser reads it later, so numbers that JSON does not know are refused."""
    try:
        value = json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise bad_argument("The body is no JSON.") from error
    if not _is_shallow(value, MAX_DEPTH):
        raise bad_argument("The body is nested too deeply.")
    return as_object(value, "The body")


def _is_shallow(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    items = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_is_shallow(item, levels - 1) for item in items)


def _no_number(text: str) -> Never:
    raise ValueError(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def as_object(value: object, what: str) -> JsonObject:
    """Return the value if it is an object."""
    if not isinstance(value, dict):
        raise bad_argument(f"{what} must be an object.")
    return value


def as_text(value: object, what: str) -> str:
    """Return the value if it is a text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise bad_argument(f"{what} must be a text.")
    return value
