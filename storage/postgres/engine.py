"""The engine on PostgreSQL: one statement for everything that is asked or written at once."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import asyncpg
from asyncpg import Connection, Record

from playbook.life.ports import Conflict, Damaged
from storage.documents import BATCH, Ask, Check, Get, Kept, Put, Tally, Witness, Write, batches, kept, row_of, written
from storage.inspection import Inspection
from storage.postgres.pool import Pool
from storage.postgres.statements import question, replacing_each, writing
from storage.queries import quoted
from storage.schema import TABLES


class PostgresEngine(Witness):
    """Documents in a database whose tables are there."""

    shared = True

    def __init__(self, pool: Pool) -> None:
        """Serve an open pool."""
        self._pool = pool
        self._tasks: list[asyncio.Task[None]] = []
        self._telling: asyncio.Task[None] | None = None

    async def look(self, *asks: Ask) -> list[Any]:
        """See Engine."""
        text, values = question(asks)
        rows = await self._pool.run(lambda connection: connection.fetch(text, *values))
        rows.sort(key=lambda row: (row["ask"], row["nth"]))
        return [_answer(ask, [row for row in rows if row["ask"] == number]) for number, ask in enumerate(asks)]

    async def write(self, writes: Sequence[Write]) -> None:
        """See Engine."""
        if not writes:
            return
        text, values = writing(writes)
        if not await self._pool.run(lambda connection: _written(connection, text, values)):
            raise Conflict("a document is not at the revision that was expected")

    async def write_and_tell(self, writes: Sequence[Write], table: str, key: str) -> bool:
        """See Engine. A statement does not see what is committed while it runs, so it takes another one."""
        await self.write(writes)
        [found] = await self.look(Get(table, (key,)))
        return bool(found)

    async def write_each(self, writes: Sequence[Put]) -> list[bool]:
        """See Engine."""
        text, values = replacing_each(writes)
        rows = await self._pool.run(lambda connection: connection.fetch(text, *values))
        written_ids = {row["id"] for row in rows}
        return [one.id in written_ids for one in writes]

    async def rows(self) -> AsyncIterator[Kept]:
        """See Engine."""
        async with self._pool.lend() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
            for table in TABLES:
                text = f"SELECT id, doc FROM {quoted(table)} ORDER BY place, id"
                async for row in connection.cursor(text, prefetch=BATCH):
                    yield _kept(table, row)

    async def troubles(self, check: Check | None = None) -> list[str]:
        """See Readable."""
        inspection = Inspection(check)
        async for one in self.rows():
            inspection.take(one)
        return list(inspection.troubles())

    async def fill(self, rows: AsyncIterator[Kept]) -> None:
        """See Engine."""
        async with self._pool.lend() as connection, connection.transaction():
            for table in TABLES:
                if await connection.fetchval(f"SELECT EXISTS (SELECT 1 FROM {quoted(table)})"):
                    raise Conflict(f"the database is not empty: it has {table}")
            async for batch in batches(rows):
                text = f"INSERT INTO {quoted(batch[0].table)} (id, doc) VALUES ($1, $2)"
                await connection.executemany(text, [(one.id, written(row_of(one))) for one in batch])

    def hear(self, heard: Callable[[], None]) -> None:
        """Listen for the other replicas' news from now on."""
        self._tasks.append(asyncio.create_task(self._pool.listen(heard)))

    def tell(self) -> None:
        """Wake the others soon: one word of it is enough for all that happens meanwhile."""
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._pool.tell())

    async def check(self) -> None:
        """See Engine."""
        if self.damage:
            raise Damaged(self.damage)
        await self._pool.run(lambda connection: connection.fetchval("SELECT 1"))

    async def close(self) -> None:
        """Let go of the connections."""
        tasks = [*self._tasks, *([self._telling] if self._telling else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._pool.close()


async def _written(connection: Connection, text: str, values: Sequence[Any]) -> bool:
    try:
        return bool(await connection.fetchval(text, *values))
    except asyncpg.UniqueViolationError:
        return False


def _answer(ask: Ask, rows: list[Record]) -> Any:
    if isinstance(ask, Tally):
        return {row["id"]: row["count"] for row in rows}
    return [_kept(ask.table, row) for row in rows]


def _kept(table: str, row: Record) -> Kept:
    doc = json.loads(row["doc"])
    # What was bent by hand may be no object, or have no revision: reading the record tells of it.
    doc = doc if isinstance(doc, dict) else {}
    return kept(table, row["id"], doc)
