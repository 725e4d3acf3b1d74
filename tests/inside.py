"""A look at everything that a folder's store keeps, from beside the bot that has it open."""

from contextlib import closing
from pathlib import Path

from storage.schema import ALL_TABLES
from storage.tinydb.opening import FILE
from storage.tinydb.rows import connect, each


def kept_in(folder: Path) -> list[tuple[str, str, object]]:
    """Return every row: table, id and document."""
    with closing(connect(folder / FILE, read_only=True)) as connection:
        return [(table, one.id, one) for table in ALL_TABLES for one in each(connection, table)]
