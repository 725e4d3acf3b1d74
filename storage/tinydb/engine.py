"""The embedded engine: one thread that writes, in company, and one that reads what is durable.

What waits while one commit reaches the disk shares the next one. Whoever is refused is refused before any of their
documents is written, so nobody else has to be undone; and hears of it once all they could have seen is durable. When
anything else goes wrong, all that shared the commit is undone and done again, each by itself.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import structlog

from playbook.life.ports import Conflict, Damaged, StoreUnavailable
from storage.documents import ABSENT, Ask, Drop, Kept, Put, Witness, Write, batches, damaged
from storage.schema import FORMAT, TABLES
from storage.tinydb.beside import Beside, pages, raise_first
from storage.tinydb.rows import connect, each, is_damage
from storage.tinydb.tables import Database, document
from storage.tinydb.workers import Worker, Works

logger = structlog.stdlib.get_logger(__name__)

T = TypeVar("T")

CLOSED = "the store is closed"


class TinyEngine(Beside, Witness):
    """The one door to an open SQLite file."""

    shared = False

    def __init__(self, path: Path, free: Callable[[], None]) -> None:
        """Serve a file; `free` lets another process have it."""
        super().__init__(path)
        self._free = free
        # Why nothing can be written any more, and why nothing can be believed any more.
        self._read_only = self._corrupt = ""
        self._failed = self._closed = False
        self._inspection: asyncio.TimerHandle | None = None
        self._writing = Worker("store writer", Database(connect(path)), self._write)
        self._reading = Worker("store reader", Database(connect(path, read_only=True)), _read)

    async def look(self, *asks: Ask) -> list[Any]:
        """See Readable; the answer is of what is durable."""
        _expect(CLOSED if self._closed else self._corrupt)
        return await self._done(self._reading, partial(Database.look, asks=asks))

    async def write(self, writes: Sequence[Write]) -> None:
        """See Engine."""
        await self._written(partial(write_all, writes=writes))

    async def write_and_tell(self, writes: Sequence[Write], table: str, key: str) -> bool:
        """See Engine; what else is committed together counts as put before."""
        return await self._written(partial(_write_and_tell, writes=writes, table=table, key=key))

    async def write_each(self, writes: Sequence[Put]) -> list[bool]:
        """See Engine."""
        return await self._written(partial(_write_each, writes=writes))

    async def _written(self, work: Callable[[Database], T]) -> T:
        _expect(CLOSED if self._closed else self._read_only)
        return await self._done(self._writing, work)

    async def _done(self, worker: Worker, work: Callable[[Database], T]) -> T:
        with self._explained():
            return await worker.ask(work)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Say in the house's words what became of it."""
        try:
            yield
        except sqlite3.Error as error:
            if is_damage(error):
                raise self.noted(damaged(str(error))) from error
            raise StoreUnavailable(self._read_only or f"the store: {error}; nothing was changed") from error
        except Damaged as error:
            raise self.noted(error) from error.__cause__

    async def fill(self, rows: AsyncIterator[Kept]) -> None:
        """See Engine."""
        with self._explained(), closing(connect(self._path)) as connection:
            tables = Database(connection)
            connection.execute("BEGIN IMMEDIATE")
            if next(each(connection, *TABLES), None):
                raise Conflict("the store is not empty")
            async for batch in batches(rows):
                table = tables.documents(batch[0].table)
                await asyncio.to_thread(table.insert_multiple, map(document, batch))
            await asyncio.to_thread(connection.commit)

    def hear(self, heard: Callable[[], None]) -> None:
        """Do nothing: there is no other process."""

    def tell(self) -> None:
        """Do nothing: there is no other process."""

    def inspect_later(self, after: float) -> None:
        """Inspect the file in so many seconds, in a thread of its own; one that is damaged serves nobody any more."""
        # Nobody waits for it: a stop does not either.
        thread = Thread(target=self._inspect, name="store inspection", daemon=True)
        self._inspection = asyncio.get_running_loop().call_later(after, thread.start)

    def _inspect(self) -> None:
        try:
            with self._explained(), closing(connect(self._path, read_only=True)) as connection:
                raise_first(pages(connection))
        except Damaged as error:
            self._corrupt = self._read_only = str(error)
        except StoreUnavailable as error:
            logger.critical("store_not_inspected", why=str(error))

    async def check(self) -> None:
        """See Engine; after a failure it tries."""
        if self.damage:
            raise Damaged(self.damage)
        _expect(CLOSED if self._closed else self._read_only)
        if self._failed:
            await self._written(_try_to_write)

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

    def _write(self, tables: Database, works: Works) -> list[Any]:
        # Until it is known how this ends.
        self._failed = True
        try:
            # Closing finishes what waits, so a closed engine still writes here.
            _expect(self._read_only)
            tables.connection.execute("BEGIN IMMEDIATE")
        except (StoreUnavailable, sqlite3.Error) as error:
            return [error] * len(works)
        try:
            # To be refused is an outcome like another, as nothing was written by then.
            outcomes = [_outcome(tables, work, Conflict) for work in works]
            tables.connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing of it is kept
            tables.connection.rollback()
            # After a flush that failed nothing on the disk is certain.
            if getattr(error, "sqlite_errorname", "").endswith("FSYNC"):
                self._read_only = (
                    f"the disk did not confirm a write ({error}); check the disk and start the program again"
                )
            if len(works) == 1:
                return [error]
            return [outcome for work in works for outcome in self._write(tables, [work])]
        self._failed = False
        return outcomes


def _read(tables: Database, works: Works) -> list[Any]:
    tables.connection.execute("BEGIN")
    try:
        return [_outcome(tables, work, Exception) for work in works]
    finally:
        tables.connection.rollback()


def _outcome(tables: Database, work: Callable[[Database], Any], expected: type[Exception]) -> Any:
    try:
        return work(tables)
    except expected as error:
        return error


def _expect(why_not: str) -> None:
    if why_not:
        raise StoreUnavailable(why_not)


def write_all(tables: Database, writes: Sequence[Write]) -> None:
    """Look at all that is there before the first document is written; raise Conflict as Engine.write does."""
    for one, fit in zip(writes, _fits(tables, writes), strict=True):
        if not fit:
            raise Conflict(f"{one.table} {one.id} is not at revision {one.expects}")
    for one in writes:
        _apply(tables, one)


def _write_and_tell(tables: Database, writes: Sequence[Write], table: str, key: str) -> bool:
    write_all(tables, writes)
    return key in tables.documents(table).rows


def _write_each(tables: Database, writes: Sequence[Put]) -> list[bool]:
    fits = _fits(tables, writes)
    for one, fit in zip(writes, fits, strict=True):
        if fit:
            _apply(tables, one)
    return fits


def _fits(tables: Database, writes: Sequence[Write]) -> list[bool]:
    """Tell which are as they were expected. SQLite is asked once for each table.

    Between any two answers of its the event loop may take the interpreter, and the writer has to wait for it again.
    """
    expected: dict[str, list[str]] = {}
    for one in writes:
        if one.expects is not None:
            expected.setdefault(one.table, []).append(one.id)
    stands = {table: tables.documents(table).rows.revisions(ids) for table, ids in expected.items()}
    return [one.expects is None or one.expects == stands[one.table].get(one.id, ABSENT) for one in writes]


def _apply(tables: Database, one: Write) -> None:
    table = tables.documents(one.table)
    if isinstance(one, Drop):
        table.remove(doc_ids=[one.id])  # type: ignore[list-item] # ids are texts here
    elif one.expects == ABSENT:
        table.insert(document(one))
    else:
        table.put(document(one))


def _try_to_write(tables: Database) -> None:
    # Changes nothing, and takes the way to the disk like any change.
    tables.connection.execute(f"PRAGMA user_version = {FORMAT}")
