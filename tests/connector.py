"""A Bot Connector of our own on loopback: it keeps what it is sent and fails the way it is told to."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

# The seconds that a test waits for what should come at once: no machine is so busy that they pass by chance.
PATIENCE = 120.0

PERSON = "29:ana"
CHAT = "a:ana-and-the-bot"


@dataclass(frozen=True)
class Call:
    """One request the connector got."""

    method: str
    conversation: str
    activity_id: str | None
    activity: dict[str, Any]
    headers: Mapping[str, str]
    raw_path: str
    connection: object


@dataclass(frozen=True)
class Answer:
    """How the connector behaves for one call. `delivers`: the message arrives, whatever the caller is told.

    `holds`: nothing happens until this is set.
    """

    status: int = 201
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    delivers: bool = False
    hangs: bool = False
    cuts: bool = False
    holds: asyncio.Event | None = None


def failing(status: int, code: str = "", **headers: str) -> Answer:
    """Return an answer with Teams' form of an error; headers are given with _ for -."""
    body = {"error": {"code": code, "message": "Ana Silva is not here"}} if code else None
    return Answer(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


def throttling(retry_after: str | None = None) -> Answer:
    """Return a 429, with a Retry-After if given."""
    return failing(429, "Throttled", **({"Retry_After": retry_after} if retry_after else {}))


HANG = Answer(hangs=True)
CUT_BEFORE_DELIVERY = Answer(cuts=True)
CUT_AFTER_DELIVERY = Answer(cuts=True, delivers=True)


class Connector:
    """Serves /v3/conversations. Calls it has no instruction for succeed."""

    def __init__(self) -> None:
        """Start with nothing delivered."""
        self.calls: list[Call] = []
        self.messages: dict[str, dict[str, Any]] = {}
        self.delivered = asyncio.Event()
        self.watch: Callable[[Call, Answer], None] = lambda _call, _answer: None
        self._script: deque[Answer] = deque()
        self._closing = asyncio.Event()
        app = web.Application()
        base = "/{place:.*}v3/conversations/{conversation}/activities"
        app.router.add_route("*", base, self._handle)
        app.router.add_route("*", base + "/{activity}", self._handle)
        self._server = TestServer(app)

    async def __aenter__(self) -> Self:
        """Serve."""
        await self._server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of whoever still waits, and stop."""
        self._closing.set()
        await self._server.close()

    @property
    def url(self) -> str:
        """The serviceUrl that leads here."""
        return str(self._server.make_url("/amer/"))

    def then(self, *answers: Answer) -> None:
        """Behave like this for the next calls, one answer each."""
        self._script.extend(answers)

    def forget_instructions(self) -> None:
        """Behave well again."""
        self._script.clear()

    @property
    def texts(self) -> list[str]:
        """What stands in the chats, in order of arrival."""
        return [message.get("text", "") for message in self.messages.values()]

    async def _handle(self, request: web.Request) -> web.Response:
        call = Call(
            request.method,
            request.match_info["conversation"],
            request.match_info.get("activity"),
            await request.json() if request.can_read_body else {},
            dict(request.headers),
            request.raw_path,
            request.transport and request.transport.get_extra_info("peername"),
        )
        self.calls.append(call)
        answer = self._script.popleft() if self._script else Answer(delivers=True)
        self.watch(call, answer)
        if answer.holds:
            await answer.holds.wait()
        written = self._deliver(call) if answer.delivers else {}
        if answer.hangs:
            await self._closing.wait()
        if answer.cuts and request.transport:
            request.transport.close()
        body = written if answer.body is None and answer.delivers else answer.body
        if isinstance(body, str):
            return web.Response(status=answer.status, text=body, headers=answer.headers)
        return web.json_response(body, status=answer.status, headers=answer.headers)

    def _deliver(self, call: Call) -> dict[str, str]:
        if call.method == "DELETE":
            self.messages.pop(call.activity_id or "", None)
            return {}
        made = f"msg-{len(self.messages) + 1}" if call.method == "POST" else call.activity_id or ""
        self.messages[made] = call.activity
        self.delivered.set()
        return {"id": made}


def message(service_url: str, **changes: Any) -> dict[str, Any]:
    """Return a message from Teams as JSON. A change to None takes the field out."""
    payload: dict[str, Any] = {
        "type": "message",
        "id": "1700000000001",
        "timestamp": "2026-03-02T09:00:00.1234567Z",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": PERSON, "name": "Ana Silva", "aadObjectId": "00000000-0000-4000-8000-00000000000a"},
        "conversation": {"id": CHAT, "conversationType": "personal", "tenantId": "home"},
        "recipient": {"id": "28:bot", "name": "SME bot"},
        "channelData": {"tenant": {"id": "home"}},
        "text": "hello",
        "locale": "en-GB",
    }
    payload.update(changes)
    return {name: value for name, value in payload.items() if value is not None}
