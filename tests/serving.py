"""A bot behind its endpoint, with our own connector in the place of Teams."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from aiohttp import ClientResponse, TCPConnector, web
from aiohttp.test_utils import TestClient, TestServer
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.schema import (
    Activity,
    AdaptiveCardInvokeResponse,
    AdaptiveCardInvokeValue,
)

from bot_app.edge.endpoint import Endpoint
from bot_app.edge.gate import Gate, LocalGate
from bot_app.turn.adapter import Adapter
from bot_app.wire.sender import Sender, open_session
from bot_app.wire.service_urls import loopback_only
from bot_app.wire.tokens import NoToken
from cards.reader import Rendered
from tests.connector import PATIENCE, Connector, message
from tests.passing import open_turns

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

JSON = {"Content-Type": "application/json"}

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"n": None, "f": 0.5, "list": [[1], []]}]}

Bot = Callable[[TurnContext], Awaitable[None]]


@dataclass
class Rig:
    """A bot behind its endpoint, and the connector that stands in for Teams."""

    client: "TestClient[web.Request, web.Application]"
    connector: Connector
    turns: list[Activity] = field(default_factory=list)

    async def post(self, payload: object, headers: dict[str, str] | None = None) -> ClientResponse:
        """Post a body: bytes as they are, anything else as JSON."""
        data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        return await self.client.post("/api/messages", data=data, headers=JSON if headers is None else headers)

    def message(self, **changes: Any) -> dict[str, Any]:
        """Return a message as it would come from the connector."""
        return message(self.connector.url, **changes)


@asynccontextmanager
async def serving(bot: Bot, gate: Gate | None = None) -> AsyncIterator[Rig]:
    """Serve a bot as the composition root would."""
    turns: list[Activity] = []
    numbers = count(1)

    async def counted(context: TurnContext) -> None:
        turns.append(context.activity)
        await bot(context)

    async with Connector() as connector, open_session() as session, open_turns(lambda: NOW) as kept:
        adapter = Adapter(Sender(session, NoToken(), loopback_only, lambda: NOW, timeout=PATIENCE))
        endpoint = Endpoint(
            gate or LocalGate(),
            adapter,
            counted,
            kept,
            apology=lambda _, incident: Rendered(f"Sorry, incident {incident}."),
            new_id=lambda: f"i{next(numbers)}",
        )
        app = web.Application()
        app.router.add_route("*", "/api/messages", endpoint.handle)
        # As many connections as a test wants: aiohttp's own limit would hide what the bot does with a crowd.
        async with TestClient(TestServer(app), connector=TCPConnector(limit=0)) as client:
            yield Rig(client, connector, turns)


async def echo(context: TurnContext) -> None:
    """Say the same again."""
    await context.send_activity(f"you said {context.activity.text}")


async def break_down(context: TurnContext) -> None:
    """Fail in a way that quotes a person."""
    raise KeyError(f"no such person: {context.activity.from_property.name}")


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with serving(echo) as served:
        yield served


class CardBot(ActivityHandler):
    """Answers presses the documented way."""

    async def on_adaptive_card_invoke(
        self,
        turn_context: TurnContext,  # noqa: ARG002
        invoke_value: AdaptiveCardInvokeValue,
    ) -> AdaptiveCardInvokeResponse:
        """Return the card with the verb that was pressed."""
        assert isinstance(invoke_value.action, dict)
        card = {**CARD, "verb": invoke_value.action["verb"]}
        return AdaptiveCardInvokeResponse(status_code=200, type="application/vnd.microsoft.card.adaptive", value=card)


def press(verb: str = "approve") -> dict[str, Any]:
    """Return what a press of a button adds to an activity."""
    return {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "text": None,
        "value": {"action": {"type": "Action.Execute", "verb": verb, "data": {}}},
    }
