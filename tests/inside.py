"""A look at everything that a folder's store keeps, from beside the bot that has it open."""

from pathlib import Path

from storage.opening import FILE, connect
from storage.rows import SqlRows


def kept_in(folder: Path) -> list[tuple[str, str, object]]:
    """Return every row: table, id and document."""
    connection = connect(folder / FILE, read_only=True)
    try:
        rows = SqlRows(connection)
        return [(table, key, row) for table in rows.tables() for key, row in rows.select(table)]
    finally:
        connection.close()
