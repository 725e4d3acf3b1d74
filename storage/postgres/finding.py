"""Finding requests by a Query: the conditions in SQL."""

from playbook.requests import FINAL
from playbook.store import Query
from storage.layout import serial


def statement(query: Query, limit: int, after: str | None) -> tuple[str, list[object]]:
    """Return the statement for one page, newest number first, and its values."""
    conditions, values = ["true"], list[object]()

    def add(text: str, value: object) -> None:
        values.append(value)
        conditions.append(text.format(f"${len(values)}"))

    for name in ("requester", "partner", "fpm", "sme", "workload", "origin"):
        if (value := getattr(query, name)) is not None:
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
    return f"SELECT doc FROM requests WHERE {where} ORDER BY serial DESC LIMIT ${len(values)}", values
