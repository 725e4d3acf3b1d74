"""The local channel on a server of its own, and a bot that only records as its counterpart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot_app.local.channel import LocalChannel
from bot_app.local.history import HistoryFile
from bot_app.local.people import LocalPerson
from bot_app.local.routes import attach

Json = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"
PRIYA = LocalPerson("priya", "Priya Nair", "Partner", "tenant-a", "oid-priya", "priya@contoso.example")
FRANK = LocalPerson("frank", "Frank Okafor", "FPM", "tenant-b", "oid-frank", "frank@fasttrack.example")
NOON = datetime(2026, 3, 2, 12, 0, 0, 5000, tzinfo=UTC)
PRIYAS_CHAT = "/local/v3/conversations/a:local-priya"
SERVICE_URL = "http://127.0.0.1:3978/local/"


def card(text: str) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": text}]}


def message_with(*texts: str) -> Json:
    return {"type": "message", "attachments": [{"contentType": CARD, "content": card(text)} for text in texts]}


class RecordingBot:
    """Keeps every activity and answers as it was told."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.status = 201
        self.answer: Json | None = None
        self.raw = b""
        app = web.Application()
        app.router.add_post("/api/messages", self._hear)
        self.server = TestServer(app)

    async def _hear(self, request: web.Request) -> web.Response:
        self.heard.append(await request.json())
        if self.answer is not None:
            return web.json_response(self.answer, status=self.status)
        return web.Response(status=self.status, body=self.raw)


class Stage:
    """The channel on its server, and what the page and the bot do with it."""

    def __init__(self, bot: RecordingBot, history: Path) -> None:
        self.bot = bot
        app = web.Application()
        bot_url = str(bot.server.make_url(""))
        ids = (f"activity {number}" for number in count(1))
        self.channel = LocalChannel(
            [PRIYA, FRANK],
            HistoryFile(history),
            bot_url,
            SERVICE_URL,
            clock=lambda: NOON,
            new_id=lambda: next(ids),
        )
        attach(app, self.channel)
        self.client = TestClient(TestServer(app))

    async def do(self, path: str, body: Json | None = None, person: str = "priya") -> tuple[int, Json]:
        answer = await self.client.post(f"/local/api/people/{person}/{path}", json=body or {})
        return answer.status, await answer.json()

    async def bot_posts(self, activity: Json, chat: str = PRIYAS_CHAT) -> str:
        answer = await self.client.post(f"{chat}/activities", json=activity)
        assert answer.status == 201
        activity_id = (await answer.json())["id"]
        assert isinstance(activity_id, str)
        return activity_id

    async def shown(self, person: str = "priya") -> list[Json]:
        answer = await self.client.get(f"/local/api/people/{person}/messages")
        messages = (await answer.json())["messages"]
        assert isinstance(messages, list)
        return messages

    async def invoke(self, message_id: str, verb: str = "approve", **more: Any) -> tuple[int, Json]:
        action = {"type": "Action.Execute", "verb": verb, "data": {"n": 7}}
        return await self.do("invokes", {"replyTo": message_id, "action": action, **more})


@asynccontextmanager
async def staged(history: Path) -> AsyncIterator[Stage]:
    """Lend a channel on this history, with a bot that answers."""
    bot = RecordingBot()
    await bot.server.start_server()
    stage = Stage(bot, history)
    try:
        async with stage.client:
            yield stage
    finally:
        await bot.server.close()
