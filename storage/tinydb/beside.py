"""Looking into a file from beside whoever has it open: a running bot's, or a backup's.

Looking through it takes in every page, every index, every row and every history.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Generator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from storage.documents import BATCH, Ask, Check, Kept, damaged, kept
from storage.inspection import Inspection
from storage.schema import TABLES
from storage.tinydb.rows import connect, each, read, stored
from storage.tinydb.tables import Database


class Beside:
    """What can be read of a file by whoever comes; see Readable."""

    def __init__(self, path: Path) -> None:
        """Look into a file."""
        self._path = path

    async def look(self, *asks: Ask) -> list[Any]:
        """See Readable."""
        with closing(connect(self._path, read_only=True)) as connection:
            return Database(connection).look(asks)

    async def rows(self) -> AsyncIterator[Kept]:
        """See Readable."""
        with closing(connect(self._path, read_only=True)) as connection:
            connection.execute("BEGIN")
            found = each(connection, *TABLES)
            while batch := await asyncio.to_thread(lambda: list(islice(found, BATCH))):
                for one in batch:
                    yield one

    async def troubles(self, check: Check | None = None) -> list[str]:
        """See Readable; SQLite's own structure is looked through as well."""
        return await asyncio.to_thread(self._troubles, check)

    def _troubles(self, check: Check | None) -> list[str]:
        try:
            with closing(connect(self._path, read_only=True)) as connection:
                connection.execute("BEGIN")
                return list(troubles(connection, check))
        except sqlite3.DatabaseError as error:
            return [f"SQLite says: {error}"]


def raise_first(found: Generator[str, None, None]) -> None:
    """Raise Damaged with the first thing that is not as it was written, if any; no more is looked for."""
    with closing(found):
        trouble = next(found, "")
    if trouble:
        raise damaged(trouble)


def troubles(connection: sqlite3.Connection, check: Check | None = None) -> Generator[str, None, None]:
    """Return what is wrong, one sentence each, as the caller's transaction sees the store. Reads everything once."""
    # SQLite compares every index with the documents as well.
    yield from pages(connection)
    inspection = Inspection(check)
    intact = True
    for table in TABLES:
        for row in stored(connection, table):
            try:
                inspection.take(kept(table, row[0], read(table, *row)))
            except Exception as error:  # noqa: BLE001 - a damaged row can fail in any way, and the look goes on
                intact = False
                yield str(error)
    # A damaged row would end the reading of the histories, and has been told of.
    if intact:
        yield from inspection.troubles()


def pages(connection: sqlite3.Connection) -> Generator[str, None, None]:
    """Return what is wrong with SQLite's own structure, one sentence each."""
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"SQLite says: {line}"
