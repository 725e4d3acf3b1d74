"""The Store protocol on PostgreSQL, one statement for nearly every method. Several replicas may have one open."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar

from asyncpg import Connection
from asyncpg import Record as Row

from playbook.life.ports import Change, Claimed, Conflict, Copy, Dossier, Page, Query, Reference, Turn
from playbook.life.records import Draft, Event, Notice, Record
from playbook.people import PersonKey
from storage.archive import StoredRow
from storage.chain import digest
from storage.changes import NewRows
from storage.codec import decode, encode, plain, table_of
from storage.document_ids import copy_id
from storage.layout import serial
from storage.postgres import archive, inspection, sql
from storage.postgres.commits import commit
from storage.postgres.dossiers import dossier
from storage.postgres.finding import statement
from storage.postgres.migrate import migrate
from storage.postgres.outbox import Outbox
from storage.postgres.pool import Pool, no_jitter, open_pool
from storage.postgres.text import copy_values, loaded
from storage.rows import written

R = TypeVar("R", bound=Record)


class PostgresStore:
    """The Store protocol. Returned records are made anew each time and may be kept."""

    def __init__(self, pool: Pool) -> None:
        """Serve an open pool; `open` is the way to get one."""
        self._pool = pool
        self._outbox = Outbox(pool)
        self._hint = asyncio.Event()
        # Numbers that this process is filing count as taken, so that those who file at one moment do not collide.
        self._highest = 0
        self._listening = asyncio.create_task(pool.listen(self._hint.set))
        self._telling: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, url: str, jitter: Callable[[], float] = no_jitter) -> "PostgresStore":
        """Connect and migrate; raise StoreUnavailable with what to do when that is not possible.

        `jitter`, a number from 0 to 1, keeps replicas from trying again at the same moment.
        """
        pool = await open_pool(url, jitter)
        try:
            await pool.run(migrate)
        except BaseException:
            await pool.close()
            raise
        return cls(pool)

    async def commit(self, change: Change[R]) -> None:
        """Write request, event, notices and draft removal together; see Store."""
        new = NewRows(change)
        if change.expected == 0:
            self._highest = max(self._highest, serial(change.record.number))
        try:
            await self._pool.run(lambda connection: commit(connection, change, new))
        except BaseException:
            # The number may not be taken after all, and must not leave a gap. The database knows.
            self._highest = 0
            raise
        if change.notices:
            self._news()

    async def get(self, kind: type[R], number: str) -> R | None:
        """Return the record of that kind as it now is."""
        doc = await self._value(f"SELECT doc FROM {table_of(kind)} WHERE number = $1", number)
        return decode(kind, loaded(doc)) if doc else None

    async def history(self, number: str) -> tuple[Event, ...]:
        """Return the request's events, oldest first."""
        rows = await self._rows("SELECT doc FROM events WHERE number = $1 ORDER BY seq", number)
        return tuple(decode(Event, loaded(row["doc"])) for row in rows)

    async def dossier(
        self, kind: type[R], number: str, people: Collection[PersonKey] = (), load_states: Collection[str] = ()
    ) -> Dossier[R] | None:
        """Return all that a record is shown by."""
        return await self._pool.run(lambda connection: dossier(connection, kind, number, people, load_states))

    async def find(self, kind: type[R], query: Query, limit: int = 50, after: str | None = None) -> Page[R]:
        """Return one page of the matching records of that kind, newest number first."""
        text, values = statement(table_of(kind), query, limit + 1, after)
        found = [decode(kind, loaded(row["doc"])) for row in await self._rows(text, *values)]
        page = tuple(found[:limit])
        return Page(page, page[-1].number if page and len(found) > limit else None)

    async def last_number(self) -> int:
        """Return the highest number in use, those included that this process is just filing."""
        found = await self._value("SELECT max(serial) FROM requests")
        self._highest = max(self._highest, found or 0)
        return self._highest

    async def put_draft(self, draft: Draft) -> None:
        """Keep a draft; raise Conflict unless its revision follows what is stored."""
        values = (draft.owner, draft.slot, draft.id, draft.revision, written(encode(draft)))
        text = sql.NEW_DRAFT if draft.revision == 1 else sql.NEXT_DRAFT
        if await self._value(text, *values):
            return
        # The answer to an earlier try may have been lost on its way.
        kept = await self._value("SELECT doc FROM drafts WHERE owner = $1 AND slot = $2", draft.owner, draft.slot)
        if kept != values[-1]:
            raise Conflict(f"the draft {draft.slot!r} is not at revision {draft.revision - 1}")

    async def draft(self, owner: PersonKey, slot: str) -> Draft | None:
        """Return a person's draft."""
        doc = await self._value("SELECT doc FROM drafts WHERE owner = $1 AND slot = $2", owner, slot)
        return decode(Draft, loaded(doc)) if doc else None

    async def drafts(self, owner: PersonKey) -> tuple[Draft, ...]:
        """Return all drafts of a person, latest change first."""
        rows = await self._rows("SELECT doc FROM drafts WHERE owner = $1", owner)
        drafts = (decode(Draft, loaded(row["doc"])) for row in rows)
        return tuple(sorted(drafts, key=lambda draft: draft.changed_at, reverse=True))

    async def drop_draft(self, owner: PersonKey, slot: str) -> None:
        """Forget a draft; no error when there is none."""
        await self._rows("DELETE FROM drafts WHERE owner = $1 AND slot = $2", owner, slot)

    async def owe(self, notice: Notice, at: datetime) -> None:
        """Put a notice into the outbox that no change brings."""
        await self._outbox.owe(notice, at)
        self._news()

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed, ...]:
        """Lend due outbox rows, oldest first."""
        return await self._outbox.claim(now, limit, lease)

    async def settle(self, claimed: Claimed, retry_at: datetime | None) -> None:
        """End a loan: delivered (None), or to be tried again at `retry_at`."""
        await self._outbox.settle(claimed, retry_at)
        if retry_at is not None:
            self._hint.set()

    async def settle_with(self, claimed: Claimed, copy: Copy) -> bool:
        """End a loan: delivered, and a card was left in a chat."""
        return await self._outbox.settle_with(claimed, copy)

    async def park(self, claimed: Claimed) -> None:
        """End a loan until the row's person is released."""
        await self._outbox.park(claimed)

    async def release(self, person: PersonKey, now: datetime) -> None:
        """Make the parked rows of this person due. A row on loan that is parked afterwards is due as well."""
        if await self._outbox.release(person, now):
            self._news()

    async def wait(self, seconds: float) -> None:
        """Return when outbox rows may be due, at the latest after `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hint.wait()
        self._hint.clear()

    def _news(self) -> None:
        """Wake this process at once and the others soon: one word of it is enough for all that happens meanwhile."""
        self._hint.set()
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._pool.tell())

    async def put_reference(self, reference: Reference) -> None:
        """Keep where a person can be reached."""
        await self._rows(sql.PUT_REFERENCE, reference.person, written(encode(reference)))

    async def reference(self, person: PersonKey) -> Reference | None:
        """Return where a person can be reached."""
        doc = await self._value("SELECT doc FROM chat_references WHERE person = $1", person)
        return decode(Reference, loaded(doc)) if doc else None

    async def references(self, people: Collection[PersonKey]) -> Mapping[PersonKey, Reference]:
        """Return where people can be reached."""
        rows = await self._rows("SELECT doc FROM chat_references WHERE person = ANY ($1::text[])", list(people))
        found = (decode(Reference, loaded(row["doc"])) for row in rows)
        return {one.person: one for one in found}

    async def put_copy(self, copy: Copy) -> bool:
        """Remember a card that was sent, or the revision it now shows; tell whether that is its request's."""
        return bool(await self._value(sql.PUT_COPY, *copy_values(copy)))

    async def copies(self, number: str) -> tuple[Copy, ...]:
        """Return the cards about a request, oldest first."""
        rows = await self._rows("SELECT doc FROM copies WHERE number = $1 ORDER BY place, id", number)
        return tuple(decode(Copy, loaded(row["doc"])) for row in rows)

    async def drop_copy(self, copy: Copy) -> None:
        """Forget a card; no error when there is none."""
        await self._rows("DELETE FROM copies WHERE number = $1 AND id = $2", copy.number, copy_id(copy))

    async def read_state(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
        """Return conversation memory by key, each with its "e_tag"; absent keys are left out."""
        rows = await self._rows("SELECT * FROM states WHERE key = ANY ($1::text[])", list(keys))
        return {row["key"]: {**loaded(row["data"]), "e_tag": row["e_tag"]} for row in rows}

    async def write_state(self, changes: Mapping[str, Mapping[str, object]]) -> None:
        """Write conversation memory: all of it, or Conflict."""
        docs = {key: plain(doc) for key, doc in changes.items()}
        await self._pool.run(lambda connection: _write_states(connection, docs))

    async def delete_state(self, keys: Sequence[str]) -> None:
        """Forget conversation memory."""
        await self._rows("DELETE FROM states WHERE key = ANY ($1::text[])", list(keys))

    async def take_turn(self, conversation: str, activity: str, holder: str, now: datetime, lease: timedelta) -> Turn:
        """Give one replica a conversation for a while; see Store."""
        if await self._value(sql.TAKE_TURN, conversation, holder, now + lease, now, activity):
            return Turn.TAKEN
        repeated = await self._value(sql.WAS_REPEATED, conversation, activity)
        return Turn.REPEATED if repeated else Turn.BUSY

    async def end_turn(self, conversation: str, activity: str, holder: str) -> None:
        """Give a conversation back and remember the activity."""
        await self._rows(sql.END_TURN, conversation, holder, activity)

    async def health(self) -> None:
        """Return when the store can serve; raise StoreUnavailable otherwise."""
        await self._value("SELECT 1")

    async def close(self) -> None:
        """Release the connections."""
        tasks = [self._listening, *([self._telling] if self._telling else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._pool.close()

    async def rows(self) -> AsyncIterator[StoredRow]:
        """Return all rows as they are at this moment; see Archive."""
        async with self._pool.lend() as connection:
            async for kept in archive.rows(connection):
                yield kept

    async def fill(self, rows: AsyncIterator[StoredRow]) -> None:
        """Put these rows into an empty store; see Archive."""
        async with self._pool.lend() as connection:
            await archive.fill(connection, rows)

    async def astray(self) -> list[str]:
        """Return which rows are not what their documents say, one sentence each."""
        async with self._pool.lend() as connection:
            return await inspection.astray(connection)

    async def _value(self, text: str, *values: object) -> Any:
        return await self._pool.run(lambda connection: connection.fetchval(text, *values))

    async def _rows(self, text: str, *values: object) -> list[Row]:
        return await self._pool.run(lambda connection: connection.fetch(text, *values))


async def _write_states(connection: Connection, docs: Mapping[str, Mapping[str, object]]) -> None:
    async with connection.transaction():
        # In one order everywhere, so that two writers of the same keys do not wait for each other.
        for key in sorted(docs):
            given = docs[key].get("e_tag")
            tag = None if given in (None, "*") else given
            data = {name: value for name, value in docs[key].items() if name != "e_tag"}
            text = sql.PUT_STATE if tag is None else sql.NEXT_STATE
            if not await connection.fetchval(text, key, digest(data), written(data), tag):
                raise Conflict(f"somebody else changed the conversation memory {key!r}")
