"""Looking through a whole file: every page, every index, every row, every history."""

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing

from storage.documents import Kept, damaged
from storage.inspection import Inspection
from storage.queries import quoted
from storage.schema import TABLES
from storage.tinydb.rows import read


def inspect(connection: sqlite3.Connection) -> None:
    """Raise Damaged with the first thing that is not as it was written. Reads everything once."""
    _raise_first(troubles(connection))


def inspect_pages(connection: sqlite3.Connection) -> None:
    """Raise Damaged when SQLite's own structure is damaged. Rows prove themselves whenever they are read."""
    _raise_first(_pages(connection))


def _raise_first(found: Generator[str, None, None]) -> None:
    with closing(found):
        trouble = next(found, "")
    if trouble:
        raise damaged(trouble)


def troubles(connection: sqlite3.Connection) -> Generator[str, None, None]:
    """Return what is wrong, one sentence each, looked for in one moment of the store."""
    connection.execute("BEGIN")
    try:
        # SQLite compares every index with the documents as well.
        yield from _pages(connection)
        inspection = Inspection()
        intact = True
        for table in TABLES:
            for found in _rows(connection, table):
                if isinstance(found, Kept):
                    inspection.take(found)
                else:
                    intact = False
                    yield found
        # A damaged row would end the reading of the histories, and has been told of.
        if intact:
            yield from inspection.troubles()
    finally:
        connection.execute("ROLLBACK")


def _pages(connection: sqlite3.Connection) -> Generator[str, None, None]:
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"SQLite says: {line}"


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[Kept | str]:
    """Return each document, or what is wrong with it."""
    for key, text, crc in connection.execute(f"SELECT id, doc, crc FROM {quoted(table)} ORDER BY rowid"):
        try:
            row = read(table, key, text, crc)
            yield Kept(table, key, row.pop("rev"), row)
        except Exception as error:  # noqa: BLE001 - a damaged row can fail in any way, and the look goes on
            yield str(error)
