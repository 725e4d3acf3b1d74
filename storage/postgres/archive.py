"""All rows of a PostgreSQL store, out and in: what backups and moves are made of."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from asyncpg import Connection, Record

from playbook.life.ports import Conflict
from storage.archive import COPIES, DRAFTS, EVENTS, OUTBOX, REFERENCES, REQUESTS, STATES, Row, StoredRow
from storage.codec import read_time, write_time
from storage.document_ids import event_id
from storage.postgres.text import columns, loaded
from storage.rows import written

BATCH = 500


@dataclass(frozen=True)
class Table:
    """How one table's rows are read and written. `values` makes those of `columns` from the document."""

    name: str
    order: str
    columns: tuple[str, ...]
    kept: Callable[[Record], tuple[str, Row]]
    values: Callable[[str, Row], tuple[object, ...]]
    insert_as: str = ""

    @property
    def select(self) -> str:
        """The statement that reads all rows in the order they came."""
        return f"SELECT * FROM {self.name} ORDER BY {self.order}"

    @property
    def insert(self) -> str:
        """The statement that writes the values of one row."""
        places = ", ".join(f"${place}" for place, _ in enumerate(self.columns, 1))
        return self.insert_as or f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES ({places})"


def _outbox_row(row: Record) -> tuple[str, Row]:
    times = {name: row[name] and write_time(row[name]) for name in ("due", "first_due", "lease_until", "released")}
    doc = {"notice": loaded(row["notice"]), "attempts": row["attempts"], "parked": row["parked"], **times}
    return f"{row['number']}/{row['seq']}/{row['ordinal']}", doc


def _outbox_values(_: str, doc: Row) -> tuple[object, ...]:
    notice = doc["notice"]
    due, first, lease, released = (_time(doc[name]) for name in ("due", "first_due", "lease_until", "released"))
    ready = None if doc["parked"] else max(one for one in (due, lease) if one)
    key = (notice["number"], notice["seq"], notice["ordinal"])
    return (*key, notice["to"], doc["attempts"], due, first, lease, ready, released, doc["parked"], written(notice))


def _time(text: str | None) -> datetime | None:
    return None if text is None else read_time(text)


def _request_values(_: str, doc: Row) -> tuple[object, ...]:
    found = columns(doc)
    found["submitted_at"] = read_time(found["submitted_at"]).astimezone(UTC)
    return (doc["number"], doc["revision"], *found.values(), "", written(doc))


def _event_values(_: str, doc: Row) -> tuple[object, ...]:
    event = doc["event"]
    return event["number"], event["seq"], written(event), doc["record"], doc["hash"]


def _event(row: Record) -> tuple[str, Row]:
    doc = {"event": loaded(row["doc"]), "record": row["record"], "hash": row["hash"]}
    return event_id(row["number"], row["seq"]), doc


_REQUEST = "number revision serial state open requester partner fpm sme workload origin submitted_at hash doc"
_OUTBOX = "number seq ordinal recipient attempts due first_due lease_until ready released parked notice"

TABLES: Mapping[str, Table] = {
    REQUESTS: Table(
        "requests",
        "serial",
        tuple(_REQUEST.split()),
        lambda row: (row["number"], loaded(row["doc"])),
        _request_values,
    ),
    EVENTS: Table("events", "number, seq", ("number", "seq", "doc", "record", "hash"), _event, _event_values),
    DRAFTS: Table(
        "drafts",
        "owner, slot",
        ("owner", "slot", "id", "revision", "doc"),
        lambda row: (json.dumps([row["owner"], row["slot"]]), loaded(row["doc"])),
        lambda _, doc: (doc["owner"], doc["slot"], doc["id"], doc["revision"], written(doc)),
    ),
    OUTBOX: Table("outbox", "due, number, seq, ordinal", tuple(_OUTBOX.split()), _outbox_row, _outbox_values),
    REFERENCES: Table(
        "chat_references",
        "person",
        ("person", "doc"),
        lambda row: (row["person"], loaded(row["doc"])),
        lambda _, doc: (doc["person"], written(doc)),
    ),
    COPIES: Table(
        "copies",
        "number, place, id",
        ("number", "id", "doc"),
        lambda row: (row["id"], loaded(row["doc"])),
        lambda key, doc: (doc["number"], key, written(doc)),
        insert_as="INSERT INTO copies (number, id, doc, place) "
        "SELECT $1, $2, $3, coalesce(max(place), 0) + 1 FROM copies WHERE number = $1",
    ),
    STATES: Table(
        "states",
        "key",
        ("key", "e_tag", "data"),
        lambda row: (row["key"], {"e_tag": row["e_tag"], "data": loaded(row["data"])}),
        lambda key, doc: (key, doc["e_tag"], written(doc["data"])),
    ),
}

# The next step of a request is chained to its last event.
_LAST_HASHES = """
UPDATE requests SET hash = events.hash FROM events
WHERE events.number = requests.number AND events.seq = requests.revision
"""


async def rows(connection: Connection) -> AsyncIterator[StoredRow]:
    """Return all rows as they are at this moment."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        for name, table in TABLES.items():
            async for row in connection.cursor(table.select, prefetch=BATCH):
                yield StoredRow(name, *table.kept(row))


async def fill(connection: Connection, kept: AsyncIterator[StoredRow]) -> None:
    """Put rows into an empty store, all or none; raise Conflict when it is not empty."""
    async with connection.transaction():
        for name, table in TABLES.items():
            if await connection.fetchval(f"SELECT EXISTS (SELECT 1 FROM {table.name})"):
                raise Conflict(f"the database is not empty: it has {name}")
        batch: list[StoredRow] = []
        async for one in kept:
            if batch and (one.table != batch[0].table or len(batch) == BATCH):
                await _insert(connection, batch)
                batch.clear()
            batch.append(one)
        if batch:
            await _insert(connection, batch)
        await connection.execute(_LAST_HASHES)


async def _insert(connection: Connection, batch: list[StoredRow]) -> None:
    table = TABLES[batch[0].table]
    await connection.executemany(table.insert, [table.values(one.id, one.doc) for one in batch])
