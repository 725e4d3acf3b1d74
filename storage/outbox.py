"""Outbox rows: who has which on loan, and when it is due. Functions over the rows of one table.

A row is lent by raising `attempts` and setting `lease_until`. No two loans of a row have the same `attempts`: by
it a borrower ends the loan, and one that was lost in the meantime ends without effect.
"""

from datetime import datetime, timedelta

from playbook.life.ports import Claimed
from playbook.life.records import Notice
from playbook.people import PersonKey
from storage.archive import Row
from storage.codec import decode, encode, read_time, write_time
from storage.tables import Rows


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


def owe(rows: Rows, notice: Notice, at: datetime) -> None:
    """Add the row of a notice, unless it is there."""
    if rows.row(notice.key) is None:
        rows.add(notice.key, new_row(notice, at))


def claim(rows: Rows, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed, ...]:
    """Lend up to `limit` due rows until `now + lease`, oldest first; those of one moment in the order they came."""
    due = rows.select("WHERE ready <= ? ORDER BY ready, rowid LIMIT ?", write_time(now), limit)
    return tuple(_lend(rows, key, row, now + lease) for key, row in due)


def _lend(rows: Rows, key: str, row: Row, until: datetime) -> Claimed:
    lent = {**row, "attempts": row["attempts"] + 1, "lease_until": write_time(until), "released": None}
    rows.put(key, lent, before=row)
    return Claimed(decode(Notice, row["notice"]), lent["attempts"], until, read_time(row["first_due"]))


def settle(rows: Rows, claimed: Claimed, retry_at: datetime | None) -> None:
    """End a loan: remove the row, or make it due at `retry_at`."""
    key = claimed.notice.key
    row = rows.row(key)
    if row is None or not _still_lent(row, claimed):
        return
    if retry_at is None:
        rows.drop(key)
    else:
        rows.put(key, {**row, "due": write_time(retry_at), "lease_until": None}, before=row)


def park(rows: Rows, claimed: Claimed) -> None:
    """End a loan until the person is released; at once if that happened during the loan."""
    key = claimed.notice.key
    row = rows.row(key)
    if row is None or not _still_lent(row, claimed):
        return
    if row["released"] is None:
        rows.put(key, {**row, "parked": True, "lease_until": None}, before=row)
    else:
        rows.put(key, {**row, "due": row["released"], "lease_until": None}, before=row)


def release(rows: Rows, person: PersonKey, now: datetime) -> bool:
    """Make the person's parked rows due, and note it on rows on loan. Tell whether any row is due by it."""
    text = write_time(now)
    theirs = rows.select("WHERE held = ?", person)
    parked = [(key, row) for key, row in theirs if row["parked"]]
    for key, row in parked:
        rows.put(key, {**row, "parked": False, "due": text}, before=row)
    for key, row in theirs:
        if row["lease_until"] is not None and row["released"] is None:
            rows.put(key, {**row, "released": text}, before=row)
    return bool(parked)


def end_loans(rows: Rows) -> None:
    """End every loan: whoever had one is gone with the process that lent it."""
    for key, row in rows.select("WHERE lent = 1"):
        rows.put(key, {**row, "lease_until": None}, before=row)


def _still_lent(row: Row, claimed: Claimed) -> bool:
    return row["lease_until"] is not None and row["attempts"] == claimed.attempts
