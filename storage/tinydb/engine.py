"""The embedded engine: one thread that writes, in company, and one that reads what is durable.

What waits while one commit reaches the disk shares the next one. Whoever is refused is refused before any of their
documents is written, so nobody else has to be undone; and hears of it once all they could have seen is durable. When
anything else goes wrong, all that shared the commit is undone and done again, each by itself.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from itertools import islice
from threading import Thread
from typing import Any, TypeVar

import structlog
from tinydb.table import Document

from playbook.life.ports import Conflict, Damaged, StoreUnavailable
from storage.documents import ABSENT, Ask, Drop, Get, Kept, Put, Row, Tally, Witness, Write, damaged
from storage.schema import ABOUT, TABLES
from storage.tinydb.rows import each, is_damage, kept
from storage.tinydb.tables import Database
from storage.tinydb.workers import Job, Jobs, Worker, fail

logger = structlog.stdlib.get_logger(__name__)

T = TypeVar("T")

CLOSED = "the store is closed"
BATCH = 500
# Under these names stands what the program keeps for itself.
FILLING, HEALTH = "filling", "health"


class TinyEngine(Witness):
    """The one door to an open SQLite file."""

    shared = False

    def __init__(
        self, writer: sqlite3.Connection, reader: Callable[[], sqlite3.Connection], free: Callable[[], None]
    ) -> None:
        """Write by one connection, read by others to the same file; `free` lets another process have it."""
        self._tables = Database(writer)
        self._reader = reader
        durable = reader()
        self._durable = Database(durable)
        self._free = free
        # Why nothing can be written any more, and why nothing can be believed any more.
        self._read_only = self._corrupt = ""
        self._failed = self._closed = False
        self._inspection: asyncio.TimerHandle | None = None
        self._writing = Worker("store writer", writer, self._write)
        self._reading = Worker("store reader", durable, self._read)

    async def look(self, *asks: Ask) -> list[Any]:
        """See Engine; the answer is of what is durable."""
        _expect(CLOSED if self._closed else self._corrupt)
        return await self._asked(self._reading, partial(answers, asks=asks))

    async def write(self, writes: Sequence[Write]) -> None:
        """See Engine."""
        await self._written(partial(_write_all, writes=writes))

    async def write_each(self, writes: Sequence[Put]) -> list[bool]:
        """See Engine."""
        return await self._written(partial(_write_each, writes=writes))

    async def _written(self, work: Callable[[Database], T]) -> T:
        _expect(CLOSED if self._closed else self._corrupt or self._read_only)
        return await self._asked(self._writing, work)

    async def _asked(self, worker: Worker, work: Callable[[Database], T]) -> T:
        try:
            return await worker.ask(work)
        except Damaged as error:
            raise self.noted(error) from error.__cause__

    async def rows(self) -> AsyncIterator[Kept]:
        """See Engine."""
        connection = self._reader()
        try:
            connection.execute("BEGIN")
            kept = (one for table in TABLES for one in each(connection, table))
            found = (one for one in kept if one.table != ABOUT or one.id not in (FILLING, HEALTH))
            while batch := await asyncio.to_thread(lambda: list(islice(found, BATCH))):
                for one in batch:
                    yield one
        finally:
            connection.close()

    async def fill(self, rows: AsyncIterator[Kept]) -> None:
        """See Engine; a store that was not filled to its end does not open again."""
        await self._written(_begin_filling)
        batch: list[Kept] = []
        async for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                await self._written(partial(_insert, rows=tuple(batch)))
                batch.clear()
        await self._written(partial(_insert, rows=tuple(batch)))
        await self.write([Drop(ABOUT, FILLING)])

    def hear(self, heard: Callable[[], None]) -> None:
        """Do nothing: there is no other process."""

    def tell(self) -> None:
        """Do nothing: there is no other process."""

    def inspect_later(self, inspect: Callable[[], None], after: float) -> None:
        """Inspect the store in so many seconds, in a thread of its own; one that is damaged serves nobody any more."""

        def run() -> None:
            try:
                inspect()
            except (Damaged, sqlite3.Error) as error:
                found = _unavailable(error) if isinstance(error, sqlite3.Error) else error
                self._corrupt = str(found) if isinstance(found, Damaged) else ""
                logger.critical("store_damaged" if self._corrupt else "store_not_inspected", why=str(found))

        # Nobody waits for it: a stop does not either.
        thread = Thread(target=run, name="store inspection", daemon=True)
        self._inspection = asyncio.get_running_loop().call_later(after, thread.start)

    async def check(self) -> None:
        """See Engine; after a failure it tries."""
        if self._corrupt or self.damage:
            raise Damaged(self._corrupt or self.damage)
        _expect(CLOSED if self._closed else self._read_only)
        if self._failed:
            await self.write([Put(ABOUT, HEALTH, {"tried": True})])
            await self.write([Drop(ABOUT, HEALTH)])

    async def close(self) -> None:
        """Finish what waits, then let go of the file. Closing twice is harmless."""
        if self._closed:
            return
        self._closed = True
        if self._inspection:
            self._inspection.cancel()
        self._reading.hand_over()
        self._writing.hand_over()
        await asyncio.to_thread(self._stop)

    def _stop(self) -> None:
        self._reading.stop()
        self._writing.stop()
        self._free()

    def _write(self, jobs: Jobs) -> None:
        connection = self._tables.connection
        # Closing finishes what waits, so a closed engine still writes here.
        if why_not := self._corrupt or self._read_only:
            return fail(jobs, StoreUnavailable(why_not))
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            return fail(jobs, self._judged(error))
        try:
            for job in jobs:
                _do(job, self._tables)
            connection.execute("COMMIT")
            self._failed = False
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing of it is kept
            connection.rollback()
            judged = self._judged(error) if isinstance(error, sqlite3.Error) else error
            if len(jobs) == 1:
                return fail(jobs, judged)
            for job in jobs:
                self._write([job])

    def _judged(self, error: sqlite3.Error) -> StoreUnavailable:
        """Return what to say of an error of SQLite's. After a flush that failed nothing on the disk is certain."""
        self._failed = True
        if getattr(error, "sqlite_errorname", "").endswith("FSYNC"):
            self._read_only = f"the disk did not confirm a write ({error}); check the disk and start the program again"
            return StoreUnavailable(self._read_only)
        return _unavailable(error)

    def _read(self, jobs: Jobs) -> None:
        connection = self._durable.connection
        try:
            connection.execute("BEGIN")
            for job in jobs:
                try:
                    _do(job, self._durable)
                except sqlite3.Error as error:
                    job.error = _unavailable(error)
                except Exception as error:  # noqa: BLE001 - whatever it is, who waits must hear of it
                    job.error = error
        finally:
            connection.rollback()


def _do(job: Job[Any], tables: Database) -> None:
    """Do some work; to be refused is an outcome like another, as nothing was written by then."""
    try:
        job.result, job.error = job.work(tables), None
    except Conflict as refused:
        job.error = refused


def _expect(why_not: str) -> None:
    if why_not:
        raise StoreUnavailable(why_not)


def answers(tables: Database, asks: Sequence[Ask]) -> list[Any]:
    """Answer questions, each as Engine.look says."""
    return [_answer(tables, ask) for ask in asks]


def _answer(tables: Database, ask: Ask) -> Any:
    table = tables.documents(ask.table)
    match ask:
        case Get():
            found = [table.get(doc_id=key) for key in ask.ids]  # type: ignore[call-overload] # ids are texts here
            return [kept(ask.table, one.doc_id, one) for one in found if one is not None]
        case Tally():
            return table.tally(ask)
    return [kept(ask.table, str(one.doc_id), one) for one in table.answers(ask)]


def _write_all(tables: Database, writes: Sequence[Write]) -> None:
    """Look at all that is there before the first document is written."""
    for one in writes:
        if not _fits(tables, one):
            raise Conflict(f"{one.table} {one.id} is not at revision {one.expects}")
    for one in writes:
        _apply(tables, one)


def _write_each(tables: Database, writes: Sequence[Put]) -> list[bool]:
    fits = [_fits(tables, one) for one in writes]
    for one, fit in zip(writes, fits, strict=True):
        if fit:
            _apply(tables, one)
    return fits


def _fits(tables: Database, one: Write) -> bool:
    return one.expects is None or one.expects == tables.documents(one.table).rows.revision(one.id)


def _apply(tables: Database, one: Write) -> None:
    table = tables.documents(one.table)
    if isinstance(one, Drop):
        table.remove(doc_ids=[one.id])  # type: ignore[list-item] # ids are texts here
    elif one.expects == ABSENT:
        table.insert(document(one.id, one.rev, one.doc))
    else:
        table.put(document(one.id, one.rev, one.doc))


def document(key: str, rev: int, doc: Row) -> Document:
    """Return a document as TinyDB takes it, its revision beside what it says."""
    return Document({"rev": rev, **doc}, doc_id=key)  # type: ignore[arg-type] # ids are texts here


def _begin_filling(tables: Database) -> None:
    if any(next(each(tables.connection, table), None) for table in TABLES):
        raise Conflict("the store is not empty")
    tables.documents(ABOUT).insert(document(FILLING, 1, {}))


def _insert(tables: Database, rows: Sequence[Kept]) -> None:
    for one in rows:
        tables.documents(one.table).insert(document(one.id, one.rev, one.doc))


def _unavailable(error: sqlite3.Error) -> StoreUnavailable:
    told = damaged(str(error)) if is_damage(error) else StoreUnavailable(f"the store: {error}; nothing was changed")
    told.__cause__ = error
    return told
