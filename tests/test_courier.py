"""Working off the outbox: in order, with patience, and what happens to each kind of failure."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot_app.delivery.courier import BATCH, LEASE, backoff
from bot_app.delivery.mailer import Mail
from bot_app.turn.outgoing import Outgoing
from playbook.life.records import Channel, Notice
from tests import post_office
from tests.connector import CUT_AFTER_DELIVERY, CUT_BEFORE_DELIVERY, Answer, failing, throttling
from tests.keeping import AT, FRAN, PAT, filing
from tests.logged import events
from tests.post_office import NUMBER, PostOffice
from tests.stores import open_folder

post = post_office.post

GONE = failing(403, "BotNotInConversationRoster")


async def test_one_persons_messages_arrive_in_order_and_are_then_done(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.tell(PAT, PAT, PAT)
    assert await post.step() == 3
    assert post.connector.texts == ["1", "2", "3"]
    assert await post.is_done()


async def test_a_message_goes_from_the_bot_to_the_person_as_a_new_message_in_their_chat(post: PostOffice) -> None:
    reference = await post.meet(PAT)
    letter = Outgoing({"text": "hi", "channelData": {"notification": {"alert": True}}})
    post.letters[f"{NUMBER}/1/0"] = letter
    await post.tell(PAT)
    await post.step()
    [call] = post.connector.calls
    assert (call.method, call.conversation, call.activity_id) == ("POST", reference.conversation_id, None)
    assert call.activity == {
        "type": "message",
        "text": "hi",
        "channelId": "msteams",
        "serviceUrl": post.connector.url,
        "from": {"id": "28:bot", "name": "Bot"},
        "recipient": {"id": reference.user_id, "name": "Ana"},
        "conversation": {"id": reference.conversation_id, "conversationType": "personal", "tenantId": "home"},
        "channelData": {"notification": {"alert": True}, "tenant": {"id": "home"}},
    }


async def test_one_person_who_is_slow_to_reach_does_not_hold_up_another(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.meet(FRAN)
    await post.tell(PAT, FRAN)
    answering = asyncio.Event()
    post.connector.then(Answer(holds=answering))
    working = asyncio.create_task(post.step())
    await post.connector.delivered.wait()
    assert not working.done()
    answering.set()
    await working


async def test_one_person_who_is_slow_to_reach_does_not_hold_up_what_comes_later(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.meet(FRAN)
    await post.tell(PAT)
    drawing, go_on = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        drawing.set()
        await go_on.wait()

    post.before_drawing = wait
    running = asyncio.create_task(post.courier.run())
    await drawing.wait()
    post.before_drawing = None
    await post.store.commit(filing("SME-0002"))
    await post.connector.delivered.wait()
    assert post.connector.texts == ["submitted.staff"]
    go_on.set()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert post.connector.texts == ["submitted.staff", "1"]


async def test_nothing_to_say_any_more_is_done_without_a_word(post: PostOffice) -> None:
    await post.meet(PAT)
    post.letters = {f"{NUMBER}/1/0": None, f"{NUMBER}/1/1": None}
    await post.commit((Channel.TEAMS, PAT), (Channel.MAIL, PAT))
    await post.step()
    assert not post.connector.calls
    assert await post.is_done()


async def test_who_never_spoke_to_the_bot_gets_the_message_on_appearing(post: PostOffice) -> None:
    await post.tell(PAT)
    await post.step()
    assert await post.step(seconds=86_400) == 0
    await post.meet(PAT)
    await post.store.release(PAT, post.now)
    await post.step()
    assert post.connector.texts == ["1"]


async def test_who_removed_the_bot_is_not_called_again_before_coming_back(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.tell(PAT, PAT)
    post.connector.then(GONE)
    await post.step()
    reference = await post.store.reference(PAT)
    assert reference is not None
    assert not reference.live
    assert await post.step(seconds=3_600) == 0
    assert len(post.connector.calls) == 1
    await post.meet(PAT)
    await post.store.release(PAT, post.now)
    await post.step()
    assert post.connector.texts == ["1", "2"]
    assert not post.alarms


@pytest.mark.parametrize("pause", ["7", "Mon, 02 Mar 2026 09:00:07 GMT"])
async def test_a_throttled_chat_is_left_alone_to_the_second_and_keeps_its_order(post: PostOffice, pause: str) -> None:
    await post.meet(PAT)
    await post.tell(PAT, PAT)
    post.connector.then(throttling(pause))
    await post.step()
    for seconds in (0, 3, 3.999999):
        await post.step(seconds)
    assert len(post.connector.calls) == 1
    await post.step(seconds=0.000001)
    assert post.connector.texts == ["1", "2"]


async def test_the_pause_of_a_chat_holds_for_its_cards_too(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.keep_card(PAT, "card-1")
    await post.tell(PAT)
    post.connector.then(throttling("60"))
    await post.step()
    post.revision = 2
    later = replace(filing("SME-0002"), notices=(Notice("SME-0002", 1, 0, Channel.REDRAW, "redraw"),))
    await post.store.put_copy(replace(await post.keep_card(PAT, "card-2"), number="SME-0002"))
    await post.store.commit(later)
    await post.step(seconds=1)
    assert [call.method for call in post.connector.calls] == ["POST"]
    await post.step(seconds=59)
    assert sorted(call.method for call in post.connector.calls) == ["POST", "POST", "PUT"]


@pytest.mark.parametrize("answer", [throttling(), failing(412, "PreconditionFailed"), failing(307, Location="/")])
async def test_what_was_never_taken_in_is_tried_again_with_growing_patience(post: PostOffice, answer: Answer) -> None:
    await post.meet(PAT)
    await post.tell(PAT)
    post.connector.then(*[answer] * 4)
    await post.step()
    for seconds in (2, 4, 8, 16):
        assert await post.step(seconds - 0.001) == 0
        assert await post.step(0.001) == 1
    assert len(post.connector.calls) == 5
    assert post.connector.texts == ["1"]


async def test_a_message_that_may_have_arrived_is_sent_once_more_and_never_again(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.tell(PAT, PAT)
    post.connector.then(CUT_AFTER_DELIVERY, failing(500))
    await post.step()
    await post.step(seconds=2)
    assert await post.is_done()
    # The second message did not overtake the first, and had its own two chances.
    assert post.connector.texts == ["1", "2"]
    assert [call.activity["text"] for call in post.connector.calls] == ["1", "1", "2"]


async def test_a_service_that_fails_and_asks_for_patience_gets_it(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.tell(PAT)
    post.connector.then(*[failing(status) for status in (503, 502, 504, 503)])
    for seconds in (0, 2, 4, 8, 16):
        assert await post.step(seconds) == 1
    assert post.connector.texts == ["1"]
    assert await post.is_done()


async def test_what_is_not_sent_a_third_time_is_mailed(post: PostOffice) -> None:
    await post.meet(PAT)
    unmailed = Notice(NUMBER, 1, 0, Channel.TEAMS, "1", PAT)
    await post.store.commit(replace(filing(NUMBER), notices=(unmailed,)))
    post.mails[unmailed.key] = Mail("pat@contoso.example", "It may have arrived", "Text", unmailed.key, NUMBER)
    post.connector.then(CUT_BEFORE_DELIVERY, CUT_BEFORE_DELIVERY)
    await post.step()
    await post.step(seconds=2)
    assert await post.is_done()
    assert len(list(post.folder.iterdir())) == 1


async def test_patience_ends_after_a_day_with_an_alarm(post: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    await post.store.put_reference(replace(await post.meet(PAT), service_url="http://127.0.0.1:1/"))
    await post.tell(PAT)
    await post.step()
    while not post.alarms and post.now < AT + timedelta(days=2):
        await post.step(seconds=3_600)
    assert post.now - AT == timedelta(hours=24)
    assert [key for key, _ in post.alarms] == [f"{NUMBER}/1/0"]
    assert await post.is_done()
    assert [event["notice"] for event in events(caplog, "notice_given_up")] == [f"{NUMBER}/1/0"]
    assert "Ana" not in caplog.text


async def test_a_message_parked_for_days_still_gets_its_chances(post: PostOffice) -> None:
    await post.tell(PAT)
    await post.step()
    post.now += timedelta(days=3)
    await post.meet(PAT)
    await post.store.release(PAT, post.now)
    post.connector.then(throttling("1"))
    await post.step()
    await post.step(seconds=1)
    assert post.connector.texts == ["1"]


async def test_a_message_that_teams_will_never_take_is_given_up_at_once(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.tell(PAT, PAT)
    post.connector.then(failing(413, "MessageSizeTooBig"))
    await post.step()
    assert post.connector.texts == ["2"]
    assert post.alarms == [(f"{NUMBER}/1/0", "413 MessageSizeTooBig")]
    assert await post.is_done()


async def test_a_bot_that_teams_does_not_know_raises_one_alarm_and_loses_nothing(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.tell(PAT)
    post.connector.then(failing(401, "BotNotRegistered"), failing(401, "BotNotRegistered"))
    for seconds in (0, 2, 4):
        await post.step(seconds)
    assert len(post.alarms) == 1
    assert post.connector.texts == ["1"]


async def test_a_row_whose_courier_died_comes_again_after_its_lease(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.tell(PAT)
    await post.store.claim(post.now, BATCH, LEASE)  # what a courier does last before it is killed
    assert await post.step(seconds=29.999) == 0
    assert await post.step(seconds=0.001) == 1
    assert post.connector.texts == ["1"]


async def test_a_death_between_sending_and_settling_repeats_the_message_after_the_start(
    post: PostOffice, session: ClientSession, tmp_path: Path
) -> None:
    await post.meet(PAT)
    await post.tell(PAT)
    post.before_drawing = post.store.close
    await post.step()
    assert post.connector.texts == ["1"]
    post.before_drawing = None
    post.store = open_folder(tmp_path / "store")
    post.start(session)
    assert await post.step() == 1
    assert post.connector.texts == ["1", "1"]
    assert await post.is_done()


async def test_a_delivery_under_way_is_finished_when_the_courier_is_stopped(post: PostOffice) -> None:
    await post.meet(PAT)
    await post.tell(PAT, PAT)
    drawing, go_on = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        drawing.set()
        await go_on.wait()

    post.before_drawing = wait
    running = asyncio.create_task(post.courier.run())
    await drawing.wait()
    running.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with suppress(asyncio.CancelledError):
        await running
    assert running.cancelled()
    assert post.connector.texts == ["1"]
    claimed = await post.store.claim(post.now + LEASE, BATCH, LEASE)
    assert [row.task.topic for row in claimed] == ["2"]


async def test_an_idle_courier_stops_at_once(post: PostOffice) -> None:
    running = asyncio.create_task(post.courier.run())
    await asyncio.sleep(0.01)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert running.cancelled()


async def test_a_courier_delivers_when_a_commit_wakes_it(post: PostOffice) -> None:
    await post.meet(PAT)
    running = asyncio.create_task(post.courier.run())
    await asyncio.sleep(0.01)
    await post.tell(PAT)
    await post.connector.delivered.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_a_store_that_is_away_does_not_end_the_courier(
    post: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    await post.store.close()
    running = asyncio.create_task(post.courier.run())
    await asyncio.sleep(0.01)
    assert events(caplog, "courier_stumbled")
    assert not running.done()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def test_patience_doubles_up_to_five_minutes_and_is_spread_out() -> None:
    assert [backoff(attempts, 1.0) for attempts in (1, 2, 3, 8, 9, 5_000)] == [2, 4, 8, 256, 300, 300]
    assert backoff(3, 0.5) == 4
    assert backoff(3, 0.0) == 0


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
