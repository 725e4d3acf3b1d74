"""A timer takes a step through the same desk as people do: once, as the system, and only while the record is there.

The request's table starts no timer yet, so an offer that lapses after a day is added to it here, in process.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

import pytest

from bot_app.delivery.timekeeper import Timekeeper
from playbook.life.lifecycle import Lifecycle, Starts, Step, System, decide
from playbook.people import SYSTEM
from playbook.refusals import Forbidden
from playbook.requests.desk import Desk
from playbook.requests.effects import Rules, recalled
from playbook.requests.life import REQUEST_LIFE
from playbook.requests.record import Command, Party, Request, State
from playbook.requests.table import REQUEST_TABLE, Row
from tests.logged import events
from tests.process import FRAN, NUMBER, PAT, RULES, SAM, TESS, TUESDAY, Room, a_request, open_room

DAY = timedelta(days=1)


class Later(StrEnum):
    """What nobody but the system does."""

    LAPSE = "lapse"


def _a_day_later(request: Request, rules: Rules) -> datetime:
    del rules
    return request.changed_at + DAY


LAPSES = Row(
    Later.LAPSE, "lapsed", frozenset({State.OFFERED}), State.APPROVED, frozenset({System.SYSTEM}), "G18",
    effect=recalled,
)  # fmt: skip
TABLE = Lifecycle(
    [
        *(row for row in REQUEST_TABLE.rows if row.command not in (Command.OFFER, Command.ACCEPT)),
        replace(REQUEST_TABLE.row(Command.OFFER), starts=(Starts(Later.LAPSE, _a_day_later),)),
        replace(REQUEST_TABLE.row(Command.ACCEPT), ends=(Later.LAPSE,)),
        LAPSES,
    ]
)
LIFE = replace(REQUEST_LIFE, table=TABLE)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Lend a room whose table has the step that lapses, with an approved request."""
    room = open_room(tmp_path)
    room = replace(room, desk=Desk(room.store, LIFE, RULES))
    await room.holds(a_request(State.APPROVED))
    yield room
    await room.store.close()


async def passes(room: Room, time: timedelta) -> int:
    """Let the timekeeper do what is due so long after Tuesday; return how many timers it took."""
    keeper = Timekeeper(room.store, room.desk.elapsed, lambda: TUESDAY)
    return await keeper.step(TUESDAY + time)


async def test_a_step_is_taken_when_its_time_comes_and_recorded_as_the_systems(room: Room) -> None:
    await room.takes(Command.OFFER, TESS)
    assert await passes(room, DAY - timedelta(seconds=1)) == 0
    assert await passes(room, DAY) == 1
    request = await room.request()
    assert (request.state, request.sme, request.changed_by) == (State.APPROVED, None, SYSTEM)
    event = (await room.store.history(NUMBER))[-1]
    assert (event.name, event.actor, event.at, event.behalf) == ("lapsed", SYSTEM, TUESDAY + DAY, None)
    assert await passes(room, 9 * DAY) == 0


async def test_a_step_that_a_person_took_in_time_ends_the_timer(room: Room) -> None:
    await room.takes(Command.OFFER, TESS)
    await room.takes(Command.ACCEPT, SAM)
    assert await passes(room, 9 * DAY) == 0
    assert (await room.request()).state is State.ASSIGNED


async def test_a_timer_that_the_record_is_past_ends_without_a_step(room: Room) -> None:
    await room.takes(Command.OFFER, TESS)
    await room.takes(Command.RECALL, TESS)
    assert await passes(room, DAY) == 1
    assert (await room.request()).last_step == "recalled"
    assert await passes(room, 9 * DAY) == 0


async def test_the_step_that_starts_a_timer_again_moves_it(room: Room) -> None:
    await room.takes(Command.OFFER, TESS)
    await room.takes(Command.RECALL, TESS)
    await room.takes(Command.OFFER, TESS, at=TUESDAY + timedelta(hours=5))
    assert await passes(room, DAY) == 0
    assert await passes(room, DAY + timedelta(hours=5)) == 1
    assert (await room.request()).last_step == "lapsed"


async def test_no_person_takes_the_systems_step(room: Room) -> None:
    await room.takes(Command.OFFER, TESS)
    for person in (PAT, FRAN, TESS, SAM):
        with pytest.raises(Forbidden):
            decide(LIFE, await room.request(), Step(Later.LAPSE, person, TUESDAY), RULES)
    parties = room.desk.parties(await room.request(), replace(TESS, key=SYSTEM), TUESDAY)
    assert parties == {System.SYSTEM}
    assert Party.TEAM not in parties


async def test_the_system_takes_no_step_of_a_persons(room: Room) -> None:
    with pytest.raises(Forbidden):
        decide(LIFE, await room.request(), Step(Command.OFFER, replace(TESS, key=SYSTEM), TUESDAY), RULES)


async def test_of_a_timer_and_a_person_who_come_at_one_moment_one_is_first(room: Room) -> None:
    await room.takes(Command.OFFER, TESS)
    [claimed] = await room.store.claim_timers(TUESDAY + DAY, 9, DAY)
    outcomes = await asyncio.gather(
        room.desk.elapsed(claimed, TUESDAY + DAY), room.takes(Command.ACCEPT, SAM, at=TUESDAY + DAY),
        return_exceptions=True,
    )  # fmt: skip
    request, history = await room.request(), await room.store.history(NUMBER)
    assert request.last_step in ("lapsed", "assigned")
    assert len(history) == 3
    assert isinstance(outcomes[1], Exception) == (request.last_step == "lapsed")
    assert await passes(room, 9 * DAY) <= 1
    assert (await room.request()).last_step == request.last_step


async def test_a_timer_outlives_a_restart(room: Room, tmp_path: Path) -> None:
    await room.takes(Command.OFFER, TESS)
    await room.store.close()
    again = open_room(tmp_path)
    again = replace(again, desk=Desk(again.store, LIFE, RULES))
    assert await passes(again, DAY) == 1
    assert (await again.request()).last_step == "lapsed"
    await again.store.close()


async def test_a_step_on_behalf_of_somebody_says_so_in_the_history(room: Room) -> None:
    step = Step(Command.WITHDRAW, PAT, TUESDAY, {"reason": ""}, behalf=FRAN.key)
    await room.store.commit(decide(LIFE, await room.request(), step, RULES))
    event = (await room.store.history(NUMBER))[-1]
    assert (event.actor, event.behalf) == (PAT.key, FRAN.key)


async def test_a_timer_that_fails_is_tried_again_and_given_up_after_a_day(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    await room.takes(Command.OFFER, TESS)

    async def fails(*_: object) -> None:
        raise OSError

    keeper = Timekeeper(room.store, fails, lambda: TUESDAY)
    for hours in (24, 30, 36, 42, 49):
        assert await keeper.step(TUESDAY + timedelta(hours=hours)) == 1
    assert await keeper.step(TUESDAY + 9 * DAY) == 0
    assert len(events(caplog, "timer_left_to_its_lease")) == 5
    assert [event["timer"] for event in events(caplog, "operator_needed")] == [f"{NUMBER}~lapse"]
    assert (await room.store.backlog(TUESDAY + 9 * DAY)).given_up == 1


async def test_an_operator_hears_when_the_agenda_is_behind(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    await room.takes(Command.OFFER, TESS)
    keeper = Timekeeper(room.store, room.desk.elapsed, lambda: TUESDAY)
    await keeper.tell_of_delays(TUESDAY)
    assert events(caplog, "agenda_behind") == []
    for minutes in (20, 21, 40):
        await keeper.tell_of_delays(TUESDAY + timedelta(minutes=minutes))
    first, second = events(caplog, "agenda_behind")
    owed = len(await room.outbox())
    assert (first["notices"], first["timers"], first["oldest"], second["oldest"]) == (owed, 0, 1200, 2400)
