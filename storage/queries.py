"""Questions as SQL, for both engines: they differ in how a part of a document is written and how a value is marked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, assert_never, cast

from tinydb.queries import QueryInstance, QueryLike

from storage.documents import ARRIVAL, ID, Ask, Find, Get, Path, Tally
from storage.schema import ALL_TABLES, INDEXES, OPEN, SERIAL, URGENCY, Index

# A condition on a part of a document: ("==", path, value).
Condition = tuple[str, Path, Any]

_OPERATORS = {"==": "=", ">=": ">=", ">": ">", "<=": "<=", "<": "<"}


class Unindexed(ValueError):
    """A search would read a whole table. Nothing that a person can say leads to one."""


@dataclass(frozen=True)
class Dialect:
    """What the engines write differently: the columns of a table, those that answer, and the one that tells the order.

    `part` returns the expression for a part of a document. `mark` stands for a value by its position, from 1, and
    `among` is the condition that something is one of the texts in it; `texts` makes that value of them.
    """

    table: str
    columns: str
    arrival: str
    part: Callable[[Path], str]
    mark: str
    among: str
    texts: Callable[[Iterable[str]], Any]


@dataclass
class Statement:
    """A statement that is being written, and its values."""

    dialect: Dialect
    values: list[Any] = field(default_factory=list)

    def ask(self, ask: Ask) -> str:
        """Return the SELECT that answers a question; raise Unindexed when no index does."""
        match ask:
            case Get():
                return self._documents(ask.table, [f"id {self._among(ask.ids)}"], f"ORDER BY {self.dialect.arrival}")
            case Find():
                return self._found(ask)
            case Tally():
                by = part(self.dialect, ask.by)
                met = " AND ".join(self._conditions(ask.table, ask.query, ask.by))
                return f"SELECT {by} AS value, count(*) AS count FROM {quoted(ask.table)} WHERE {met} GROUP BY {by}"
        assert_never(ask)

    def _found(self, ask: Find) -> str:
        where = self._conditions(ask.table, ask.query, ask.order)
        order = part(self.dialect, ask.order) if ask.order else self.dialect.arrival
        way = " DESC" if ask.descending else ""
        # No two records have one serial number or urgency; what is due in one moment goes out as it came.
        ties = f", {self.dialect.arrival}{way}" if ask.order not in (SERIAL, URGENCY, ARRIVAL) else ""
        limit = "" if ask.limit is None else f" LIMIT {int(ask.limit)}"
        return self._documents(ask.table, where, f"ORDER BY {order}{way}{ties}{limit}")

    def _documents(self, table: str, where: list[str], rest: str) -> str:
        return f"SELECT {self.dialect.columns} FROM {quoted(table)} WHERE {' AND '.join(where) or 'true'} {rest}"

    def _conditions(self, table: str, query: QueryLike | None, order: Path) -> list[str]:
        found = conditions(query)
        _expect_index(table, found, order)
        return [self._condition(*one) for one in found]

    def _condition(self, operator: str, path: Path, value: Any) -> str:
        expression = part(self.dialect, path)
        if operator == "!=" and value is None:
            return f"{expression} IS NOT NULL"
        if operator == "one_of":
            return f"{expression} {self._among(value)}"
        # An index that leaves out what is over is taken when its condition stands in the text of the statement.
        shown = str(int(value)) if path == OPEN else self._mark(value)
        return f"{expression} {_OPERATORS[operator]} {shown}"

    def _mark(self, value: Any) -> str:
        self.values.append(value)
        return self.dialect.mark.format(len(self.values))

    def _among(self, values: Iterable[str]) -> str:
        self.values.append(self.dialect.texts(values))
        return self.dialect.among.format(len(self.values))


def conditions(query: QueryLike | None) -> list[Condition]:
    """Return what a query of TinyDB asks for, every one to be met; raise Unindexed for what cannot be read.

    TinyDB keeps it as nested tuples from which it makes a query's hash. They are private there, so the minor version
    is pinned.
    """
    found: list[Condition] = []
    waiting: list[Any] = [] if query is None else [cast(QueryInstance, query)._hash]
    while waiting:
        node = waiting.pop()
        match node:
            case ("and", frozenset() as parts):
                waiting += parts
            case (str() as operator, tuple() as path, value) if operator in {*_OPERATORS, "one_of", "!="}:
                found.append((operator, path, value))
            case _:
                raise Unindexed(f"no index answers {node!r:.80}")
    # In one order, so that a question is always the same statement.
    return sorted(found, key=lambda one: (one[1], one[0]))


def _expect_index(table: str, found: list[Condition], order: Path) -> None:
    if ID in {path for _, path, _ in found}:
        return
    if not any(_answers(index, found, order) for index in INDEXES if index.table == table):
        raise Unindexed(f"no index of {table} answers {found!r:.80}")


def _answers(index: Index, found: list[Condition], order: Path) -> bool:
    parts = {path for _, path, _ in found}
    return index.parts[0] in {*parts, order} and (not index.only_open or OPEN in parts)


def part(dialect: Dialect, path: Path) -> str:
    """Return the expression for a part of a document; raise Unindexed for what is no name."""
    if path == ID:
        return "id"
    if not all(name.isidentifier() and name.isascii() for name in path):
        raise Unindexed(f"no index answers {path!r:.80}")
    return dialect.part(path)


def create(dialect: Dialect) -> list[str]:
    """Return the statements that make the tables and indexes which are not there yet."""
    tables = [f"CREATE TABLE IF NOT EXISTS {quoted(table)} ({dialect.table})" for table in ALL_TABLES]
    indexes = [
        f"CREATE INDEX IF NOT EXISTS {one.name} ON {quoted(one.table)} "
        f"({', '.join(part(dialect, path) for path in one.parts)})"
        f"{f' WHERE {dialect.part(OPEN)} = 1' if one.only_open else ''}"
        for one in INDEXES
    ]
    return [*tables, *indexes]


def quoted(name: str) -> str:
    """Return a table's name as SQL writes it: `references` is a word of SQL."""
    return f'"{name}"'
