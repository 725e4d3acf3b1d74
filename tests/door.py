"""A bot behind its gate, and the Bot Service that publishes keys and signs tokens with them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from botbuilder.core import TurnContext

from bot_app.edge.endpoint import Endpoint
from bot_app.edge.gate import BotServiceGate
from bot_app.edge.signing_keys import SigningKeys
from bot_app.turn.adapter import Adapter
from bot_app.wire.sender import Sender, open_session
from bot_app.wire.service_urls import TEAMS_HOSTS, https_hosts, loopback_only
from bot_app.wire.tokens import NoToken
from cards.reader import Rendered
from tests.bot_service import APP_ID, ISSUER, SERVICE_URL, BotService, Clock
from tests.connector import PATIENCE, message
from tests.passing import open_turns


@dataclass
class Door:
    """A bot behind its gate, and the Bot Service that signs for it."""

    client: TestClient[web.Request, web.Application]
    service: BotService
    clock: Clock
    keys: SigningKeys
    gate: BotServiceGate
    turns: list[str]

    async def knock(self, authorization: str | None, **changes: Any) -> int:
        """Post a message with this header; return the status."""
        headers = {"Authorization": authorization} if authorization is not None else {}
        async with self.client.post("/api/messages", json=message(SERVICE_URL, **changes), headers=headers) as response:
            if response.status == 401:
                assert response.headers["WWW-Authenticate"] == "Bearer"
            if response.status != 200:
                assert set(await response.json()) == {"error"}
            return response.status

    async def shows(self, token: str, **changes: Any) -> int:
        """Post a message with a token; return the status."""
        return await self.knock(f"Bearer {token}", id=None, **changes)


@asynccontextmanager
async def open_door() -> AsyncIterator[Door]:
    """Serve a bot that answers nothing, and remembers two tokens."""
    clock, turns = Clock(), list[str]()

    async def bot(context: TurnContext) -> None:
        turns.append(str(context.activity.type))

    async with BotService(clock) as service, open_session() as session, open_turns(clock) as kept:
        keys = SigningKeys(session, clock, service.metadata, timeout=PATIENCE)
        gate = BotServiceGate(APP_ID, ISSUER, keys, https_hosts(TEAMS_HOSTS), clock, most_remembered=2)
        adapter = Adapter(Sender(session, NoToken(), loopback_only, clock))
        endpoint = Endpoint(
            gate, adapter, bot, kept, apology=lambda _, incident: Rendered(incident), new_id=lambda: "i1"
        )
        app = web.Application()
        app.router.add_route("*", "/api/messages", endpoint.handle)
        async with TestClient(TestServer(app)) as client:
            yield Door(client, service, clock, keys, gate, turns)
