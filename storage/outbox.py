"""Outbox rows: who has which on loan, and when it is due. Functions over the rows of one table.

A row is lent by raising `attempts` and setting `lease_until`. No two loans of a row have the same `attempts`: by
it a borrower ends the loan, and one that was lost in the meantime ends without effect.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from playbook.people import PersonKey
from playbook.records import Notice
from playbook.store import Claimed
from storage.codec import decode, encode, read_time, write_time
from storage.tables import Row, Rows


def new_row(notice: Notice, at: datetime) -> Row:
    """Return the row of a notice that is due from `at` on."""
    due = write_time(at)
    return {
        "notice": encode(notice),
        "attempts": 0,
        "due": due,
        "first_due": due,
        "lease_until": None,
        "parked": False,
        "released": None,
    }


def claim(rows: Rows, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed, ...]:
    """Lend up to `limit` due rows until `now + lease`, oldest first."""
    text = write_time(now)
    due = [(row["due"], key) for key, row in rows.rows().items() if _is_due(row, text)]
    # Rows that are due at the same time keep the order in which they were committed.
    keys = [key for _, key in sorted(due, key=lambda pair: pair[0])[:limit]]
    return tuple(_lend(rows, key, now + lease) for key in keys)


def _is_due(row: Row, now: str) -> bool:
    free = row["lease_until"] is None or row["lease_until"] <= now
    return free and not row["parked"] and row["due"] <= now


def _lend(rows: Rows, key: str, until: datetime) -> Claimed:
    row = _changed(rows, key, attempts=rows.rows()[key]["attempts"] + 1, lease_until=write_time(until), released=None)
    return Claimed(decode(Notice, row["notice"]), row["attempts"], until, read_time(row["first_due"]))


def settle(rows: Rows, claimed: Claimed, retry_at: datetime | None) -> None:
    """End a loan: remove the row, or make it due at `retry_at`."""
    key = claimed.notice.key
    if not _still_lent(rows.row(key), claimed):
        return
    if retry_at is None:
        rows.drop(key)
    else:
        _changed(rows, key, due=write_time(retry_at), lease_until=None)


def park(rows: Rows, claimed: Claimed) -> None:
    """End a loan until the person is released; at once if that happened during the loan."""
    key = claimed.notice.key
    row = rows.row(key)
    if row is None or not _still_lent(row, claimed):
        return
    if row["released"] is None:
        _changed(rows, key, parked=True, lease_until=None)
    else:
        _changed(rows, key, due=row["released"], lease_until=None)


def release(rows: Rows, person: PersonKey, now: datetime) -> bool:
    """Make the person's parked rows due, and note it on rows on loan. Tell whether any row is due by it."""
    text = write_time(now)
    theirs = [(key, row) for key, row in rows.rows().items() if row["notice"]["to"] == person]
    parked = [key for key, row in theirs if row["parked"]]
    for key in parked:
        _changed(rows, key, parked=False, due=text)
    for key in _on_loan(theirs):
        _changed(rows, key, released=text)
    return bool(parked)


def any_on_loan(rows: Mapping[str, Row]) -> bool:
    """Tell whether any row is lent."""
    return any(row.get("lease_until") is not None for row in rows.values())


def returned(rows: Mapping[str, Row]) -> dict[str, Row]:
    """Return the rows with every loan ended; what was due is due again."""
    return {key: {**row, "lease_until": None} for key, row in rows.items()}


def _on_loan(rows: Iterable[tuple[str, Row]]) -> list[str]:
    return [key for key, row in rows if row["lease_until"] is not None and row["released"] is None]


def _still_lent(row: Row | None, claimed: Claimed) -> bool:
    return row is not None and row["lease_until"] is not None and row["attempts"] == claimed.attempts


def _changed(rows: Rows, key: str, **values: Any) -> Row:
    row = {**rows.rows()[key], **values}
    rows.put(key, row)
    return row
