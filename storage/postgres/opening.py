"""Opening the store on PostgreSQL: tables and indexes are made by whoever comes first."""

from collections.abc import Callable

from asyncpg import Connection

from storage.postgres.engine import PostgresEngine
from storage.postgres.pool import no_jitter, open_pool
from storage.postgres.statements import POSTGRES
from storage.queries import create
from storage.schema import FORMAT, refuse_format

# Seconds: a new index over a large table takes longer than any question, and whoever comes second waits for it.
PATIENCE = 600.0
# One row, which whoever makes the tables holds: replicas that start together wait for each other.
_FIRST = """
    CREATE TABLE IF NOT EXISTS document_store (id integer PRIMARY KEY, format integer NOT NULL);
    INSERT INTO document_store (id, format) VALUES (1, 0) ON CONFLICT (id) DO NOTHING;
"""


async def open_database(url: str, jitter: Callable[[], float] = no_jitter) -> PostgresEngine:
    """Connect, and make the tables if need be; raise StoreUnavailable with what to do when that is not possible.

    `jitter`, a number from 0 to 1, keeps replicas from trying again at the same moment.
    """
    pool = await open_pool(url, jitter)
    try:
        await pool.run(_prepare)
    except BaseException:
        await pool.close()
        raise
    return PostgresEngine(pool)


async def _prepare(connection: Connection) -> None:
    """Make what is missing of tables and indexes; raise CannotOpen for a database of another version's."""
    await connection.execute(_FIRST)
    async with connection.transaction():
        kept = await connection.fetchval("SELECT format FROM document_store FOR UPDATE", timeout=PATIENCE)
        if kept:
            refuse_format(kept)
        for statement in create(POSTGRES):
            await connection.execute(statement, timeout=PATIENCE)
        await connection.execute("UPDATE document_store SET format = $1", FORMAT)
