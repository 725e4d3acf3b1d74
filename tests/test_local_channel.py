"""The local channel plays the part of Teams: over real HTTP, with a bot that only records as its counterpart."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.local_stage import CARD, PRIYA, PRIYAS_CHAT, SERVICE_URL, Json, Stage, card, message_with, staged


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chats.jsonl"


def lines(history: Path) -> list[str]:
    return history.read_text().splitlines()


@pytest.fixture
async def stage(history: Path) -> AsyncIterator[Stage]:
    async with staged(history) as stage:
        yield stage


async def test_what_a_person_writes_reaches_the_bot_as_teams_would_send_it(stage: Stage) -> None:
    await stage.do("messages", {"text": "hi <there>"})
    heard = stage.bot.heard[0]
    local = heard.pop("localTimestamp")
    assert datetime.fromisoformat(local) == datetime.fromisoformat("2026-03-02T12:00:00.005+00:00")
    assert heard == {
        "type": "message",
        "id": "1772452800005",
        "timestamp": "2026-03-02T12:00:00.005Z",
        "channelId": "msteams",
        "serviceUrl": SERVICE_URL,
        "from": {"id": "29:local-oid-priya", "name": "Priya Nair", "aadObjectId": "oid-priya"},
        "recipient": {"id": "28:local-bot", "name": "SME Requests"},
        "conversation": {"id": "a:local-priya", "conversationType": "personal", "tenantId": "tenant-a"},
        "channelData": {"tenant": {"id": "tenant-a"}},
        "locale": "en-US",
        "entities": [{"type": "clientInfo", "locale": "en-US", "country": "US", "platform": "Web"}],
        "text": "hi <there>",
        "textFormat": "plain",
        "attachments": [{"contentType": "text/html", "content": "<p>hi &lt;there&gt;</p>"}],
    }


async def test_no_two_activities_share_an_id(stage: Stage) -> None:
    for _ in range(3):
        await stage.do("messages", {"text": "again"})
        await stage.do("open")
    ids = [activity["id"] for activity in stage.bot.heard]
    assert len(set(ids)) == 6


async def test_every_opening_of_the_page_is_an_install_event_that_the_chat_does_not_show(stage: Stage) -> None:
    await stage.do("open")
    await stage.do("open")
    assert [(heard["type"], heard["action"]) for heard in stage.bot.heard] == [("installationUpdate", "add")] * 2
    assert [heard["id"] for heard in stage.bot.heard] == ["f:activity 1", "f:activity 2"]
    assert await stage.shown() == []


async def test_a_message_of_the_bot_lands_in_the_chat_it_was_sent_to_and_in_no_other(stage: Stage) -> None:
    await stage.bot_posts({"type": "message", "text": "for Priya"})
    await stage.client.post(f"{PRIYAS_CHAT}/activities/123", json={"type": "message", "text": "a reply"})
    assert [message["text"] for message in await stage.shown()] == ["for Priya", "a reply"]
    assert await stage.shown("frank") == []


async def test_a_new_conversation_with_a_person_is_the_chat_that_there_is(stage: Stage) -> None:
    body = {"members": [{"id": "29:local-oid-frank"}], "tenantId": "tenant-b", "isGroup": False}
    answer = await stage.client.post("/local/v3/conversations", json=body)
    assert (answer.status, await answer.json()) == (201, {"id": "a:local-frank"})
    body["activity"] = {"type": "message", "text": "first words"}
    await stage.client.post("/local/v3/conversations", json=body)
    assert [message["text"] for message in await stage.shown("frank")] == ["first words"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"members": []},
        {"members": "29:local-oid-frank"},
        {"members": [{"id": "29:nobody"}]},
        {"members": [{"id": ["29:local-oid-frank"]}]},
        {"members": [{"id": "29:local-oid-frank"}], "tenantId": "tenant-a"},
        {"members": [{"id": "29:local-oid-frank"}], "tenantId": []},
    ],
)
async def test_no_conversation_is_made_with_strangers(stage: Stage, body: Json) -> None:
    answer = await stage.client.post("/local/v3/conversations", json=body)
    assert answer.status == 400


async def test_an_edit_replaces_the_message_in_its_place(stage: Stage) -> None:
    first = await stage.bot_posts(message_with("pending"))
    await stage.bot_posts({"type": "message", "text": "later"})
    answer = await stage.client.put(f"{PRIYAS_CHAT}/activities/{first}", json=message_with("approved"))
    assert (answer.status, await answer.json()) == (200, {"id": first})
    shown = await stage.shown()
    assert shown[0]["attachments"][0]["content"] == card("approved")
    assert [(message["id"] == first, message["edited"]) for message in shown] == [(True, True), (False, False)]


async def test_a_deleted_message_is_gone_and_cannot_be_edited(stage: Stage) -> None:
    gone = await stage.bot_posts({"type": "message", "text": "superseded"})
    url = f"{PRIYAS_CHAT}/activities/{gone}"
    assert (await stage.client.delete(url)).status == 200
    assert await stage.shown() == []
    answer = await stage.client.put(url, json={"type": "message", "text": "back"})
    assert (answer.status, (await answer.json())["error"]["code"]) == (404, "ActivityNotFound")


async def test_the_bot_cannot_edit_what_a_person_wrote(stage: Stage) -> None:
    _, sent = await stage.do("messages", {"text": "mine"})
    answer = await stage.client.put(f"{PRIYAS_CHAT}/activities/{sent['id']}", json=message_with("x"))
    assert answer.status == 403


async def test_a_chat_that_does_not_exist_is_said_to_be_missing(stage: Stage) -> None:
    nowhere = "/local/v3/conversations/a:local-nobody"
    for answer in (
        await stage.client.post(f"{nowhere}/activities", json={"type": "message", "text": "x"}),
        await stage.client.get(f"{nowhere}/members"),
    ):
        assert (answer.status, (await answer.json())["error"]["code"]) == (404, "ConversationNotFound")


async def test_the_roster_of_a_chat_names_its_person_by_either_id(stage: Stage) -> None:
    members = await (await stage.client.get(f"{PRIYAS_CHAT}/members")).json()
    paged = await (await stage.client.get(f"{PRIYAS_CHAT}/pagedmembers?pageSize=50")).json()
    assert paged == {"members": members}
    [member] = members
    for name in ("29:local-oid-priya", "oid-priya"):
        assert await (await stage.client.get(f"{PRIYAS_CHAT}/members/{name}")).json() == member
    assert (member["email"], member["tenantId"], member["givenName"]) == (PRIYA.email, "tenant-a", "Priya")
    assert (await stage.client.get(f"{PRIYAS_CHAT}/members/29:local-oid-frank")).status == 404


async def test_a_plain_submit_is_a_message_with_a_value_that_leaves_no_bubble(stage: Stage) -> None:
    asked = await stage.bot_posts(message_with("form"))
    value = {"verb": "file", "seats": "4200"}
    assert (await stage.do("submits", {"replyTo": asked, "value": value}))[0] == 200
    heard = stage.bot.heard[0]
    assert (heard["type"], heard["value"], heard["replyToId"]) == ("message", value, asked)
    assert "text" not in heard
    assert len(await stage.shown()) == 1


async def test_im_back_is_a_text_of_the_person(stage: Stage) -> None:
    asked = await stage.bot_posts(message_with("menu"))
    await stage.do("submits", {"replyTo": asked, "value": {"msteams": {"type": "imBack", "value": "new request"}}})
    assert stage.bot.heard[0]["text"] == "new request"
    assert "value" not in stage.bot.heard[0]
    assert (await stage.shown())[-1]["text"] == "new request"


async def test_message_back_shows_one_text_and_sends_another(stage: Stage) -> None:
    asked = await stage.bot_posts(message_with("menu"))
    teams = {"type": "messageBack", "displayText": "Show mine", "text": "list", "value": {"page": 2}}
    await stage.do("submits", {"replyTo": asked, "value": {"msteams": teams, "kind": "open"}})
    heard = stage.bot.heard[0]
    assert (heard["text"], heard["value"]) == ("list", {"page": 2, "kind": "open"})
    assert heard["replyToId"] == asked
    assert (await stage.shown())[-1]["text"] == "Show mine"


async def test_a_pressed_execute_is_an_invoke_whose_answer_comes_back_as_it_is(stage: Stage) -> None:
    asked = await stage.bot_posts(message_with("approve?"))
    stage.bot.status = 200
    stage.bot.answer = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Too late"}
    assert await stage.invoke(asked) == (200, stage.bot.answer)
    heard = stage.bot.heard[0]
    assert (heard["type"], heard["name"], heard["replyToId"]) == ("invoke", "adaptiveCard/action", asked)
    action = {"type": "Action.Execute", "verb": "approve", "data": {"n": 7}}
    assert heard["value"] == {"action": action, "trigger": "manual"}
    assert (await stage.shown())[0]["attachments"][0]["content"] == card("approve?")


async def test_a_card_that_an_invoke_returns_is_what_a_reload_shows_until_the_bot_edits(stage: Stage) -> None:
    asked = await stage.bot_posts(message_with("first", "second"))
    stage.bot.status = 200
    stage.bot.answer = {"statusCode": 200, "type": CARD, "value": card("decided")}
    await stage.invoke(asked, attachment=1, trigger="automatic")
    assert stage.bot.heard[0]["value"]["trigger"] == "automatic"
    drawn = [attachment["content"] for attachment in (await stage.shown())[0]["attachments"]]
    assert drawn == [card("first"), card("decided")]
    await stage.client.put(f"{PRIYAS_CHAT}/activities/{asked}", json=message_with("edited", "twice"))
    drawn = [attachment["content"] for attachment in (await stage.shown())[0]["attachments"]]
    assert drawn == [card("edited"), card("twice")]


async def test_a_refresh_that_changes_nothing_writes_nothing(stage: Stage, history: Path) -> None:
    asked = await stage.bot_posts(message_with("same"))
    before = lines(history)
    stage.bot.status = 200
    stage.bot.answer = {"statusCode": 200, "type": CARD, "value": card("same")}
    await stage.invoke(asked, trigger="automatic")
    assert lines(history) == before


async def test_when_the_bot_does_not_answer_the_person_is_told_and_can_try_again(stage: Stage) -> None:
    stage.bot.status = 500
    status, answer = await stage.do("messages", {"text": "anybody there?"})
    assert (status, answer["error"]["code"]) == (502, "BotNotAnswering")
    failed = (await stage.shown())[0]
    assert (failed["text"], failed["failed"]) == ("anybody there?", True)
    stage.bot.status = 201
    assert (await stage.do(f"messages/{failed['id']}/retry"))[0] == 200
    assert [message["failed"] for message in await stage.shown()] == [False]
    assert [heard["id"] for heard in stage.bot.heard] == [failed["id"]] * 2


async def test_a_bot_that_is_not_running_is_a_clear_answer_to_everything(stage: Stage) -> None:
    asked = await stage.bot_posts(message_with("approve?"))
    await stage.bot.server.close()
    for status, answer in (
        await stage.invoke(asked),
        await stage.do("open"),
        await stage.do("submits", {"replyTo": asked, "value": {}}),
    ):
        assert (status, answer["error"]["code"]) == (502, "BotNotAnswering")


async def test_an_open_page_is_told_what_changes_and_its_stream_ends_at_shutdown(stage: Stage) -> None:
    stream = await stage.client.get("/local/api/events")
    await stream.content.readuntil(b"event: ready\ndata: {}\n\n")
    await stage.bot_posts({"type": "typing"})
    await stage.bot_posts({"type": "message", "text": "now"})
    typing = json.loads((await stream.content.readuntil(b"\n\n")).removeprefix(b"data: "))
    assert typing == {"kind": "typing", "person": "priya"}
    told = json.loads((await stream.content.readuntil(b"\n\n")).removeprefix(b"data: "))
    assert (told["person"], told["message"]) == ("priya", (await stage.shown())[0])
    async with asyncio.timeout(2):
        closing = asyncio.create_task(stage.client.server.close())
        assert b"event: bye" in await stream.content.read()
        await closing


@pytest.mark.parametrize("answer", [b"<html>", b"[]"])
async def test_an_answer_of_the_bot_that_cannot_be_read_is_a_failure_that_is_told(stage: Stage, answer: bytes) -> None:
    asked = await stage.bot_posts(message_with("approve?"))
    stage.bot.status, stage.bot.raw = 200, answer
    status, told = await stage.invoke(asked)
    assert (status, told["error"]["code"]) == (502, "BotNotAnswering")


async def test_a_page_that_stopped_reading_is_cut_off_and_not_remembered_forever(stage: Stage) -> None:
    async with await stage.client.get("/local/api/events") as stream:
        await stream.content.readuntil(b"event: ready\ndata: {}\n\n")
        with stage.channel.watchers.watching() as unread:
            for number in range(600):
                await stage.bot_posts({"type": "message", "text": str(number)})
            told = [unread.get_nowait() for _ in range(unread.qsize())]
    assert len(told) < 600
    assert told[-1] is None


async def test_everybody_on_the_page_is_in_the_time_zone_of_its_browser(stage: Stage) -> None:
    await stage.do("messages", {"text": "before the page is open"})
    stream = await stage.client.get("/local/api/events", params={"zone": "Asia/Kolkata"})
    await stream.content.readuntil(b"event: ready\ndata: {}\n\n")
    await stage.do("messages", {"text": "status"})
    stream.close()
    assert [activity.get("localTimezone") for activity in stage.bot.heard] == [None, "Asia/Kolkata"]
