"""The stores that are measured, each behind the same few verbs."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from tinydb import TinyDB
from tinydb.table import Document

from bench.store_work import approval, filing, number_of, request, state_of
from bot_app.app import fresh_salt
from bot_app.operations.stores import open_engine
from playbook.life.ports import Store
from playbook.requests.record import Request
from storage.codec import encode
from storage.documents import Kept, Put
from storage.records import writes
from storage.schema import EVENTS, REQUESTS
from storage.store import DocumentStore


class Measured(Protocol):
    """An open store."""

    async def file(self, serial: int) -> None:
        """File a request, durably."""

    async def approve(self, serial: int) -> None:
        """Read a request and approve it, durably."""

    async def close(self) -> None:
        """Let go of it."""


class Ours:
    """One of this program's stores."""

    def __init__(self, store: Store) -> None:
        """Measure an open store."""
        self._store = store

    async def file(self, serial: int) -> None:
        """File a request."""
        await self._store.commit(filing(serial))

    async def approve(self, serial: int) -> None:
        """Approve a request."""
        found = await self._store.get(Request, number_of(serial))
        assert found
        await self._store.commit(approval(found))

    async def close(self) -> None:
        """Close the store."""
        await self._store.close()


async def prepared(size: int) -> AsyncIterator[Kept]:
    """Return the documents of a store that has been in use: requests, and the event that filed each."""
    for table in (REQUESTS, EVENTS):
        for serial in range(1, size + 1):
            change = replace(filing(serial, state_of(serial)), notices=())
            for one in writes(change, [], partial(format, serial, "032x"), 1):
                if isinstance(one, Put) and one.table == table:
                    yield Kept(one.table, one.id, one.rev, one.doc)


class StockTinyDb:
    """TinyDB as it comes: one JSON file that is rewritten with every change.

    Each request is one document with its event and its outbox rows inside, so that a change is one write: with a
    table for each, as a store needs it, it would be up to four.
    """

    def __init__(self, folder: Path) -> None:
        """Open the file."""
        self._database = TinyDB(folder / "stock.json")
        self._requests = self._database.table("requests")

    @staticmethod
    def prepare(folder: Path, size: int) -> None:
        """Write a file that has been in use."""
        docs = {str(serial): _whole(serial, closed=True) for serial in range(1, size + 1)}
        (folder / "stock.json").write_text(json.dumps({"requests": docs}), encoding="utf-8")

    async def file(self, serial: int) -> None:
        """Insert a document."""
        self._requests.insert(Document(_whole(serial), doc_id=serial))

    async def approve(self, serial: int) -> None:
        """Read a document and update it."""
        found = self._requests.get(doc_id=serial)
        assert isinstance(found, dict)
        events = [*found["events"], encode(approval(request(serial)).event)]
        self._requests.update({"state": "approved", "revision": 2, "events": events}, doc_ids=[serial])

    async def close(self) -> None:
        """Close the file."""
        self._database.close()


def _whole(serial: int, *, closed: bool = False) -> dict[str, Any]:
    change = filing(serial, state_of(serial)) if closed else filing(serial)
    outbox = [] if closed else [encode(notice) for notice in change.notices]
    return {**encode(change.record), "events": [encode(change.event)], "outbox": outbox}


class BareSqlite:
    """The standard library's sqlite3 with the same rows and no more: one transaction for each change.

    Write-ahead log and synchronous=FULL like ours; calls go to one thread, as the event loop must not wait.
    """

    _TABLES = """
        CREATE TABLE requests (id TEXT PRIMARY KEY, revision INTEGER, state TEXT, doc TEXT);
        CREATE INDEX by_state ON requests (state);
        CREATE TABLE events (id TEXT PRIMARY KEY, doc TEXT);
        CREATE TABLE outbox (id TEXT PRIMARY KEY, due TEXT, doc TEXT);
        CREATE INDEX by_due ON outbox (due);
    """

    def __init__(self, folder: Path) -> None:
        """Open the file."""
        self._connection = _connection(folder)
        self._one_at_a_time = asyncio.Lock()

    @classmethod
    def prepare(cls, folder: Path, size: int) -> None:
        """Make a file that has been in use."""
        connection = _connection(folder)
        connection.executescript(cls._TABLES)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO requests VALUES (?, ?, ?, ?)", _request_rows(size))
        connection.executemany("INSERT INTO events VALUES (?, ?)", _event_rows(size))
        connection.execute("COMMIT")
        connection.close()

    async def file(self, serial: int) -> None:
        """Insert the rows of a filing."""
        async with self._one_at_a_time:
            await asyncio.to_thread(self._file, serial)

    async def approve(self, serial: int) -> None:
        """Read a request and write the rows of its approval."""
        async with self._one_at_a_time:
            await asyncio.to_thread(self._approve, serial)

    def _file(self, serial: int) -> None:
        change = filing(serial)
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        execute("INSERT INTO requests VALUES (?, 1, ?, ?)", (number_of(serial), "submitted", _text(change.record)))
        execute("INSERT INTO events VALUES (?, ?)", (f"{number_of(serial)}/1", _text(change.event)))
        for notice in change.notices:
            execute("INSERT INTO outbox VALUES (?, ?, ?)", (notice.key, change.event.at.isoformat(), _text(notice)))
        execute("COMMIT")

    def _approve(self, serial: int) -> None:
        execute = self._connection.execute
        revision, text = execute("SELECT revision, doc FROM requests WHERE id = ?", (number_of(serial),)).fetchone()
        doc = {**json.loads(text), "revision": revision + 1, "state": "approved"}
        change = approval(request(serial))
        execute("BEGIN IMMEDIATE")
        execute(
            "UPDATE requests SET doc = ?, revision = ?, state = 'approved' WHERE id = ? AND revision = ?",
            (json.dumps(doc), revision + 1, number_of(serial), revision),
        )
        execute("INSERT INTO events VALUES (?, ?)", (f"{number_of(serial)}/{revision + 1}", _text(change.event)))
        key = f"{number_of(serial)}/{revision + 1}/0"
        execute("INSERT INTO outbox VALUES (?, ?, ?)", (key, change.event.at.isoformat(), _text(change.notices[0])))
        execute("COMMIT")

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _connection(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _text(record: Any) -> str:
    return json.dumps(encode(record))


def _request_rows(size: int) -> Iterator[tuple[str, int, str, str]]:
    for serial in range(1, size + 1):
        state = state_of(serial)
        yield number_of(serial), 1, state.value, _text(request(serial, state))


def _event_rows(size: int) -> Iterator[tuple[str, str]]:
    for serial in range(1, size + 1):
        yield f"{number_of(serial)}/1", _text(filing(serial, state_of(serial)).event)


async def prepare(engine: str, address: str, size: int) -> None:
    """Make a store of an engine that has been in use, in a folder or a database."""
    folder = Path(address)
    match engine:
        case "tinydb" | "postgres":
            store = DocumentStore(await open_engine(address), fresh_salt)
            await store.engine.fill(prepared(size))
            await store.close()
        case "stock_tinydb":
            StockTinyDb.prepare(folder, size)
        case "sqlite3":
            BareSqlite.prepare(folder, size)


async def opened(engine: str, address: str) -> Measured:
    """Open a store of an engine."""
    match engine:
        case "stock_tinydb":
            return StockTinyDb(Path(address))
        case "sqlite3":
            return BareSqlite(Path(address))
    return Ours(DocumentStore(await open_engine(address), fresh_salt))
