"""Looking into a file from beside whoever has it open: a running bot's, or a backup's."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from storage.documents import BATCH, Ask, Check, Get, Kept, Tally, kept
from storage.schema import TABLES
from storage.tinydb.inspection import troubles
from storage.tinydb.rows import connect, each
from storage.tinydb.tables import Database, Documents


class Beside:
    """What can be read of a file by whoever comes; see Readable."""

    def __init__(self, path: Path) -> None:
        """Look into a file."""
        self._path = path

    async def look(self, *asks: Ask) -> list[Any]:
        """See Readable."""
        with closing(connect(self._path, read_only=True)) as connection:
            return answers(Database(connection), asks)

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


def answers(tables: Database, asks: Sequence[Ask]) -> list[Any]:
    """Answer questions, each as Readable.look says."""
    return [_answer(tables.documents(ask.table), ask) for ask in asks]


def _answer(table: Documents, ask: Ask) -> Any:
    if isinstance(ask, Tally):
        return table.tally(ask)
    if isinstance(ask, Get):
        found = [table.get(doc_id=key) for key in ask.ids]  # type: ignore[call-overload] # ids are texts here
    else:
        found = table.search(ask.query, ask.order, descending=ask.descending, limit=ask.limit)
    return [kept(ask.table, str(one.doc_id), one) for one in found if one is not None]
