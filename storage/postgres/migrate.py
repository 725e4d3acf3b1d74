"""Numbered plain SQL, applied in order when a store opens. A number that has been released is never changed again.

Replicas of two versions run side by side while a deployment rolls: a file may add, and take away only what the
version before has stopped using.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import asyncpg
from asyncpg import Connection

from storage.codec import SCHEMA
from storage.rows import CannotOpen

# One row, which whoever migrates holds: replicas that start together wait for each other.
_FIRST = """
    CREATE TABLE IF NOT EXISTS schema_version (id integer PRIMARY KEY, version integer NOT NULL);
    INSERT INTO schema_version (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING;
"""


@dataclass(frozen=True)
class Migration:
    """One file: its number and its SQL."""

    version: int
    sql: str


def migrations() -> list[Migration]:
    """Return what there is, in order."""
    folder = files("storage.postgres") / "migrations"
    found = [
        Migration(int(file.name[:4]), file.read_text("utf-8")) for file in folder.iterdir() if file.name[:4].isdigit()
    ]
    return sorted(found, key=lambda one: one.version)


async def migrate(connection: Connection, known: Sequence[Migration] | None = None) -> None:
    """Bring a database up to date; raise CannotOpen when a newer program has been at it."""
    known = migrations() if known is None else known
    await _begin(connection)
    for one in known:
        async with connection.transaction():
            if await _version(connection) < one.version:
                await connection.execute(one.sql)
                await connection.execute("UPDATE schema_version SET version = $1", one.version)
    if await _version(connection) > known[-1].version:
        raise CannotOpen("a newer version of this program migrated the database; start that version instead")
    await _expect_known_records(connection)


async def _begin(connection: Connection) -> None:
    try:
        await connection.execute(_FIRST)
    except (asyncpg.UniqueViolationError, asyncpg.DuplicateTableError, asyncpg.DuplicateObjectError):
        # PostgreSQL's IF NOT EXISTS does not wait for somebody who is just making the table. Now it is there.
        await connection.execute(_FIRST)


async def _version(connection: Connection) -> int:
    return int(await connection.fetchval("SELECT version FROM schema_version FOR UPDATE"))


async def _expect_known_records(connection: Connection) -> None:
    """Refuse records of a newer program now, not in a turn weeks later."""
    ours = {kind.__name__: schema for kind, schema in SCHEMA.items()}
    stored = json.loads(await connection.fetchval("SELECT doc FROM about WHERE id = 'records'") or "{}")
    newer = sorted(name for name, schema in stored.items() if schema > ours.get(name, 0))
    if newer:
        raise CannotOpen(f"a newer version of this program wrote {', '.join(newer)}; start that version instead")
    await connection.execute(
        "INSERT INTO about (id, doc) VALUES ('records', $1) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc",
        json.dumps(ours),
    )
