"""Answers that Teams does not take at once: they arrive all the same, unless a later answer has come before them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot_app.local.mode import SAMPLE_ROSTER
from playbook.requests.record import State
from tests.connector import CUT_AFTER_DELIVERY, CUT_BEFORE_DELIVERY, Answer, failing, throttling
from tests.logged import events
from tests.office import NOTHING, Office, Player, buttons_of, open_office

BUSY = failing(503)
KINDS = {
    "throttled": throttling("0.01"),
    "throttled for longer than a turn": throttling("60"),
    "another call was changing the chat": failing(412, "PreconditionFailed"),
    "it may have arrived": failing(500),
    "timed out": failing(408),
    "bad gateway": failing(502),
    "unavailable": failing(503),
    "gateway timed out": failing(504),
    "the line broke": CUT_BEFORE_DELIVERY,
    "the secret was being changed": failing(401),
}


async def _an_hour(office: Office) -> None:
    """Let an hour go by in which the courier works."""
    for _ in range(12):
        office.clock.pass_time(minutes=5)
        await office.deliver()


def _posts(office: Office, player: Player) -> int:
    return len(
        [one for one in office.connector.calls if (one.method, one.conversation) == ("POST", player.conversation)]
    )


def _texts(player: Player) -> list[str]:
    return [answer.text for answer in player.chat]


async def _nothing_is_kept(office: Office) -> bool:
    """Tell whether no text waits and no row is owed, however long one waits."""
    office.clock.pass_time(days=9)
    owed = await office.house.courier.step(office.clock())
    return not owed and not [key for _, key, _ in office.kept if key.startswith("replies/")]


@pytest.mark.parametrize("kind", list(KINDS))
async def test_an_answer_that_fails_once_is_read_all_the_same_and_no_apology_beside_it(
    office: Office, kind: str
) -> None:
    before = len(office.pat.chat)
    office.connector.then(KINDS[kind])
    # Player.says expects the turn to end in 200.
    await office.pat.says("help")
    await _an_hour(office)
    [answer] = office.pat.chat[before:]
    assert "You can say:" in answer.text
    assert await _nothing_is_kept(office)


async def test_a_service_that_is_away_for_a_while_is_tried_with_patience(office: Office) -> None:
    office.connector.then(*[BUSY] * 5)
    await office.pat.says("help")
    for _ in range(3):
        await _an_hour(office)
    assert "You can say:" in office.pat.last.text
    assert len(office.pat.chat) == 2


async def test_a_step_stands_when_its_answer_is_late(office: Office) -> None:
    await office.pat.files()
    before = len(office.fran.chat)
    office.connector.then(BUSY)
    await office.fran.says("approve SME-0001")
    assert (await office.request("SME-0001")).state is State.APPROVED
    await _an_hour(office)
    [answer] = office.fran.chat[before:]
    assert "Approved" in answer.words
    assert [event.name for event in await office.house.store.history("SME-0001")] == ["submitted", "approved"]


async def test_a_late_answer_survives_a_restart(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.pat.installs()
        office.connector.then(BUSY)
        await office.pat.says("help")
        clock = office.clock
    async with open_office(tmp_path, clock) as office:
        # The chat is on another of Teams' hosts by now.
        assert await office.pat.installs() == NOTHING
        await _an_hour(office)
        assert ["You can say:" in text for text in _texts(office.pat)] == [True]
        assert await _nothing_is_kept(office)


async def test_an_answer_is_dropped_once_a_later_one_has_arrived(office: Office) -> None:
    office.connector.then(BUSY)
    assert await office.pat.says("new request") == NOTHING
    later = await office.pat.says("help")
    await _an_hour(office)
    assert office.pat.last == later
    assert await _nothing_is_kept(office)


async def test_of_answers_that_wait_in_one_chat_the_latest_arrives_and_no_other_chat_is_concerned(
    office: Office,
) -> None:
    before = {name: len(player.chat) for name, player in office.players.items()}
    office.connector.then(*[BUSY] * 3)
    await office.pat.says_all("new request", "help")
    await office.fran.says("help")
    await _an_hour(office)
    for player in (office.pat, office.fran):
        [only] = player.chat[before[player.person.name.split()[0].casefold()] :]
        assert "You can say:" in only.text
    assert await _nothing_is_kept(office)


async def test_what_teams_asks_for_is_kept_to_the_second(office: Office) -> None:
    before = _posts(office, office.pat)
    office.connector.then(throttling("60"))
    await office.pat.says("help")
    office.clock.pass_time(seconds=59)
    await office.deliver()
    assert _posts(office, office.pat) == before + 1
    office.clock.pass_time(seconds=1)
    await office.deliver()
    assert "You can say:" in office.pat.last.text


async def test_an_answer_that_takes_the_place_of_another_is_not_sent_when_that_one_was_due(office: Office) -> None:
    before = _posts(office, office.pat)
    office.connector.then(BUSY, throttling("60"))
    await office.pat.says_all("new request", "help")
    office.clock.pass_time(seconds=59)
    await office.deliver()
    assert _posts(office, office.pat) == before + 2
    office.clock.pass_time(seconds=1)
    await office.deliver()
    assert "You can say:" in office.pat.last.text


@pytest.mark.parametrize("answer", [failing(500), CUT_AFTER_DELIVERY])
async def test_an_answer_that_may_have_arrived_is_sent_once_more_and_never_again(
    office: Office, answer: Answer
) -> None:
    before = _posts(office, office.pat)
    office.connector.then(answer, answer)
    await office.pat.says("help")
    await _an_hour(office)
    assert _posts(office, office.pat) == before + 2
    assert await _nothing_is_kept(office)


async def test_a_late_answer_that_may_have_arrived_then_has_one_more_chance_across_a_restart(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.pat.installs()
        office.connector.then(BUSY, failing(500))
        await office.pat.says("help")
        office.clock.pass_time(seconds=2)
        await office.deliver()
        clock = office.clock
    async with open_office(tmp_path, clock) as office:
        await office.pat.installs()
        office.connector.then(failing(500))
        await _an_hour(office)
        assert len(office.connector.calls) == 1
        assert await _nothing_is_kept(office)


@pytest.mark.parametrize("answer", [failing(403, "BotNotInConversationRoster"), failing(413, "MessageSizeTooBig")])
async def test_a_late_answer_that_will_never_be_taken_is_forgotten(office: Office, answer: Answer) -> None:
    before = _posts(office, office.pat)
    office.connector.then(BUSY, answer)
    await office.pat.says("help")
    await _an_hour(office)
    assert _posts(office, office.pat) == before + 2
    assert await _nothing_is_kept(office)


async def test_patience_ends_after_a_day_and_what_was_said_is_forgotten(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.connector.then(*[BUSY] * 999)
    await office.pat.says("help")
    for _ in range(26):
        await _an_hour(office)
    [given_up] = events(caplog, "notice_given_up")
    assert given_up["reason"] == "tried for a day, at last: Failed"
    assert await _nothing_is_kept(office)


async def test_the_log_tells_that_an_answer_waits_and_not_what_it_says_or_to_whom(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.connector.then(BUSY)
    await office.pat.says("help")
    [put_off] = events(caplog, "reply_put_off")
    assert put_off["seconds"] == 2
    await _an_hour(office)
    assert "You can say" not in caplog.text
    assert office.pat.conversation not in caplog.text


async def test_a_late_card_shows_the_request_as_it_is_by_then_and_lives_on(office: Office) -> None:
    await office.pat.files()
    office.connector.then(BUSY)
    assert await office.petra.says("status SME-0001") == NOTHING
    await office.fran.says("triage SME-0001")
    await _an_hour(office)
    late = office.petra.last
    assert "In triage" in late.words
    assert [call.method for call in office.connector.calls if call.conversation == office.petra.conversation][
        -1
    ] == "POST"
    await office.fran.says("approve SME-0001")
    await office.deliver()
    assert "Approved" in office.answer(late.activity_id).words


async def test_a_late_card_is_whole_though_an_earlier_one_stands_above_it(office: Office) -> None:
    await office.pat.files()
    earlier = await office.petra.says("status SME-0001")
    office.connector.then(BUSY)
    await office.petra.says("status SME-0001")
    await office.fran.says("triage SME-0001")
    await _an_hour(office)
    assert list(buttons_of(office.petra.last.card)) == ["All details"]
    await office.fran.says("approve SME-0001")
    await office.deliver()
    assert list(buttons_of(office.answer(earlier.activity_id).card)) == ["Open"]


async def test_a_card_whose_request_goes_on_while_it_arrives_is_redrawn_at_once(office: Office) -> None:
    await office.pat.files()
    office.connector.then(BUSY)
    await office.petra.says("status SME-0001")
    office.clock.pass_time(seconds=2)
    async with _held(office, office.house.courier.step(office.clock())):
        await office.fran.says("triage SME-0001")
    assert "In triage" in office.petra.last.words


async def test_a_late_card_has_the_buttons_of_its_person(office: Office) -> None:
    await office.pat.files()
    office.connector.then(BUSY)
    await office.fran.says("status SME-0001")
    await _an_hour(office)
    await office.fran.presses(office.fran.last.card, "Approve")
    assert (await office.request("SME-0001")).state is State.APPROVED


async def test_an_answer_in_a_channel_arrives_late_there_and_says_no_more_than_before(office: Office) -> None:
    await office.pat.files()
    activity = office.fran.activity("message", text="status SME-0001")
    activity["conversation"] |= {"id": "19:smes@thread.tacv2", "conversationType": "channel", "isGroup": True}
    office.connector.then(BUSY)
    assert (await office.fran.posts(activity))[0] == 200
    await office.fran.says("triage SME-0001")
    await _an_hour(office)
    [late] = [key for key, one in office.connector.messages.items() if one["conversation"]["id"].startswith("19:")]
    assert "In triage" in office.answer(late).words
    assert "Northwind" not in office.answer(late).words


async def test_who_left_the_roster_is_not_told_late(tmp_path: Path) -> None:
    async with open_office(tmp_path / "data") as office:
        await office.pat.installs()
        office.connector.then(BUSY)
        await office.pat.says("new request")
        clock, key = office.clock, office.pat.key.split("/")[1]
    roster = tmp_path / "roster.toml"
    roster.write_text(SAMPLE_ROSTER.read_text("utf-8").replace(key, "99999999-9999-4999-8999-999999999999"), "utf-8")
    async with open_office(tmp_path / "data", clock, roster) as office:
        seen = office.pat.activity(
            "conversationUpdate", conversation={"id": f"a:{key}", "conversationType": "personal"}
        )
        seen["from"] |= {"id": f"29:{key}", "aadObjectId": key}
        assert (await office.pat.posts(seen))[0] == 200
        await _an_hour(office)
        assert not office.connector.calls
        assert await _nothing_is_kept(office)


async def test_a_welcome_comes_late_and_still_once(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        office.connector.then(BUSY)
        assert await office.pat.installs() == NOTHING
        assert await office.pat.installs() == NOTHING
        await _an_hour(office)
        assert ["Hello Pat Parker" in text for text in _texts(office.pat)] == [True]


@pytest.mark.parametrize(("answer", "told"), [(throttling("0.01"), 1), (BUSY, 0)])
async def test_a_stranger_is_told_once_more_in_the_turn_and_nothing_waits_for_them(
    office: Office, answer: Answer, told: int
) -> None:
    activity = office.pat.activity("message", text="hello")
    activity["from"]["aadObjectId"] = "99999999-9999-4999-8999-999999999999"
    activity["conversation"]["id"] = "a:stranger"
    office.connector.then(answer)
    assert (await office.pat.posts(activity))[0] == 200
    await _an_hour(office)
    said = [one for one in office.connector.messages.values() if one["conversation"]["id"] == "a:stranger"]
    assert len(said) == told
    assert await _nothing_is_kept(office)


async def test_being_told_to_slow_down_neither_waits_nor_takes_the_place_of_an_answer(tmp_path: Path) -> None:
    async with open_office(tmp_path, turns_per_minute=1) as office:
        office.connector.then(BUSY)
        await office.pat.says("help")
        assert "That was a lot in one minute" in (await office.pat.says("help")).text
        await _an_hour(office)
        assert "You can say:" in office.pat.last.text
        office.clock.pass_time(minutes=5)
        await office.pat.says("help")
        office.connector.then(BUSY)
        assert await office.pat.says("help") == NOTHING
        assert await _nothing_is_kept(office)


@asynccontextmanager
async def _held(office: Office, sending: Coroutine[Any, Any, object]) -> AsyncIterator["asyncio.Task[object]"]:
    """Run what makes a call to Teams, and hold that call for as long as the block lasts; then let it go well."""
    called, release = asyncio.Event(), asyncio.Event()
    office.connector.then(Answer(delivers=True, holds=release))
    office.connector.watch = lambda *_: called.set()
    task = asyncio.create_task(sending)
    async with asyncio.timeout(10):
        await called.wait()
    try:
        yield task
    finally:
        release.set()
        await task


async def test_a_store_that_goes_away_behind_an_answer_leads_to_no_apology_below_it(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.pat.files()
    before = len(office.pat.chat)
    async with _held(office, office.pat.posts(office.pat.activity("message", text="status SME-0001"))) as turn:
        await office.house.store.close()
    assert (await turn) == (200, None)
    [answer] = office.pat.chat[before:]
    assert "Submitted" in answer.words
    assert events(caplog, "answer_not_noted")


async def test_an_answer_waits_for_a_late_one_that_is_just_being_sent(office: Office) -> None:
    office.connector.then(BUSY)
    await office.pat.says("new request")
    office.clock.pass_time(seconds=2)
    before = len(office.pat.chat)
    async with _held(office, office.house.courier.step(office.clock())):
        speaking = asyncio.create_task(office.pat.posts(office.pat.activity("message", text="help")))
        await asyncio.wait([speaking], timeout=0.5)
        assert not speaking.done()
    await speaking
    assert ["You can say:" in text for text in _texts(office.pat)[before:]] == [False, True]
    assert await _nothing_is_kept(office)


async def test_a_late_answer_is_not_sent_while_a_later_one_is(office: Office) -> None:
    office.connector.then(BUSY)
    await office.pat.says("new request")
    office.clock.pass_time(seconds=2)
    before = len(office.pat.chat)
    async with _held(office, office.pat.posts(office.pat.activity("message", text="help"))):
        async with asyncio.timeout(10):
            await office.deliver()
    await _an_hour(office)
    assert ["You can say:" in text for text in _texts(office.pat)[before:]] == [True]
    assert await _nothing_is_kept(office)


async def test_a_late_answer_is_not_sent_while_another_replica_sends_a_later_one(
    offices: tuple[Office, Office],
) -> None:
    here, there = offices
    here.connector.then(BUSY)
    await here.pat.says("new request")
    for office in (here, there):
        office.clock.pass_time(seconds=2)
    async with _held(here, here.pat.posts(here.pat.activity("message", text="help"))):
        delivering = asyncio.create_task(there.deliver())
        await asyncio.wait([delivering], timeout=0.5)
        assert not there.connector.calls
    await delivering
    assert ["You can say:" in text for text in _texts(here.pat)] == [True, True]
    assert not there.connector.calls
    assert not await here.house.store.read_state([f"replies/{here.pat.conversation}"])


async def test_a_late_answer_goes_out_by_whichever_replica_comes_first(
    offices: tuple[Office, Office],
) -> None:
    here, there = offices
    here.connector.then(BUSY)
    await here.pat.says("help")
    for office in (here, there):
        office.clock.pass_time(seconds=2)
    await asyncio.gather(here.deliver(), there.deliver())
    assert ["You can say:" in text for text in _texts(here.pat)] == [True, True]
    assert not there.connector.calls


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
