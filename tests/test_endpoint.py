"""What Teams, and anybody else, gets for what they post. Everything here crosses real HTTP."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    AdaptiveCardInvokeResponse,
    AdaptiveCardInvokeValue,
    Attachment,
    ConversationReference,
)

from bot_app.adapter import Adapter
from bot_app.endpoint import LARGEST_BODY, Endpoint, healthz
from bot_app.gate import Gate, LocalGate
from bot_app.hosts import loopback_only
from bot_app.sender import Sender, SendError, open_session
from bot_app.tokens import NoToken
from bot_app.turns import ConversationLocks, RecentActivities
from storage.tinydb_store import TinyStore
from tests.connector import CHAT, Connector, failing, message

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

    async with Connector() as connector, open_session() as session:
        adapter = Adapter(Sender(session, NoToken(), loopback_only, lambda: NOW, timeout=0.4))
        endpoint = Endpoint(
            gate or LocalGate(), adapter, counted, "Sorry, incident {}.".format, lambda: f"i{next(numbers)}"
        )
        app = web.Application()
        app.router.add_route("*", "/api/messages", endpoint.handle)
        async with TestClient(TestServer(app)) as client:
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


async def test_a_message_is_answered_in_its_chat_and_with_200(rig: Rig) -> None:
    response = await rig.post(rig.message())
    assert (response.status, await response.text()) == (200, "")
    [call] = rig.connector.calls
    assert (call.conversation, call.activity_id, call.activity["text"]) == (CHAT, "1700000000001", "you said hello")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])
async def test_any_other_method_is_told_to_post(rig: Rig, method: str) -> None:
    response = await rig.client.request(method, "/api/messages", json=rig.message())
    assert (response.status, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": ""},
        {"Content-Type": "application/json, text/plain"},
        {**JSON, "Content-Encoding": "gzip"},
    ],
)
async def test_only_plain_json_is_read(rig: Rig, headers: dict[str, str]) -> None:
    response = await rig.post(rig.message(), headers)
    assert response.status == 415
    assert not rig.turns


async def test_json_may_name_its_character_set(rig: Rig) -> None:
    assert (await rig.post(rig.message(), {"Content-Type": "Application/JSON; charset=utf-8"})).status == 200


async def test_a_body_may_be_256_kib_and_not_a_byte_more(rig: Rig) -> None:
    body = json.dumps(rig.message(text="")).encode()
    fits = body.replace(b'"text": ""', b'"text": "' + b"x" * (LARGEST_BODY - len(body)) + b'"')
    assert (await rig.post(fits)).status == 200
    assert (await rig.post(fits + b" ")).status == 413


async def test_a_body_that_hides_its_size_is_cut_off(rig: Rig) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b" " * (LARGEST_BODY // 4)

    response = await rig.client.post("/api/messages", data=chunks(), headers=JSON)
    assert response.status == 413


async def test_broken_chunks_are_a_bad_request(rig: Rig) -> None:
    reader, writer = await asyncio.open_connection(rig.client.host, rig.client.port)
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"
    )
    assert b" 400 " in await reader.readline()
    writer.close()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b'{"type": "message\xff"}',
        b"null",
        b"[]",
        b'"x"',
        b"{}",
        b"7",
        b"[" * 2_000,
        b'{"a":' * 50_000,
        b'{"value":' + b"[" * 2_000 + b"]" * 2_000 + b"}",
        b'{"n": ' + b"9" * 5_000 + b"}",
    ],
)
async def test_what_is_no_json_object_is_a_bad_request(rig: Rig, body: bytes) -> None:
    response = await rig.post(body)
    assert response.status == 400
    assert set(await response.json()) == {"error"}
    assert not rig.turns


def nested(depth: int) -> object:
    """Return lists in lists."""
    value: object = "deep"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None},
        {"type": 7},
        {"type": ""},
        {"channelId": None},
        {"channelId": ["msteams"]},
        {"serviceUrl": None},
        {"serviceUrl": {"url": "https://smba.trafficmanager.net"}},
        {"conversation": None},
        {"conversation": "a:1"},
        {"conversation": {}},
        {"conversation": {"id": 7}},
        {"conversation": {"id": "x" * 2_000}},
        {"conversation": {"id": "a:1", "isGroup": "perhaps"}},
        {"from": None},
        {"from": "29:ana"},
        {"from": {"name": "Ana"}},
        {"from": {"id": None}},
        {"from": {"id": "29:ana", "aadObjectId": ["x"]}},
        {"recipient": "28:bot"},
        {"id": 17},
        {"text": ["hello"]},
        {"text": {"toString": "x"}},
        {"name": 5},
        {"attachments": {"0": {}}},
        {"attachments": ["x"]},
        {"entities": "x"},
        {"membersAdded": [{"id": 5}]},
        {"timestamp": "yesterday"},
        {"timestamp": 1_700_000_000},
        {"timestamp": "2026-13-45T99:00:00Z"},
        {"timestamp": "9999-12-31T23:59:59-14:00"},
        {"localTimestamp": "2026-03-02"},
        {"expiration": "soon"},
        {"value": nested(40)},
        {"value": {"n": 2**63}},
        {"value": {"n": -(10**400)}},
        {"value": {"n": float("nan")}},
        {"value": {"n": float("inf")}},
        {"text": "half a pair \ud83d"},
        {"text": "a\0b"},
        {"value": {"key\0": 1}},
        {"channelData": {"deep": ["\udc00"]}},
    ],
)
async def test_an_activity_of_the_wrong_shape_is_a_bad_request(rig: Rig, changes: dict[str, Any]) -> None:
    response = await rig.post(rig.message(**changes))
    assert response.status == 400
    assert set(await response.json()) == {"error"}
    assert not rig.turns


@pytest.mark.parametrize(
    "changes",
    [
        {"value": nested(30)},
        {"value": {"n": 2**63 - 1, "f": -1.5, "b": True, "none": None}},
        {"id": None},
        {"timestamp": None, "text": None, "recipient": None},
        {"timestamp": "2026-03-02T10:00:00.123+01:00"},
        {"somethingNew": {"of": ["next", "year"]}},
        {"type": "somethingNew"},
        {"text": "Ünï — 漢字 🎉"},
    ],
)
async def test_an_unusual_activity_of_the_right_shape_is_taken(rig: Rig, changes: dict[str, Any]) -> None:
    assert (await rig.post(rig.message(**changes))).status == 200
    assert len(rig.turns) == 1


async def test_in_local_mode_only_this_machine_is_answered(rig: Rig) -> None:
    response = await rig.post(rig.message(serviceUrl="https://smba.trafficmanager.net/emea/"))
    assert response.status == 403
    assert not rig.turns


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


async def test_a_press_is_answered_with_the_whole_card() -> None:
    async with serving(CardBot().on_turn) as rig:
        response = await rig.post(rig.message(**press()))
        assert response.status == 200
        assert await response.json() == {
            "statusCode": 200,
            "type": "application/vnd.microsoft.card.adaptive",
            "value": {**CARD, "verb": "approve"},
        }


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ({"task": {"type": "continue", "value": CARD}}, {"task": {"type": "continue", "value": CARD}}),
        ([1, None], [1, None]),
        ("text", "text"),
        (None, None),
        (
            AdaptiveCardInvokeResponse(status_code=200, type="t", value=CARD),
            {"statusCode": 200, "type": "t", "value": CARD},
        ),
    ],
)
async def test_every_body_of_an_invoke_is_written_as_it_is(body: object, written: object) -> None:
    async def answer(context: TurnContext) -> None:
        value = InvokeResponse(status=200, body=body)
        await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=value))

    async with serving(answer) as rig:
        response = await rig.post(rig.message(**press()))
        assert (response.status, await response.json()) == (200, written)
        assert not rig.connector.calls


async def test_an_invoke_that_nobody_answers_is_not_implemented() -> None:
    async with serving(CardBot().on_turn) as rig:
        response = await rig.post(rig.message(type="invoke", name="fileConsent/other", text=None))
        assert response.status == 501
        assert "error" in await response.json()


async def test_a_press_that_breaks_the_bot_still_gets_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(break_down) as rig:
        response = await rig.post(rig.message(**press()))
        assert response.status == 200
        assert await response.json() == {
            "statusCode": 200,
            "type": "application/vnd.microsoft.activity.message",
            "value": "Sorry, incident i1.",
        }
    assert "incident i1" in caplog.text
    assert "KeyError" in caplog.text
    assert "Ana" not in caplog.text


async def test_a_dialog_that_breaks_the_bot_gets_its_sentence_as_a_dialog() -> None:
    async with serving(break_down) as rig:
        response = await rig.post(rig.message(type="invoke", name="task/fetch", text=None))
        assert response.status == 200
        assert await response.json() == {"task": {"type": "message", "value": "Sorry, incident i1."}}


async def test_an_answer_that_is_no_json_counts_as_a_break() -> None:
    async def answer(context: TurnContext) -> None:
        value = InvokeResponse(status=200, body={"when": NOW})
        await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=value))

    async with serving(answer) as rig:
        response = await rig.post(rig.message(**press()))
        assert (await response.json())["value"] == "Sorry, incident i1."


async def test_a_message_that_breaks_the_bot_is_answered_in_the_chat_and_not_repeated() -> None:
    async with serving(break_down) as rig:
        assert (await rig.post(rig.message())).status == 200
        assert rig.connector.texts == ["Sorry, incident i1."]
        assert (await rig.post(rig.message())).status == 200
        assert len(rig.turns) == 1


async def test_a_reply_that_fails_raises_in_the_bot_and_no_apology_waits_on_the_same_wire() -> None:
    raised: list[type[Exception]] = []

    async def careful(context: TurnContext) -> None:
        try:
            await context.send_activity("hello")
        except SendError as error:
            raised.append(type(error))
            raise

    async with serving(careful) as rig:
        rig.connector.then(failing(502))
        assert (await rig.post(rig.message())).status == 200
        assert [error.__name__ for error in raised] == ["Ambiguous"]
        assert len(rig.connector.calls) == 1


async def test_a_card_that_teams_rejects_is_followed_by_a_plain_sentence(rig: Rig) -> None:
    rig.connector.then(failing(400, "BadArgument"))
    assert (await rig.post(rig.message())).status == 200
    assert rig.connector.texts == ["Sorry, incident i1."]


async def test_an_apology_that_fails_too_changes_nothing_for_teams() -> None:
    async with serving(break_down) as rig:
        rig.connector.then(failing(500))
        assert (await rig.post(rig.message())).status == 200


async def test_a_broken_turn_that_nobody_waits_for_is_only_logged(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(break_down) as rig:
        response = await rig.post(rig.message(type="conversationUpdate", text=None, membersAdded=[{"id": "28:bot"}]))
        assert response.status == 200
        assert not rig.connector.calls
    assert "type conversationUpdate broke" in caplog.text


async def test_what_a_stranger_calls_an_activity_does_not_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(break_down) as rig:
        await rig.post(rig.message(type="message\nERROR all is lost"))
    assert "all is lost" not in caplog.text


async def test_a_repeated_message_runs_once_and_a_repeated_press_is_answered_again() -> None:
    async with serving(CardBot().on_turn) as rig:
        statuses = [(await rig.post(rig.message())).status for _ in range(4)]
        assert (statuses, len(rig.turns)) == ([200] * 4, 1)
        answers = [await (await rig.post(rig.message(**press()))).json() for _ in range(2)]
        assert answers[0] == answers[1] != None  # noqa: E711
        assert len(rig.turns) == 3


async def test_an_edited_message_is_no_repeat_of_itself(rig: Rig) -> None:
    for text in ("hello", "helo", "hello again"):
        await rig.post(rig.message(type="messageUpdate", text=text))
    assert len(rig.turns) == 3


async def test_the_same_id_in_another_chat_is_another_message(rig: Rig) -> None:
    await rig.post(rig.message())
    await rig.post(rig.message(conversation={"id": "a:somebody-else"}))
    assert len(rig.turns) == 2


async def test_a_message_repeated_while_its_turn_still_runs_is_answered_at_once() -> None:
    started, finish = asyncio.Event(), asyncio.Event()

    async def slow(_: TurnContext) -> None:
        started.set()
        await finish.wait()

    async with serving(slow) as rig:
        first = asyncio.create_task(rig.post(rig.message()))
        await started.wait()
        assert (await rig.post(rig.message())).status == 200
        finish.set()
        assert (await first).status == 200
        assert len(rig.turns) == 1


async def test_turns_of_one_chat_wait_for_each_other_and_other_chats_do_not() -> None:
    running: set[str] = set()
    together: set[frozenset[str]] = set()
    others_arrived = asyncio.Event()

    async def watched(context: TurnContext) -> None:
        name = str(context.activity.text)
        running.add(name)
        together.add(frozenset(running))
        if name == "other":
            others_arrived.set()
        await others_arrived.wait()
        await asyncio.sleep(0)
        running.remove(name)

    async with serving(watched) as rig:
        same = [rig.message(id=str(number), text=f"same {number}") for number in range(3)]
        other = rig.message(conversation={"id": "a:other"}, text="other")
        await asyncio.gather(*(rig.post(payload) for payload in (*same, other)))
    assert all(sum(name.startswith("same") for name in group) <= 1 for group in together)
    assert any("other" in group and len(group) == 2 for group in together)


async def test_locks_are_forgotten_when_nobody_waits_even_after_a_failure() -> None:
    locks = ConversationLocks()
    order: list[int] = []

    async def turn(number: int) -> None:
        async with locks.hold("a:1"):
            order.append(number)
            await asyncio.sleep(0)
            if number == 1:
                raise KeyError(number)

    results = await asyncio.gather(*(turn(number) for number in range(4)), return_exceptions=True)
    assert (order, [isinstance(result, KeyError) for result in results]) == ([0, 1, 2, 3], [False, True, False, False])
    assert len(locks) == 0


async def test_a_turn_that_stops_waiting_leaves_no_lock_behind() -> None:
    locks = ConversationLocks()
    async with locks.hold("a:1"):
        waiting = asyncio.create_task(locks.hold("a:1").__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert len(locks) == 1
    assert len(locks) == 0


def test_only_the_latest_activities_are_remembered() -> None:
    recent = RecentActivities(size=2)
    assert [recent.is_new("a:1", name) for name in ("1", "2", "2", "3", "1")] == [True, True, False, True, True]
    assert recent.is_new("a:1", None)
    assert recent.is_new("a:1", None)


async def test_updates_deletions_pauses_and_traces_are_handled_like_the_sdk_does() -> None:
    async def busy(context: TurnContext) -> None:
        card = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=CARD)
        sent = await context.send_activities(
            [
                Activity(type="delay", value=1),
                Activity(type=ActivityTypes.trace, name="inner life"),
                Activity(type=ActivityTypes.message, text="one", attachments=[card]),
            ]
        )
        await context.update_activity(Activity(id=sent[2].id, type=ActivityTypes.message, text="two"))
        await context.delete_activity(sent[2].id or "")

    async with serving(busy) as rig:
        await rig.post(rig.message())
        post, put, delete = rig.connector.calls
    assert post.activity["attachments"][0]["content"] == CARD
    assert (put.method, put.activity_id, put.activity["text"]) == ("PUT", "msg-1", "two")
    assert (delete.method, delete.activity_id) == ("DELETE", "msg-1")


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


async def test_the_health_check_is_the_stores(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path)
    app = web.Application()
    app.router.add_get("/healthz", healthz(store))
    async with TestClient(TestServer(app)) as client:
        healthy = await client.get("/healthz")
        assert (healthy.status, await healthy.json()) == (200, {"status": "ok"})
        await store.close()
        assert (await client.get("/healthz")).status == 503


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
