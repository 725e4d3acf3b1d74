"""What every store tells at once about a request, and what it tells whoever leaves a card in a chat."""

import asyncio
from dataclasses import replace

import asyncpg

from bot_app.app import fresh_salt
from playbook.life.ports import Dossier
from playbook.requests.record import MOST_SIMILAR, Request, State
from storage.documents import Get
from storage.postgres.statements import writing
from storage.records import event_id, writes
from storage.schema import EVENTS
from storage.store import DocumentStore
from tests import keeping
from tests.keeping import FRAN, MINUTE, PAT, QUINN, SAM, copy, filing, lend, number_of, reference, step
from tests.stores import open_store

shelf, store = keeping.shelf, keeping.store

IN_HAND = frozenset({State.OFFERED, State.ASSIGNED})


async def test_an_unknown_number_has_no_dossier(store: DocumentStore) -> None:
    assert await store.dossier(Request, "SME-0001", IN_HAND) is None
    assert await store.chat_dossier(Request, "SME-0001", [PAT], IN_HAND) is None


async def test_a_dossier_holds_the_request_its_history_and_its_cards_in_their_order(store: DocumentStore) -> None:
    filed, approved = filing(), step(filing().record)
    await store.commit(filed)
    await store.commit(approved)
    await store.commit(filing("SME-0002"))
    for one in (copy("first"), copy("second"), copy("elsewhere", number="SME-0002")):
        await store.put_copy(one)
    await store.put_copy(copy("first", revision=2))
    found = await store.chat_dossier(Request, "SME-0001", ())
    assert found is not None
    assert found.record == approved.record
    assert found.history == (filed.event, approved.event)
    assert found.copies == (copy("first", revision=2), copy("second"))
    assert (found.related, found.references, found.loads) == ((), {}, {})
    assert await store.dossier(Request, "SME-0001") == Dossier(found.record, found.history, (), {})


async def test_the_card_that_came_into_a_chat_last_stays_the_last_when_another_is_redrawn(store: DocumentStore) -> None:
    assert await store.latest_copy("chat-1") is None
    elsewhere = replace(copy("elsewhere"), conversation_id="chat-2")
    for one in (copy("first"), copy("second", number="SME-0002"), elsewhere, copy("first", revision=2)):
        await store.put_copy(one)
    assert await store.latest_copy("chat-1") == copy("second", number="SME-0002")


async def test_a_dossier_tells_where_those_with_a_card_are_and_whoever_was_asked_for(store: DocumentStore) -> None:
    await store.commit(filing())
    await store.put_copy(copy())
    await store.put_copy(replace(copy("shared"), person=None))
    for person in (FRAN, PAT, QUINN):
        await store.put_reference(reference(person))
    for people, reached in (((PAT, SAM), [PAT]), ((PAT, None), [PAT, FRAN]), ((FRAN, None), [FRAN]), ((), [])):
        found = await store.chat_dossier(Request, "SME-0001", people)
        assert found is not None
        assert found.references == {person: reference(person) for person in reached}


async def test_a_dossier_holds_the_similar_requests_that_it_names_and_no_more_than_anybody_reads(
    store: DocumentStore,
) -> None:
    earlier = [filing(number_of(serial)) for serial in range(1, MOST_SIMILAR + 3)]
    for one in earlier:
        await store.commit(one)
    numbers = [one.record.number for one in reversed(earlier)]
    await store.commit(filing("SME-0100", similar=("SME-9999", *numbers)))
    for found in (await store.dossier(Request, "SME-0100"), await store.chat_dossier(Request, "SME-0100", ())):
        assert found is not None
        assert [one.number for one in found.related] == numbers[: MOST_SIMILAR - 1]
        assert earlier[-1].record == found.related[0]


async def test_a_dossier_counts_what_each_sme_has_in_the_states_that_were_asked_for(store: DocumentStore) -> None:
    held = {1: (SAM, State.OFFERED), 2: (SAM, State.ASSIGNED), 3: (SAM, State.CLOSED), 4: (QUINN, State.ASSIGNED)}
    for serial, (sme, state) in held.items():
        await store.commit(filing(number_of(serial), sme=sme, state=state))
    await store.commit(filing("SME-0005"))
    for states, loads in ((IN_HAND, {SAM: 2, QUINN: 1}), ({State.CLOSED}, {SAM: 1}), (frozenset(), {})):
        for found in (
            await store.dossier(Request, "SME-0005", states),
            await store.chat_dossier(Request, "SME-0005", (), states),
        ):
            assert found
            assert found.loads == loads


async def test_people_are_found_together_and_strangers_left_out(store: DocumentStore) -> None:
    await store.put_reference(reference(PAT))
    await store.put_reference(reference(FRAN))
    assert await store.references([PAT, FRAN, SAM]) == {PAT: reference(PAT), FRAN: reference(FRAN)}
    assert await store.references([]) == {}


async def test_a_card_says_whether_its_request_has_gone_on(store: DocumentStore) -> None:
    assert await store.put_copy(copy(number="SME-0002"))
    await store.commit(filing())
    assert await store.put_copy(copy())
    await store.commit(step(filing().record))
    assert not await store.put_copy(copy())
    assert await store.put_copy(copy(revision=2))


async def test_a_delivered_row_and_the_card_that_it_left_are_kept_together(store: DocumentStore) -> None:
    await store.commit(filing())
    assert await store.settle_with(await lend(store), copy())
    assert await store.copies("SME-0001") == (copy(),)
    assert await store.claim(keeping.AT + 2 * MINUTE, 9, MINUTE) == ()


async def test_a_card_left_for_a_lost_loan_is_remembered_and_the_row_stays_with_its_new_holder(
    store: DocumentStore,
) -> None:
    await store.commit(filing())
    lost = await lend(store)
    held = await lend(store, keeping.AT + 2 * MINUTE)
    await store.settle_with(lost, copy())
    assert await store.copies("SME-0001") == (copy(),)
    await store.settle(held, keeping.AT + 3 * MINUTE)
    assert (await lend(store, keeping.AT + 3 * MINUTE)).attempts == 3


async def test_a_card_left_while_a_replica_writes_a_step_is_there_when_the_steps_redraw_looks(address: str) -> None:
    """A step that comes before the card is seen by whoever leaves it; one that comes after finds the card."""
    store, replica = await open_store(address), await asyncpg.connect(address)
    await store.commit(filing())
    stepping = replica.transaction()
    await stepping.start()
    change, number = step(filing().record), "SME-0001"
    [[before]] = await store.engine.look(Get(EVENTS, (event_id(number, 1),)))
    text, values = writing(writes(change, [before], fresh_salt, 1))
    assert await replica.fetchval(text, *values)
    async with asyncio.timeout(10):
        assert await store.put_copy(copy())
    await stepping.commit()
    found = await store.chat_dossier(Request, "SME-0001", ())
    assert found
    assert (found.record.revision, found.copies) == (2, (copy(),))
    assert not await store.put_copy(copy())
    await replica.close()
    await store.close()
