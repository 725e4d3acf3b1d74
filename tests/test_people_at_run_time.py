"""People come and go while the bot runs: each turn and each delivery goes by who is known at its beginning."""

import gc
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from playbook.people import Directory, Person, Role, person_key
from playbook.requests.desk import Desks
from playbook.requests.record import Command, State
from storage.chats import ConversationReference
from tests.comings import Comings, open_lively_office
from tests.connector import failing
from tests.office import Answer, Office, Player, buttons_of, words_of
from tests.process import CATALOGUE, RULES

NOT_REGISTERED = "You are not registered with me yet"
CHANNEL = {"id": "19:smes@thread.tacv2", "conversationType": "channel", "isGroup": True}

Lively = tuple[Office, Comings]


@pytest_asyncio.fixture
async def lively(tmp_path: Path) -> AsyncIterator[Lively]:
    """Lend an office whose people come and go by hand."""
    async with open_lively_office(tmp_path / "data") as opened:
        yield opened


def newcomer(office: Office) -> Player:
    """Return Nora of Contoso, whom nobody has registered."""
    tenant = office.pat.key.partition("/")[0]
    key = person_key(tenant, "7d1e52c4-5b1f-4f0e-9a83-60c2d4b7e915")
    nora = Person(key, "Nora Newman", "nora@contoso.example", frozenset({Role.PARTNER}), partner="Contoso Partners")
    return Player(office, nora)


async def in_channel(player: Player, text: str) -> Answer:
    """Say something where others read along."""
    activity = player.activity("message", text=text)
    activity["conversation"] |= CHANNEL
    assert (await player.posts(activity))[0] == 200
    return player.office.answer(list(player.office.connector.messages)[-1])


def refreshed_for(answer: Answer) -> list[str]:
    """Return whose clients ask for a card of their own."""
    ids: list[str] = (answer.card or {})["refresh"]["userIds"]
    return ids


async def test_a_registered_person_may_file_in_the_next_turn(lively: Lively) -> None:
    office, people = lively
    nora = newcomer(office)
    assert NOT_REGISTERED in (await nora.installs()).text
    assert NOT_REGISTERED in (await nora.says("new request")).text
    people.come(nora.person)
    request = await nora.files()
    assert (request.requester, request.partner) == (nora.key, "Contoso Partners")
    assert "Nora Newman" in office.fran.last.words
    assert "SME-0001" in (await office.petra.says("my requests")).words


async def test_who_met_the_bot_as_a_stranger_is_welcomed_once_they_are_registered(lively: Lively) -> None:
    office, people = lively
    nora = newcomer(office)
    await nora.installs()
    people.come(nora.person)
    assert "Hello Nora Newman" in (await nora.installs()).text


async def test_a_strangers_press_is_taken_once_they_are_registered(lively: Lively) -> None:
    office, people = lively
    gwen = Player(office, replace(office.fran.person, key=newcomer(office).key, name="Gwen Gray"))
    await gwen.installs()
    await office.pat.files()
    assert NOT_REGISTERED in (await gwen.presses(office.fran.last.card, "Approve")).text
    people.come(gwen.person)
    await office.fran.says("route SME-0001 to Gwen")
    await office.deliver()
    assert "Approved" in (await gwen.presses(gwen.last.card, "Approve")).words


async def test_a_new_fpm_of_a_partner_gets_the_next_request_and_the_earlier_one_does_not(lively: Lively) -> None:
    office, people = lively
    people.look_after("Contoso Partners", office.felix.key)
    before = len(office.fran.chat)
    request = await office.pat.files()
    assert request.fpm == office.felix.key
    assert "Approve" in buttons_of(office.felix.last.card)
    assert len(office.fran.chat) == before


async def test_an_fpm_who_left_while_a_notice_waited_does_not_hear_of_it(lively: Lively) -> None:
    office, people = lively
    review = await office.pat.reviews()
    await office.pat.presses(review.card, "Submit")
    before = len(office.fran.chat)
    people.go(office.fran.key)
    await office.deliver()
    assert len(office.fran.chat) == before
    assert "the SME Assignment team (not routed yet)" in (await office.pat.says("status SME-0001")).words


async def test_an_fpm_who_came_back_while_a_notice_waited_hears_of_it(lively: Lively) -> None:
    office, people = lively
    review = await office.pat.reviews()
    await office.pat.presses(review.card, "Submit")
    people.go(office.fran.key)
    people.come(office.fran.person)
    await office.deliver()
    assert "Approve" in buttons_of(office.fran.last.card)


async def test_a_waiting_notice_names_people_as_they_are_when_it_is_delivered(lively: Lively) -> None:
    office, people = lively
    await office.pat.files()
    await office.fran.says("approve SME-0001")
    people.come(replace(office.fran.person, name="Frances Fisher"))
    await office.deliver()
    assert "Frances Fisher" in office.pat.last.text
    assert "Fran Fisher" not in office.pat.last.words


async def test_an_answer_that_waits_is_not_told_to_somebody_who_left_meanwhile(lively: Lively) -> None:
    office, people = lively
    office.connector.then(failing(503), failing(503))
    before = len(office.pat.chat)
    await office.pat.says("help")
    people.go(office.pat.key)
    office.clock.pass_time(minutes=5)
    await office.deliver()
    assert len(office.pat.chat) == before
    assert not [key for _, key, _ in office.kept if key.startswith("replies/")]


async def test_who_is_taken_out_in_the_middle_is_refused_in_the_next_turn(lively: Lively) -> None:
    office, people = lively
    await office.pat.files()
    card = office.fran.last.card
    filed = await office.newest()
    people.go(office.fran.key)
    assert NOT_REGISTERED in (await office.fran.presses(card, "Approve")).text
    assert NOT_REGISTERED in (await office.fran.says("approve SME-0001")).text
    assert NOT_REGISTERED in (await in_channel(office.fran, "status SME-0001")).text
    assert await office.newest() == filed


async def test_the_cards_of_somebody_who_was_taken_out_do_not_break(lively: Lively) -> None:
    office, people = lively
    await office.pat.files()
    told = office.fran.last
    await office.tess.says("status SME-0001")
    people.go(office.fran.key)
    await office.tess.says("route SME-0001 to Felix")
    await office.deliver()
    assert "This request is no longer with you" in office.answer(told.activity_id).words
    assert buttons_of(office.answer(told.activity_id).card) == {}
    assert "Felix Ortega" in (await office.pat.says("status SME-0001")).words
    assert "Approved" in (await office.felix.presses(office.felix.last.card, "Approve")).words
    people.come(office.fran.person)
    people.look_after("Contoso Partners", office.fran.key)
    assert "Approved" in (await office.fran.says("status SME-0001")).words


async def test_what_somebody_did_stays_readable_after_they_left(lively: Lively) -> None:
    office, people = lively
    await office.pat.files()
    await office.fran.says("approve SME-0001")
    people.go(office.fran.key)
    await office.deliver()
    assert "somebody no longer on the roster" in (await office.tess.says("status SME-0001")).words


async def test_a_draft_waits_for_somebody_who_was_taken_out_and_comes_back(lively: Lively) -> None:
    office, people = lively
    await office.pat.says_all("new request")
    people.go(office.pat.key)
    assert NOT_REGISTERED in (await office.pat.says("MCAS")).text
    people.come(office.pat.person)
    assert "How many active licenses" in (await office.pat.says("MCAS")).text


async def test_the_list_to_choose_from_has_the_people_of_this_turn(lively: Lively) -> None:
    office, people = lively
    await office.approved()
    people.go(office.sana.key)
    card = (await office.tess.says("status SME-0001")).card
    assert "Sam Silva" in words_of(card)
    assert "Sana Sato" not in words_of(card)
    refused = await office.tess.says("offer SME-0001 to Sana")
    assert (await office.newest()).state is State.APPROVED, refused.text


async def test_a_card_in_a_channel_is_refreshed_for_the_people_of_now(lively: Lively) -> None:
    office, people = lively
    await office.pat.files()
    shown = await in_channel(office.fran, "status SME-0001")
    assert office.petra.user_id in refreshed_for(shown)
    people.go(office.petra.key)
    await office.fran.says("approve SME-0001")
    await office.deliver()
    redrawn = office.answer(shown.activity_id)
    assert "Approved" in redrawn.words
    assert office.petra.user_id not in refreshed_for(redrawn)
    assert office.pat.user_id in refreshed_for(redrawn)


async def typed(office: Office) -> None:
    await office.pat.says("my requests")


async def pressed(office: Office) -> None:
    await office.fran.presses(office.fran.last.card, "Approve")


async def refreshed(office: Office) -> None:
    await office.fran.executes((office.fran.last.card or {})["refresh"]["action"])


async def installed(office: Office) -> None:
    await office.pat.installs()


async def heard_in_a_channel(office: Office) -> None:
    await in_channel(office.fran, "status SME-0001")


async def heard_from_a_stranger(office: Office) -> None:
    await newcomer(office).says("help")


async def heard_from_nobody(office: Office) -> None:
    activity = office.pat.activity("message", text="help")
    del activity["from"]["aadObjectId"]
    await office.pat.posts(activity)


TURNS = (typed, pressed, refreshed, installed, heard_in_a_channel, heard_from_a_stranger, heard_from_nobody)


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: str(turn.__name__))
async def test_a_turn_asks_once_who_takes_part(lively: Lively, turn: Callable[[Office], Awaitable[None]]) -> None:
    office, people = lively
    await office.pat.files()
    people.asked = 0
    await turn(office)
    assert people.asked == 1


@pytest.mark.parametrize("command", [Command.APPROVE, Command.DENY, Command.ROUTE])
async def test_deliveries_that_begin_together_ask_once_who_takes_part(lively: Lively, command: Command) -> None:
    office, people = lively
    await office.pat.files()
    details = {Command.DENY: " repeated: the third time", Command.ROUTE: " to Felix"}
    await office.fran.says(f"{command.value} SME-0001{details.get(command, '')}")
    people.asked = 0
    assert await office.house.courier.step(office.clock()) > 2
    assert people.asked == 1


async def a_day_at_the_office(office: Office) -> None:
    """Let turns and deliveries of every kind happen, and leave some of each unfinished."""
    await office.pat.files()
    for turn in TURNS:
        await turn(office)
    await office.deliver()
    # Questions are open, a step is typed without a number, and a list has been shown.
    await office.pat.files()
    await office.pat.says_all("new request")
    await office.quinn.says("need an AIP P2 SME for Tailspin, 300 seats, EMEA, English")
    await office.fran.says("deny SME-0002")
    await office.tess.says_all("queue", "return")
    # An answer comes late with its card, messages fail and wait, and somebody cannot be reached.
    office.connector.then(failing(503))
    await office.tess.says("status SME-0002")
    office.clock.pass_time(minutes=5)
    await office.deliver()
    await office.fran.says_all("cancel", "route SME-0002 to Felix")
    office.connector.then(*[failing(503)] * 3)
    await office.deliver()
    await office.house.store.put_reference(replace(await reference_of(office.tess), live=False))
    await office.felix.says("approve SME-0002")
    await office.deliver()


async def reference_of(player: Player) -> ConversationReference:
    """Return where somebody can be reached."""
    found = await player.office.house.store.reference(player.key)
    assert found
    return found


def is_kept(held: "weakref.ref[Directory]") -> bool:
    """Tell whether anything at all still holds a directory."""
    gc.collect()
    return held() is not None


async def test_after_a_turn_and_a_delivery_nothing_keeps_who_took_part(lively: Lively) -> None:
    office, people = lively
    await a_day_at_the_office(office)
    former = weakref.ref(people.known)
    desk = Desks(office.house.store, CATALOGUE, RULES.clockwork, RULES.topic_window).among(people.known)
    people.are_read_anew()
    assert is_kept(former), "the desk of this test holds it"
    del desk
    assert not is_kept(former), gc.get_referrers(former())
    assert "SME-0002 is approved" in (await office.pat.says("status SME-0002")).text
