"""TinyDB over SQLite: `get`, `insert` and `remove` by id are TinyDB's own, and `search` is answered by an index.

TinyDB hands whole tables to its storage and takes them back, which costs more with every document. Here a table is a
mapping that reads and writes one row at a time, and whoever would walk through all of it is refused: every call that
has no index and no id ends in Unindexed.
"""

import sqlite3
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cached_property
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from storage.documents import ARRIVAL, Ask, Find, Get, Kept, Path, Put, Row, Tally, kept, row_of, written
from storage.queries import Statement, Unindexed, quoted
from storage.tinydb.rows import SQLITE, checksum, read, revision


class Rows(MutableMapping[str, Row]):
    """One table of a connection, a row at a time."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        """Look at one table."""
        self._execute = connection.execute
        self._name = name
        table = quoted(name)
        self._select = f"SELECT doc, crc FROM {table} WHERE id = ?"
        self._several = f"SELECT id, doc, crc FROM {table} WHERE id {SQLITE.among}"
        self._exists = f"SELECT 1 FROM {table} WHERE id = ?"
        # One that stands there keeps its place in the order.
        self._upsert = (
            f"INSERT INTO {table} (id, doc, crc) VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET doc = excluded.doc, crc = excluded.crc"
        )
        self._delete = f"DELETE FROM {table} WHERE id = ?"

    def __getitem__(self, key: str) -> Row:
        """Return a document of its own; raise Damaged when it is not as it was written."""
        if found := self._execute(self._select, (key,)).fetchone():
            return read(self._name, key, *found)
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a document, without reading it."""
        return bool(self._execute(self._exists, (key,)).fetchone())

    def __setitem__(self, key: str, row: Row) -> None:
        """Put a document whole."""
        text = written(row)
        self._execute(self._upsert, (key, text, checksum(key, text)))

    def __delitem__(self, key: str) -> None:
        """Remove a document."""
        self._execute(self._delete, (key,))

    def revisions(self, keys: Sequence[str]) -> dict[str, int]:
        """Return the revision at which each of these documents stands; those that are absent are left out."""
        found = self._execute(self._several, (SQLITE.texts(keys),)).fetchall() if keys else ()
        return {key: revision(self._name, key, text, crc) for key, text, crc in found}

    def __iter__(self) -> Iterator[str]:
        """Refuse."""
        raise Unindexed(f"nothing walks through {self._name}; see Engine.rows")

    def __len__(self) -> int:
        """Refuse."""
        raise Unindexed(f"nothing counts {self._name}")


class SqliteStorage(Storage):
    """What TinyDB calls a storage: here the connection, since nothing is ever read or written as a whole."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Serve a connection, which stays its owner's to close."""
        self.connection = connection

    def read(self) -> None:
        """Return nothing: tables read by themselves."""

    def write(self, data: Any) -> None:
        """Refuse: tables write by themselves."""
        raise Unindexed(f"nothing writes {len(data)} whole tables")


class Documents(Table):
    """A TinyDB table with text ids over one SQLite table."""

    document_id_class = str  # type: ignore[assignment] # TinyDB allows it and is annotated for numbers only
    default_query_cache_capacity = 0

    def __repr__(self) -> str:
        """Return its name; TinyDB would count the documents."""
        return f"<Documents {self.name}>"

    def search(
        self, cond: QueryLike | None, order: Path = ARRIVAL, *, descending: bool = False, limit: int | None = None
    ) -> list[Document]:
        """Return the documents that an index finds, in an order; raise Unindexed when none does."""
        found = self._asked(Find(self.name, cond, order, descending, limit))
        return [Document(read(self.name, key, text, crc), doc_id=key) for key, text, crc in found]

    def answer(self, ask: Ask) -> Any:
        """Answer a question as Readable.look says."""
        if isinstance(ask, Tally):
            return dict(self._asked(ask).fetchall())
        if isinstance(ask, Get):
            found = [self.get(doc_id=key) for key in ask.ids]  # type: ignore[call-overload] # ids are texts here
        else:
            found = self.search(ask.query, ask.order, descending=ask.descending, limit=ask.limit)
        return [kept(self.name, str(one.doc_id), one) for one in found if one is not None]

    def _asked(self, ask: Find | Tally) -> sqlite3.Cursor:
        statement = Statement(SQLITE)
        return self._connection.execute(statement.ask(ask), statement.values)

    def put(self, document: Document) -> None:
        """Put a document whole in the place of the one with its id. TinyDB's upsert would merge the two."""
        self.rows[str(document.doc_id)] = document

    @property
    def _connection(self) -> sqlite3.Connection:
        return cast(SqliteStorage, self.storage).connection

    @cached_property
    def rows(self) -> Rows:
        """The rows by their ids."""
        return Rows(self._connection, self.name)

    # The two ways by which TinyDB reaches a storage. They are private there, so the minor version is pinned, and
    # test_store_tinydb.py calls everything that TinyDB offers.
    def _read_table(self) -> Rows:  # type: ignore[override] # a mapping is all that is used
        return self.rows

    def _update_table(self, updater: Any) -> None:
        updater(self.rows)


def document(one: Kept | Put) -> Document:
    """Return a document as TinyDB takes it."""
    return Document(row_of(one), doc_id=one.id)  # type: ignore[arg-type] # ids are texts here


class Database(TinyDB):
    """A TinyDB whose tables are Documents."""

    table_class = Documents

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Serve the tables of a connection."""
        super().__init__(storage=lambda: SqliteStorage(connection))
        self.connection = connection

    def documents(self, name: str) -> Documents:
        """Return a table."""
        return cast(Documents, self.table(name))

    def look(self, asks: Sequence[Ask]) -> list[Any]:
        """Answer all that is asked, as it stands in one moment when the caller has begun a transaction."""
        return [self.documents(ask.table).answer(ask) for ask in asks]
