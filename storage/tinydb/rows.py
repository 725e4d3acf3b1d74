"""Documents as rows in SQLite. A row that is not as it was written is refused, never returned."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator

from storage.documents import Path, Row, damaged, written
from storage.queries import create_indexes, quoted
from storage.schema import ALL_TABLES


class SqliteDialect:
    """How SQLite writes what the engines write differently."""

    columns = "id, doc, crc"
    arrival = "rowid"

    def text(self, path: Path) -> str:
        """Return the expression for a part that is a text."""
        return f"json_extract(doc, '$.{'.'.join(path)}')"

    def number(self, path: Path) -> str:
        """Return the same: SQLite's values have types of their own."""
        return self.text(path)

    def mark(self, position: int) -> str:
        """Return the mark of a value."""
        return f"?{position}"

    def among(self, position: int) -> str:
        """Return the condition that something is among the texts in a value."""
        return f"IN (SELECT value FROM json_each(?{position}))"

    def texts(self, values: Iterable[str]) -> str:
        """Return texts as the one value in which `among` looks."""
        return json.dumps(sorted(values))


def create() -> list[str]:
    """Return the statements that make the tables and indexes which are not there yet."""
    columns = "(id TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, crc INTEGER NOT NULL)"
    tables = [f"CREATE TABLE IF NOT EXISTS {quoted(table)} {columns}" for table in ALL_TABLES]
    return [*tables, *create_indexes(SqliteDialect())]


def each(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, Row]]:
    """Return all documents of a table one by one, in the order in which they came; raise Damaged at the first bad."""
    for key, text, crc in connection.execute(f"SELECT id, doc, crc FROM {quoted(table)} ORDER BY rowid"):
        yield key, read(table, key, text, crc)


def checksum(key: str, text: str) -> int:
    """Return the sum by which a row that changed by itself is found out."""
    return zlib.crc32(text.encode(), zlib.crc32(key.encode()))


def sealed(key: str, row: Row) -> tuple[str, int]:
    """Return a document as it is kept, with its sum."""
    text = written(row)
    return text, checksum(key, text)


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
