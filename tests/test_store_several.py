"""What every store does with a decision about several records: all of it is written, or nothing."""

import asyncio
from dataclasses import replace

import pytest

from playbook.life.ports import Conflict, Store
from playbook.life.records import Change, Revision
from playbook.requests.record import Request, State
from tests import keeping
from tests.keeping import AT, MINUTE, PAT, Shelf, draft, filing, notice, number_of, step

shelf, store = keeping.shelf, keeping.store


def revision(change: Change[Request]) -> Revision[Request]:
    """Return what a change does to its record, as a part of another change."""
    return Revision(change.record, change.expected, change.event)


def two_approvals() -> Change[Request]:
    """Return one decision that approves two requests."""
    return replace(step(filing().record), also=(revision(step(filing(number_of(2)).record)),))


async def file_two(store: Store) -> None:
    """File the two requests that are decided about."""
    await store.commit(filing())
    await store.commit(filing(number_of(2)))


async def states(store: Store) -> list[State | None]:
    """Return the states of the first three requests."""
    found = [await store.get(Request, number_of(serial)) for serial in (1, 2, 3)]
    return [one.state if one else None for one in found]


async def test_a_decision_about_two_records_is_written_with_both_events(shelf: Shelf) -> None:
    await file_two(shelf.store)
    change = two_approvals()
    await shelf.store.commit(change)
    store = await shelf.reopen()
    assert await states(store) == [State.APPROVED, State.APPROVED, None]
    assert [(await store.history(number_of(serial)))[-1].name for serial in (1, 2)] == ["approved", "approved"]


async def test_a_record_may_begin_in_the_step_of_another(store: Store) -> None:
    await store.commit(filing())
    opened = replace(filing(number_of(7)), notices=())
    await store.commit(replace(step(filing().record), also=(revision(opened),)))
    assert await store.get(Request, number_of(7)) == opened.record
    assert await store.last_serial(Request) == 7


@pytest.mark.parametrize("stale", [0, 1])
async def test_when_one_of_the_records_went_on_none_is_written(store: Store, stale: int) -> None:
    await file_two(store)
    await store.commit(step(filing(number_of(stale + 1)).record, State.DENIED))
    owed = len(await store.claim(AT, 99, MINUTE))
    with pytest.raises(Conflict):
        await store.commit(two_approvals())
    expected: list[State | None] = [State.SUBMITTED, State.SUBMITTED, None]
    expected[stale] = State.DENIED
    assert await states(store) == expected
    assert [len(await store.history(number_of(one))) for one in (1, 2)] == [2 - stale, 1 + stale]
    assert len(await store.claim(AT + MINUTE, 99, MINUTE)) == owed


async def test_when_the_draft_is_gone_none_of_the_records_is_written(store: Store) -> None:
    await file_two(store)
    with pytest.raises(Conflict):
        await store.commit(replace(two_approvals(), closes="new"))
    assert await states(store) == [State.SUBMITTED, State.SUBMITTED, None]
    await store.put_draft(replace(draft(), owner=two_approvals().event.actor))
    await store.commit(replace(two_approvals(), closes="new"))
    assert await states(store) == [State.APPROVED, State.APPROVED, None]


async def test_the_same_decision_again_has_no_second_effect_even_after_later_steps(shelf: Shelf) -> None:
    await file_two(shelf.store)
    change = two_approvals()
    await shelf.store.commit(change)
    await shelf.store.commit(change)
    later = step(change.also[0].record, State.CLOSED)
    await shelf.store.commit(later)
    store = await shelf.reopen()
    await store.commit(change)
    assert await states(store) == [State.APPROVED, State.CLOSED, None]
    assert [len(await store.history(number_of(one))) for one in (1, 2)] == [2, 3]


async def test_half_of_a_decision_that_was_made_is_not_the_whole_of_it(store: Store) -> None:
    await file_two(store)
    await store.commit(step(filing().record))
    with pytest.raises(Conflict):
        await store.commit(two_approvals())
    assert await states(store) == [State.APPROVED, State.SUBMITTED, None]


async def test_of_decisions_that_share_one_record_exactly_one_is_made(store: Store) -> None:
    for serial in range(1, 12):
        await store.commit(filing(number_of(serial)))
    shared = step(filing(number_of(11)).record)
    outcomes = await asyncio.gather(
        *(
            store.commit(replace(step(filing(number_of(serial)).record, by=PAT), also=(revision(shared),)))
            for serial in range(1, 11)
        ),
        return_exceptions=True,
    )
    assert sum(outcome is None for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 9
    histories = [len(await store.history(number_of(serial))) for serial in range(1, 12)]
    assert sorted(histories) == [1] * 9 + [2, 2]


async def test_parts_that_contradict_each_other_are_refused(store: Store) -> None:
    await file_two(store)
    other = step(filing(number_of(2)).record)
    for wrong in (
        replace(two_approvals(), also=(replace(revision(other), expected=2),)),
        replace(two_approvals(), also=(replace(revision(other), event=step(filing().record).event),)),
        replace(two_approvals(), notices=(notice(number_of(3), 2),)),
    ):
        with pytest.raises(ValueError, match="cannot hold"):
            await store.commit(wrong)
    assert await states(store) == [State.SUBMITTED, State.SUBMITTED, None]
