"""A bot that raises: people get a sentence, Teams gets no reason to repeat, the log gets no names."""

import logging

import pytest
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import (
    Activity,
    ActivityTypes,
)

from bot_app.wire.sender import SendError
from tests import serving as served
from tests.connector import Answer, failing, throttling
from tests.logged import events
from tests.serving import NOW, Rig, break_down, press, serving

rig = served.rig


async def test_a_press_that_breaks_the_bot_still_gets_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(break_down) as rig:
        response = await rig.post(rig.message(**press()))
        assert response.status == 200
        assert await response.json() == {
            "statusCode": 200,
            "type": "application/vnd.microsoft.activity.message",
            "value": "Sorry, incident i1.",
        }
    assert [event["incident"] for event in events(caplog, "turn_broke")] == ["i1"]
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
        assert [error.__name__ for error in raised] == ["Failed"]
        assert len(rig.connector.calls) == 1


@pytest.mark.parametrize("answer", [throttling("0.01"), failing(412, "PreconditionFailed"), failing(307, Location="/")])
async def test_a_reply_that_was_not_sent_is_sent_once_more_in_its_turn(rig: Rig, answer: Answer) -> None:
    rig.connector.then(answer)
    assert (await rig.post(rig.message())).status == 200
    assert rig.connector.texts == ["you said hello"]
    assert len(rig.connector.calls) == 2


async def test_a_reply_that_was_not_sent_twice_is_not_tried_a_third_time(rig: Rig) -> None:
    rig.connector.then(*[throttling("0.01")] * 2)
    assert (await rig.post(rig.message())).status == 200
    assert len(rig.connector.calls) == 2


@pytest.mark.parametrize(
    "answer", [throttling("60"), *(failing(status) for status in (401, 403, 413, 500, 502, 503, 504))]
)
async def test_a_reply_that_has_to_wait_or_may_have_arrived_is_not_repeated_in_its_turn(
    rig: Rig, answer: Answer
) -> None:
    rig.connector.then(answer)
    assert (await rig.post(rig.message())).status == 200
    assert "you said hello" not in rig.connector.texts
    assert len([call for call in rig.connector.calls if call.activity["text"] == "you said hello"]) == 1


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
    assert [event["activity"] for event in events(caplog, "turn_broke")] == ["conversationUpdate"]


async def test_what_a_stranger_calls_an_activity_does_not_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(break_down) as rig:
        await rig.post(rig.message(type="message\nERROR all is lost"))
    assert "all is lost" not in caplog.text


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
