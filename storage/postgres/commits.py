"""A change, written to PostgreSQL by one statement."""

import json
from contextlib import suppress
from typing import TypeVar

import asyncpg
from asyncpg import Connection

from playbook.life.ports import Change, Conflict
from playbook.life.records import Record
from storage.chain import canonical, digest
from storage.changes import NewRows, is_done
from storage.postgres import sql
from storage.postgres.text import columns, loaded, notices
from storage.rows import written

R = TypeVar("R", bound=Record)


async def commit(connection: Connection, change: Change[R], new: NewRows) -> None:
    """Write a change whole; raise Conflict, with nothing written, when somebody was first."""
    values = (
        change.record.number,
        change.record.revision,
        json.dumps(columns(new.record)),
        written(new.record),
        written(new.event),
        canonical(new.event),
        digest(new.record),
        notices(new.notices),
        change.event.at,
        change.event.actor if change.closes is not None else None,
        change.closes,
        change.record.origin,
    )
    with suppress(asyncpg.UniqueViolationError):
        if await connection.fetchval(sql.STEP if change.expected else sql.FILE, *values):
            return
    await _expect_done(connection, change, new)


async def _expect_done(connection: Connection, change: Change[R], new: NewRows) -> None:
    """Raise Conflict unless this very change was committed before."""
    row = await connection.fetchrow(sql.REQUEST_AND_EVENT, change.record.number, change.event.seq)
    if row is None:
        raise Conflict(f"{change.record.number} is not at revision {change.expected}, or its draft is gone")
    stored = loaded(row["request"])
    kept = {"event": loaded(row["event"])} if row["event"] is not None else None
    if not is_done(stored, kept, new):
        raise Conflict(f"{change.record.number} is at revision {stored['revision']}, not {change.expected}")
