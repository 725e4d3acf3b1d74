"""What every store does with notices: each is lent to one courier at a time until it is delivered."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from playbook.life.records import Claimed, Notice
from storage.store import DocumentStore
from tests import keeping
from tests.keeping import AT, FRAN, MINUTE, PAT, SAM, Shelf, filing, notice, number_of, reference, step

shelf, store = keeping.shelf, keeping.store


async def only(store: DocumentStore, minutes: int = 0) -> Claimed[Notice]:
    """Claim the one row that is due some minutes after AT, for one minute."""
    (claimed,) = await store.claim(AT + minutes * MINUTE, 9, MINUTE)
    return claimed


async def test_a_notice_can_be_claimed_once_its_change_is_committed(shelf: Shelf) -> None:
    await shelf.store.commit(filing())
    await shelf.reopen()
    assert await only(shelf.store) == Claimed(notice(), 1, AT + MINUTE, AT)


async def test_a_notice_is_not_due_before_its_change_was_made(store: DocumentStore) -> None:
    await store.commit(filing())
    assert await store.claim(AT - timedelta(microseconds=1), 9, MINUTE) == ()


async def test_a_row_on_loan_is_not_lent_again_before_the_lease_ends(store: DocumentStore) -> None:
    await store.commit(filing())
    await only(store)
    assert await store.claim(AT + MINUTE - timedelta(microseconds=1), 9, MINUTE) == ()
    assert (await only(store, minutes=1)).attempts == 2


async def test_couriers_who_claim_at_the_same_time_share_the_rows(store: DocumentStore) -> None:
    for serial in range(1, 13):
        await store.commit(filing(number_of(serial)))
    lent = await asyncio.gather(*(store.claim(AT, 3, MINUTE) for _ in range(5)))
    numbers = [claimed.task.number for claims in lent for claimed in claims]
    assert sorted(numbers) == [number_of(serial) for serial in range(1, 13)]


async def test_the_oldest_rows_are_lent_first(store: DocumentStore) -> None:
    await store.commit(filing("SME-0001", at=AT + 2 * MINUTE))
    await store.commit(filing("SME-0002", at=AT))
    await store.commit(filing("SME-0003", at=AT))
    claims = await store.claim(AT + 2 * MINUTE, 2, MINUTE)
    assert [claimed.task.number for claimed in claims] == ["SME-0002", "SME-0003"]


async def test_several_notices_of_a_change_are_lent_in_their_order(store: DocumentStore) -> None:
    change = filing()
    await store.commit(replace(change, notices=tuple(notice(ordinal=ordinal) for ordinal in range(12))))
    claims = await store.claim(AT, 20, MINUTE)
    assert [claimed.task.ordinal for claimed in claims] == list(range(12))


async def test_a_delivered_row_is_gone(shelf: Shelf) -> None:
    await shelf.store.commit(filing())
    await shelf.store.settle(await only(shelf.store), None)
    store = await shelf.reopen()
    assert await store.claim(AT + 99 * MINUTE, 9, MINUTE) == ()


async def test_a_row_to_be_retried_is_due_at_its_time(store: DocumentStore) -> None:
    await store.commit(filing())
    await store.settle(await only(store), AT + 5 * MINUTE)
    assert await store.claim(AT + 4 * MINUTE, 9, MINUTE) == ()
    again = await only(store, minutes=5)
    assert (again.attempts, again.first_due) == (2, AT)


async def test_ending_a_loan_that_was_lost_has_no_effect(store: DocumentStore) -> None:
    await store.commit(filing())
    lost = await only(store)
    held = await only(store, minutes=1)
    await store.settle(lost, None)
    await store.settle(lost, AT)
    await store.park(lost)
    assert await store.claim(AT + MINUTE, 9, MINUTE) == ()
    await store.settle(held, None)
    assert await store.claim(AT + 9 * MINUTE, 9, MINUTE) == ()


async def test_ending_a_loan_twice_has_no_second_effect(store: DocumentStore) -> None:
    await store.commit(filing())
    claimed = await only(store)
    await store.settle(claimed, AT + 5 * MINUTE)
    await store.settle(claimed, None)
    assert (await only(store, minutes=5)).attempts == 2


async def test_a_parked_row_waits_until_its_person_is_released(shelf: Shelf) -> None:
    await shelf.store.commit(filing())
    await shelf.store.park(await only(shelf.store))
    store = await shelf.reopen()
    assert await store.claim(AT + 99 * MINUTE, 9, MINUTE) == ()
    await store.release(SAM, AT + 99 * MINUTE)
    assert await store.claim(AT + 99 * MINUTE, 9, MINUTE) == ()
    await store.release(FRAN, AT + 99 * MINUTE)
    assert await store.claim(AT + 98 * MINUTE, 9, MINUTE) == ()
    assert (await only(store, minutes=99)).first_due == AT


async def test_a_release_leaves_rows_alone_that_wait_for_a_retry(store: DocumentStore) -> None:
    await store.commit(filing())
    await store.settle(await only(store), AT + 9 * MINUTE)
    await store.release(FRAN, AT)
    assert await store.claim(AT + 8 * MINUTE, 9, MINUTE) == ()


async def test_a_row_parked_by_a_courier_who_missed_the_release_is_due(store: DocumentStore) -> None:
    await store.commit(filing())
    claimed = await only(store)
    await store.put_reference(reference(FRAN))
    await store.release(FRAN, AT + MINUTE)
    await store.park(claimed)
    assert (await only(store, minutes=1)).attempts == 2


async def test_a_release_during_an_earlier_loan_does_not_count(store: DocumentStore) -> None:
    await store.commit(filing())
    await only(store)
    await store.release(FRAN, AT)
    await store.park(await only(store, minutes=1))
    assert await store.claim(AT + 99 * MINUTE, 9, MINUTE) == ()


async def test_a_row_can_be_parked_again_after_a_release(store: DocumentStore) -> None:
    await store.commit(filing())
    await store.park(await only(store))
    await store.release(FRAN, AT)
    await store.park(await only(store))
    assert await store.claim(AT + 99 * MINUTE, 9, MINUTE) == ()


async def test_a_notice_to_nobody_in_particular_is_lent_like_the_others(store: DocumentStore) -> None:
    await store.commit(replace(filing(), notices=(notice(to=None),)))
    assert (await only(store)).task.to is None


async def test_waiting_ends_when_a_change_brings_notices(store: DocumentStore) -> None:
    waiting = asyncio.create_task(store.wait(60))
    await store.commit(filing())
    await waiting


async def test_waiting_ends_at_once_when_notices_came_before(store: DocumentStore) -> None:
    await store.commit(filing())
    await store.wait(60)


async def test_news_ends_one_wait_and_not_the_next(store: DocumentStore) -> None:
    await store.commit(filing())
    await store.wait(60)
    # Whoever begins to listen is told once, since news may have been missed: on a slow machine that comes after this.
    await store.wait(1)
    waiting = asyncio.create_task(store.wait(60))
    await store.claim(AT, 9, MINUTE)
    assert not waiting.done()
    await store.commit(filing(number_of(2)))
    await waiting


async def test_waiting_ends_for_a_retry_and_for_a_release(store: DocumentStore) -> None:
    await store.commit(filing())
    await store.wait(60)
    await store.settle(await only(store), AT)
    await store.wait(60)
    await store.park(await only(store))
    await store.release(FRAN, AT)
    await store.wait(60)


async def test_waiting_ends_without_news_too(store: DocumentStore) -> None:
    await store.wait(0)


@pytest.mark.parametrize("seconds", [0, 0.001])
async def test_a_change_without_notices_wakes_nobody_and_lends_nothing(store: DocumentStore, seconds: float) -> None:
    await store.commit(replace(filing(), notices=()))
    await store.wait(seconds)
    assert await store.claim(AT, 9, MINUTE) == ()


async def test_notices_of_later_steps_reach_the_requester(store: DocumentStore) -> None:
    await store.commit(filing())
    await store.commit(step(filing().record))
    claims = await store.claim(AT, 9, MINUTE)
    assert {claimed.task.to for claimed in claims} == {FRAN, PAT}


async def test_a_notice_that_no_change_brings_is_lent_from_its_time_on(shelf: Shelf) -> None:
    await shelf.store.owe(notice("by itself"), AT + MINUTE)
    store = await shelf.reopen()
    assert await store.claim(AT, 9, MINUTE) == ()
    claimed = await only(store, minutes=1)
    assert claimed == Claimed(notice("by itself"), 1, AT + 2 * MINUTE, AT + MINUTE)
    await store.settle(claimed, None)
    assert await store.claim(AT + 99 * MINUTE, 9, MINUTE) == ()


async def test_a_notice_that_is_owed_twice_is_there_once_and_stays_on_loan(store: DocumentStore) -> None:
    await store.owe(notice(), AT)
    await only(store)
    await store.owe(notice(), AT)
    assert await store.claim(AT, 9, MINUTE) == ()
    assert (await only(store, minutes=1)).attempts == 2


async def test_waiting_ends_for_a_notice_that_no_change_brings(store: DocumentStore) -> None:
    await store.owe(notice(), AT)
    await store.wait(60)
