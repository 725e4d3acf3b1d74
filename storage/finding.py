"""Finding requests by a Query. A scan over memory: no index pays while every write rewrites the file."""

import re
from collections.abc import Mapping

from playbook.store import Query
from storage.codec import write_time
from storage.tables import Row


def serial(number: str) -> tuple[int, str]:
    """Return what requests are ordered by: SME-10000 comes after SME-9999."""
    digits = re.search(r"[0-9]+$", number)
    return (int(digits.group()) if digits else 0, number)


def matching_numbers(rows: Mapping[str, Row], query: Query, after: str | None) -> list[str]:
    """Return the numbers of the matching requests below `after`, newest first."""
    numbers = [number for number, row in rows.items() if _matches(row["request"], query)]
    if after is not None:
        numbers = [number for number in numbers if serial(number) < serial(after)]
    return sorted(numbers, key=serial, reverse=True)


def _matches(request: Row, query: Query) -> bool:
    if query.states is not None and request["state"] not in query.states:
        return False
    if query.unrouted and request["fpm"] is not None:
        return False
    if query.workload is not None and request["answers"].get("workload") != query.workload:
        return False
    if query.since is not None and request["submitted_at"] < write_time(query.since):
        return False
    return all(value is None or request[key] == value for key, value in _wanted(query).items())


def _wanted(query: Query) -> dict[str, str | None]:
    return {
        "requester": query.requester,
        "partner": query.partner,
        "fpm": query.fpm,
        "sme": query.sme,
        "origin": query.origin,
    }
