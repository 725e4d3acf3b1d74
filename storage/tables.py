"""The tables, and how rows are replaced in them.

requests      by number: {"request": record, "events": [record, ...]}
drafts        by person: {slot: record}
outbox        by notice key, see outbox.py
references    by person: record
copies        by number: {conversation and activity id: record}
states        by key: {"e_tag": text, "data": object}
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.table import Table

from playbook.records import Draft, Event, Notice, Request
from playbook.store import Copy, Reference
from storage.codec import Record, RecordError, decode

REQUESTS, DRAFTS, OUTBOX = "requests", "drafts", "outbox"
REFERENCES, COPIES, STATES = "references", "copies", "states"

Row = dict[str, Any]


class Rows(Table):
    """A TinyDB table with text ids. Documents are replaced whole: those in memory are shared by both views."""

    document_id_class = str  # type: ignore[assignment] # TinyDB allows it and is annotated for numbers only
    default_query_cache_capacity = 0

    def row(self, key: str) -> Row | None:
        """Return the shared document; the caller must not change it."""
        return self.rows().get(key)

    def rows(self) -> Mapping[str, Row]:
        """Return all documents by id, in the order in which the ids came."""
        return cast("Mapping[str, Row]", (self.storage.read() or {}).get(self.name, {}))

    def put(self, key: str, row: Row) -> None:
        """Put a document in the place of the one with this id."""
        self._replace({**self.rows(), key: row})

    def drop(self, key: str) -> None:
        """Remove a document; no error when there is none."""
        if key in self.rows():
            self._replace({other: row for other, row in self.rows().items() if other != key})

    def put_part(self, key: str, part: str, doc: Row) -> None:
        """Put `doc` into the document, which is made if need be. A part that is replaced keeps its place."""
        self.put(key, {**(self.row(key) or {}), part: doc})

    def drop_part(self, key: str, part: str) -> None:
        """Remove a part, and the document with its last part; no error when there is none."""
        row = self.row(key) or {}
        if part not in row:
            return
        if len(row) == 1:
            self.drop(key)
        else:
            self.put(key, {other: doc for other, doc in row.items() if other != part})

    def _replace(self, rows: dict[str, Row]) -> None:
        self.storage.write({**(self.storage.read() or {}), self.name: rows})


class Database(TinyDB):
    """A TinyDB whose tables are Rows."""

    table_class = Rows

    def rows(self, name: str) -> Rows:
        """Return a table."""
        return cast(Rows, self.table(name))


def read_every_record(tables: Mapping[str, Mapping[str, Row]]) -> None:
    """Read all records once, so that one of a newer program stops the start and not a turn weeks later.

    Raise RecordError naming the record. Tables that are not known here stay as they are.
    """
    for table, rows in tables.items():
        for key, row in rows.items():
            try:
                for kind, doc in _records(table, row):
                    decode(kind, doc)
            except RecordError as error:
                raise RecordError(f"{table} {key!r}: {error}") from error
            except (KeyError, TypeError, AttributeError) as error:
                raise RecordError(f"{table} {key!r} is damaged: {error!r}") from error


def _records(table: str, row: Row) -> Iterator[tuple[type[Record], Row]]:
    match table:
        case "requests":
            yield Request, row["request"]
            yield from ((Event, event) for event in row["events"])
        case "outbox":
            yield Notice, row["notice"]
        case "references":
            yield Reference, row
        case "drafts":
            yield from ((Draft, doc) for doc in row.values())
        case "copies":
            yield from ((Copy, doc) for doc in row.values())
