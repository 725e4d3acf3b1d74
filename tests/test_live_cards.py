"""Cards that stand in chats: updated in place after every step, each viewer's own, one whole card to a chat."""

from playbook.requests.record import State
from tests.connector import failing
from tests.office import Answer, Office, Player, buttons_of, words_of


def _cards(player: Player) -> list[Answer]:
    """Return the cards about the request in a person's chat, oldest first."""
    return [answer for answer in player.chat if answer.card and "SME-0001" in words_of(answer.card)[:20]]


async def test_a_decision_updates_every_live_card_in_place(office: Office) -> None:
    await office.pat.files()
    await office.petra.says("status SME-0001")
    await office.tess.says("status SME-0001")
    cards = {name: office.players[name].last.activity_id for name in ("pat", "petra", "fran", "tess")}
    await office.fran.presses(office.fran.last.card, "Approve")
    await office.deliver()
    for activity_id in cards.values():
        updated = office.answer(activity_id)
        assert "Approved" in updated.words
        assert "Approve" not in buttons_of(updated.card)
    puts = [call for call in office.connector.calls if call.method == "PUT"]
    assert {call.activity_id for call in puts} == set(cards.values())


async def test_an_update_keeps_what_the_message_says(office: Office) -> None:
    await office.pat.files()
    told = office.fran.last
    await office.fran.presses(told.card, "Approve")
    await office.deliver()
    assert office.answer(told.activity_id).text == told.text


async def test_a_chat_has_one_whole_card_and_earlier_ones_shrink_to_the_state(office: Office) -> None:
    await office.assigned()
    for player in (office.pat, office.fran, office.tess):
        *earlier, newest = _cards(player)
        assert "All details" in buttons_of(newest.card)
        assert earlier
        for card in earlier:
            assert list(buttons_of(card.card)) == ["Open"]
            assert "Northwind" not in words_of(card.card)


async def test_the_button_of_a_shrunk_card_brings_the_whole_one(office: Office) -> None:
    await office.assigned()
    opened = await office.pat.presses(_cards(office.pat)[0].card, "Open")
    assert "SME-0001 is assigned to a SME" in opened.text
    assert "Northwind" in words_of(opened.card)


async def test_everybody_has_their_own_buttons(office: Office) -> None:
    await office.pat.files()
    shown = {
        name: list(buttons_of((await office.players[name].says("status SME-0001")).card))
        for name in ("pat", "petra", "fran", "tess")
    }
    assert shown == {
        "pat": ["All details", "Edit", "Nudge", "Withdraw", "Send confirmation again", "Write a message"],
        "petra": ["All details"],
        "fran": [
            "All details",
            "Approve",
            "Deny",
            "Return for details",
            "Start triage",
            "Route to another FPM",
            "Write a message",
        ],
        "tess": ["All details", "Return for details", "Start triage", "Route to another FPM", "Write a message"],
    }


async def test_an_open_card_refreshes_for_its_reader_and_a_final_one_for_nobody(office: Office) -> None:
    await office.assigned()
    assert (office.pat.last.card or {})["refresh"]["userIds"] == [office.pat.user_id]
    await office.fran.says("close SME-0001 yes")
    await office.deliver()
    for player in (office.pat, office.fran, office.sana):
        for answer in _cards(player):
            assert "refresh" not in (answer.card or {})


async def test_a_refresh_carries_only_the_number(office: Office) -> None:
    await office.pat.files()
    action = (office.fran.last.card or {})["refresh"]["action"]
    assert action["data"] == {"number": "SME-0001", "verb": "refresh"}


async def test_a_pressed_card_is_answered_with_a_card_that_still_refreshes(office: Office) -> None:
    await office.pat.files()
    answer = await office.fran.presses(office.fran.last.card, "Approve")
    assert (answer.card or {})["refresh"]["userIds"] == [office.fran.user_id]


async def test_a_card_that_was_deleted_does_not_hold_up_the_others(office: Office) -> None:
    await office.pat.files()
    gone = office.pat.last.activity_id
    office.connector.then(failing(404, "ActivityNotFound"))
    await office.fran.presses(office.fran.last.card, "Approve")
    await office.deliver()
    assert (await office.newest()).state is State.APPROVED
    copies = await office.house.store.copies("SME-0001")
    assert len(copies) >= 2
    assert all("Approved" in office.answer(copy.activity_id).words for copy in copies)
    assert gone


async def test_a_sme_whose_offer_ended_keeps_nothing_of_the_request(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    await office.deliver()
    card = office.sana.last
    assert "Northwind" in card.words
    await office.sana.says("decline SME-0001 on leave")
    await office.deliver()
    left = office.answer(card.activity_id)
    assert "no longer with you" in left.words
    assert "Northwind" not in left.words
    assert buttons_of(left.card) == {}


async def test_after_a_return_old_and_new_stand_side_by_side_until_the_decision(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 seats", "Active ones?", "yes")
    await office.pat.says_all("edit SME-0001", "1,200", "submit")
    await office.deliver()
    assert "Before\nNow\nSeat Count\n300\n1,200" in office.fran.last.words
    await office.fran.says("approve SME-0001")
    await office.deliver()
    assert "Before" not in office.fran.last.words
