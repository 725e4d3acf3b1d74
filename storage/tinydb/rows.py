"""Documents as rows in SQLite. A row that is not as it was written is refused, never returned."""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path as File

from storage.documents import CannotOpen, Kept, Path, Row, damaged, kept
from storage.queries import Dialect, quoted

# Memory of each connection, in KiB, and pages in the log before they are brought into the file: a page that several
# commits touch is then written once.
CACHE = 16 * 1024
LOG_PAGES = 2000
# Seconds to wait for somebody else who writes, such as an operator's tool.
PATIENCE = 10


def _part(path: Path) -> str:
    # Texts and numbers alike: SQLite's values have types of their own.
    return f"json_extract(doc, '$.{'.'.join(path)}')"


SQLITE = Dialect(
    table="id TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, crc INTEGER NOT NULL",
    columns="id, doc, crc",
    arrival="rowid",
    part=_part,
    # In the order of the values: a number behind it would make it a name to some versions of sqlite3.
    mark="?",
    among="IN (SELECT value FROM json_each(?))",
    texts=lambda values: json.dumps(sorted(values)),
)


def connect(path: File, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection that any thread may use; what it commits has reached the disk.

    Raise CannotOpen when there is no such file.
    """
    if not path.exists():
        raise CannotOpen(f"there is no store at {path}")
    address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(address, timeout=PATIENCE, uri=True, isolation_level=None, check_same_thread=False)
    try:
        for setting in ("synchronous = FULL", f"cache_size = -{CACHE}", f"wal_autocheckpoint = {LOG_PAGES}"):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def stored(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str, int]]:
    """Return all rows of a table as they stand there, in the order in which they came."""
    return connection.execute(f"SELECT id, doc, crc FROM {quoted(table)} ORDER BY rowid")


def each(connection: sqlite3.Connection, *tables: str) -> Iterator[Kept]:
    """Return all documents of tables one by one, in the order in which they came; raise Damaged at the first bad."""
    return (kept(table, row[0], read(table, *row)) for table in tables for row in stored(connection, table))


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error says that the file, or a document that an index looks into, is not as it was written."""
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "malformed JSON" in str(error)


def checksum(key: str, text: str) -> int:
    """Return the sum by which a row that changed by itself is found out."""
    return zlib.crc32(text.encode(), zlib.crc32(key.encode()))


def read(table: str, key: str, text: str, crc: int) -> Row:
    """Return a document; raise Damaged when it is not the one that was written."""
    row: Row = json.loads(_intact(table, key, text, crc))
    return row


def revision(table: str, key: str, text: str, crc: int) -> int:
    """Return the revision of a document. It stands first, and so is found without reading the rest."""
    number = _intact(table, key, text, crc).removeprefix('{"rev":').partition(",")[0].rstrip("}")
    return int(number) if number.isdecimal() else int(read(table, key, text, crc)["rev"])


def _intact(table: str, key: str, text: str, crc: int) -> str:
    try:
        intact = checksum(key, text) == crc
    except (AttributeError, TypeError):
        intact = False
    if not intact:
        raise damaged(f"{table} {key!r} is not as it was written")
    return text
