"""Looking through a PostgreSQL: every row against its document, every request against its last event."""

from asyncpg import Connection, Record

from storage.postgres.archive import BATCH, TABLES, Table

# What the next event of a request would be chained to. That of a row that was moved here comes after its values.
HASH = "hash"
LOOSE = """
SELECT requests.number FROM requests
JOIN events ON events.number = requests.number AND events.seq = requests.revision
WHERE events.hash <> requests.hash ORDER BY requests.serial
"""


async def astray(connection: Connection) -> list[str]:
    """Return which rows are not what their documents say, one sentence each, looked for in one moment."""
    found: list[str] = []
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        for name, table in TABLES.items():
            async for row in connection.cursor(table.select, prefetch=BATCH):
                found += _trouble(name, table, row)
        for row in await connection.fetch(LOOSE):
            found.append(f"requests {row['number']!r}: its next event would not follow its last")
    return found


def _trouble(name: str, table: Table, row: Record) -> list[str]:
    try:
        key, doc = table.kept(row)
        expected = dict(zip(table.columns, table.values(key, doc), strict=True))
    except Exception as error:  # noqa: BLE001 - a row that was changed by hand can fail in any way, and the look goes on
        return [f"{name} {row[0]!r} cannot be read ({type(error).__name__})"]
    if any(row[column] != value for column, value in expected.items() if column != HASH):
        return [f"{name} {key!r} is indexed under what it does not hold"]
    return []
