"""The SDK adapter on our own wire."""

import pytest
from botbuilder.core import TurnContext
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    ConversationReference,
)

from bot_app.turn.adapter import Adapter
from bot_app.wire.sender import Sender, SendError, open_session
from bot_app.wire.service_urls import loopback_only
from bot_app.wire.tokens import NoToken
from tests.connector import Connector, failing, message
from tests.serving import CARD, NOW, echo, serving


async def test_pauses_and_traces_are_handled_like_the_sdk_does() -> None:
    async def busy(context: TurnContext) -> None:
        card = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=CARD)
        await context.send_activities(
            [
                Activity(type="delay", value=1),
                Activity(type=ActivityTypes.trace, name="inner life"),
                Activity(type=ActivityTypes.message, text="one", attachments=[card]),
            ]
        )

    async with serving(busy) as rig:
        await rig.post(rig.message())
        [post] = rig.connector.calls
    assert post.activity["attachments"][0]["content"] == CARD


async def test_a_proactive_message_takes_the_same_wire() -> None:
    async with Connector() as connector, open_session() as session:
        adapter = Adapter(Sender(session, NoToken(), loopback_only, lambda: NOW))
        activity = Activity().deserialize(message(connector.url))
        reference: ConversationReference = TurnContext.get_conversation_reference(activity)

        async def say(context: TurnContext) -> None:
            await context.send_activity("by the way")

        await adapter.continue_conversation(reference, say, "app")
        assert connector.texts == ["by the way"]
        connector.then(failing(403, "BotNotInConversationRoster"))
        with pytest.raises(SendError):
            await adapter.continue_conversation(reference, say, "app")


async def test_the_adapter_lets_nobody_in_by_itself() -> None:
    async with open_session() as session:
        adapter = Adapter(Sender(session, NoToken(), loopback_only, lambda: NOW))
        with pytest.raises(TypeError):
            await adapter.process_activity("Bearer x", Activity(type="message"), echo)
