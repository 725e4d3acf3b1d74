"""Finding requests by a Query: the conditions in SQL, over the columns in layout.py."""

from playbook.requests import FINAL
from playbook.store import Query
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


def _conditions(query: Query) -> list[Condition]:
    return [*_equals(query), *_states(query), *_since(query)]


def _equals(query: Query) -> list[Condition]:
    wanted = {
        "requester": query.requester,
        "partner": query.partner,
        "fpm": query.fpm,
        "sme": query.sme,
        "workload": query.workload,
        "origin": query.origin,
    }
    # A draft becomes one request: with its id nothing else need be searched for, which the plus says to SQLite.
    plus = {name: "+" for name in wanted if query.origin is not None and name != "origin"}
    return [(f"{plus.get(name, '')}{name} = ?", (value,)) for name, value in wanted.items() if value is not None]


def _states(query: Query) -> list[Condition]:
    if query.states is None:
        return []
    # The indexes over open requests stay small; SQLite takes them when it reads this word.
    still_open: list[Condition] = [("open = 1", ())] if not query.states & FINAL else []
    marks = ", ".join("?" * len(query.states))
    return [*still_open, (f"state IN ({marks})", tuple(sorted(query.states)))]


def _since(query: Query) -> list[Condition]:
    return [("submitted_at >= ?", (write_time(query.since),))] if query.since is not None else []
