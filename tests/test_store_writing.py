"""When a change counts: it is seen once it is safe, it shares the way to the disk, and nobody hears too early."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from playbook.life.ports import Conflict, StoreUnavailable
from playbook.requests.record import Request
from storage.documents import ABSENT, Put
from storage.schema import STATES
from storage.store import DocumentStore
from storage.tinydb import engine
from storage.tinydb.opening import FILE
from storage.tinydb.rows import connect
from storage.tinydb.tables import Database
from tests.keeping import AT, MINUTE, draft, filing, number_of, step
from tests.stores import open_folder

FRAME = 24 + 4096


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[DocumentStore]:
    """Lend an empty store."""
    store = open_folder(tmp_path)
    yield store
    await store.close()


class Gate:
    """Keeps the store from writing, from outside, until it is opened."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / f"{FILE}-wal"
        self._connection = connect(folder / FILE)
        self._connection.execute("BEGIN IMMEDIATE")

    def open(self) -> None:
        if self._connection.in_transaction:
            self._connection.rollback()

    def close(self) -> None:
        self.open()
        self._connection.close()

    @property
    def commits(self) -> int:
        """How many commits have reached the log: the last frame of each says how large the file is."""
        content = self._log.read_bytes()
        frames = range(32, len(content), FRAME)
        return sum(any(content[start + 4 : start + 8]) for start in frames)


@pytest.fixture
def gate(tmp_path: Path, store: DocumentStore) -> Iterator[Gate]:
    """Lend a closed gate in front of an open store."""
    assert store is not None
    gate = Gate(tmp_path)
    yield gate
    gate.close()


async def begun(task: "asyncio.Task[None]") -> None:
    """Let a task come as far as the gate."""
    await asyncio.wait([task], timeout=0.05)
    assert not task.done()


async def test_a_change_is_seen_when_it_is_safe_and_not_before(store: DocumentStore, gate: Gate) -> None:
    filing_it = asyncio.create_task(store.commit(filing()))
    await begun(filing_it)
    assert await store.get(Request, "SME-0001") is None
    assert await store.last_serial(Request) == 1
    gate.open()
    await filing_it
    assert await store.get(Request, "SME-0001") is not None


async def test_whoever_loses_hears_it_when_the_winner_is_safe(store: DocumentStore, gate: Gate) -> None:
    winner = asyncio.create_task(store.commit(filing()))
    loser = asyncio.create_task(store.commit(filing(origin="another draft")))
    await begun(loser)
    gate.open()
    with pytest.raises(Conflict):
        await loser
    assert await store.get(Request, "SME-0001") == filing().record
    await winner


async def test_changes_that_wait_for_a_write_share_the_next_one(store: DocumentStore, gate: Gate) -> None:
    before = gate.commits
    first = asyncio.create_task(store.commit(filing()))
    await begun(first)
    others = [asyncio.create_task(store.commit(filing(number_of(serial)))) for serial in range(2, 22)]
    await begun(others[-1])
    gate.open()
    await asyncio.gather(first, *others)
    assert gate.commits == before + 2
    assert await store.last_serial(Request) == 21


async def test_one_refused_change_takes_nobody_else_along(store: DocumentStore, gate: Gate) -> None:
    first = asyncio.create_task(store.commit(filing()))
    await begun(first)
    wrong = asyncio.create_task(store.commit(step(filing(number_of(9)).record)))
    right = asyncio.create_task(store.commit(filing(number_of(2))))
    await begun(right)
    gate.open()
    outcomes = await asyncio.gather(first, wrong, right, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), Conflict, type(None)]
    assert await store.get(Request, "SME-0002") == filing(number_of(2)).record
    assert await store.get(Request, "SME-0009") is None


async def test_what_changes_nothing_writes_nothing(tmp_path: Path, store: DocumentStore) -> None:
    gate = Gate(tmp_path)
    gate.open()
    before = gate.commits
    assert await store.claim(AT, 9, MINUTE) == ()
    await store.drop_draft(filing().record.requester, "new")
    await store.delete_state(["never written"])
    with pytest.raises(Conflict):
        await store.commit(step(filing().record))
    assert gate.commits == before
    gate.close()


async def test_a_change_whose_caller_went_away_is_kept(store: DocumentStore, gate: Gate) -> None:
    filing_it = asyncio.create_task(store.commit(filing()))
    await begun(filing_it)
    filing_it.cancel()
    gate.open()
    await store.commit(filing(number_of(2)))
    assert await store.get(Request, "SME-0001") is not None


async def test_closing_finishes_the_writes_under_way(tmp_path: Path, store: DocumentStore, gate: Gate) -> None:
    first = asyncio.create_task(store.commit(filing()))
    await begun(first)
    second = asyncio.create_task(store.put_draft(draft()))
    await begun(second)
    closing = asyncio.create_task(store.close())
    await begun(closing)
    gate.open()
    await asyncio.gather(first, second, closing)
    again = open_folder(tmp_path)
    assert await again.last_serial(Request) == 1
    assert await again.draft(filing().record.requester, "new") == draft()
    await again.close()


async def test_a_number_that_could_not_be_filed_is_free_again(store: DocumentStore) -> None:
    with pytest.raises(Conflict):
        await store.commit(step(filing(number_of(7)).record))
    await store.commit(filing())
    with pytest.raises(Conflict):
        await store.commit(filing(origin="another draft"))
    assert await store.last_serial(Request) == 1


async def test_numbers_that_others_are_filing_stay_taken_when_one_filing_fails(
    store: DocumentStore, gate: Gate
) -> None:
    filing_it = asyncio.create_task(store.commit(filing()))
    await begun(filing_it)
    with pytest.raises(Conflict):
        await store.commit(replace(filing(number_of(2)), closes="new"))
    assert await store.last_serial(Request) == 1
    gate.open()
    await filing_it
    assert await store.last_serial(Request) == 1


async def test_a_change_that_fails_half_way_is_undone_and_takes_nobody_along(store: DocumentStore, gate: Gate) -> None:
    first = asyncio.create_task(store.commit(filing()))
    await begun(first)
    twice = Put(STATES, "chat", {"data": {}}, ABSENT)
    wrong = asyncio.create_task(store.engine.write([twice, twice]))
    right = asyncio.create_task(store.commit(filing(number_of(2))))
    await begun(right)
    gate.open()
    outcomes = await asyncio.gather(first, wrong, right, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), ValueError, type(None)]
    assert await store.read_state(["chat"]) == {}
    assert await store.last_serial(Request) == 2


async def test_an_error_that_nobody_thought_of_is_heard_and_the_store_serves_on(
    store: DocumentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(engine, "_outcome", lambda tables, work, _: work(tables))
        patch.setattr(engine, "write_all", lambda _, writes: writes[len(writes)])
        with pytest.raises(IndexError):
            await store.commit(filing())
    await store.commit(filing())
    assert await store.get(Request, "SME-0001") == filing().record


async def test_what_reached_the_disk_is_told_so_though_the_disk_fails_for_the_next(
    store: DocumentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []

    def fails_together_and_then_for_the_second(
        tables: Database, work: Callable[[Database], object], _: type[Exception]
    ) -> object:
        tried.append(work)
        if len(tried) in (2, 4):
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_FSYNC" if len(tried) == 4 else "SQLITE_IOERR_WRITE"
            raise error
        return work(tables)

    with monkeypatch.context() as patch:
        patch.setattr(engine, "_outcome", fails_together_and_then_for_the_second)
        writes = (store.engine.write([Put(STATES, f"chat {one}", {"data": {}})]) for one in range(3))
        outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), StoreUnavailable, StoreUnavailable]
    assert list(await store.read_state([f"chat {one}" for one in range(3)])) == ["chat 0"]
