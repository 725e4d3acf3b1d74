"""Two threads beside the event loop: one that writes, in company, and one that reads what is durable.

What waits while one commit reaches the disk shares the next one. Everybody hears of their own change once it is
durable, and so does whoever was refused because of it. When a commit fails, all that shared it failed.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

import structlog

from playbook.life.ports import Damaged, StoreUnavailable
from storage.archive import Row
from storage.rows import SqlRows, damaged
from storage.tables import Database

logger = structlog.stdlib.get_logger(__name__)

T = TypeVar("T")

CLOSED = "the store is closed"
BATCH = 500


@dataclass(frozen=True)
class Job(Generic[T]):
    """Some work on the tables, and who waits for it."""

    work: Callable[[Database], T]
    future: "asyncio.Future[T]"


@dataclass
class Done:
    """How a job ended."""

    future: "asyncio.Future[Any]"
    result: object = None
    error: BaseException | None = None


class Worker:
    """A thread with a connection of its own that takes jobs in order, as many together as wait.

    What is asked in one pass of the event loop is handed over at its end, so that it waits together.
    """

    def __init__(self, name: str, connection: sqlite3.Connection, do: Callable[[list[Job[Any]]], list[Done]]) -> None:
        """Begin to work."""
        self._connection = connection
        self._do = do
        self._asked: list[Job[Any]] = []
        self._jobs: SimpleQueue[list[Job[Any]]] = SimpleQueue()
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    async def ask(self, work: Callable[[Database], T]) -> T:
        """Have some work done; return what it returns, raise what it raises."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        if not self._asked:
            loop.call_soon(self._hand_over)
        self._asked.append(Job(work, future))
        return await future

    def _hand_over(self) -> None:
        if self._asked:
            self._jobs.put(self._asked)
            self._asked = []

    def stop(self) -> None:
        """Finish what waits and close the connection. Blocks."""
        self._hand_over()
        self._jobs.put([])
        self._thread.join()

    def _run(self) -> None:
        while jobs := self._waiting():
            _tell(self._do(jobs))
        self._connection.close()

    def _waiting(self) -> list[Job[Any]]:
        """Return all jobs that wait, at least one; none at the end."""
        jobs = self._jobs.get()
        while jobs and not self._jobs.empty():
            more = self._jobs.get()
            if not more:
                self._jobs.put([])
                break
            jobs += more
        return jobs


class Engine:
    """The one door to an open SQLite file. `write` returns when the work is durable."""

    def __init__(
        self, writer: sqlite3.Connection, reader: Callable[[], sqlite3.Connection], free: Callable[[], None]
    ) -> None:
        """Write by one connection, read by others to the same file; `free` lets another process have it."""
        self._rows = SqlRows(writer)
        self._tables = Database(self._rows)
        self._reader = reader
        durable = reader()
        self._durable = Database(SqlRows(durable))
        self._free = free
        # Why nothing can be written any more, why nothing can be believed any more, and what alone cannot be.
        self._read_only = self._corrupt = self._damage = ""
        self._failed = self._closed = False
        self._inspection: asyncio.TimerHandle | None = None
        self._writing = Worker("store writer", writer, self._write)
        self._reading = Worker("store reader", durable, self._read)

    async def write(self, work: Callable[[Database], T]) -> T:
        """Let `work` change the tables and return its result once that is durable.

        What it raises undoes what it did, and is raised once everything it could have seen is durable. Raise
        StoreUnavailable when the write failed.
        """
        self.usable()
        return await self._asked(self._writing, work)

    async def read(self, work: Callable[[Database], T]) -> T:
        """Let `work` look at what is durable."""
        self._expect(CLOSED if self._closed else self._corrupt)
        return await self._asked(self._reading, work)

    async def _asked(self, worker: Worker, work: Callable[[Database], T]) -> T:
        try:
            return await worker.ask(work)
        except Damaged as error:
            if not self._damage:
                logger.critical("store_damaged", why=str(error))
            self._damage = str(error)
            raise

    async def snapshot(self, tables: Sequence[str]) -> AsyncIterator[tuple[str, str, Row]]:
        """Return all rows of these tables as they are at this moment, in the order in which they came."""
        connection = self._reader()
        try:
            connection.execute("BEGIN")
            rows = SqlRows(connection)
            found = ((table, key, row) for table in tables for key, row in rows.each(table))
            while batch := await asyncio.to_thread(lambda: list(islice(found, BATCH))):
                for one in batch:
                    yield one
        finally:
            connection.close()

    def usable(self) -> None:
        """Raise StoreUnavailable when no write can succeed any more."""
        self._expect(CLOSED if self._closed else self._corrupt or self._read_only)

    def _expect(self, why_not: str) -> None:
        if why_not:
            raise StoreUnavailable(why_not)

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
        """Raise Damaged once damage was met, StoreUnavailable when writing is impossible; after a failure, try."""
        if self._corrupt or self._damage:
            raise Damaged(self._corrupt or self._damage)
        self.usable()
        if self._failed:
            await self.write(_try_to_write)

    async def close(self) -> None:
        """Finish what waits, then let go of the file. Closing twice is harmless."""
        if not self._closed:
            self._closed = True
            if self._inspection:
                self._inspection.cancel()
            await asyncio.to_thread(self._stop)

    def _stop(self) -> None:
        self._reading.stop()
        self._writing.stop()
        self._free()

    def _write(self, jobs: list[Job[Any]]) -> list[Done]:
        try:
            # Closing finishes what waits, so a closed engine still writes here.
            self._expect(self._corrupt or self._read_only)
            done = self._together(jobs) or self._one_by_one(jobs)
        except (sqlite3.Error, StoreUnavailable) as error:
            return self._undo(jobs, error)
        self._failed = False
        return done

    def _together(self, jobs: list[Job[Any]]) -> list[Done] | None:
        """Write all jobs in one go; None, with nothing written, when one was refused after it had begun to write."""
        connection = self._rows.connection
        connection.execute("BEGIN IMMEDIATE")
        done = []
        for job in jobs:
            before = connection.total_changes
            done.append(self._try(job))
            if done[-1].error is not None and connection.total_changes != before:
                self._rows.roll_back()
                return None
        connection.execute("COMMIT")
        return done

    def _one_by_one(self, jobs: list[Job[Any]]) -> list[Done]:
        """Write the jobs in one commit, each behind a mark to go back to. The marks cost about a job's own time."""
        execute = self._rows.connection.execute
        execute("BEGIN IMMEDIATE")
        done = []
        for job in jobs:
            execute("SAVEPOINT job")
            done.append(self._try(job))
            if done[-1].error is not None:
                execute("ROLLBACK TO job")
            execute("RELEASE job")
        execute("COMMIT")
        return done

    def _try(self, job: Job[Any]) -> Done:
        try:
            return Done(job.future, result=job.work(self._tables))
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, who waits must hear of it
            return Done(job.future, error=error)

    def _undo(self, jobs: list[Job[Any]], error: Exception) -> list[Done]:
        self._failed = True
        self._rows.roll_back()
        if isinstance(error, sqlite3.Error):
            error = self._judged(error)
        return [Done(job.future, error=error) for job in jobs]

    def _judged(self, error: sqlite3.Error) -> StoreUnavailable:
        """Return what to say of an error of SQLite's. After a flush that failed nothing on the disk is certain."""
        name = getattr(error, "sqlite_errorname", "")
        if name.endswith("FSYNC"):
            self._read_only = f"the disk did not confirm a write ({error}); check the disk and start the program again"
            return StoreUnavailable(self._read_only)
        return _unavailable(error)

    def _read(self, jobs: list[Job[Any]]) -> list[Done]:
        return [self._look(job) for job in jobs]

    def _look(self, job: Job[Any]) -> Done:
        try:
            return Done(job.future, result=job.work(self._durable))
        except sqlite3.Error as error:
            return Done(job.future, error=_unavailable(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, who waits must hear of it
            return Done(job.future, error=error)


def _unavailable(error: sqlite3.Error) -> StoreUnavailable:
    corrupt = getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
    told = damaged(str(error)) if corrupt else StoreUnavailable(f"the store: {error}; nothing was changed")
    told.__cause__ = error
    return told


def _try_to_write(tables: Database) -> None:
    tables.rows("about").put("health", {"tried": True})
    tables.rows("about").drop("health")


def _tell(done: list[Done]) -> None:
    """Hand the outcomes over to the event loop in one go."""
    # A loop that has been closed has nobody left who waits.
    with suppress(RuntimeError):
        done[0].future.get_loop().call_soon_threadsafe(_settle, done)


def _settle(done: list[Done]) -> None:
    for one in done:
        if one.future.done():
            continue
        if one.error is not None:
            one.future.set_exception(one.error)
        else:
            one.future.set_result(one.result)
