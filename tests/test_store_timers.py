"""What every store does with timers: each is lent like a notice, moved and ended by its key, and taken once."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from playbook.life.ports import Conflict, Store
from playbook.life.records import Change, Claimed, Event, Timer, timer_key
from playbook.people import SYSTEM
from playbook.requests.record import Request, State
from tests import keeping
from tests.keeping import AT, MINUTE, Shelf, filing, notice, number_of, step

shelf, store = keeping.shelf, keeping.store

EXPIRE = "expire"


def timer(minutes: int = 10, number: str = "SME-0001", command: str = EXPIRE) -> Timer:
    """Return a timer that is due some minutes after AT."""
    return Timer(number, command, AT + minutes * MINUTE)


def started(minutes: int = 10, number: str = "SME-0001") -> Change[Request]:
    """Return a filing that starts a timer."""
    return replace(filing(number), timers=(timer(minutes, number),))


def taken(claimed: Claimed[Timer], before: Request) -> Change[Request]:
    """Return the step that a timer takes."""
    return replace(step(before, State.CLOSED, by=SYSTEM), taken=claimed, notices=())


async def due(store: Store, minutes: int, limit: int = 9) -> tuple[Claimed[Timer], ...]:
    """Claim the timers that are due some minutes after AT, for one minute."""
    return await store.claim_timers(AT + minutes * MINUTE, limit, MINUTE)


async def only(store: Store, minutes: int = 10) -> Claimed[Timer]:
    """Claim the one timer that is due."""
    (claimed,) = await due(store, minutes)
    return claimed


async def test_a_timer_is_due_at_its_time_and_not_before(shelf: Shelf) -> None:
    await shelf.store.commit(started())
    store = await shelf.reopen()
    assert await due(store, 9) == ()
    assert await only(store) == Claimed(timer(), 1, AT + 11 * MINUTE, AT + 10 * MINUTE)


async def test_notices_and_timers_are_lent_apart(store: Store) -> None:
    await store.commit(replace(started(0), notices=(notice(),)))
    assert [one.task for one in await store.claim(AT, 9, MINUTE)] == [notice()]
    assert [one.task for one in await due(store, 0)] == [timer(0)]


async def test_a_timer_on_loan_comes_again_when_its_lease_ends(store: Store) -> None:
    await store.commit(started())
    await only(store)
    assert await due(store, 10) == ()
    assert (await only(store, 11)).attempts == 2


async def test_the_timers_that_are_due_first_are_lent_first(store: Store) -> None:
    for serial, minutes in ((1, 3), (2, 1), (3, 2)):
        await store.commit(started(minutes, number_of(serial)))
    assert [one.task.number for one in await due(store, 10, limit=2)] == ["SME-0002", "SME-0003"]


async def test_a_timer_is_moved_by_its_key(store: Store) -> None:
    await store.commit(started())
    await store.commit(replace(step(filing().record), timers=(timer(30),)))
    assert await due(store, 29) == ()
    assert (await only(store, 30)).first_due == AT + 30 * MINUTE


async def test_a_timer_is_ended_by_its_key_and_so_is_one_that_is_not_there(store: Store) -> None:
    await store.commit(started())
    ends = (timer_key("SME-0001", EXPIRE), timer_key("SME-0001", "remind"))
    await store.commit(replace(step(filing().record), ends=ends))
    assert await due(store, 99) == ()


async def test_a_step_that_starts_what_it_ends_leaves_it_started(store: Store) -> None:
    await store.commit(started())
    change = replace(step(filing().record), ends=(timer().key,), timers=(timer(20),))
    await store.commit(change)
    assert (await only(store, 20)).task == timer(20)


async def test_a_refused_step_neither_starts_nor_ends_a_timer(store: Store) -> None:
    await store.commit(started())
    await store.commit(step(filing().record))
    for change in (
        replace(step(filing().record, State.DENIED), ends=(timer().key,)),
        replace(step(filing().record, State.DENIED), timers=(timer(1, command="remind"),)),
    ):
        with pytest.raises(Conflict):
            await store.commit(change)
    assert [one.task for one in await due(store, 99)] == [timer()]


async def test_a_timers_step_and_its_end_are_one_commit(shelf: Shelf) -> None:
    await shelf.store.commit(started())
    change = taken(await only(shelf.store), filing().record)
    await shelf.store.commit(change)
    store = await shelf.reopen()
    assert (await store.history("SME-0001"))[-1].actor == SYSTEM
    assert await due(store, 99) == ()
    # The answer may have been lost on its way.
    await store.commit(change)
    assert len(await store.history("SME-0001")) == 2


async def test_a_timer_that_was_moved_meanwhile_takes_no_step(store: Store) -> None:
    await store.commit(started())
    claimed = await only(store)
    moved = replace(step(filing().record), timers=(timer(30),))
    await store.commit(moved)
    with pytest.raises(Conflict):
        await store.commit(taken(claimed, moved.record))
    assert [event.name for event in await store.history("SME-0001")] == ["submitted", "approved"]
    assert (await only(store, 30)).task == timer(30)


async def test_a_timer_that_was_ended_and_started_anew_is_not_the_one_that_was_lent(store: Store) -> None:
    await store.commit(started())
    stale = await only(store)
    ended = replace(step(filing().record), ends=(timer().key,))
    await store.commit(ended)
    anew = replace(step(ended.record), timers=(timer(5),))
    await store.commit(anew)
    held = await only(store, 11)
    with pytest.raises(Conflict):
        await store.commit(taken(stale, anew.record))
    await store.settle(stale, None)
    await store.commit(taken(held, anew.record))
    assert await due(store, 99) == ()


async def test_of_workers_that_take_one_timers_step_one_is_first(store: Store) -> None:
    await store.commit(started())
    claims = [await only(store, 10), await only(store, 11)]
    steps = [replace(taken(one, filing().record), event=_at(one, filing().record)) for one in claims]
    outcomes = await asyncio.gather(*(store.commit(one) for one in steps), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Conflict, type(None)]
    assert await due(store, 99) == ()


def _at(claimed: Claimed[Timer], before: Request) -> Event:
    return replace(step(before, State.CLOSED, by=SYSTEM).event, at=claimed.lease_until)


async def test_a_timer_to_be_tried_again_is_due_at_its_time(store: Store) -> None:
    await store.commit(started())
    await store.settle(await only(store), AT + 20 * MINUTE)
    assert await due(store, 19) == ()
    assert (await only(store, 20)).attempts == 2


async def test_waiting_ends_for_a_timer(store: Store) -> None:
    await store.commit(replace(started(), notices=()))
    await store.wait(60)


async def backlog(store: Store, minutes: int) -> tuple[int, int, int, int, datetime | None]:
    """Return what an operator is told of the agenda some minutes after AT."""
    found = await store.backlog(AT + minutes * MINUTE)
    return found.notices, found.timers, found.parked, found.given_up, found.oldest


async def test_an_operator_is_told_what_is_overdue_parked_and_given_up(shelf: Shelf) -> None:
    assert await backlog(shelf.store, 0) == (0, 0, 0, 0, None)
    await shelf.store.commit(started(2))
    await shelf.store.commit(replace(filing("SME-0002"), notices=(notice("SME-0002"), notice("SME-0002", ordinal=1))))
    assert await backlog(shelf.store, 0) == (3, 0, 0, 0, AT)
    first, second, _ = await shelf.store.claim(AT, 9, MINUTE)
    await shelf.store.park(first)
    await shelf.store.give_up(second)
    store = await shelf.reopen()
    assert await backlog(store, 5) == (1, 1, 1, 1, AT)
    await store.give_up(await only(store))
    (last,) = await store.claim(AT + 5 * MINUTE, 9, MINUTE)
    await store.settle(last, None)
    assert await backlog(store, 5) == (0, 0, 1, 2, None)


async def test_a_timer_may_begin_anew_in_the_step_that_it_takes(store: Store) -> None:
    await store.commit(started())
    change = replace(taken(await only(store), filing().record), timers=(timer(20),))
    await store.commit(change)
    assert await due(store, 19) == ()
    assert (await only(store, 20)).task == timer(20)
    # The answer may have been lost on its way.
    await store.commit(change)
    assert await due(store, 20) == ()


async def test_a_timer_lent_anew_in_the_same_moment_is_not_ended_by_its_former_loan(store: Store) -> None:
    await store.commit(started())
    stale = await only(store)
    await store.commit(replace(step(filing().record), timers=(timer(9),)))
    held = await only(store)
    assert (held.attempts, held.lease_until) == (stale.attempts, stale.lease_until)
    await store.settle(stale, None)
    await store.give_up(stale)
    await store.settle(held, AT + 20 * MINUTE)
    assert (await only(store, 20)).attempts == 2


async def test_rows_are_counted_as_given_up_once_and_only_by_whoever_has_them_on_loan(store: Store) -> None:
    await store.commit(replace(filing(), notices=tuple(notice(ordinal=ordinal) for ordinal in range(6))))
    lost, *_ = await store.claim(AT, 9, MINUTE)
    held = await store.claim(AT + MINUTE, 9, MINUTE)
    await store.give_up(lost)
    assert (await backlog(store, 0))[3] == 0
    await asyncio.gather(*(store.give_up(one) for one in held))
    await store.give_up(held[0])
    assert (await backlog(store, 0))[3] == 6
    assert await store.claim(AT + 9 * MINUTE, 9, MINUTE) == ()
