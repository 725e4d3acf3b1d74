"""Cards asked for again and again: one lives in each chat, those above it shrink once, and Teams is spared."""

from collections import Counter

from playbook.requests.record import State
from tests.connector import Answer, Call, failing
from tests.office import Office, Player, buttons_of

CHAT = "19:smes@thread.tacv2"
CHANNEL = {"id": CHAT, "conversationType": "channel", "isGroup": True}
WELL = Answer(delivers=True)
SHRUNK = 5


def _updates(office: Office, conversation: str) -> Counter[str]:
    """Return how often each card of a chat was updated so far."""
    puts = [call for call in office.connector.calls if call.method == "PUT" and call.conversation == conversation]
    return Counter(call.activity_id or "" for call in puts)


async def _asks(player: Player, times: int) -> list[str]:
    """Ask for a card so many times; return the cards, oldest first."""
    return [(await player.says("status SME-0001")).activity_id for _ in range(times)]


async def _asks_in_channel(player: Player, times: int) -> list[str]:
    for _ in range(times):
        activity = player.activity("message", text="status SME-0001")
        activity["conversation"] |= CHANNEL
        assert (await player.posts(activity))[0] == 200
    return list(player.office.connector.messages)[-times:]


async def _steps(office: Office, player: Player, words: str) -> None:
    await player.says(words)
    await office.deliver()


async def test_a_storm_leads_to_a_handful_of_updates_at_the_next_step_and_to_one_at_each_later(office: Office) -> None:
    await office.pat.files()
    cards = await _asks(office.petra, 60)
    await _steps(office, office.fran, "triage SME-0001")
    assert _updates(office, office.petra.conversation) == Counter(cards[-SHRUNK - 1 :])
    await _steps(office, office.fran, "approve SME-0001")
    assert _updates(office, office.petra.conversation) == Counter([*cards[-SHRUNK - 1 :], cards[-1]])


async def test_a_storm_is_not_kept(office: Office) -> None:
    await office.pat.files()
    await _asks(office.petra, 20)
    kept = [one for one in await office.house.store.copies("SME-0001") if one.person == office.petra.key]
    assert len(kept) == SHRUNK + 1


async def test_the_card_of_a_notice_takes_the_place_of_those_asked_for(office: Office) -> None:
    await office.pat.files()
    await _asks(office.pat, 3)
    await _steps(office, office.fran, "approve SME-0001")
    await _steps(office, office.tess, "offer SME-0001 to Sana")
    kept = [one for one in await office.house.store.copies("SME-0001") if one.person == office.pat.key]
    assert [one.activity_id for one in kept] == [office.pat.last.activity_id]


async def test_a_card_that_shrank_is_small_and_the_newest_is_whole(office: Office) -> None:
    await office.pat.files()
    cards = await _asks(office.petra, 3)
    await _steps(office, office.fran, "approve SME-0001")
    assert [list(buttons_of(office.answer(card).card)) for card in cards] == [["Open"], ["Open"], ["All details"]]
    opened = await office.petra.presses(office.answer(cards[0]).card, "Open")
    assert "Northwind" in opened.words


async def test_a_card_too_old_to_shrink_is_answered_as_out_of_date_when_it_is_pressed(office: Office) -> None:
    await office.pat.files()
    cards = await _asks(office.fran, 20)
    await _steps(office, office.fran, "approve SME-0001")
    assert "Approve" in buttons_of(office.answer(cards[0]).card)
    pressed = await office.fran.presses(office.answer(cards[0]).card, "Approve")
    assert "Already approved by Fran Fisher" in pressed.words
    assert (await office.request("SME-0001")).state is State.APPROVED


async def test_a_storm_in_a_channel_ends_in_the_same_way(office: Office) -> None:
    await office.pat.files()
    cards = await _asks_in_channel(office.fran, 30)
    await _steps(office, office.fran, "triage SME-0001")
    assert _updates(office, CHAT) == Counter(cards[-SHRUNK - 1 :])
    assert list(buttons_of(office.answer(cards[-2]).card)) == ["Open"]
    assert "Northwind" not in office.answer(cards[-2]).words
    await _steps(office, office.fran, "approve SME-0001")
    assert _updates(office, CHAT) == Counter([*cards[-SHRUNK - 1 :], cards[-1]])
    assert "Approved" in office.answer(cards[-1]).words


async def test_updates_that_fail_are_made_up_for_and_none_that_went_well_is_repeated(office: Office) -> None:
    await office.pat.files()
    cards = await _asks(office.petra, 4)
    well: list[str] = []

    def note(call: Call, answer: Answer) -> None:
        if call.method == "PUT" and answer.delivers:
            well.append(call.activity_id or "")

    office.connector.watch = note
    office.connector.then(*[failing(503), WELL] * 6)
    await office.fran.says("triage SME-0001")
    for _ in range(6):
        await office.deliver()
        office.clock.pass_time(minutes=5)
    assert Counter(one for one in well if one in cards) == Counter(cards)
