"""Where others read along: number and state for everybody, details only for who may see them, by refresh."""

from typing import Any

from tests.office import Answer, Office, Player, buttons_of, words_of

CHANNEL = {"id": "19:smes@thread.tacv2", "conversationType": "channel", "isGroup": True}


async def asks_in_channel(person: Player, text: str) -> Answer:
    activity = person.activity("message", text=text)
    activity["conversation"] |= CHANNEL
    assert (await person.posts(activity))[0] == 200
    return person.office.answer(list(person.office.connector.messages)[-1])


async def _refreshes(person: Player, card: dict[str, Any] | None) -> Answer:
    action = (card or {})["refresh"]["action"]
    return await person.executes(action)


async def test_the_card_in_a_channel_says_no_more_than_number_and_state(office: Office) -> None:
    await office.pat.files()
    shown = await asks_in_channel(office.fran, "status SME-0001")
    assert words_of(shown.card) == "SME-0001\nSubmitted\nRefresh"
    assert shown.text == ""
    assert buttons_of(shown.card) == {}


async def test_who_may_see_more_gets_it_by_refresh(office: Office) -> None:
    await office.pat.files()
    shown = await asks_in_channel(office.fran, "status SME-0001")
    refreshed_for = (shown.card or {})["refresh"]["userIds"]
    for player in (office.fran, office.tess, office.pat, office.petra):
        assert player.user_id in refreshed_for
    for player in (office.quinn, office.felix, office.sam):
        assert player.user_id not in refreshed_for
    mine = await _refreshes(office.fran, shown.card)
    assert "Approve" in buttons_of(mine.card)
    assert "Northwind" in mine.words


async def test_who_may_not_learns_nothing_by_refresh(office: Office) -> None:
    await office.pat.files()
    shown = await asks_in_channel(office.fran, "status SME-0001")
    answer = await _refreshes(office.quinn, shown.card)
    assert "I know no request SME-0001" in answer.text
    assert answer.card is None


async def test_a_foreign_request_is_not_shown_in_a_channel_either(office: Office) -> None:
    await office.pat.files()
    assert "I know no request SME-0001" in (await asks_in_channel(office.felix, "status SME-0001")).text


async def test_the_card_in_a_channel_follows_the_request(office: Office) -> None:
    await office.pat.files()
    shown = await asks_in_channel(office.fran, "status SME-0001")
    await office.fran.says("approve SME-0001")
    await office.deliver()
    assert "Approved" in office.answer(shown.activity_id).words
    assert "Northwind" not in office.answer(shown.activity_id).words


async def test_a_channel_is_not_taken_for_somebodys_private_chat(office: Office) -> None:
    await asks_in_channel(office.fran, "status SME-0001")
    await office.pat.files()
    assert "submitted SME request SME-0001" in office.fran.last.text
    reference = await office.house.store.reference(office.fran.key)
    assert reference
    assert reference.conversation_id == office.fran.conversation
