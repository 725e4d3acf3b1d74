"""Looking through a whole file: every page, every index, every row, every history."""

import sqlite3
from collections.abc import Generator
from contextlib import closing

from storage.documents import Check, damaged, kept
from storage.inspection import Inspection
from storage.schema import TABLES
from storage.tinydb.rows import read, stored


def raise_first(found: Generator[str, None, None]) -> None:
    """Raise Damaged with the first thing that is not as it was written, if any; no more is looked for."""
    with closing(found):
        trouble = next(found, "")
    if trouble:
        raise damaged(trouble)


def troubles(connection: sqlite3.Connection, check: Check | None = None) -> Generator[str, None, None]:
    """Return what is wrong, one sentence each, as the caller's transaction sees the store. Reads everything once."""
    # SQLite compares every index with the documents as well.
    yield from pages(connection)
    inspection = Inspection(check)
    intact = True
    for table in TABLES:
        for row in stored(connection, table):
            try:
                inspection.take(kept(table, row[0], read(table, *row)))
            except Exception as error:  # noqa: BLE001 - a damaged row can fail in any way, and the look goes on
                intact = False
                yield str(error)
    # A damaged row would end the reading of the histories, and has been told of.
    if intact:
        yield from inspection.troubles()


def pages(connection: sqlite3.Connection) -> Generator[str, None, None]:
    """Return what is wrong with SQLite's own structure, one sentence each."""
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"SQLite says: {line}"
