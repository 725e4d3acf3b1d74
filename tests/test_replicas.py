"""Two bots on one database: whoever writes to them cannot tell them apart."""

import asyncio

import pytest
from botbuilder.core import TurnContext
from botbuilder.dialogs import DialogState
from botbuilder.dialogs.dialog_instance import DialogInstance
from botbuilder.schema import Activity, ConversationAccount

from bot_app.turn.adapter import Adapter
from bot_app.turn.dialog_state import DialogStateAccessor
from bot_app.wire.sender import Sender, open_session
from bot_app.wire.service_urls import loopback_only
from bot_app.wire.tokens import NoToken
from playbook.life.ports import Conflict
from playbook.requests.record import Request, State
from tests.keeping import AT
from tests.office import COMPLETE, Office
from tests.stores import open_store


async def test_a_conversation_goes_on_at_another_replica(offices: tuple[Office, Office]) -> None:
    one, two = offices
    await one.pat.says_all("new request")
    await two.pat.says("AIP P2")
    answer = await one.pat.says("300")
    assert "region" in answer.text
    draft = await two.pat.draft()
    assert draft
    assert draft.answers["seat_count"] == "300"


async def test_the_whole_process_runs_over_both(offices: tuple[Office, Office]) -> None:
    one, two = offices
    request = await one.pat.files()
    await two.fran.says(f"approve {request.number}")
    await one.tess.says(f"offer {request.number} to Sana")
    await two.sana.says(f"accept {request.number}")
    assert (await one.request(request.number)).state is State.ASSIGNED


async def test_two_people_who_decide_at_two_replicas_leave_one_decision(offices: tuple[Office, Office]) -> None:
    one, two = offices
    request = await one.pat.files()
    answers = await asyncio.gather(
        one.fran.says(f"approve {request.number}"), two.fran.says(f"deny {request.number} repeated: the third time")
    )
    history = await one.house.store.history(request.number)
    assert [event.name for event in history[1:]] in (["approved"], ["denied"])
    assert len([answer for answer in answers if answer.text or answer.card]) == 2


async def test_a_message_that_teams_repeats_to_another_replica_runs_once(offices: tuple[Office, Office]) -> None:
    one, two = offices
    await one.pat.says_all("new request")
    activity = one.pat.activity("message", text="AIP P2")
    assert (await one.pat.posts(activity))[0] == 200
    before = await two.pat.draft()
    assert (await two.pat.posts({**activity, "serviceUrl": two.connector.url}))[0] == 200
    assert await two.pat.draft() == before
    assert not two.connector.messages


async def test_messages_of_one_person_to_two_replicas_are_taken_one_after_another(
    offices: tuple[Office, Office],
) -> None:
    one, two = offices
    await one.pat.says_all("new request", "form")
    texts = [f"change seats to {one}" for one in range(100, 112)]
    await asyncio.gather(*((one, two)[index % 2].pat.says(text) for index, text in enumerate(texts)))
    draft = await one.pat.draft()
    assert draft
    assert draft.answers["seat_count"] in {text.split()[-1] for text in texts}
    assert draft.revision == 1 + len(texts)


async def test_requests_filed_at_two_replicas_have_numbers_of_their_own(offices: tuple[Office, Office]) -> None:
    one, two = offices
    people = (one.pat, two.petra, one.quinn)
    reviews = [await person.reviews() for person in people]
    await asyncio.gather(*(who.presses(review.card, "Submit") for who, review in zip(people, reviews, strict=True)))
    assert await one.house.store.last_serial(Request) == 3
    assert {(await one.request(f"SME-000{serial}")).requester for serial in (1, 2, 3)} == {who.key for who in people}


async def test_the_notices_of_one_replica_are_delivered_once_by_either(offices: tuple[Office, Office]) -> None:
    one, two = offices
    review = await one.pat.reviews(**COMPLETE)
    await one.pat.presses(review.card, "Submit")
    before = len(one.connector.messages)
    await asyncio.gather(one.deliver(), two.deliver())
    heard = [message.get("text", "") for message in list(one.connector.messages.values())[before:]]
    assert len([text for text in heard if "SME-0001" in text]) == len(set(heard)) > 1


async def test_a_turn_that_another_one_overtook_does_not_overwrite_its_question(address: str) -> None:
    store = await open_store(address)
    memory = DialogStateAccessor(store)
    async with open_session() as session:
        adapter = Adapter(Sender(session, NoToken(), loopback_only, lambda: AT))
        slow, fast = (
            TurnContext(adapter, Activity(type="message", conversation=ConversationAccount(id="a:pat")))
            for _ in range(2)
        )
        await memory.set(slow, DialogState([instance("first")]))
        await memory.save(slow)
        overtaken, overtaking = (
            TurnContext(adapter, Activity(type="message", conversation=ConversationAccount(id="a:pat")))
            for _ in range(2)
        )
        for context in (overtaken, overtaking):
            (await memory.get(context)).dialog_stack[0].state["asked"] = str(id(context))
        await memory.save(overtaking)
        with pytest.raises(Conflict):
            await memory.save(overtaken)
        assert (await memory.get(fast)).dialog_stack[0].state["asked"] == str(id(overtaking))
    await store.close()


def instance(name: str) -> DialogInstance:
    """Return a dialog on the stack."""
    made = DialogInstance()
    made.id, made.state = name, {}
    return made
