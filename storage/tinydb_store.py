"""The embedded store: TinyDB's tables over SQLite, one process, one folder.

What people are shown is read from what is durable; changes are decided, in order, by the one writer. See engine.py.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from playbook.life.ports import Change, Claimed, Conflict, Copy, Dossier, Page, Query, Reference, Turn
from playbook.life.records import Draft, Event, Notice, Record
from playbook.people import PersonKey
from storage import outbox, reading
from storage.archive import COPIES, DRAFTS, OUTBOX, REFERENCES, REQUESTS, STATES, TABLES, Row, StoredRow
from storage.chain import digest
from storage.changes import NewRows, apply_change, expect_revision
from storage.codec import Storable, decode, encode, plain, table_of
from storage.document_ids import copy_id, draft_id
from storage.engine import BATCH, Engine
from storage.finding import matching
from storage.layout import serial
from storage.opening import ABOUT, FILLING, open_engine
from storage.tables import Database, Rows

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Storable)
T = TypeVar("T")


class TinyStore:
    """The Store protocol on TinyDB. Returned records are made anew each time and may be kept."""

    def __init__(self, engine: Engine, highest: int) -> None:
        """Serve an open engine; `open` is the way to get one."""
        self._engine = engine
        self._hint = asyncio.Event()
        # Numbers that are being filed count as taken, so that those who file at one moment do not collide.
        self._highest = highest

    @classmethod
    def open(cls, folder: Path) -> "TinyStore":
        """Open the store in a folder, made if need be; raise CannotOpen when it is in use or damaged."""
        engine, highest = open_engine(folder)
        return cls(engine, highest)

    async def commit(self, change: Change[R]) -> None:
        """Write request, event, notices and draft removal together; see Store.

        Raise ValueError, before anything is written, for text that cannot be kept or a change that contradicts
        itself.
        """
        new = NewRows(change)
        if change.expected:
            due = await self._engine.write(lambda tables: apply_change(tables, change, new))
        else:
            due = await self._file(change, new)
        if due:
            self._hint.set()

    async def _file(self, change: Change[R], new: NewRows) -> bool:
        self._engine.usable()
        self._highest = max(self._highest, serial(change.record.number))
        try:
            return await self._engine.write(lambda tables: apply_change(tables, change, new))
        except Exception:
            self._highest = await self._engine.read(_highest)
            raise

    async def get(self, kind: type[R], number: str) -> R | None:
        """Return the record of that kind as it now is."""
        return await self._engine.read(lambda tables: reading.record(tables, kind, number))

    async def history(self, number: str) -> tuple[Event, ...]:
        """Return the request's events, oldest first."""
        return await self._engine.read(lambda tables: reading.history(tables, number))

    async def dossier(
        self, kind: type[R], number: str, people: Collection[PersonKey] = (), load_states: Collection[str] = ()
    ) -> Dossier[R] | None:
        """Return all that a record is shown by."""
        return await self._engine.read(lambda tables: reading.dossier(tables, kind, number, people, load_states))

    async def find(self, kind: type[R], query: Query, limit: int = 50, after: str | None = None) -> Page[R]:
        """Return one page of the matching records of that kind, newest number first."""
        return await self._engine.read(lambda tables: _page(tables, kind, query, limit, after))

    async def last_number(self) -> int:
        """Return the highest number in use, those included that are just being written."""
        return self._highest

    async def put_draft(self, draft: Draft) -> None:
        """Keep a draft; raise Conflict unless its revision follows what is stored."""
        key, doc = draft_id(draft.owner, draft.slot), encode(draft)

        def apply(tables: Database) -> None:
            rows = tables.rows(DRAFTS)
            expect_revision(rows.row(key), draft.revision - 1, f"the draft {draft.slot!r}")
            rows.put(key, doc)

        await self._engine.write(apply)

    async def draft(self, owner: PersonKey, slot: str) -> Draft | None:
        """Return a person's draft."""
        return await self._record(Draft, DRAFTS, draft_id(owner, slot))

    async def drafts(self, owner: PersonKey) -> tuple[Draft, ...]:
        """Return all drafts of a person, latest change first."""
        found = await self._engine.read(lambda tables: tables.rows(DRAFTS).select("WHERE owner = ?", owner))
        drafts = (decode(Draft, doc) for _, doc in found)
        return tuple(sorted(drafts, key=lambda draft: draft.changed_at, reverse=True))

    async def drop_draft(self, owner: PersonKey, slot: str) -> None:
        """Forget a draft; no error when there is none."""
        await self._engine.write(lambda tables: tables.rows(DRAFTS).drop(draft_id(owner, slot)))

    async def owe(self, notice: Notice, at: datetime) -> None:
        """Put a notice into the outbox that no change brings."""
        await self._outbox(lambda rows: outbox.owe(rows, notice, at))
        self._hint.set()

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed, ...]:
        """Lend due outbox rows, oldest first."""
        return await self._outbox(lambda rows: outbox.claim(rows, now, limit, lease))

    async def settle(self, claimed: Claimed, retry_at: datetime | None) -> None:
        """End a loan: delivered (None), or to be tried again at `retry_at`."""
        await self._outbox(lambda rows: outbox.settle(rows, claimed, retry_at))
        if retry_at is not None:
            self._hint.set()

    async def settle_with(self, claimed: Claimed, copy: Copy) -> bool:
        """End a loan: delivered, and a card was left in a chat."""

        def apply(tables: Database) -> bool:
            outbox.settle(tables.rows(OUTBOX), claimed, None)
            return _put_copy(tables, copy)

        return await self._engine.write(apply)

    async def park(self, claimed: Claimed) -> None:
        """End a loan until the row's person is released."""
        await self._outbox(lambda rows: outbox.park(rows, claimed))

    async def release(self, person: PersonKey, now: datetime) -> None:
        """Make the parked rows of this person due. A row on loan that is parked afterwards is due as well."""
        if await self._outbox(lambda rows: outbox.release(rows, person, now)):
            self._hint.set()

    async def wait(self, seconds: float) -> None:
        """Return when outbox rows may be due, at the latest after `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hint.wait()
        self._hint.clear()

    async def put_reference(self, reference: Reference) -> None:
        """Keep where a person can be reached."""
        doc = encode(reference)
        await self._engine.write(lambda tables: tables.rows(REFERENCES).put(reference.person, doc))

    async def reference(self, person: PersonKey) -> Reference | None:
        """Return where a person can be reached."""
        return await self._record(Reference, REFERENCES, person)

    async def references(self, people: Collection[PersonKey]) -> Mapping[PersonKey, Reference]:
        """Return where people can be reached."""
        return await self._engine.read(lambda tables: reading.references(tables, people))

    async def put_copy(self, copy: Copy) -> bool:
        """Remember a card that was sent, or the revision it now shows; tell whether that is its request's."""
        return await self._engine.write(lambda tables: _put_copy(tables, copy))

    async def copies(self, number: str) -> tuple[Copy, ...]:
        """Return the cards about a request, oldest first."""
        return await self._engine.read(lambda tables: reading.copies(tables, number))

    async def drop_copy(self, copy: Copy) -> None:
        """Forget a card; no error when there is none."""
        await self._engine.write(lambda tables: tables.rows(COPIES).drop(copy_id(copy)))

    async def read_state(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
        """Return conversation memory by key, each with its "e_tag"; absent keys are left out."""

        def look(tables: Database) -> dict[str, Row]:
            found = {key: tables.rows(STATES).row(key) for key in keys}
            return {key: {**row["data"], "e_tag": row["e_tag"]} for key, row in found.items() if row}

        return await self._engine.read(look)

    async def write_state(self, changes: Mapping[str, Mapping[str, object]]) -> None:
        """Write conversation memory: all of it, or Conflict."""
        docs = {key: plain(doc) for key, doc in changes.items()}
        await self._engine.write(lambda tables: _apply_states(tables.rows(STATES), docs))

    async def delete_state(self, keys: Sequence[str]) -> None:
        """Forget conversation memory."""

        def apply(tables: Database) -> None:
            for key in keys:
                tables.rows(STATES).drop(key)

        await self._engine.write(apply)

    async def take_turn(self, conversation: str, activity: str, holder: str, now: datetime, lease: timedelta) -> Turn:
        """Let the turn pass: this is the only process, and it keeps the order in memory."""
        del conversation, activity, holder, now, lease
        return Turn.TAKEN

    async def end_turn(self, conversation: str, activity: str, holder: str) -> None:
        """Do nothing; see take_turn."""

    async def health(self) -> None:
        """Return when the store can serve; raise StoreUnavailable otherwise."""
        await self._engine.check()

    async def close(self) -> None:
        """Finish the writes under way and release the file."""
        await self._engine.close()

    async def _record(self, kind: type[S], table: str, key: str) -> S | None:
        row = await self._engine.read(lambda tables: tables.rows(table).row(key))
        return decode(kind, row) if row else None

    async def _outbox(self, work: Callable[[Rows], T]) -> T:
        return await self._engine.write(lambda tables: work(tables.rows(OUTBOX)))

    async def rows(self) -> AsyncIterator[StoredRow]:
        """Return all rows as they are at this moment; see Archive."""
        async for table, key, row in self._engine.snapshot(TABLES):
            yield StoredRow(table, key, row)

    async def fill(self, rows: AsyncIterator[StoredRow]) -> None:
        """Put these rows into an empty store; see Archive. One that was not filled to its end does not open again."""
        await self._engine.write(_begin_filling)
        batch: list[StoredRow] = []
        async for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                await self._engine.write(partial(_put_all, kept=tuple(batch)))
                batch.clear()
        self._highest = await self._engine.write(partial(_end_filling, kept=tuple(batch)))


def _put_copy(tables: Database, copy: Copy) -> bool:
    tables.rows(COPIES).put(copy_id(copy), encode(copy))
    request = tables.rows(REQUESTS).row(copy.number)
    return request is None or request["revision"] <= copy.revision


def _page(tables: Database, kind: type[R], query: Query, limit: int, after: str | None) -> Page[R]:
    found = matching(tables.rows(table_of(kind)), query, limit + 1, after)
    page = tuple(decode(kind, row) for row in found[:limit])
    return Page(page, page[-1].number if page and len(found) > limit else None)


def _highest(tables: Database) -> int:
    return int(tables.rows(REQUESTS).value("max(serial)") or 0)


def _apply_states(states: Rows, docs: Mapping[str, Row]) -> None:
    for key, doc in docs.items():
        given = doc.get("e_tag")
        stored = states.row(key)
        if given not in (None, "*") and (stored is None or stored["e_tag"] != given):
            raise Conflict(f"somebody else changed the conversation memory {key!r}")
        data = {name: value for name, value in doc.items() if name != "e_tag"}
        states.put(key, {"e_tag": digest(data), "data": data})


def _begin_filling(tables: Database) -> None:
    if any(len(tables.rows(table)) for table in TABLES):
        raise Conflict("the store is not empty")
    tables.rows(ABOUT).put(FILLING, {})


def _put_all(tables: Database, kept: Sequence[StoredRow]) -> None:
    for one in kept:
        tables.rows(one.table).add(one.id, one.doc)


def _end_filling(tables: Database, kept: Sequence[StoredRow]) -> int:
    _put_all(tables, kept)
    tables.rows(ABOUT).drop(FILLING)
    return _highest(tables)
