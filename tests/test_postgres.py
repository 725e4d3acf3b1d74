"""What only a database that is shared can do: replicas side by side, lines that break, versions that roll."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from bot_app.__main__ import CANNOT_START, main
from playbook.life.ports import Conflict, StoreUnavailable
from playbook.life.records import Change
from playbook.requests.record import Request
from storage.chats import Turn
from storage.documents import CannotOpen, Kept
from storage.postgres.pool import no_jitter, open_pool
from storage.store import DocumentStore
from storage.upkeep import fingerprint, move
from tests.keeping import AT, FRAN, MINUTE, PAT, copy, draft, filing, notice, number_of, reference, step
from tests.postgres import drop_database, new_database
from tests.stores import open_folder, open_store

LEASE = timedelta(seconds=30)


@pytest.fixture
async def replicas(address: str) -> AsyncIterator[tuple[DocumentStore, DocumentStore]]:
    """Lend two stores on one database, as two processes have them."""
    one, two = await open_store(address), await open_store(address)
    yield one, two
    await one.close()
    await two.close()


async def run(address: str, statement: str) -> None:
    """Run a statement from outside."""
    connection = await asyncpg.connect(address)
    await connection.execute(statement)
    await connection.close()


async def cut_lines(address: str) -> None:
    """End every connection to the database but this one."""
    await run(
        address,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


async def test_replicas_that_start_together_make_the_tables_once(address: str) -> None:
    stores = await asyncio.gather(*(open_store(address) for _ in range(6)))
    await stores[0].commit(filing())
    assert await stores[5].get(Request, "SME-0001") == filing().record
    for store in stores:
        await store.close()


async def test_an_index_that_came_later_is_made_when_a_store_opens(address: str) -> None:
    store = await open_store(address)
    await store.commit(filing())
    await run(address, "DROP INDEX open_by_fpm")
    await (await open_store(address)).close()
    connection = await asyncpg.connect(address)
    assert await connection.fetchval("SELECT to_regclass('open_by_fpm') IS NOT NULL")
    await connection.close()
    # The replica from before goes on meanwhile.
    await store.commit(step(filing().record))
    await store.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE document_store SET format = format + 1",
            "newer version of this program wrote the store; start that",
        ),
        (
            "UPDATE document_store SET format = format - 1",
            "an earlier version of this program wrote the store, .*; name another folder or database",
        ),
    ],
)
async def test_a_database_of_another_version_is_refused_with_what_to_do(
    address: str, statement: str, said: str
) -> None:
    await (await open_store(address)).close()
    await run(address, statement)
    with pytest.raises(CannotOpen, match=said):
        await open_store(address)


@pytest.mark.parametrize("address", ["postgresql://nobody:secret@127.0.0.1:1/none", "postgresql://%zz"])
async def test_a_database_that_cannot_be_reached_is_named_without_the_password(address: str) -> None:
    with pytest.raises(StoreUnavailable, match="check the address, the user and that the server is up") as refused:
        await open_store(address)
    assert "secret" not in str(refused.value)


async def test_of_fifty_approvals_over_two_replicas_exactly_one_wins(
    replicas: tuple[DocumentStore, DocumentStore],
) -> None:
    filed = filing().record
    await replicas[0].commit(filing())
    first = step(filed)
    changes = [replace(first, event=replace(first.event, details={"reason": str(one)})) for one in range(50)]
    outcomes = await asyncio.gather(
        *(replicas[one % 2].commit(change) for one, change in enumerate(changes)), return_exceptions=True
    )
    winners = [change for change, outcome in zip(changes, outcomes, strict=True) if outcome is None]
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 49
    assert await replicas[1].history("SME-0001") == (filing().event, winners[0].event)
    assert len(await replicas[0].claim(AT, 9, MINUTE)) == 2


async def test_requests_filed_over_two_replicas_all_find_a_number(
    replicas: tuple[DocumentStore, DocumentStore],
) -> None:
    async def file(store: DocumentStore, origin: str) -> None:
        while True:
            number = number_of(await store.last_serial(Request) + 1)
            with suppress(Conflict):
                await store.commit(filing(number, origin=origin))
                return

    await asyncio.gather(*(file(replicas[one % 2], f"draft {one}") for one in range(30)))
    assert await replicas[0].last_serial(Request) == await replicas[1].last_serial(Request) == 30


async def test_a_row_on_loan_to_one_replica_is_not_lent_to_another(
    replicas: tuple[DocumentStore, DocumentStore],
) -> None:
    for serial in range(1, 41):
        await replicas[0].commit(filing(number_of(serial)))
    lent = await asyncio.gather(*(replicas[one % 2].claim(AT, 5, MINUTE) for one in range(8)))
    numbers = [one.task.number for claims in lent for one in claims]
    assert sorted(numbers) == [number_of(serial) for serial in range(1, 41)]


async def test_a_replica_hears_of_anothers_news(replicas: tuple[DocumentStore, DocumentStore]) -> None:
    await asyncio.sleep(0.2)
    waiting = asyncio.create_task(replicas[1].wait(60))
    await replicas[0].commit(filing())
    await asyncio.wait_for(waiting, 10)


async def test_a_replica_listens_again_after_its_line_was_cut(
    address: str, replicas: tuple[DocumentStore, DocumentStore]
) -> None:
    await asyncio.sleep(0.2)
    await cut_lines(address)
    # What was said while nobody listened is asked for as soon as somebody does.
    await asyncio.wait_for(replicas[1].wait(60), 10)
    waiting = asyncio.create_task(replicas[1].wait(60))
    await replicas[0].commit(filing())
    await asyncio.wait_for(waiting, 10)


async def test_nothing_acknowledged_is_lost_when_lines_are_cut_under_load(
    address: str, replicas: tuple[DocumentStore, DocumentStore]
) -> None:
    acknowledged: set[str] = set()
    going_on = True

    async def file(lane: int) -> None:
        serial = lane
        while going_on:
            await replicas[lane % 2].commit(filing(number_of(serial)))
            acknowledged.add(number_of(serial))
            serial += 8

    filers = [asyncio.create_task(file(lane)) for lane in range(1, 9)]
    for _ in range(5):
        await asyncio.sleep(0.1)
        await cut_lines(address)
    going_on = False
    await asyncio.gather(*filers)
    kept = {kept.id async for kept in replicas[0].engine.rows() if kept.table == "requests"}
    owed = {kept.doc["notice"]["number"] async for kept in replicas[0].engine.rows() if kept.table == "agenda"}
    assert len(acknowledged) > 8
    assert acknowledged == kept == owed
    assert await replicas[0].engine.troubles() == []


async def test_a_change_whose_answer_was_lost_is_not_made_twice(
    address: str, replicas: tuple[DocumentStore, DocumentStore]
) -> None:
    change = replace(filing(), closes="new")
    await replicas[0].put_draft(draft())
    await replicas[0].commit(change)
    await cut_lines(address)
    await replicas[1].commit(change)
    assert await replicas[0].history("SME-0001") == (change.event,)
    await replicas[0].put_draft(draft())
    await replicas[1].put_draft(draft())
    with pytest.raises(Conflict):
        await replicas[1].put_draft(replace(draft(), answers={}))


async def until_listening(address: str, count: int) -> None:
    """Return when so many processes listen."""
    text = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    connection = await asyncpg.connect(address)
    async with asyncio.timeout(30):
        while await connection.fetchval(text) < count:
            pass
    await connection.close()


async def test_a_process_hears_of_the_others_news_and_not_of_its_own(address: str) -> None:
    one, two = await open_pool(address, no_jitter), await open_pool(address, no_jitter)
    told: list[str] = []
    by_one: asyncio.Queue[list[str]] = asyncio.Queue()
    by_two: asyncio.Queue[list[str]] = asyncio.Queue()
    listening = [
        asyncio.create_task(one.listen(lambda: by_one.put_nowait([*told]))),
        asyncio.create_task(two.listen(lambda: by_two.put_nowait([*told]))),
    ]
    await until_listening(address, 2)
    async with asyncio.timeout(30):
        # There may have been news before.
        assert (await by_one.get(), await by_two.get()) == ([], [])
        told.append("by one")
        await one.tell()
        assert await by_two.get() == ["by one"]
        told.append("by two")
        await two.tell()
        assert await by_one.get() == ["by one", "by two"]
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    await asyncio.gather(one.close(), two.close())


async def test_before_each_further_try_the_jitter_is_asked_how_long_to_wait(address: str) -> None:
    asked = []

    def jitter() -> float:
        asked.append("how long")
        return 0.0

    async def crossed(_: asyncpg.Connection) -> str:
        if len(asked) < 3:
            raise asyncpg.DeadlockDetectedError
        return "done"

    pool = await open_pool(address, jitter)
    assert await pool.run(crossed) == "done"
    assert len(asked) == 3
    await pool.close()


async def test_a_database_that_is_gone_is_unavailable_in_words(address: str) -> None:
    store = await open_store(address)
    await store.commit(filing())
    await run(address, "DROP TABLE agenda")
    with pytest.raises(StoreUnavailable, match="the database: UndefinedTableError; try again later"):
        await store.commit(step(filing().record))
    assert await store.get(Request, "SME-0001") == filing().record
    await store.close()


async def test_a_filing_that_failed_leaves_no_gap_in_the_numbers(address: str) -> None:
    store = await open_store(address)
    await store.commit(filing(number_of(1)))
    await run(address, "ALTER TABLE agenda RENAME TO away")
    with pytest.raises(StoreUnavailable):
        await store.commit(filing(number_of(2)))
    await run(address, "ALTER TABLE away RENAME TO agenda")
    assert await store.last_serial(Request) == 1
    await store.close()


async def test_a_conversation_has_one_turn_at_a_time_over_replicas(
    replicas: tuple[DocumentStore, DocumentStore],
) -> None:
    one, two = replicas
    assert await one.take_turn("a:pat", "1", "one", AT, LEASE) is Turn.TAKEN
    assert await two.take_turn("a:pat", "2", "two", AT, LEASE) is Turn.BUSY
    assert await two.take_turn("a:fran", "2", "two", AT, LEASE) is Turn.TAKEN
    await one.end_turn("a:pat", "1", "one")
    assert await two.take_turn("a:pat", "2", "two", AT, LEASE) is Turn.TAKEN


async def test_a_message_that_one_replica_has_heard_is_a_repeat_for_the_others(
    replicas: tuple[DocumentStore, DocumentStore],
) -> None:
    one, two = replicas
    for activity in map(str, range(25)):
        assert await one.take_turn("a:pat", activity, "one", AT, LEASE) is Turn.TAKEN
        await one.end_turn("a:pat", activity, "one")
    assert await two.take_turn("a:pat", "24", "two", AT, LEASE) is Turn.REPEATED
    assert await two.take_turn("a:pat", "6", "two", AT, LEASE) is Turn.REPEATED
    assert await two.take_turn("a:pat", "", "two", AT, LEASE) is Turn.TAKEN
    await two.end_turn("a:pat", "", "two")
    assert await two.take_turn("a:pat", "1", "two", AT, LEASE) is Turn.TAKEN


async def test_a_turn_comes_back_when_its_replica_is_gone(replicas: tuple[DocumentStore, DocumentStore]) -> None:
    one, two = replicas
    assert await one.take_turn("a:pat", "1", "one", AT, LEASE) is Turn.TAKEN
    assert await two.take_turn("a:pat", "1", "two", AT + LEASE, LEASE) is Turn.TAKEN
    await one.end_turn("a:pat", "1", "one")
    assert await one.take_turn("a:pat", "9", "one", AT + LEASE, LEASE) is Turn.BUSY


async def one_of_everything(store: DocumentStore) -> None:
    """Keep a little of all there is, some of it on loan and parked."""
    changes: list[Change[Request]] = [filing(), step(filing().record), filing(number_of(10_000)), filing(number_of(2))]
    for change in changes:
        await store.commit(change)
    await store.put_draft(draft())
    await store.put_draft(draft(slot="SME-0001"))
    await store.put_reference(reference())
    for one in (copy("b"), copy("a"), copy("c", number="SME-0002")):
        await store.put_copy(one)
    await store.write_state({"chat": {"turn": 1}, "other": {"odd": "TAB\t ä 👩🏽\u200d💻"}})
    claimed = await store.claim(AT, 2, MINUTE)
    await store.park(claimed[0])
    await store.owe(notice("by itself"), AT)


async def all_rows(store: DocumentStore) -> list[Kept]:
    """Return every row, in an order of its own."""
    return sorted([kept async for kept in store.engine.rows()], key=lambda kept: (kept.table, kept.id))


async def test_a_store_moves_to_postgresql_and_back_as_it_was(tmp_path: Path, address: str) -> None:
    first, middle, last = (
        open_folder(tmp_path / "a"),
        await open_store(address),
        open_folder(tmp_path / "b"),
    )
    await one_of_everything(first)
    counts = await move(first.engine, middle.engine)
    assert await move(middle.engine, last.engine) == counts
    assert counts["requests"] == 3
    assert await all_rows(first) == await all_rows(middle) == await all_rows(last)
    assert await fingerprint(first.engine.rows()) == await fingerprint(last.engine.rows())
    assert await last.engine.troubles() == await middle.engine.troubles() == []
    await first.close()
    await last.close()
    # What came over goes on: the next step is chained to the last one, and drafts follow their revisions.
    await middle.commit(step(step(filing().record).record))
    await middle.put_draft(draft(2))
    assert await middle.engine.troubles() == []
    assert (await middle.copies("SME-0001"))[0].activity_id == "b"
    await middle.close()


async def test_a_store_is_not_moved_into_a_database_that_holds_something(tmp_path: Path, address: str) -> None:
    first, middle = open_folder(tmp_path / "a"), await open_store(address)
    await one_of_everything(first)
    await middle.put_reference(reference())
    with pytest.raises(Conflict, match="not empty"):
        await move(first.engine, middle.engine)
    assert await middle.get(Request, "SME-0001") is None
    await first.close()
    await middle.close()


@pytest.mark.parametrize(
    ("by_hand", "told"),
    [
        (
            "UPDATE events SET doc = replace(doc::text, 'It fits', 'It is a favour')::json",
            "the history of SME-0001: event 2 was changed",
        ),
        (
            "UPDATE requests SET doc = replace(doc::text, '\"serial\":2', '\"serial\":3')::json WHERE id = 'SME-0002'",
            "requests 'SME-0002' is listed under what it does not hold",
        ),
        (
            "UPDATE requests SET doc = '{\"rev\": 1}' WHERE id = 'SME-0002'",
            "requests 'SME-0002' cannot be read (KeyError)",
        ),
        ("UPDATE requests SET doc = '{}' WHERE id = 'SME-0002'", "requests 'SME-0002' cannot be read (KeyError)"),
        (
            "UPDATE requests SET doc = replace(doc::text, 'urgency\":\"2026', 'urgency\":\"2027')::json",
            "requests 'SME-0001' is listed under what it does not hold",
        ),
        ("UPDATE requests SET doc = '7' WHERE id = 'SME-0002'", "requests 'SME-0002' cannot be read (KeyError)"),
        ("DELETE FROM events WHERE id = 'SME-0002/1'", "the history of SME-0002: event 1 is missing"),
    ],
)
async def test_a_change_by_hand_is_found(address: str, by_hand: str, told: str) -> None:
    store = await open_store(address)
    await one_of_everything(store)
    assert await store.engine.troubles() == []
    await run(address, by_hand)
    assert told in await store.engine.troubles()
    await store.close()


async def test_the_operators_commands_work_on_the_database(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = await open_store(address)
    await one_of_everything(store)
    await store.close()
    monkeypatch.setenv("DATABASE_URL", address)
    backup = str(tmp_path / "monday.db")

    def said(*arguments: str) -> tuple[int, str]:
        status = main(list(arguments))
        captured = capsys.readouterr()
        return status, captured.out + captured.err

    assert await asyncio.to_thread(said, "verify") == (0, "Everything is as it was written.\n")
    status, text = await asyncio.to_thread(said, "agenda")
    assert (status, "4 notices and 0 timers are overdue" in text) == (1, True)
    status, text = await asyncio.to_thread(said, "backup", backup)
    assert (status, "holds 3 requests" in text) == (0, True)
    status, text = await asyncio.to_thread(said, "restore", backup)
    assert (status, "name an empty one" in text) == (CANNOT_START, True)
    status, text = await asyncio.to_thread(said, "move-store", "DATABASE_URL", str(tmp_path / "folder"))
    assert (status, "3 requests, 4 events" in text) == (0, True)
    empty = await new_database()
    monkeypatch.setenv("DATABASE_URL", empty)
    assert (await asyncio.to_thread(said, "restore", backup))[0] == 0
    restored = await open_store(empty)
    assert len(await restored.copies("SME-0001")) == 2
    assert (await restored.reference(PAT), await restored.reference(FRAN)) == (reference(), None)
    await restored.close()
    await drop_database(empty)
