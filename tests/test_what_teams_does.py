"""What Teams sends that nobody typed: repeats, edits, reactions, mentions, group chats. A valid answer, or silence."""

from typing import Any

import pytest

from playbook.requests.record import State
from tests.office import Office

CHANNEL = {"id": "19:channel@thread.tacv2;messageid=1", "conversationType": "channel", "isGroup": True}


async def test_a_message_that_teams_repeats_is_answered_once(office: Office) -> None:
    await office.pat.files()
    message = office.fran.activity("message", text="approve SME-0001")
    heard = len(office.fran.chat)
    for _ in range(4):
        assert (await office.fran.posts(message))[0] == 200
    assert len(office.fran.chat) == heard + 1
    assert (await office.newest()).revision == 2


async def test_the_same_words_under_a_new_id_decide_once(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("approve SME-0001")
    again = await office.fran.says("approve SME-0001")
    assert "Already approved by Fran Fisher" in again.text
    assert (await office.newest()).revision == 2


async def test_an_answer_that_teams_repeats_under_a_new_id_is_not_taken_for_the_next_question(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2")
    await office.pat.says("AIP P2")
    draft = await office.pat.draft()
    assert draft
    assert "seat_count" not in draft.answers
    assert draft.answers["workload"] == "AIP_P2"


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("typing", {}),
        ("endOfConversation", {}),
        ("event", {"name": "application/vnd.microsoft.readReceipt", "value": {"lastReadMessageId": "1"}}),
        ("messageReaction", {"reactionsAdded": [{"type": "like"}], "replyToId": "msg-1"}),
        ("messageDelete", {"channelData": {"eventType": "softDeleteMessage"}}),
        ("messageUpdate", {"text": "approve SME-0001", "channelData": {"eventType": "editMessage"}}),
        ("conversationUpdate", {"topicName": "approve SME-0001"}),
        ("installationUpdate", {"action": "add-upgrade"}),
        ("somethingNew", {"value": {"x": 1}}),
    ],
)
async def test_what_is_no_message_is_left_in_silence(office: Office, kind: str, more: dict[str, Any]) -> None:
    request = await office.pat.files()
    heard = len(office.fran.chat)
    activity = office.fran.activity(kind, **more)
    activity["channelData"] = {**activity["channelData"], "tenant": {"id": office.fran.key.partition("/")[0]}}
    assert (await office.fran.posts(activity))[0] == 200
    assert len(office.fran.chat) == heard
    assert await office.newest() == request


@pytest.mark.parametrize("name", ["task/fetch", "composeExtension/query", "application/search", "nonsense", None])
async def test_an_invoke_that_the_bot_does_not_offer_is_refused_without_harm(office: Office, name: str | None) -> None:
    request = await office.pat.files()
    status, _ = await office.fran.posts(office.fran.activity("invoke", name=name, value={}))
    assert status == 400
    assert await office.newest() == request


@pytest.mark.parametrize(
    "changes",
    [
        {"text": None},
        {"text": ""},
        {"text": "   \n "},
        {"text": None, "attachments": [{"contentType": "image/png", "contentUrl": "https://x.example/a.png"}]},
        {"text": "", "attachments": [{"contentType": "text/html", "content": "<p></p>"}]},
    ],
    ids=str,
)
async def test_a_message_without_words_gets_a_way_forward(office: Office, changes: dict[str, Any]) -> None:
    await office.pat.says_all("new request")
    await office.pat.posts(office.pat.activity("message", **changes))
    assert "Say help" in office.pat.last.text
    assert "Seat Count" not in office.pat.last.text
    assert "seats" not in (await office.pat.says("AIP P2")).text
    draft = await office.pat.draft()
    assert draft
    assert draft.answers["workload"] == "AIP_P2"


def _mentioning(office: Office, text: str, name: str = "SME Requests") -> dict[str, Any]:
    mention = {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": "28:bot", "name": name}}
    activity = office.fran.activity("message", text=text, entities=[mention])
    activity["conversation"] |= CHANNEL
    return activity


async def _channel_hears(office: Office, activity: dict[str, Any]) -> str:
    assert (await office.fran.posts(activity))[0] == 200
    return office.answer(list(office.connector.messages)[-1]).words


async def test_in_a_channel_the_bot_hears_what_follows_its_name(office: Office) -> None:
    await office.pat.files()
    said = await _channel_hears(office, _mentioning(office, "<at>SME Requests</at> status SME-0001"))
    assert "SME-0001" in said
    assert "Submitted" in said


async def test_only_the_mention_is_taken_out_of_a_message(office: Office) -> None:
    await office.pat.files()
    activity = _mentioning(office, "<at>SME</at> message SME-0001 to Pat: please ask the SME team about SMEs", "SME")
    activity["conversation"] = office.fran.activity("message")["conversation"]
    await office.fran.posts(activity)
    await office.deliver()
    assert office.pat.last.text.endswith("about SME-0001. please ask the SME team about SMEs")


@pytest.mark.parametrize("text", ["approve SME-0001", "deny SME-0001", "new request", "my requests", "need a SME"])
async def test_a_channel_is_no_place_to_decide_or_to_list(office: Office, text: str) -> None:
    request = await office.pat.files()
    said = await _channel_hears(office, _mentioning(office, f"<at>SME Requests</at> {text}"))
    assert "private chat" in said
    assert "Northwind" not in said
    assert await office.newest() == request


async def test_a_press_in_a_channel_counts_for_who_pressed(office: Office) -> None:
    await office.pat.files()
    data = {"number": "SME-0001", "revision": 1, "verb": "approve"}
    value = {"action": {"type": "Action.Execute", "verb": "approve", "data": data}}
    activity = office.fran.activity("invoke", name="adaptiveCard/action", value=value)
    activity["conversation"] |= CHANNEL
    status, body = await office.fran.posts(activity)
    assert (status, body["statusCode"]) == (200, 200)
    assert (await office.newest()).state is State.APPROVED
