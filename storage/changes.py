"""Applying one Change to the tables: all of it, or Conflict."""

from typing import TypeVar

from playbook.life.ports import Change, Conflict
from playbook.life.records import Record
from storage.archive import DRAFTS, EVENTS, OUTBOX, Row
from storage.chain import chained
from storage.codec import encode, table_of
from storage.document_ids import draft_id, event_id
from storage.outbox import new_row
from storage.tables import Database, Rows

R = TypeVar("R", bound=Record)


class NewRows:
    """What a change adds, as JSON; made before anything is decided, so that a refused text changes nothing."""

    def __init__(self, change: Change[R]) -> None:
        """Encode; raise ValueError for text that cannot be kept, or parts that do not belong together."""
        _refuse_contradictions(change)
        self.table = table_of(type(change.record))
        self.record = encode(change.record)
        self.event = encode(change.event)
        self.notices = {notice.key: new_row(notice, change.event.at) for notice in change.notices}


def _refuse_contradictions(change: Change[R]) -> None:
    wanted = (change.record.number, change.expected + 1)
    found = {(change.record.number, change.record.revision), (change.event.number, change.event.seq)}
    found |= {(notice.number, notice.seq) for notice in change.notices}
    if found != {wanted}:
        raise ValueError(f"a change of {wanted[0]} to revision {wanted[1]} cannot hold {sorted(found)}")


def apply_change(tables: Database, change: Change[R], new: NewRows) -> bool:
    """Put the change into the tables and tell whether notices became due; False when it was there already.

    Raise Conflict when the stored revision is not the expected one, or the draft is gone or is another one. The
    tables may then hold a part of the change: the caller undoes it.
    """
    number = change.record.number
    stored = tables.rows(new.table).row(number)
    if stored and is_done(stored, tables.rows(EVENTS).row(event_id(number, change.event.seq)), new):
        return False
    expect_revision(stored, change.expected, number)
    if change.closes is not None:
        _use_up_draft(tables.rows(DRAFTS), change, change.closes)
    _append_event(tables.rows(EVENTS), new)
    if stored:
        tables.rows(new.table).put(number, new.record, before=stored)
    else:
        tables.rows(new.table).add(number, new.record)
    for key, row in new.notices.items():
        tables.rows(OUTBOX).add(key, row)
    return bool(new.notices)


def _append_event(events: Rows, new: NewRows) -> None:
    number, seq = new.event["number"], new.event["seq"]
    before = events.row(event_id(number, seq - 1)) if seq > 1 else None
    link = chained(before["hash"] if before else "", new.event, new.record)
    events.add(event_id(number, seq), {"event": new.event, "record": link.record, "hash": link.hash})


def is_done(stored: Row, kept: Row | None, new: NewRows) -> bool:
    """Tell whether this very change was committed before, be it long ago, by the row `kept` of its event.

    Two requests that one person files in one moment have equal first events; their drafts tell them apart.
    """
    if kept is None or kept["event"] != new.event:
        return False
    if new.event["seq"] == stored["revision"]:
        return bool(new.record == stored)
    return bool(new.record["origin"] == stored["origin"])


def expect_revision(stored: Row | None, expected: int, what: str) -> None:
    """Raise Conflict unless the stored record, None for an absent one, has the expected revision."""
    found = stored["revision"] if stored else 0
    if found != expected:
        raise Conflict(f"{what} is at revision {found}, not {expected}")


def _use_up_draft(drafts: Rows, change: Change[R], slot: str) -> None:
    key = draft_id(change.event.actor, slot)
    draft = drafts.row(key)
    if draft is None or (change.expected == 0 and draft["id"] != change.record.origin):
        raise Conflict(f"the draft of {change.record.number} is gone")
    drafts.drop(key)
