"""Questions as SQL, for both engines: they differ in how a part of a document is written and how a value is marked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from tinydb.queries import QueryInstance, QueryLike

from storage.documents import ARRIVAL, ID, Ask, Find, Get, Path, Tally, at
from storage.schema import ALL_TABLES, INDEXES, OPEN, SERIAL, URGENCY

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
        if isinstance(ask, Get):
            return self.ask(Find(ask.table, at(ID).one_of(list(ask.ids))))
        if isinstance(ask, Tally):
            by = part(self.dialect, ask.by)
            return self._select(ask, ask.by, f"{by} AS value, count(*) AS count", f"GROUP BY {by}")
        order = part(self.dialect, ask.order) if ask.order else self.dialect.arrival
        way = " DESC" if ask.descending else ""
        # No two records have one serial number or urgency; what is due in one moment goes out as it came.
        ties = f", {self.dialect.arrival}{way}" if ask.order not in (SERIAL, URGENCY, ARRIVAL) else ""
        limit = "" if ask.limit is None else f" LIMIT {int(ask.limit)}"
        return self._select(ask, ask.order, self.dialect.columns, f"ORDER BY {order}{way}{ties}{limit}")

    def _select(self, ask: Find | Tally, by: Path, shown: str, rest: str) -> str:
        found = conditions(ask.query)
        _expect_index(ask.table, found, by)
        met = " AND ".join(self._condition(*one) for one in found) or "true"
        return f"SELECT {shown} FROM {quoted(ask.table)} WHERE {met} {rest}"

    def _condition(self, operator: str, path: Path, value: Any) -> str:
        expression = part(self.dialect, path)
        if operator == "!=" and value is None:
            # Every text comes after it. SQLite would walk through all of an index for those that are not NULL.
            return f"{expression} > ''"
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
    parts = {path for _, path, _ in found}
    taken = {ID, *(one.parts[0] for one in INDEXES if one.table == table and (OPEN in parts or not one.only_open))}
    if taken.isdisjoint({*parts, order}):
        raise Unindexed(f"no index of {table} answers {found!r:.80}")


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
