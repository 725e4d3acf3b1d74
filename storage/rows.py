"""Documents as rows in SQLite. A row that is not as it was written is refused, never returned."""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playbook.life.ports import Damaged, StoreUnavailable
from storage.archive import Row
from storage.layout import Value, create, layout_of, quoted


class CannotOpen(StoreUnavailable):
    """The store must not be opened as it stands; the text says what to do."""


@dataclass
class SqlRows:
    """The tables of one connection. Outside a transaction every change is one of its own."""

    connection: sqlite3.Connection
    _known: set[str] = field(default_factory=set)

    def tables(self) -> list[str]:
        """Return the names of the tables, oldest first."""
        rows = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        return [name for (name,) in rows]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write what follows whole or not at all; part of the transaction that is open, if one is."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.roll_back()
            raise
        self.connection.commit()

    def roll_back(self) -> None:
        """Undo the open transaction."""
        self.connection.rollback()
        # A table that it had made is gone again.
        self._known.clear()

    def ids(self, table: str) -> list[str]:
        """Return all ids, in the order in which they came."""
        if not self._exists(table):
            return []
        return [key for (key,) in self.connection.execute(f"SELECT id FROM {quoted(table)} ORDER BY rowid")]

    def has(self, table: str, key: str) -> bool:
        """Tell whether there is a document with this id."""
        return bool(self.value(table, "count(*)", "WHERE id = ?", (key,)))

    def get(self, table: str, key: str) -> Row | None:
        """Return a document of its own, None when there is none."""
        found = self._select(table, "WHERE id = ?", (key,))
        return next((row for _, row in found), None)

    def select(self, table: str, clause: str = "", values: Sequence[Value] = ()) -> list[tuple[str, Row]]:
        """Return ids and documents; `clause` is SQL after FROM and names columns of the table's layout."""
        return list(self._select(table, clause or "ORDER BY rowid", values))

    def each(self, table: str) -> Iterator[tuple[str, Row]]:
        """Return all rows one by one, in the order in which they came."""
        return self._select(table, "ORDER BY rowid", ())

    def count(self, table: str) -> int:
        """Return how many rows there are."""
        return int(self.value(table, "count(*)") or 0)

    def value(self, table: str, what: str, clause: str = "", values: Sequence[Value] = ()) -> Any:
        """Return one SQL value, None for a table that is not there."""
        if not self._exists(table):
            return None
        (value,) = self.connection.execute(f"SELECT {what} FROM {quoted(table)} {clause}", values).fetchone()
        return value

    def counts(self, table: str, column: str, clause: str, values: Sequence[Value]) -> dict[Any, int]:
        """Return how many rows have each value of a column."""
        if not self._exists(table):
            return {}
        sql = f"SELECT {column}, count(*) FROM {quoted(table)} {clause} GROUP BY {column}"
        return dict(self.connection.execute(sql, values).fetchall())

    def _select(self, table: str, clause: str, values: Sequence[Value]) -> Iterator[tuple[str, Row]]:
        if not self._exists(table):
            return
        rows = self.connection.execute(f"SELECT id, doc, crc FROM {quoted(table)} {clause}", values)
        for key, text, crc in rows:
            yield key, read(table, key, text, crc)

    def put(self, table: str, key: str, row: Row, before: Row | None = None) -> None:
        """Put a document in the place of the one with this id, which is read unless it is given as `before`.

        Only columns that change are written, since each one that is touches its indexes.
        """
        before = before or self.get(table, key)
        if before is None:
            self.add(table, key, row)
            return
        layout = layout_of(table)
        known = layout.values(before)
        changed = {name: value for name, value in layout.values(row).items() if known[name] != value}
        self._update(table, key, {**_kept(key, row), **changed})

    def add(self, table: str, key: str, row: Row) -> None:
        """Put a document under an id that is free; raise sqlite3.IntegrityError when it is not."""
        self._make(table)
        self._insert(table, {"id": key, **_kept(key, row), **layout_of(table).values(row)})

    def _insert(self, table: str, values: dict[str, Value]) -> None:
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {quoted(table)} ({', '.join(values)}) VALUES ({marks})"
        self.connection.execute(sql, tuple(values.values()))

    def _update(self, table: str, key: str, values: dict[str, Value]) -> None:
        sets = ", ".join(f"{name} = ?" for name in values)
        self.connection.execute(f"UPDATE {quoted(table)} SET {sets} WHERE id = ?", (*values.values(), key))

    def drop(self, table: str, key: str) -> None:
        """Remove a document; no error when there is none."""
        if self._exists(table):
            self.connection.execute(f"DELETE FROM {quoted(table)} WHERE id = ?", (key,))

    def clear(self, table: str) -> None:
        """Remove a table with all it holds."""
        self.connection.execute(f"DROP TABLE IF EXISTS {quoted(table)}")
        self._known.discard(table)

    def _exists(self, table: str) -> bool:
        if table not in self._known:
            self._known.update(self.tables())
        return table in self._known

    def _make(self, table: str) -> None:
        if not self._exists(table):
            for statement in create(table):
                self.connection.execute(statement)


def _kept(key: str, row: Row) -> dict[str, Value]:
    text = written(row)
    return {"doc": text, "crc": checksum(key, text)}


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def written(row: Row) -> str:
    """Return a document as it is kept, its keys in their own order: answers stand in the order of the questions."""
    return _ENCODER.encode(row)


def checksum(key: str, text: str) -> int:
    """Return the sum by which a row that changed by itself is found out."""
    return zlib.crc32(text.encode(), zlib.crc32(key.encode()))


def read(table: str, key: str, text: str, crc: int) -> Row:
    """Return a document; raise Damaged when it is not the one that was written."""
    try:
        intact = checksum(key, text) == crc
    except (AttributeError, TypeError):
        intact = False
    if not intact:
        raise damaged(f"{table} {key!r} is not as it was written")
    row: Row = json.loads(text)
    return row


def damaged(what: str) -> Damaged:
    """Return the error about a store that no longer tells the truth."""
    return Damaged(
        f"the store is damaged: {what}. Nothing was changed. Stop the bot and restore a backup; see the README"
    )
