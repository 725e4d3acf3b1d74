"""Looking through a whole store: every page, every row, every column, every history."""

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing

from storage.archive import EVENTS, REQUESTS
from storage.chain import Histories, Link
from storage.layout import layout_of, quoted
from storage.rows import SqlRows, damaged, read


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
        yield from _pages(connection)
        rows = SqlRows(connection)
        intact = True
        for table in rows.tables():
            for trouble in _rows(connection, table):
                intact = False
                yield trouble
        # A damaged row would end the reading of the histories, and has been told of.
        if intact:
            yield from _histories(rows)
    finally:
        connection.execute("ROLLBACK")


def _pages(connection: sqlite3.Connection) -> Generator[str, None, None]:
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"SQLite says: {line}"


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """Compare every document with its sum, and every column with its document."""
    layout = layout_of(table)
    names = ", ".join(("id", "doc", "crc", *layout.columns))
    for key, text, crc, *columns in connection.execute(f"SELECT {names} FROM {quoted(table)}"):
        try:
            row = read(table, key, text, crc)
            expected = list(layout.values(row).values())
        except Exception as error:  # noqa: BLE001 - a damaged row can fail in any way, and the look goes on
            yield str(error)
        else:
            if columns != expected:
                yield f"{table} {key!r} is indexed under what it does not hold"


def _histories(rows: SqlRows) -> Iterator[str]:
    histories = Histories()
    for _, request in rows.each(REQUESTS):
        histories.request(request)
    for _, row in rows.each(EVENTS):
        histories.event(Link(row["event"], row["record"], row["hash"]))
    yield from histories.troubles()
