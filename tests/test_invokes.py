"""Presses and other invokes: their answer is the body of the HTTP response."""

import pytest
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    AdaptiveCardInvokeResponse,
)

from tests.serving import CARD, CardBot, press, serving


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


async def test_an_invoke_that_nobody_answers_is_a_bad_request_and_no_failure() -> None:
    async with serving(CardBot().on_turn) as rig:
        response = await rig.post(rig.message(type="invoke", name="fileConsent/other", text=None))
        assert response.status == 400
        assert "error" in await response.json()
