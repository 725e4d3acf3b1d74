"""What every store does with drafts, references, card copies and conversation memory."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from playbook.life.ports import Conflict
from playbook.requests.record import Request
from storage.store import DocumentStore
from tests import keeping
from tests.keeping import AT, MINUTE, PAT, QUINN, Shelf, copy, draft, reference

shelf, store = keeping.shelf, keeping.store


async def test_a_draft_is_kept_when_its_revision_follows(shelf: Shelf) -> None:
    await shelf.store.put_draft(draft(1))
    await shelf.store.put_draft(draft(2))
    assert await (await shelf.reopen()).draft(PAT, "new") == draft(2)


@pytest.mark.parametrize("revision", [0, 1, 3])
async def test_a_draft_that_somebody_changed_first_is_a_conflict(store: DocumentStore, revision: int) -> None:
    await store.put_draft(draft(1))
    with pytest.raises(Conflict):
        await store.put_draft(replace(draft(revision), answers={}))
    assert await store.draft(PAT, "new") == draft(1)


async def test_drafts_are_listed_with_the_latest_change_first(store: DocumentStore) -> None:
    older, newer = draft(slot="SME-0001"), draft(at=AT + MINUTE)
    await store.put_draft(newer)
    await store.put_draft(older)
    await store.put_draft(draft(owner=QUINN))
    assert await store.drafts(PAT) == (newer, older)


async def test_a_dropped_draft_is_gone_and_can_be_begun_again(store: DocumentStore) -> None:
    await store.drop_draft(PAT, "new")
    await store.put_draft(draft(1))
    await store.drop_draft(PAT, "new")
    assert await store.draft(PAT, "new") is None
    await store.put_draft(draft(1))


async def test_the_last_reference_of_a_person_counts(shelf: Shelf) -> None:
    assert await shelf.store.reference(PAT) is None
    await shelf.store.put_reference(reference(conversation="old"))
    await shelf.store.put_reference(replace(reference(conversation="new"), welcomed_as="guest"))
    assert await (await shelf.reopen()).reference(PAT) == replace(reference(conversation="new"), welcomed_as="guest")


async def test_card_copies_keep_their_order_when_they_are_redrawn(shelf: Shelf) -> None:
    for one in (copy("first"), copy("second"), copy("third"), copy("elsewhere", number="SME-0002")):
        await shelf.store.put_copy(one)
    await shelf.store.put_copy(copy("first", revision=2))
    await shelf.store.drop_copy(copy("second", revision=9))
    await shelf.store.drop_copy(copy("never sent"))
    assert await (await shelf.reopen()).copies("SME-0001") == (copy("first", revision=2), copy("third"))


async def test_the_last_copy_can_be_dropped(store: DocumentStore) -> None:
    await store.put_copy(copy())
    await store.drop_copy(copy())
    assert await store.copies("SME-0001") == ()


async def test_memory_comes_back_with_an_e_tag_and_without_absent_keys(shelf: Shelf) -> None:
    await shelf.store.write_state({"one": {"deep": {"list": [1, 2.5, None, True, "ä"]}}})
    state = await (await shelf.reopen()).read_state(["one", "two"])
    assert set(state) == {"one"}
    assert isinstance(state["one"].get("e_tag"), str)
    assert state["one"]["deep"] == {"list": [1, 2.5, None, True, "ä"]}


@pytest.mark.parametrize("tag", [{}, {"e_tag": "*"}, {"e_tag": None}])
async def test_memory_without_an_e_tag_is_overwritten(store: DocumentStore, tag: dict[str, object]) -> None:
    await store.write_state({"key": {"old": 1}})
    await store.write_state({"key": {"new": 2, **tag}})
    state = (await store.read_state(["key"]))["key"]
    assert {name: value for name, value in state.items() if name != "e_tag"} == {"new": 2}


async def test_an_e_tag_serves_for_one_write(store: DocumentStore) -> None:
    await store.write_state({"key": {"turn": 1}})
    first = (await store.read_state(["key"]))["key"]
    await store.write_state({"key": {**first, "turn": 2}})
    with pytest.raises(Conflict):
        await store.write_state({"key": {**first, "turn": 3}})
    assert (await store.read_state(["key"]))["key"]["turn"] == 2


async def test_an_e_tag_of_deleted_memory_does_not_match_what_replaced_it(store: DocumentStore) -> None:
    await store.write_state({"key": {}})
    before = (await store.read_state(["key"]))["key"]
    await store.delete_state(["key", "never written"])
    assert await store.read_state(["key"]) == {}
    with pytest.raises(Conflict):
        await store.write_state({"key": before})
    await store.write_state({"key": {"turn": 1}})
    with pytest.raises(Conflict):
        await store.write_state({"key": before})


async def test_one_conflict_keeps_all_memory_of_a_write_as_it_was(store: DocumentStore) -> None:
    await store.write_state({"one": {"turn": 1}})
    with pytest.raises(Conflict):
        await store.write_state({"one": {"turn": 2}, "two": {"e_tag": "stale"}})
    state = await store.read_state(["one", "two"])
    assert set(state) == {"one"}
    assert state["one"]["turn"] == 1


@pytest.mark.parametrize("value", [object(), {1: "a number as key"}, float("nan"), AT, b"bytes"])
async def test_memory_that_is_not_json_is_refused(store: DocumentStore, value: object) -> None:
    with pytest.raises(ValueError, match="cannot be kept as JSON"):
        await store.write_state({"key": {"value": value}})
    assert await store.read_state(["key"]) == {}


async def test_memory_of_which_a_part_cannot_be_written_is_not_written_at_all(store: DocumentStore) -> None:
    wrongs: list[dict[str, dict[str, int]]] = [{"two": {"huge": 10**5000}}, {"two\0": {}}, {"two \ud83d": {}}]
    for wrong in wrongs:
        with pytest.raises(ValueError, match=r"digits|cannot be kept"):
            await store.write_state({"one": {"turn": 1}, **wrong})
    assert await store.read_state(["one", "two"]) == {}


async def test_a_key_that_nothing_can_be_kept_under_is_not_found_or_refused_at_once(store: DocumentStore) -> None:
    for odd in ("NUL \0", "half a pair \ud83d"):
        async with asyncio.timeout(1):
            for attempt in (store.read_state([odd]), store.drop_draft(PAT, odd), store.get(Request, odd)):
                with suppress(ValueError):
                    assert not await attempt
    await store.health()
