"""Decide at once, write in company: changes that wait while one write runs share the next.

Two views of the tables, and which one to ask:

* `accepted` holds every change that was decided, in order. Conflicts and the next number are decided on it.
* what is durable. Everything that is shown to people is read from it, so nobody sees a change that is lost.

When a write fails, `accepted` falls back to what is durable, and everybody who decided on top of it is told.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from tinydb.storages import Storage

from playbook.store import StoreUnavailable
from storage.durable import DurableStorage, Tables
from storage.tables import Database

T = TypeVar("T")


class Stage(Storage):
    """Tables in memory, on which a change is tried before it is written."""

    def __init__(self, tables: Tables) -> None:
        """Begin with these tables."""
        self.tables = tables

    def read(self) -> Tables:
        """Return the tables; the outer dict is the caller's own."""
        return dict(self.tables)

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Accept the tables."""
        self.tables = cast(Tables, dict(data))


class Commits:
    """The one line in front of the file. Everything but the write itself happens in the event loop."""

    def __init__(self, storage: DurableStorage) -> None:
        """Stand in front of an open storage."""
        self._storage = storage
        self._stage = Stage(storage.read())
        self._kept = self._stage.tables
        self._in_flight: Tables | None = None
        self._aboard: list[asyncio.Future[None]] = []
        self._waiting: list[asyncio.Future[None]] = []
        self._writer: asyncio.Task[None] | None = None
        self._failed = False
        self.accepted = Database(storage=lambda: self._stage)
        self.durable = Database(storage=lambda: storage)

    async def run(self, decide: Callable[[], T]) -> T:
        """Let `decide` change the accepted tables and return its result once that is durable.

        What it raises undoes what it did, and is raised once everything it could have seen is durable, so that
        who reads again finds the reason. Raise StoreUnavailable when the write failed.
        """
        self._storage.usable()
        before = self._stage.tables
        try:
            result = decide()
        except Exception:
            self._stage.tables = before
            await self._until_kept()
            raise
        await self._until_kept()
        return result

    async def check(self) -> None:
        """Raise StoreUnavailable when writing is impossible. After a failure this tries a write."""
        self._storage.usable()
        if self._failed:
            await self._written()

    async def close(self) -> None:
        """Finish what waits, then let go of the file."""
        if self._writer is not None:
            await asyncio.wait([self._writer])
        self._storage.close()

    async def _until_kept(self) -> None:
        if self._stage.tables is not self._kept:
            await self._written()

    async def _written(self) -> None:
        """Wait until the accepted tables as they are now have been written."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line = self._aboard if self._stage.tables is self._in_flight else self._waiting
        line.append(written)
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_all())
        await written

    async def _write_all(self) -> None:
        while self._waiting:
            self._aboard, self._waiting = self._waiting, []
            self._in_flight = tables = self._stage.tables
            try:
                await asyncio.to_thread(self._storage.write, tables)
            except Exception as error:  # noqa: BLE001 - whatever went wrong, everybody who waits must hear of it
                self._fall_back(error)
            else:
                self._failed, self._kept = False, tables
                _tell(self._aboard, None)
            self._in_flight = None
        self._writer = None

    def _fall_back(self, error: Exception) -> None:
        """Undo the failed changes, and the later ones too: they were decided on top of them."""
        self._failed = True
        self._stage.tables = self._kept
        later, self._waiting = self._waiting, []
        _tell([*self._aboard, *later], error)


def _tell(waiting: list[asyncio.Future[None]], error: Exception | None) -> None:
    for one in waiting:
        if one.done():
            continue
        if error is None:
            one.set_result(None)
        else:
            one.set_exception(_unavailable(error))


def _unavailable(error: Exception) -> StoreUnavailable:
    told = StoreUnavailable(str(error))
    told.__cause__ = error
    return told
