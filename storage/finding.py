"""Finding requests by a Query, and counting them: the conditions in SQL, over the columns in layout.py."""

from collections.abc import Collection, Mapping

from playbook.life.ports import Query
from playbook.people import PersonKey
from playbook.requests.table import FINAL
from storage.archive import Row
from storage.codec import write_time
from storage.layout import Value, serial
from storage.tables import Rows

Condition = tuple[str, tuple[Value, ...]]


def matching(rows: Rows, query: Query, limit: int, after: str | None) -> list[Row]:
    """Return up to `limit` matching requests below `after`, newest number first."""
    conditions = _conditions(query)
    if after is not None:
        conditions.append(("serial < ?", (serial(after),)))
    where = " AND ".join(text for text, _ in conditions)
    values = [value for _, given in conditions for value in given]
    clause = f"WHERE {where or 'true'} ORDER BY serial DESC LIMIT ?"
    return [row for _, row in rows.select(clause, *values, limit)]


def loads(rows: Rows, states: Collection[str]) -> Mapping[PersonKey, int]:
    """Return how many requests each SME has in these states, by an index alone."""
    if not states:
        return {}
    conditions: list[Condition] = [("sme IS NOT NULL", ()), *_in_states(states)]
    where = " AND ".join(text for text, _ in conditions)
    return rows.counts("sme", f"WHERE {where}", *(value for _, given in conditions for value in given))


def _conditions(query: Query) -> list[Condition]:
    states = [] if query.states is None else _in_states(query.states)
    return [*_equals(query), *states, *_since(query)]


def _equals(query: Query) -> list[Condition]:
    # A draft becomes one request: with its id nothing else need be searched for, which the plus says to SQLite.
    plus = {name: "+" for name in query.where if "origin" in query.where and name != "origin"}
    return [(f"{plus.get(name, '')}{name} = ?", (value,)) for name, value in query.where.items()]


def _in_states(states: Collection[str]) -> list[Condition]:
    # The indexes over open requests stay small; SQLite takes them when it reads this word.
    still_open: list[Condition] = [("open = 1", ())] if FINAL.isdisjoint(states) else []
    marks = ", ".join("?" * len(states))
    return [*still_open, (f"state IN ({marks})", tuple(sorted(states)))]


def _since(query: Query) -> list[Condition]:
    return [("submitted_at >= ?", (write_time(query.since),))] if query.since is not None else []
