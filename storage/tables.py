"""TinyDB over SQLite: every call of TinyDB works on our tables, and one by id costs the same however many there are."""

from collections.abc import ItemsView, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from storage.archive import Row
from storage.layout import Value
from storage.rows import SqlRows, written


class View(Mapping[str, Row]):
    """A table's documents by id, each read when it is asked for. What is returned is the caller's own."""

    def __init__(self, rows: SqlRows, name: str) -> None:
        """Look at one table."""
        self._rows = rows
        self.name = name

    def __getitem__(self, key: str) -> Row:
        """Return a document."""
        row = self._rows.get(self.name, key)
        if row is None:
            raise KeyError(key)
        return row

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a document, without reading it."""
        return isinstance(key, str) and self._rows.has(self.name, key)

    def __iter__(self) -> Iterator[str]:
        """Return the ids, in the order in which they came."""
        return iter(self._rows.ids(self.name))

    def __len__(self) -> int:
        """Return how many documents there are."""
        return self._rows.count(self.name)

    def items(self) -> ItemsView[str, Row]:
        """Return all documents by one walk over the table."""
        return _Items(self, self._rows)


class _Items(ItemsView[str, Row]):
    def __init__(self, view: View, rows: SqlRows) -> None:
        super().__init__(view)
        self._name = view.name
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        return self._rows.each(self._name)


class Overlay(MutableMapping[str, Row]):
    """A table as an updater of TinyDB sees and changes it: what it touched is what is written."""

    def __init__(self, view: View) -> None:
        """Begin with nothing touched."""
        self._view = view
        self._touched: dict[str, Row] = {}
        self._before: dict[str, str] = {}
        self._gone: set[str] = set()

    def __getitem__(self, key: str) -> Row:
        """Return a document; changing it in place counts."""
        if key in self._gone:
            raise KeyError(key)
        if key not in self._touched:
            row = self._view[key]
            self._touched[key], self._before[key] = row, written(row)
        return self._touched[key]

    def __setitem__(self, key: str, row: Row) -> None:
        """Put a document."""
        self._touched[key] = row
        self._gone.discard(key)

    def __delitem__(self, key: str) -> None:
        """Remove a document."""
        if key not in self:
            raise KeyError(key)
        self._touched.pop(key, None)
        self._gone.add(key)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a document."""
        return key in self._touched or (key not in self._gone and key in self._view)

    def __iter__(self) -> Iterator[str]:
        """Return the ids, the new ones last."""
        known = list(self._view)
        yield from (key for key in known if key not in self._gone)
        yield from (key for key in self._touched if key not in set(known))

    def __len__(self) -> int:
        """Return how many documents there are."""
        return sum(1 for _ in self)

    def write(self, rows: SqlRows) -> None:
        """Write what has changed."""
        with rows.transaction():
            for key in self._gone:
                rows.drop(self._view.name, key)
            for key, row in self._touched.items():
                if written(row) != self._before.get(key):
                    rows.put(self._view.name, key, row)


class SqliteStorage(Storage):
    """What TinyDB calls a storage: here a view of the tables, since nothing is ever read or written as a whole."""

    def __init__(self, rows: SqlRows) -> None:
        """Serve the tables of a connection."""
        self.rows = rows

    def read(self) -> dict[str, Any]:
        """Return a view of each table."""
        return {name: View(self.rows, name) for name in self.rows.tables()}

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Make the tables what `data` says; those that are views stay as they are."""
        with self.rows.transaction():
            for name in self.rows.tables():
                if name not in data:
                    self.rows.clear(name)
            for name, docs in data.items():
                if not isinstance(docs, View):
                    self._replace(name, docs)

    def _replace(self, name: str, docs: Mapping[str, Any]) -> None:
        table = Overlay(View(self.rows, name))
        for key in set(table) - set(docs):
            del table[key]
        for key, row in docs.items():
            table[key] = dict(row)
        table.write(self.rows)

    def close(self) -> None:
        """Leave the connection to whoever opened it."""


class Rows(Table):
    """A TinyDB table with text ids over one SQLite table."""

    document_id_class = str  # type: ignore[assignment] # TinyDB allows it and is annotated for numbers only
    default_query_cache_capacity = 0
    _last_id = 0

    @property
    def _rows(self) -> SqlRows:
        return cast(SqliteStorage, self.storage).rows

    def row(self, key: str) -> Row | None:
        """Return a document, which is the caller's own."""
        return self._rows.get(self.name, key)

    def put(self, key: str, row: Row, before: Row | None = None) -> None:
        """Put a document in the place of the one with this id, which keeps its place in the order.

        `before` is that one, if the caller has read it.
        """
        self._rows.put(self.name, key, row, before)

    def add(self, key: str, row: Row) -> None:
        """Put a document under an id that is known to be free."""
        self._rows.add(self.name, key, row)

    def drop(self, key: str) -> None:
        """Remove a document; no error when there is none."""
        self._rows.drop(self.name, key)

    def select(self, clause: str, *values: Value) -> list[tuple[str, Row]]:
        """Return ids and documents by an index; `clause` is SQL over the columns in layout.py."""
        return self._rows.select(self.name, clause, values)

    def counts(self, column: str, clause: str, *values: Value) -> dict[Any, int]:
        """Return how many documents have each value of a column."""
        return self._rows.counts(self.name, column, clause, values)

    def value(self, what: str) -> Any:
        """Return one SQL value over the table."""
        return self._rows.value(self.name, what)

    # How TinyDB names a document without an id, and the two ways by which it reaches a storage. They are private there,
    # so the minor version is pinned, and test_store_tinydb.py calls everything that TinyDB offers.
    def _get_next_id(self) -> str:
        highest = int(self.value("max(CAST(id AS INTEGER))") or 0)
        # Several documents get their ids before the first of them is written.
        self._last_id = max(self._last_id, highest) + 1
        return str(self._last_id)

    def _read_table(self) -> Mapping[str, Row]:  # type: ignore[override] # a mapping is all that is used
        return View(self._rows, self.name)

    def _update_table(self, updater: Any) -> None:
        table = Overlay(View(self._rows, self.name))
        updater(table)
        table.write(self._rows)
        self.clear_cache()


class Database(TinyDB):
    """A TinyDB whose tables are Rows."""

    table_class = Rows

    def __init__(self, rows: SqlRows) -> None:
        """Serve the tables of a connection."""
        super().__init__(storage=lambda: SqliteStorage(rows))

    def rows(self, name: str) -> Rows:
        """Return a table."""
        return cast(Rows, self.table(name))
