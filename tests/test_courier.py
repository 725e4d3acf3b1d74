"""Working off the outbox: in order, with patience, and what happens to each kind of failure."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot_app.courier import BATCH, LEASE, Courier, backoff
from bot_app.hosts import loopback_only
from bot_app.letters import Letter, Outgoing
from bot_app.mailer import EmlMailer, Mail
from bot_app.sender import Sender, open_session
from bot_app.tokens import NoToken
from playbook.people import PersonKey
from playbook.records import Channel, Notice
from playbook.store import Copy, Reference
from storage.tinydb_store import TinyStore
from tests.connector import CUT_AFTER_DELIVERY, HANG, Answer, Connector, failing, throttling
from tests.keeping import AT, FRAN, PAT, SAM, filing

NUMBER = "SME-0001"
GONE = failing(403, "BotNotInConversationRoster")


@dataclass
class Office:
    """A store with notices, a connector, and a clock that is moved by hand."""

    store: TinyStore
    connector: Connector
    folder: Path
    now: datetime = AT
    revision: int = 1
    letters: dict[str, Letter | None] = field(default_factory=dict)
    undrawable: set[str] = field(default_factory=set)
    alarms: list[tuple[str, str]] = field(default_factory=list)
    before_drawing: Callable[[], Awaitable[object]] | None = None
    courier: Courier = field(init=False)

    def clock(self) -> datetime:
        """Return the time it is made to be."""
        return self.now

    async def compose(self, notice: Notice) -> Letter | None:
        """Draw a plain text that names the notice, unless the test says otherwise."""
        if self.before_drawing:
            await self.before_drawing()
        if notice.key in self.undrawable:
            raise KeyError("Ana Silva")
        return self.letters.get(notice.key, Outgoing({"text": notice.topic}))

    async def redraw(self, notice: Notice, copy: Copy) -> Outgoing | None:
        """Draw the card as it is at the office's revision."""
        if copy.activity_id in self.undrawable:
            raise KeyError("Ana Silva")
        return Outgoing({"text": f"{notice.number} at {self.revision}"}, self.revision)

    async def escalate(self, notice: Notice, reason: str) -> None:
        """Keep an alarm."""
        self.alarms.append((notice.key, reason))

    async def commit(self, *notices: tuple[Channel, PersonKey | None]) -> None:
        """Owe these notices; their topics count from "1"."""
        owed = [Notice(NUMBER, 1, at, channel, str(at + 1), to) for at, (channel, to) in enumerate(notices)]
        await self.store.commit(replace(filing(NUMBER), notices=tuple(owed)))

    async def tell(self, *people: PersonKey) -> None:
        """Owe these people a message each."""
        await self.commit(*((Channel.TEAMS, person) for person in people))

    async def meet(self, person: PersonKey, *, live: bool = True) -> Reference:
        """Know where a person's chat is."""
        chat = f"a:{person[-3:]}"
        reference = Reference(
            person, self.connector.url, "msteams", chat, "home", f"29:{person[-3:]}", "Ana", "28:bot", "Bot", live=live
        )
        await self.store.put_reference(reference)
        return reference

    async def keep_card(self, person: PersonKey, activity_id: str, revision: int = 1) -> Copy:
        """Know of a card that stands in a person's chat."""
        copy = Copy(NUMBER, f"a:{person[-3:]}", activity_id, person, self.connector.url, revision)
        await self.store.put_copy(copy)
        return copy

    async def step(self, seconds: float = 0) -> int:
        """Let time go by, then let the courier work once."""
        self.now += timedelta(seconds=seconds)
        return await self.courier.step(self.now)

    def start(self, session: ClientSession) -> None:
        """Put a new courier to work, as a start of the bot does."""
        self.courier = Courier(
            self.store,
            Sender(session, NoToken(), loopback_only, self.clock, timeout=0.4),
            self.compose,
            self.redraw,
            EmlMailer(self.folder, "bot@example.com", self.clock),
            clock=self.clock,
            jitter=lambda: 1.0,
            escalate=self.escalate,
        )

    async def is_done(self) -> bool:
        """Tell whether the outbox is empty, however long one waits."""
        return not await self.store.claim(self.now + timedelta(days=9), BATCH, LEASE)


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with open_session() as opened:
        yield opened


@pytest.fixture
async def office(tmp_path: Path, session: ClientSession) -> AsyncIterator[Office]:
    async with Connector() as connector:
        office = Office(TinyStore.open(tmp_path / "store"), connector, tmp_path / "mail")
        office.start(session)
        yield office
    await office.store.close()


async def test_one_persons_messages_arrive_in_order_and_are_then_done(office: Office) -> None:
    await office.meet(PAT)
    await office.tell(PAT, PAT, PAT)
    assert await office.step() == 3
    assert office.connector.texts == ["1", "2", "3"]
    assert await office.is_done()


async def test_a_message_goes_from_the_bot_to_the_person_as_a_new_message_in_their_chat(office: Office) -> None:
    reference = await office.meet(PAT)
    letter = Outgoing({"text": "hi", "channelData": {"notification": {"alert": True}}})
    office.letters[f"{NUMBER}/1/0"] = letter
    await office.tell(PAT)
    await office.step()
    [call] = office.connector.calls
    assert (call.method, call.conversation, call.activity_id) == ("POST", reference.conversation_id, None)
    assert call.activity == {
        "type": "message",
        "text": "hi",
        "channelId": "msteams",
        "serviceUrl": office.connector.url,
        "from": {"id": "28:bot", "name": "Bot"},
        "recipient": {"id": reference.user_id, "name": "Ana"},
        "conversation": {"id": reference.conversation_id, "conversationType": "personal", "tenantId": "home"},
        "channelData": {"notification": {"alert": True}, "tenant": {"id": "home"}},
    }


async def test_one_person_who_is_slow_to_reach_does_not_hold_up_another(office: Office) -> None:
    await office.meet(PAT)
    await office.meet(FRAN)
    await office.tell(PAT, FRAN)
    office.connector.then(HANG)
    working = asyncio.create_task(office.step())
    await office.connector.delivered.wait()
    assert not working.done()
    await working


async def test_nothing_to_say_any_more_is_done_without_a_word(office: Office) -> None:
    await office.meet(PAT)
    office.letters = {f"{NUMBER}/1/0": None, f"{NUMBER}/1/1": None}
    await office.commit((Channel.TEAMS, PAT), (Channel.MAIL, PAT))
    await office.step()
    assert not office.connector.calls
    assert await office.is_done()


async def test_who_never_spoke_to_the_bot_gets_the_message_on_appearing(office: Office) -> None:
    await office.tell(PAT)
    await office.step()
    assert await office.step(seconds=86_400) == 0
    await office.meet(PAT)
    await office.store.release(PAT, office.now)
    await office.step()
    assert office.connector.texts == ["1"]


async def test_who_removed_the_bot_is_not_called_again_before_coming_back(office: Office) -> None:
    await office.meet(PAT)
    await office.tell(PAT, PAT)
    office.connector.then(GONE)
    await office.step()
    reference = await office.store.reference(PAT)
    assert reference is not None
    assert not reference.live
    assert await office.step(seconds=3_600) == 0
    assert len(office.connector.calls) == 1
    await office.meet(PAT)
    await office.store.release(PAT, office.now)
    await office.step()
    assert office.connector.texts == ["1", "2"]
    assert not office.alarms


@pytest.mark.parametrize("pause", ["7", "Mon, 02 Mar 2026 09:00:07 GMT"])
async def test_a_throttled_chat_is_left_alone_to_the_second_and_keeps_its_order(office: Office, pause: str) -> None:
    await office.meet(PAT)
    await office.tell(PAT, PAT)
    office.connector.then(throttling(pause))
    await office.step()
    for seconds in (0, 3, 3.999999):
        await office.step(seconds)
    assert len(office.connector.calls) == 1
    await office.step(seconds=0.000001)
    assert office.connector.texts == ["1", "2"]


async def test_the_pause_of_a_chat_holds_for_its_cards_too(office: Office) -> None:
    await office.meet(PAT)
    await office.keep_card(PAT, "card-1")
    await office.tell(PAT)
    office.connector.then(throttling("60"))
    await office.step()
    office.revision = 2
    later = replace(filing("SME-0002"), notices=(Notice("SME-0002", 1, 0, Channel.REDRAW, "redraw"),))
    await office.store.put_copy(replace(await office.keep_card(PAT, "card-2"), number="SME-0002"))
    await office.store.commit(later)
    await office.step(seconds=1)
    assert [call.method for call in office.connector.calls] == ["POST"]
    await office.step(seconds=59)
    assert sorted(call.method for call in office.connector.calls) == ["POST", "POST", "PUT"]


@pytest.mark.parametrize("answer", [throttling(), failing(412, "PreconditionFailed"), failing(307, Location="/")])
async def test_what_was_never_taken_in_is_tried_again_with_growing_patience(office: Office, answer: Answer) -> None:
    await office.meet(PAT)
    await office.tell(PAT)
    office.connector.then(*[answer] * 4)
    await office.step()
    for seconds in (2, 4, 8, 16):
        assert await office.step(seconds - 0.001) == 0
        assert await office.step(0.001) == 1
    assert len(office.connector.calls) == 5
    assert office.connector.texts == ["1"]


async def test_a_message_that_may_have_arrived_is_sent_once_more_and_never_again(office: Office) -> None:
    await office.meet(PAT)
    await office.tell(PAT, PAT)
    office.connector.then(CUT_AFTER_DELIVERY, failing(502))
    await office.step()
    await office.step(seconds=2)
    assert await office.is_done()
    # The second message did not overtake the first, and had its own two chances.
    assert office.connector.texts == ["1", "2"]
    assert [call.activity["text"] for call in office.connector.calls] == ["1", "1", "2"]


async def test_patience_ends_after_a_day_with_an_alarm(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.store.put_reference(replace(await office.meet(PAT), service_url="http://127.0.0.1:1/"))
    await office.tell(PAT)
    await office.step()
    while not office.alarms and office.now < AT + timedelta(days=2):
        await office.step(seconds=3_600)
    assert office.now - AT == timedelta(hours=24)
    assert [key for key, _ in office.alarms] == [f"{NUMBER}/1/0"]
    assert await office.is_done()
    assert f"notice {NUMBER}/1/0 is given up" in caplog.text
    assert "Ana" not in caplog.text


async def test_a_message_parked_for_days_still_gets_its_chances(office: Office) -> None:
    await office.tell(PAT)
    await office.step()
    office.now += timedelta(days=3)
    await office.meet(PAT)
    await office.store.release(PAT, office.now)
    office.connector.then(throttling("1"))
    await office.step()
    await office.step(seconds=1)
    assert office.connector.texts == ["1"]


async def test_a_message_that_teams_will_never_take_is_given_up_at_once(office: Office) -> None:
    await office.meet(PAT)
    await office.tell(PAT, PAT)
    office.connector.then(failing(413, "MessageSizeTooBig"))
    await office.step()
    assert office.connector.texts == ["2"]
    assert office.alarms == [(f"{NUMBER}/1/0", "413 MessageSizeTooBig")]
    assert await office.is_done()


async def test_a_bot_that_teams_does_not_know_raises_one_alarm_and_loses_nothing(office: Office) -> None:
    await office.meet(PAT)
    await office.tell(PAT)
    office.connector.then(failing(401, "BotNotRegistered"), failing(401, "BotNotRegistered"))
    for seconds in (0, 2, 4):
        await office.step(seconds)
    assert len(office.alarms) == 1
    assert office.connector.texts == ["1"]


async def test_a_row_whose_courier_died_comes_again_after_its_lease(office: Office) -> None:
    await office.meet(PAT)
    await office.tell(PAT)
    await office.store.claim(office.now, BATCH, LEASE)  # what a courier does last before it is killed
    assert await office.step(seconds=29.999) == 0
    assert await office.step(seconds=0.001) == 1
    assert office.connector.texts == ["1"]


async def test_a_death_between_sending_and_settling_repeats_the_message_after_the_lease(
    office: Office, session: ClientSession, tmp_path: Path
) -> None:
    await office.meet(PAT)
    await office.tell(PAT)
    office.before_drawing = office.store.close
    await office.step()
    assert office.connector.texts == ["1"]
    office.before_drawing = None
    office.store = TinyStore.open(tmp_path / "store")
    office.start(session)
    assert await office.step(seconds=29) == 0
    assert await office.step(seconds=1) == 1
    assert office.connector.texts == ["1", "1"]
    assert await office.is_done()


async def test_a_card_that_was_sent_is_known_with_the_revision_it_shows(office: Office) -> None:
    reference = await office.meet(PAT)
    office.letters[f"{NUMBER}/1/0"] = Outgoing({"text": "card"}, revision=1)
    await office.tell(PAT)
    await office.step()
    [copy] = await office.store.copies(NUMBER)
    assert copy == Copy(NUMBER, reference.conversation_id, "msg-1", PAT, office.connector.url, 1)


async def test_a_card_whose_request_went_on_while_it_was_sent_is_redrawn_at_once(office: Office) -> None:
    await office.meet(PAT)
    office.letters[f"{NUMBER}/1/0"] = Outgoing({"text": "card"}, revision=1)
    office.revision = 2
    await office.tell(PAT)
    await office.step()
    assert office.connector.texts == [f"{NUMBER} at 2"]
    assert [copy.revision for copy in await office.store.copies(NUMBER)] == [2]


async def test_cards_are_redrawn_where_they_stand_and_only_older_ones(office: Office) -> None:
    reference = await office.meet(PAT)
    await office.keep_card(PAT, "old")
    await office.keep_card(FRAN, "current", revision=2)
    office.revision = 2
    await office.commit((Channel.REDRAW, None))
    await office.step()
    [call] = office.connector.calls
    assert (call.method, call.activity_id, call.activity["id"]) == ("PUT", "old", "old")
    assert call.activity["recipient"] == {"id": reference.user_id, "name": "Ana"}
    assert [copy.revision for copy in await office.store.copies(NUMBER)] == [2, 2]
    assert await office.is_done()


async def test_a_card_is_redrawn_where_its_person_was_last_seen(office: Office) -> None:
    await office.meet(PAT)
    copy = await office.keep_card(PAT, "old")
    await office.store.put_copy(replace(copy, service_url="http://127.0.0.1:1/"))
    office.revision = 2
    await office.commit((Channel.REDRAW, None))
    await office.step()
    assert [copy.service_url for copy in await office.store.copies(NUMBER)] == [office.connector.url]


async def test_a_card_that_was_deleted_is_forgotten(office: Office) -> None:
    await office.keep_card(PAT, "deleted")
    office.revision = 2
    await office.commit((Channel.REDRAW, None))
    office.connector.then(failing(404, "ActivityNotFound"))
    await office.step()
    assert await office.store.copies(NUMBER) == ()
    assert await office.is_done()


async def test_a_card_that_fails_is_tried_again_without_the_others(office: Office) -> None:
    for person, name in ((PAT, "first"), (FRAN, "second"), (SAM, "third")):
        await office.keep_card(person, name)
    office.revision = 2
    office.undrawable.add("third")
    await office.commit((Channel.REDRAW, None))
    office.connector.then(failing(503))
    await office.step()
    assert [copy.revision for copy in await office.store.copies(NUMBER)] == [1, 2, 1]
    office.undrawable.clear()
    await office.step(seconds=2)
    assert [copy.revision for copy in await office.store.copies(NUMBER)] == [2, 2, 2]
    assert [call.activity_id for call in office.connector.calls] == ["first", "second", "first", "third"]


async def test_a_card_of_somebody_who_left_is_left_alone(office: Office) -> None:
    await office.meet(PAT)
    await office.meet(FRAN, live=False)
    await office.keep_card(PAT, "leaving")
    await office.keep_card(FRAN, "left")
    office.revision = 2
    await office.commit((Channel.REDRAW, None))
    office.connector.then(GONE)
    await office.step()
    assert len(office.connector.calls) == 1
    assert await office.is_done()
    reference = await office.store.reference(PAT)
    assert reference is not None
    assert not reference.live


async def test_a_card_that_cannot_be_redrawn_does_not_hold_the_row(office: Office) -> None:
    await office.keep_card(PAT, "old")
    office.revision = 2
    await office.commit((Channel.REDRAW, None))
    office.connector.then(failing(400, "BadArgument"))
    await office.step()
    assert await office.is_done()


async def test_a_notice_that_cannot_be_drawn_waits_and_the_others_do_not(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.meet(PAT)
    await office.tell(PAT, PAT)
    office.undrawable.add(f"{NUMBER}/1/0")
    await office.step()
    assert office.connector.texts == ["2"]
    office.undrawable.clear()
    await office.step(seconds=2)
    assert office.connector.texts == ["2", "1"]
    assert "Ana" not in caplog.text


async def test_a_letter_of_the_wrong_kind_is_not_lost_in_silence(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.meet(PAT)
    office.letters[f"{NUMBER}/1/0"] = Mail("ana@partner.example", "s", "t", "k")
    await office.commit((Channel.TEAMS, PAT), (Channel.MAIL, PAT))
    await office.step()
    assert caplog.text.count("cannot be drawn: TypeError") == 2
    assert not await office.is_done()


async def test_mail_goes_out_whether_or_not_the_person_is_in_teams(office: Office) -> None:
    office.letters[f"{NUMBER}/1/0"] = Mail("ana@partner.example", "s", "t", "k")
    await office.commit((Channel.MAIL, PAT))
    await office.step()
    assert len(list(office.folder.iterdir())) == 1
    assert await office.is_done()


async def test_mail_that_cannot_go_out_now_goes_later_and_mail_that_never_can_is_given_up(office: Office) -> None:
    office.letters[f"{NUMBER}/1/0"] = Mail("ana@partner.example", "s", "t", "k")
    office.letters[f"{NUMBER}/1/1"] = Mail("nobody", "s", "t", "k")
    await office.commit((Channel.MAIL, PAT), (Channel.MAIL, FRAN))
    office.folder.write_text("in the way", encoding="utf-8")
    await office.step()
    assert [key for key, _ in office.alarms] == [f"{NUMBER}/1/1"]
    office.folder.unlink()
    await office.step(seconds=2)
    assert len(list(office.folder.iterdir())) == 1
    assert await office.is_done()


async def test_a_delivery_under_way_is_finished_when_the_courier_is_stopped(office: Office) -> None:
    await office.meet(PAT)
    await office.tell(PAT, PAT)
    drawing, go_on = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        drawing.set()
        await go_on.wait()

    office.before_drawing = wait
    running = asyncio.create_task(office.courier.run())
    await drawing.wait()
    running.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with suppress(asyncio.CancelledError):
        await running
    assert running.cancelled()
    assert office.connector.texts == ["1"]
    claimed = await office.store.claim(office.now + LEASE, BATCH, LEASE)
    assert [row.notice.topic for row in claimed] == ["2"]


async def test_an_idle_courier_stops_at_once(office: Office) -> None:
    running = asyncio.create_task(office.courier.run())
    await asyncio.sleep(0.01)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert running.cancelled()


async def test_a_courier_delivers_when_a_commit_wakes_it(office: Office) -> None:
    await office.meet(PAT)
    running = asyncio.create_task(office.courier.run())
    await asyncio.sleep(0.01)
    await office.tell(PAT)
    await office.connector.delivered.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_a_store_that_is_away_does_not_end_the_courier(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.store.close()
    running = asyncio.create_task(office.courier.run())
    await asyncio.sleep(0.01)
    assert "stumbled" in caplog.text
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
