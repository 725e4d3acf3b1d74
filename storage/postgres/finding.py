"""Finding requests by a Query: the conditions in SQL."""

from playbook.life.ports import Query
from playbook.requests.table import FINAL
from storage.layout import serial


def statement(table: str, query: Query, limit: int, after: str | None) -> tuple[str, list[object]]:
    """Return the statement for one page, newest number first, and its values."""
    conditions, values = ["true"], list[object]()

    def add(text: str, value: object) -> None:
        values.append(value)
        conditions.append(text.format(f"${len(values)}"))

    for name, value in query.where.items():
        add(f"{name} = {{}}", value)
    if query.states is not None:
        add("state = ANY ({}::text[])", sorted(query.states))
        # The indexes over open requests stay small; they are taken when this word is read.
        conditions += ["open"] if not query.states & FINAL else []
    if query.since is not None:
        add("submitted_at >= {}", query.since)
    if after is not None:
        add("serial < {}", serial(after))
    values.append(limit)
    where = " AND ".join(conditions)
    return f"SELECT doc FROM {table} WHERE {where} ORDER BY serial DESC LIMIT ${len(values)}", values
