"""How changes reach the disk: in company, in order, seen when they are safe, and told apart when they are not."""

import asyncio
import errno
import os
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tinydb import Query as Where
from tinydb import TinyDB

from playbook.records import State
from playbook.store import Conflict, StoreUnavailable
from storage.durable import DurableStorage
from storage.tinydb_store import TinyStore
from tests.keeping import AT, MINUTE, draft, filing, number_of, step


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[TinyStore]:
    """Lend an empty store."""
    store = TinyStore.open(tmp_path)
    yield store
    await store.close()


class Gate:
    """Holds a write back at its flush until a test lets it go, and counts the writes."""

    def __init__(self, fsync: Callable[[int], None]) -> None:
        self._fsync = fsync
        self._loop = asyncio.get_running_loop()
        self._opened = threading.Event()
        self.reached = asyncio.Event()
        self.flushes = 0

    def fsync(self, handle: int) -> None:
        self.flushes += 1
        self._loop.call_soon_threadsafe(self.reached.set)
        self._opened.wait()
        self._fsync(handle)

    def open(self) -> None:
        self._opened.set()


@pytest.fixture
async def gate(monkeypatch: pytest.MonkeyPatch, store: TinyStore) -> AsyncIterator[Gate]:
    """Lend a gate in front of the disk of an open store."""
    assert store is not None
    gate = Gate(os.fsync)
    monkeypatch.setattr(os, "fsync", gate.fsync)
    yield gate
    gate.open()


def failing(
    monkeypatch: pytest.MonkeyPatch, name: str, code: int, when: Callable[[int], bool] = lambda _: True
) -> None:
    """Let a function of the system fail, in those calls (counted from 1) for which `when` says so."""
    real, calls = getattr(os, name), 0

    def fail(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if when(calls):
            raise OSError(code, os.strerror(code))
        return real(*arguments)

    monkeypatch.setattr(os, name, fail)


def names(folder: Path) -> set[str]:
    """Return what lies in a folder."""
    return {path.name for path in folder.iterdir()}


async def test_a_change_is_seen_when_it_is_safe_and_not_before(store: TinyStore, gate: Gate) -> None:
    filing_it = asyncio.create_task(store.commit(filing()))
    await gate.reached.wait()
    assert await store.get("SME-0001") is None
    assert await store.last_number() == 1
    gate.open()
    await filing_it
    assert await store.get("SME-0001") is not None


async def test_whoever_loses_hears_it_when_the_winner_is_safe(store: TinyStore, gate: Gate) -> None:
    winner = asyncio.create_task(store.commit(filing()))
    await gate.reached.wait()
    loser = asyncio.create_task(store.commit(filing(origin="another draft")))
    await asyncio.wait([winner, loser], timeout=0)
    assert not loser.done()
    gate.open()
    with pytest.raises(Conflict):
        await loser
    assert await store.get("SME-0001") == filing().request
    await winner
    # One of the file and one of the folder: that the loser waited made no second write.
    assert gate.flushes == 2


async def test_changes_that_wait_for_a_write_share_the_next_one(store: TinyStore, gate: Gate) -> None:
    first = asyncio.create_task(store.commit(filing()))
    await gate.reached.wait()
    others = [asyncio.create_task(store.commit(filing(number_of(serial)))) for serial in range(2, 22)]
    gate.open()
    await asyncio.gather(first, *others)
    # One flush of the file and one of the folder, twice.
    assert gate.flushes == 4
    assert await store.last_number() == 21


async def test_what_changes_nothing_writes_nothing(store: TinyStore, gate: Gate) -> None:
    assert await store.claim(AT, 9, MINUTE) == ()
    await store.drop_draft(filing().request.requester, "new")
    await store.delete_state(["never written"])
    with pytest.raises(Conflict):
        await store.commit(step(filing().request))
    assert gate.flushes == 0


async def test_a_change_whose_caller_went_away_is_kept(store: TinyStore, gate: Gate) -> None:
    filing_it = asyncio.create_task(store.commit(filing()))
    await gate.reached.wait()
    filing_it.cancel()
    gate.open()
    await store.commit(filing(number_of(2)))
    assert await store.get("SME-0001") is not None


async def test_closing_finishes_the_writes_under_way(tmp_path: Path, store: TinyStore, gate: Gate) -> None:
    first = asyncio.create_task(store.commit(filing()))
    await gate.reached.wait()
    second = asyncio.create_task(store.commit(filing(number_of(2))))
    await asyncio.wait([second], timeout=0)
    closing = asyncio.create_task(store.close())
    gate.open()
    await asyncio.gather(first, second, closing)
    again = TinyStore.open(tmp_path)
    assert await again.last_number() == 2
    await again.close()


@pytest.mark.parametrize("name", ["open", "replace"])
async def test_a_write_that_fails_changes_nothing_and_can_be_tried_again(
    tmp_path: Path, store: TinyStore, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    await store.put_draft(draft())
    change = replace(filing(), closes="new")
    before = (tmp_path / "store.json").read_bytes()
    with monkeypatch.context() as patch:
        failing(patch, name, errno.EIO)
        with pytest.raises(StoreUnavailable, match="nothing was changed"):
            await store.commit(change)
        with pytest.raises(StoreUnavailable):
            await store.health()
    assert (tmp_path / "store.json").read_bytes() == before
    assert names(tmp_path) == {"store.json", "store.json.lock"}
    assert await store.get("SME-0001") is None
    assert await store.claim(AT, 9, MINUTE) == ()
    assert await store.last_number() == 0
    await store.health()
    await store.commit(change)
    assert await store.get("SME-0001") == change.request


async def test_changes_made_on_top_of_a_failed_one_are_told_and_undone_with_it(
    store: TinyStore, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = [filing(), step(filing().request), filing(number_of(2))]
    first = asyncio.create_task(store.commit(changes[0]))
    await gate.reached.wait()
    with monkeypatch.context() as patch:
        failing(patch, "replace", errno.ENOSPC, lambda call: call == 1)
        later = [asyncio.create_task(store.commit(change)) for change in changes[1:]]
        await asyncio.wait(later, timeout=0)
        gate.open()
        outcomes = await asyncio.gather(first, *later, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StoreUnavailable] * 3
    assert await store.last_number() == 0
    for change in changes:
        await store.commit(change)
    assert await store.get("SME-0001") == changes[1].request


@pytest.mark.parametrize(("flush", "kept"), [(1, False), (2, True)])
async def test_after_a_flush_that_failed_nothing_is_written_until_the_store_is_opened_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flush: int, kept: bool
) -> None:
    store = TinyStore.open(tmp_path)
    await store.commit(filing())
    approved = step(filing().request)
    with monkeypatch.context() as patch:
        failing(patch, "fsync", errno.EIO, lambda call: call >= flush)
        with pytest.raises(StoreUnavailable, match="did not confirm a write"):
            await store.commit(approved)
    for attempt in (store.commit(filing(number_of(2))), store.claim(AT, 9, MINUTE), store.health()):
        with pytest.raises(StoreUnavailable, match="check the disk and start the program again"):
            await attempt
    assert await store.get("SME-0001") == filing().request
    await store.close()
    again = TinyStore.open(tmp_path)
    request = await again.get("SME-0001")
    assert request is not None
    assert request.state is (State.APPROVED if kept else State.SUBMITTED)
    await again.commit(approved)
    assert await again.history("SME-0001") == (filing().event, approved.event)
    await again.close()


def test_tinydb_itself_works_on_the_durable_file(tmp_path: Path) -> None:
    path = tmp_path / "plain.json"
    with TinyDB(path, storage=DurableStorage) as tables:
        people = tables.table("people")
        people.insert_multiple([{"name": "Pat", "seats": 1}, {"name": "Fran", "seats": 2}])
        people.update({"seats": 3}, Where().name == "Pat")
        people.remove(Where().name == "Fran")
    with TinyDB(path, storage=DurableStorage) as tables:
        assert tables.table("people").all() == [{"name": "Pat", "seats": 3}]
        tables.drop_tables()
        assert tables.tables() == set()
